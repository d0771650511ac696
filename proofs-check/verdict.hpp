#pragma once
// The decision of left <= right by enclosures.
#include <functional>

#include "proofs-check/ball.hpp"

namespace lysep {

/// proved: every real number in left is at most every one in right. refuted: the contrary, strictly.
/// equal: left - right encloses 0 and is narrower than 2^(-p/2) (|left| + |right|), at p and at 2p bits.
enum class Verdict { proved, equal, refuted, inconclusive, hypothesis_not_met };

/// Both sides of a claim at an instance, at the thread's precision.
struct Sides {
  Ball left, right;
  bool hypothesis = true;
};

struct Decision {
  Verdict verdict = Verdict::inconclusive;
  slong bits = 0;      // at which it was decided
  Sides sides;         // at those bits
  double ratio = 0.0;  // left/right, approximately; 0 where right is 0
};

inline constexpr slong precision_cap = 8192;

/// Evaluates the sides at `bits`, doubled until decided or the cap is reached.
Decision decide(const std::function<Sides()>& evaluate, slong bits);

}  // namespace lysep
