// The chain of bounds, b2 <= b3: (3.8) with spectral norms,
//   mean R + sqrt(2/N) || phi - phi~ || <= mean R + sqrt(2/N) sum_{l<L} B^(L-l) prod_{k>l} ||W_k||_2 ||r_l||.
// Equality for chains of the identity whose residuals are of one sign.
#include "proofs-check/claims/lysep/separation_bound/propagation.hpp"

namespace lysep::bound_b3_claim {
namespace {

struct Terms {
  explicit Terms(const Instance& instance)
      : network(*instance.state), bounds(spectral_bound_terms(network)), norms(spectral_norms(network)) {}

  Network network;
  BoundTerms bounds;
  std::vector<Ball> norms;

  Sides with(const Ball& sum) const { return {bounds.b2(), bounds.mean_R() + sqrt(Ball(2.0) / bounds.N) * sum}; }
  Propagation propagation(Index powers, Index first, Index last) const { return {network, norms, powers, first, last}; }
};

}  // namespace

Claim claim() {
  Claim claim = network_claim("bound-b3", "(3.8) sharpened",
                              "b2 <= b3 = mean R + sqrt(2/N) sum_{l<L} B^(L-l) prod_{k>l} ||W_k||_2 ||r_l||");
  claim.constant_is_best_possible = true;
  claim.generate = propagation_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) -> Sides {
        return {t.bounds.b2(), t.bounds.b3()};
      },
      {{"B^(L-l-1)", [](const Terms& t) { return t.with(t.propagation(1, 1, 0).sum()); }},
       {"B^(L-l+1)", [](const Terms& t) { return t.with(t.propagation(-1, 1, 0).sum()); }},
       {"the product from k = l", [](const Terms& t) { return t.with(t.propagation(0, 0, 0).sum()); }},
       {"the product without W_L", [](const Terms& t) { return t.with(t.propagation(0, 1, 1).sum()); }},
       {"the maximum for the sum", [](const Terms& t) { return t.with(t.propagation(0, 1, 0).largest()); }},
       {"||r_l||/sqrt N for ||r_l||",
        [](const Terms& t) { return t.with(t.propagation(0, 1, 0).sum() / sqrt(t.bounds.N)); }},
       {"Frobenius norms",
        [](const Terms& t) {
          return t.with(Propagation{t.network, frobenius_norms(t.network)}.sum());
        },
        true},
       {"written out", [](const Terms& t) { return t.with(t.propagation(0, 1, 0).sum()); }, true}});
  require_depth(claim, 2);
  return claim;
}

}  // namespace lysep::bound_b3_claim
