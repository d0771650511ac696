#pragma once
// The program's constants C_l of c_l over omega_{l+1}, omega_L = 1, at one block of all samples.
#include "core/methods/layer_separation/step_constants.hpp"
#include "proofs-check/enclosures/ball.hpp"

namespace lysep {

inline AuxiliaryTerms<Ball> auxiliary_terms(const Chain<Ball>& chain, const Block<Ball>& block, Index l) {
  AuxiliaryTerms<Ball> terms =
      operator_terms(*chain.at(l + 1).shape, chain.at(l + 1).K, block.samples(), chain.classes());
  if (l < chain.depth() - 1) std::tie(terms.pulled_squared, terms.pulled_largest) = pulled_target(chain, block, l);
  return terms;
}

/// last: l = L-1.
inline Ball auxiliary_constant(ConstantSet set, bool last, const AuxiliaryTerms<Ball>& terms,
                               const ActivationConstants<Ball>& sigma) {
  return last ? last_hidden_constant(set, terms, sigma) : hidden_constant(set, terms, sigma);
}

}  // namespace lysep
