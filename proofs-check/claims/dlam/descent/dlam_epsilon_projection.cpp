// What moving a_l into a smaller box costs: eps falls to eps', a' = clip(a_l, h(z_l) -+ eps'). Then |a' - a_l| <= eps -
// eps', and phi of layer l+1 becomes at most
//   (rho/2) (||r|| + ||W_{l+1}||_2 sqrt(n N) (eps - eps'))^2,  r the residual before.
// Best possible: every entry on a face, the move along W's first singular vector, the residual along W times it.
#include "proofs-check/claims/dlam/descent/epsilon_box.hpp"
#include "proofs-check/claims/dlam/models/penalty_layer.hpp"

namespace lysep::dlam_epsilon_projection_claim {
namespace {

struct Terms {
  explicit Terms(const Instance& i) : at(i), eps(i.ball("eps")), below(i.ball("eps_below")) {
    const auto h = monotone_activation(i);
    if (!h || !at.hypothesis() || !(below > Ball(0.0)) || !(below <= eps)) return;
    centre = activation_values(*h, i.balls("z"));
    hypothesis = largest_entry(difference(at.A, centre)) <= eps;
    a = clipped(at.A, centre, below);
  }
  PenaltyLayer at;
  Ball eps, below;
  Matrix<Ball> centre, a;
  bool hypothesis = false;

  Sides at_most(double factor, const Ball& entries) const {
    if (!hypothesis) return hypothesis_not_met();
    const Ball grown = norm(at.E()) + spectral_norm(at.W) * sqrt(entries) * (eps - below);
    return {at.phi_where(PenaltyBlock::a, a), Ball(0.5 * factor) * at.rho * grown * grown, true, at.size()};
  }
  Ball entries() const { return count(at.A.size()); }
};

Instance generate(Draw& draw) {
  const int m = draw.integer(1, 3), n = draw.integer(1, 3), N = draw.integer(1, 3);
  Instance instance = penalty_instance(draw, m, n, N);
  instance.set("activation", draw_monotone_activation(draw));
  double eps = draw.magnitude(-2, 1), below = eps * draw.uniform(0.01, 1);
  if (draw.chance(0.5)) {
    instance.family = "on faces, along W";
    instance.set("activation", draw.pick<double>({3, 4}));
    eps = draw.integer(2, 8) / 8.0;
    below = eps / 2;
    Matrix<double> s(n, 1), t(1, N), z(n, N);
    for (int i = 0; i < n; ++i) s(i, 0) = draw.sign();
    for (int k = 0; k < N; ++k) t(0, k) = draw.sign();
    for (Index k = 0; k < z.size(); ++k) z.data()[k] = draw.integer(1, 8);
    const Matrix<double> u = draw.matrix(m, 1, draw.magnitude(-1, 1)), W = u * s.transpose(), A = z + eps * s * t;
    instance.set("z", z);
    instance.set("W", W);
    instance.set("A", A);
    instance.set("Z", Matrix<double>(W * A + instance.matrix("b").replicate(1, N) + draw.magnitude(-1, 1) * u * t));
  } else {
    const Activation h = *monotone_activation(instance);
    Matrix<double> z = draw.matrix(n, N, draw.magnitude(-1, 1)), A = z;
    for (Index k = 0; k < z.size(); ++k) A.data()[k] = activation_value(h, z.data()[k]) + eps * draw.symmetric(0.999);
    instance.set("z", z);
    instance.set("A", A);
  }
  instance.set("eps", eps);
  instance.set("eps_below", below);
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim =
      dlam_claim("dlam-epsilon-projection", "4.1.2",
                 "phi' <= (rho/2) (||r|| + ||W_{l+1}||_2 sqrt(n N) (eps - eps'))^2, a' = clip(a_l, h(z_l) -+ eps')");
  claim.hypotheses = {"h is tanh, sigmoid, ReLU or the identity", "rho > 0, eps >= eps' > 0", "|a_l - h(z_l)| <= eps"};
  claim.constant_is_best_possible = true;
  claim.arrays = penalty_arrays();
  for (const Array& array :
       std::vector<Array>{{"z", "n x N", "z_l"}, {"eps", "1", "eps"}, {"eps_below", "1", "eps'"}, activation_array()})
    claim.arrays.push_back(array);
  claim.generate = generate;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.at_most(1, t.entries()); },
      {{"0.99 of it", [](const Terms& t) { return t.at_most(0.99, t.entries()); }},
       {"without sqrt(n N)", [](const Terms& t) { return t.at_most(1, Ball(1.0)); }},
       {"sqrt n for sqrt(n N)", [](const Terms& t) { return t.at_most(1, count(t.at.A.rows())); }},
       {"|a' - a_l| <= eps - eps'",
        [](const Terms& t) {
          if (!t.hypothesis) return hypothesis_not_met();
          return Sides{largest_entry(difference(t.a, t.at.A)), t.eps - t.below, true, t.eps + largest_entry(t.centre)};
        },
        true}});
  return claim;
}

}  // namespace lysep::dlam_epsilon_projection_claim
