#pragma once
// Instances of a claim: RapidCheck draws and shrinks them; a local search drives them towards equality.
#include "proofs-check/frame/claim.hpp"

namespace lysep {

/// Instance number `index` of the claim's generator.
Instance instance_of(const Claim& claim, std::uint64_t seed, long index);

/// A smallest instance, in the sense of the shrinks tried (fewer samples, zeros, ones, fewer bits), that the claim's
/// statement is refuted by. `instance` is refuted.
Instance shrink(const Claim& claim, const Instance& instance, slong bits);

struct SearchResult {
  Decision best;         // closest to equality
  Instance instance;     // where
  bool refuted = false;  // the search has met a refutation: best is it
};

/// Local search from an instance towards equality: `steps` random changes of one number, an array or all of them, each
/// decided by enclosures and kept where left/right has grown.
SearchResult search_equality(const Claim& claim, const Instance& start, int steps, Draw& draw, slong bits);

}  // namespace lysep
