// (3.8) sharpened, b3 sample by sample: with r_{l,n} the residual of sample n,
//   CE <= mean R + (sqrt2/N) sum_n sum_{l<L} B^(L-l) prod_{k>l} ||W_k||_2 || r_{l,n} ||_2,
// which is at most b3 by Cauchy-Schwarz. Near equality: chains of the identity with residuals of one sign, R large.
#include "proofs-check/claims/lysep/separation_bound/propagation.hpp"

namespace lysep::bound_per_sample_claim {
namespace {

struct Terms {
  explicit Terms(const Instance& instance) : network(*instance.state), norms(spectral_norms(network)) {}

  Network network;
  std::vector<Ball> norms;

  /// sum_{l<L} B^(L-l-powers) prod_{k=l+1}^{L-last} ||W_k||_2 size(r_l).
  template <class F>
  Ball sum(F size, Index powers = 0, Index last = 0) const {
    Ball result(0.0), product(1.0);
    for (Index l = network.L - 1; l >= 1; --l) {
      if (l < network.L - last) product *= norms[static_cast<std::size_t>(l)];
      result += power(network.B(), network.L - l - powers) * product * size(network.r(l));
    }
    return result;
  }
  /// CE <= mean R + factor x.
  Sides with(const Ball& factor, const Ball& x) const {
    return {network.CE(), total(network.R) / network.samples() + factor * x};
  }
  Ball factor() const { return root_two() / network.samples(); }
};

/// sum_n || r_{l,n} ||.
Ball sum_of_norms(const Matrix<Ball>& r) {
  Ball sum(0.0);
  for (Index n = 0; n < r.cols(); ++n) sum += column_norm(r, n);
  return sum;
}

}  // namespace

Claim claim() {
  Claim claim = network_claim("bound-per-sample", "(3.8) sharpened",
                              "CE <= mean R + (sqrt2/N) sum_n sum_{l<L} B^(L-l) prod_{k>l} ||W_k||_2 ||r_{l,n}||_2");
  claim.constant_is_best_possible = true;
  claim.generate = propagation_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.with(t.factor(), t.sum(sum_of_norms)); },
      {{"1 for sqrt2", [](const Terms& t) { return t.with(t.factor() / root_two(), t.sum(sum_of_norms)); }},
       {"||r_l|| for the sum over samples", [](const Terms& t) { return t.with(t.factor(), t.sum(norm)); }},
       {"1/N^2 for 1/N", [](const Terms& t) { return t.with(t.factor() / t.network.samples(), t.sum(sum_of_norms)); }},
       {"B^(L-l-1)", [](const Terms& t) { return t.with(t.factor(), t.sum(sum_of_norms, 1)); }},
       {"the product without W_L", [](const Terms& t) { return t.with(t.factor(), t.sum(sum_of_norms, 0, 1)); }},
       {"b3: ||r_l||/sqrt N for the mean over samples",
        [](const Terms& t) { return t.with(root_two() / sqrt(t.network.samples()), t.sum(norm)); }, true},
       {"the largest ||r_{l,n}|| for the mean over samples",
        [](const Terms& t) { return t.with(root_two(), t.sum(largest_column_norm)); }, true}});
  require_depth(claim, 2);
  return claim;
}

}  // namespace lysep::bound_per_sample_claim
