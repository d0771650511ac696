#pragma once
// What every claim about DLAM begins with: it is of the source "dlam".
#include "proofs-check/frame/claim.hpp"

namespace lysep {

inline Claim dlam_claim(const char* id, const char* equation, const char* statement) {
  Claim claim;
  claim.id = id;
  claim.source = "dlam";
  claim.equation = equation;
  claim.statement = statement;
  return claim;
}

/// A published statement that is false, with its smallest counterexample.
inline Claim false_dlam_claim(const char* id, const char* equation, const char* statement,
                              std::function<Instance()> counterexample) {
  Claim claim = dlam_claim(id, equation, statement);
  claim.expected = false;
  claim.counterexample = std::move(counterexample);
  return claim;
}

/// Encloses nothing: what a search that was cut off returns.
inline Ball undecided() { return Ball(0.0) / Ball(0.0); }

}  // namespace lysep
