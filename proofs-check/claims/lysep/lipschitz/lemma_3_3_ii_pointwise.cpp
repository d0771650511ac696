// The curvature of S in W_L at a point, along D:
//   d^2/dt^2 S(W_L + t D) <= 2 lambda_L || D ||^2 + sum_n h_J(R_n) || D sigma_n ||^2,
// and hence <= (2 lambda_L + lmax(sum_n h_J(R_n) sigma_n sigma_n^T)) || D ||^2. It follows from Hess_z(l^2) <= h_J(R).
// Best possible: equality for J = 2 and D parallel to (-1, 1)^T, and in the limit for two equal wrong classes.
// Left: dual numbers of second order from (2.1) and (3.4); right: the program's R_n.
#include "proofs-check/claims/lysep/lipschitz/curvature_terms.hpp"
#include "proofs-check/enclosures/hessian.hpp"

namespace lysep::lemma_3_3_ii_pointwise_claim {
namespace {

struct Terms {
  Network network;
  Matrix<Ball> D, moved;  // moved = D V_L
  Ball lambda, curvature;

  explicit Terms(const Instance& instance)
      : network(*instance.state), D(instance.balls("direction")), lambda(output_regulariser(network)) {
    require_output_shape(network, D, "direction");
    moved = product(D, network.V(network.L));
    curvature = output_curvature_by_definition(network, D);
  }
  Ball regularised(double a) const { return Ball(a) * lambda * norm_squared(D); }
  /// sum_n h(R_n) ||D sigma_n||^2.
  Ball summed(const std::function<Ball(const Ball&)>& h) const {
    Ball total(0.0);
    for (Index n = 0; n < network.N; ++n) total += h(network.R(0, n)) * squared(column_norm(moved, n));
    return total;
  }
  Ball bound(const Ball& R) const { return curvature_bound(R, network.J); }
  /// lmax(sum_n h_J(R_n) sigma_n sigma_n^T).
  Ball largest_eigenvalue() const {
    Matrix<Ball> weighted = network.V(network.L);
    for (Index n = 0; n < weighted.cols(); ++n) {
      for (Index i = 0; i < weighted.rows(); ++i) weighted(i, n) *= sqrt(bound(network.R(0, n)));
    }
    return squared(spectral_norm(weighted));
  }
};

Sides at_most(const Terms& t, double a, const std::function<Ball(const Ball&)>& h) {
  return {t.curvature, t.regularised(a) + t.summed(h)};
}

Instance with_direction(Draw& draw) {
  Instance instance = output_pair_instance(draw);
  const Matrix<double>& W = instance.state->layers.back().W;
  Matrix<double> D = draw.matrix(W.rows(), W.cols(), draw.magnitude(-4, 4));
  if (instance.family.rfind("two", 0) == 0 && draw.chance(0.8)) D = instance.matrix("W_to") - W;
  if (instance.family == "outside the ball") instance.family = "random";
  instance.data.clear();
  instance.set("direction", D);
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "lemma-3.3-ii-pointwise";
  claim.equation = "(3.21) sharpened";
  claim.statement = "d^2/dt^2 S(W_L + t D) <= 2 lambda_L ||D||^2 + sum_n h_J(R_n) ||D sigma_n||^2";
  claim.hypotheses = {"J >= 2"};
  claim.constant_is_best_possible = true;
  claim.speaks_of_state = true;
  claim.arrays = {{"direction", "J x M", "D, of the shape of W_L"}};
  claim.generate = with_direction;
  claim.group = [](const Instance& i) { return group_of_classes(i.state->classes); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return at_most(t, 2.0, [&](const Ball& R) { return t.bound(R); }); },
      {{"lambda for 2 lambda",
        [](const Terms& t) { return at_most(t, 1.0, [&](const Ball& R) { return t.bound(R); }); }},
       {"h_2 for h_J", [](const Terms& t) { return at_most(t, 2.0, two_class_curvature); }},
       {"the mean over n for the sum",
        [](const Terms& t) {
          return at_most(t, 2.0, [&](const Ball& R) { return t.bound(R) / t.network.samples(); });
        }},
       {"R_n for h_J", [](const Terms& t) { return at_most(t, 2.0, [](const Ball& R) { return R; }); }},
       {"max(kappa, R_n) for h_J",
        [](const Terms& t) { return at_most(t, 2.0, [](const Ball& R) { return max(kappa(R), R); }); }, true},
       {"2 lambda_L + lmax(sum_n h_J(R_n) sigma_n sigma_n^T)",
        [](const Terms& t) -> Sides {
          return {t.curvature, t.regularised(2.0) + t.largest_eigenvalue() * norm_squared(t.D)};
        },
        true},
       {"the program's Hessian on the left",
        [](const Terms& t) -> Sides {
          Matrix<Ball> HD;
          output_hessian_times(t.network.chain, t.network.block, t.D, HD);
          return {inner(t.D, HD) + t.regularised(2.0),
                  t.regularised(2.0) + t.summed([&](const Ball& R) { return t.bound(R); })};
        },
        true}});
  return claim;
}

}  // namespace lysep::lemma_3_3_ii_pointwise_claim
