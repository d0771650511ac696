// (3.8) sharpened: spectral norms do as well,
//   || phi - phi~ || <= sum_{l=1}^{L-1} B^(L-l) prod_{k=l+1}^{L} ||W_k||_2 ||r_l||,
// for || W T || <= ||W||_2 || T ||. Equality for chains of the identity whose residuals are of one sign.
// Left: by naive loops from the definition.
#include "proofs-check/claims/lysep/separation_bound/propagation.hpp"

namespace lysep::equation_3_8_spectral_claim {
namespace {

struct Terms {
  Network network;
  Ball D = propagated_distance(network);

  Propagation with(const std::vector<Ball>& norms, Index powers = 0, Index first = 1, Index last = 0) const {
    return {network, norms, powers, first, last};
  }
  Propagation stated() const { return with(spectral_norms(network)); }
  Sides at_most(const Ball& right) const { return {D, right, true, propagated_scale(network, network.L)}; }
  std::vector<Ball> largest_entries() const {
    std::vector<Ball> list;
    for (Index k = 1; k <= network.L; ++k) list.push_back(largest_entry(network.W(k)));
    return list;
  }
  std::vector<Ball> largest_columns() const {
    std::vector<Ball> list;
    for (Index k = 1; k <= network.L; ++k) list.push_back(largest_column_norm(network.W(k)));
    return list;
  }
};

}  // namespace

Claim claim() {
  Claim claim = network_claim("equation-3.8-spectral", "(3.8) sharpened",
                              "||phi - phi~|| <= sum_{l<L} B^(L-l) prod_{k>l} ||W_k||_2 ||r_l||");
  claim.constant_is_best_possible = true;
  claim.generate = propagation_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms{Network(*i.state)}; },
      [](const Terms& t) { return t.at_most(t.stated().sum()); },
      {{"the largest entry for ||W_k||_2", [](const Terms& t) { return t.at_most(t.with(t.largest_entries()).sum()); }},
       {"the largest column norm for ||W_k||_2",
        [](const Terms& t) { return t.at_most(t.with(t.largest_columns()).sum()); }},
       {"B^(L-l-1)", [](const Terms& t) { return t.at_most(t.with(spectral_norms(t.network), 1).sum()); }},
       {"the product from k = l",
        [](const Terms& t) { return t.at_most(t.with(spectral_norms(t.network), 0, 0).sum()); }},
       {"the product without W_L",
        [](const Terms& t) { return t.at_most(t.with(spectral_norms(t.network), 0, 1, 1).sum()); }},
       {"the maximum for the sum", [](const Terms& t) { return t.at_most(t.stated().largest()); }},
       {"Frobenius norms", [](const Terms& t) { return t.at_most(t.with(frobenius_norms(t.network)).sum()); }, true},
       {"sqrt(L-1) times the root of the sum of squares",
        [](const Terms& t) { return t.at_most(sqrt(count(t.network.L - 1)) * t.stated().root_of_squares()); }, true}});
  require_depth(claim, 2);
  return claim;
}

}  // namespace lysep::equation_3_8_spectral_claim
