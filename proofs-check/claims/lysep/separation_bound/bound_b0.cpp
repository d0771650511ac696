// (3.7) sharpened, the finest bound of the chain: with d_n = || phi_n - phi~_n ||_2,
//   CE <= b0 = mean_n log( 1 + (e^(R_n) - 1) e^(sqrt2 d_n) ),
// for l = log(1 + sum_{j != y} e^(z_j - z_y)) and no difference z_j - z_y grows by more than sqrt2 d_n. Equality for
// J = 2 where phi - phi~ is along (-1, 1). Left: the losses at the true logits; right: the program's chain of bounds.
#include "proofs-check/claims/lysep/separation_bound/refined_bound.hpp"

namespace lysep::bound_b0_claim {
namespace {

Sides bounded(const Network& t, const Ball& right) { return {t.CE(), right}; }

/// mean_n log(1 + (e^(R_n) - 1) e^(x_n)), x_n = max_j (D_j - D_y).
Ball by_differences(const Network& t) {
  return mean_refined(t, 1, Ball(1.0), [&](const Matrix<Ball>& moved, Index n) {
    Ball largest(0.0);
    const Ball& own = moved(t.labels[static_cast<std::size_t>(n)], n);
    for (Index j = 0; j < t.J; ++j) largest = max(largest, moved(j, n) - own);
    return largest;
  });
}

}  // namespace

Claim claim() {
  Claim claim = network_claim("bound-b0", "(3.7) sharpened", "CE <= b0 = mean log(1 + (e^(R_n) - 1) e^(sqrt2 d_n))");
  claim.hypotheses = {"L >= 2"};
  claim.constant_is_best_possible = true;
  claim.generate = propagation_instance;
  set_network_sides(
      claim, [](const Network& t) { return bounded(t, bound_terms(t).b0()); },
      {{"1 for sqrt2", [](const Network& t) { return bounded(t, mean_refined(t, 1, Ball(1.0), moved_norm)); }},
       {"1.41 for sqrt2", [](const Network& t) { return bounded(t, mean_refined(t, 1, Ball(1.41), moved_norm)); }},
       {"-sqrt2 for sqrt2", [](const Network& t) { return bounded(t, mean_refined(t, 1, -root_two(), moved_norm)); }},
       {"the largest entry for d_n",
        [](const Network& t) { return bounded(t, mean_refined(t, 1, root_two(), moved_largest)); }},
       {"without d_n", [](const Network& t) { return bounded(t, total(t.R) / t.samples()); }},
       {"without the -1", [](const Network& t) { return bounded(t, mean_refined(t, 0, root_two(), moved_norm)); },
        true},
       {"2 and the largest entry for sqrt2 d_n",
        [](const Network& t) { return bounded(t, mean_refined(t, 1, Ball(2.0), moved_largest)); }, true},
       {"max_j (D_j - D_y) for sqrt2 d_n", [](const Network& t) { return bounded(t, by_differences(t)); }, true}});
  return claim;
}

}  // namespace lysep::bound_b0_claim
