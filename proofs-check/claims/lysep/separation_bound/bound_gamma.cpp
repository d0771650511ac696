// (3.8) sharpened, a bound finer than b3 in W_L: with Gamma = max_{j,k} || W_L(j,:) - W_L(k,:) ||_2 <= sqrt2 ||W_L||_2,
//   CE <= mean R + (1/sqrt N) Gamma sum_{l<L} B^(L-l) prod_{l<k<L} ||W_k||_2 ||r_l||,
// for only the differences of logits count. Near equality: chains of the identity with residuals of one sign, R large.
#include "proofs-check/claims/lysep/separation_bound/propagation.hpp"

namespace lysep::bound_gamma_claim {
namespace {

struct Terms {
  explicit Terms(const Instance& instance) : network(*instance.state), norms(spectral_norms(network)) {}

  Network network;
  std::vector<Ball> norms;

  /// || W_L(j,:) - W_L(k,:) ||.
  Ball apart(Index j, Index k) const {
    const Matrix<Ball>& W = network.W(network.L);
    Ball sum(0.0);
    for (Index i = 0; i < W.cols(); ++i) sum += squared(W(j, i) - W(k, i));
    return sqrt(sum);
  }
  Ball gamma() const {
    Ball largest(0.0);
    for (Index j = 1; j < network.J; ++j) {
      for (Index k = 0; k < j; ++k) largest = max(largest, apart(j, k));
    }
    return largest;
  }
  /// max_{n,j} || W_L(j,:) - W_L(y_n,:) ||.
  Ball gamma_of_labels() const {
    Ball largest(0.0);
    for (const int y : network.labels) {
      for (Index j = 0; j < network.J; ++j) largest = max(largest, apart(j, y));
    }
    return largest;
  }
  Ball largest_row() const { return largest_column_norm(network.W(network.L).transpose()); }
  /// mean R + g x / sqrt N.
  Sides with(const Ball& g, const Ball& x) const {
    return {network.CE(), total(network.R) / network.samples() + g * x / sqrt(network.samples())};
  }
  /// sum_{l<L} B^(L-l-powers) prod_{l<k<L} ||W_k||_2 ||r_l||.
  Ball hidden_sum(Index powers = 0) const { return Propagation{network, norms, powers, 1, 1}.sum(); }
};

}  // namespace

Claim claim() {
  Claim claim = network_claim("bound-gamma", "(3.8) sharpened",
                              "CE <= mean R + Gamma sum_{l<L} B^(L-l) prod_{l<k<L} ||W_k||_2 ||r_l|| / sqrt N");
  claim.constant_is_best_possible = true;
  claim.generate = propagation_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.with(t.gamma(), t.hidden_sum()); },
      {{"Gamma / sqrt2", [](const Terms& t) { return t.with(t.gamma() / root_two(), t.hidden_sum()); }},
       {"the largest row norm for Gamma", [](const Terms& t) { return t.with(t.largest_row(), t.hidden_sum()); }},
       {"||W_L||_2 for Gamma", [](const Terms& t) { return t.with(t.norms.back(), t.hidden_sum()); }},
       {"B^(L-l-1)", [](const Terms& t) { return t.with(t.gamma(), t.hidden_sum(1)); }},
       {"1/N for 1/sqrt N",
        [](const Terms& t) { return t.with(t.gamma() / sqrt(t.network.samples()), t.hidden_sum()); }},
       {"sqrt2 ||W_L||_2 for Gamma", [](const Terms& t) { return t.with(root_two() * t.norms.back(), t.hidden_sum()); },
        true},
       {"rows against the true classes' alone",
        [](const Terms& t) { return t.with(t.gamma_of_labels(), t.hidden_sum()); }, true}});
  require_depth(claim, 2);
  return claim;
}

}  // namespace lysep::bound_gamma_claim
