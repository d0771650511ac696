#pragma once
// The decision of left <= right, left < right or left = right by enclosures.
#include <functional>

#include "proofs-check/enclosures/ball.hpp"

namespace lysep {

enum class Relation { at_most, less, equals };

/// proved: every real number in left is at most (less than) every one in right. refuted: the contrary, certainly.
/// equal: left - right is 0, or it encloses 0 and is narrower than
/// 2^(-p/2) (|left| + |right| + scale), at p and at 2p bits.
enum class Verdict { proved, equal, refuted, inconclusive, hypothesis_not_met };

/// Both sides of a claim at an instance, at the thread's precision.
struct Sides {
  Ball left, right;
  bool hypothesis = true;
  Ball scale = Ball(0.0);  // of an identity whose terms cancel: their size, so that 0 = 0 can be told
};

/// The claim, or the mutant, does not speak of this instance.
inline Sides hypothesis_not_met() { return {Ball(0.0), Ball(0.0), false, Ball(0.0)}; }

struct Decision {
  Verdict verdict = Verdict::inconclusive;
  slong bits = 0;      // at which it was decided
  Sides sides;         // at those bits
  double ratio = 0.0;  // left/right, approximately; 0 where right is 0
};

inline constexpr slong precision_cap = 8192;

/// Evaluates the sides at `bits`, doubled until decided or the cap is reached.
Decision decide(const std::function<Sides()>& evaluate, slong bits, Relation relation = Relation::at_most);

const char* name_of(Verdict verdict);

}  // namespace lysep
