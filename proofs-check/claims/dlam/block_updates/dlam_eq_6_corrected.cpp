// The solution of (6): a' = clip(a^k - grad/tau, h(z_l) - eps, h(z_l) + eps), tau a number for every unit. It is the
// one minimiser of Q over the box: for every Y in it
//   (1/2) sum tau_i (Y - a')^2 <= Q(Y) - Q(a'),
// an equality where nothing is clipped.
#include "proofs-check/claims/dlam/block_updates/boxed_output.hpp"

namespace lysep::dlam_eq_6_corrected_claim {
namespace {

struct Terms : BoxedOutput {
  explicit Terms(const Instance& i) : BoxedOutput(i), tau(i.balls("tau")), Y(i.balls("Y")) {
    bool positive = true;
    for (Index k = 0; k < tau.rows(); ++k) positive = positive && tau(k, 0) > Ball(0.0);
    hypothesis = hypothesis && positive && feasible(Y);
  }
  Matrix<Ball> tau, Y;

  Ball weighted(const Matrix<Ball>& D) const {  // sum tau_i D_in^2
    Ball sum(0.0);
    for (Index i = 0; i < D.rows(); ++i) {
      for (Index n = 0; n < D.cols(); ++n) sum += tau(i, 0) * D(i, n) * D(i, n);
    }
    return sum;
  }
  Ball model(const Matrix<Ball>& a) const {  // Q - phi
    const Matrix<Ball> D = difference(a, at.A);
    return inner(gradient, D) + Ball(0.5) * weighted(D);
  }
  Matrix<Ball> free() const {
    Matrix<Ball> a = at.A;
    for (Index i = 0; i < a.rows(); ++i) {
      for (Index n = 0; n < a.cols(); ++n) a(i, n) -= gradient(i, n) / tau(i, 0);
    }
    return a;
  }
  /// And no further outside the box than that.
  Sides minimised_at(const Matrix<Ball>& a, double factor = 1) const {
    if (!hypothesis) return hypothesis_not_met();
    const Ball outside = norm_squared(difference(a, clip(a)));
    return {Ball(0.5 * factor) * weighted(difference(Y, a)) + outside, model(Y) - model(a), true,
            abs(inner(gradient, difference(a, at.A))) + abs(inner(gradient, difference(Y, at.A))) +
                weighted(difference(a, at.A)) + weighted(difference(Y, at.A))};
  }
};

Instance generate(Draw& draw) {
  Instance instance = boxed_output_instance(draw);
  const Matrix<double> A = instance.matrix("A"), z = instance.matrix("z");
  const Activation h = *monotone_activation(instance);
  Matrix<double> tau(A.rows(), 1), Y = A;
  for (Index i = 0; i < tau.rows(); ++i) tau(i, 0) = draw.magnitude(-1, 2);
  const double eps = instance.number("eps");
  for (Index k = 0; k < Y.size(); ++k) Y.data()[k] = activation_value(h, z.data()[k]) + eps * draw.symmetric(0.999);
  instance.set("tau", tau);
  instance.set("Y", Y);
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim = dlam_claim("dlam-eq-6-corrected", "(6)",
                           "(1/2) sum tau_i (Y - a')^2 <= Q(Y) - Q(a'), a' = clip(a^k - grad/tau, h(z_l) -+ eps)");
  claim.hypotheses = {"h is tanh, sigmoid, ReLU or the identity", "rho, eps, tau > 0", "Y in the box"};
  claim.constant_is_best_possible = true;
  claim.arrays = boxed_output_arrays();
  claim.arrays.push_back({"tau", "n x 1", "tau, a number for every unit"});
  claim.arrays.push_back({"Y", "n x N", "another a_l"});
  claim.generate = generate;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.hypothesis ? t.minimised_at(t.clip(t.free())) : hypothesis_not_met(); },
      {{"not clipped", [](const Terms& t) { return t.hypothesis ? t.minimised_at(t.free()) : hypothesis_not_met(); }},
       {"clipped to h(z_{l+1}) -+ eps",
        [](const Terms& t) {
          const auto other = t.around_next();
          return other ? t.minimised_at(other->clip(t.free())) : hypothesis_not_met();
        }},
       {"1.01 tau",
        [](const Terms& t) { return t.hypothesis ? t.minimised_at(t.clip(t.free()), 1.01) : hypothesis_not_met(); }},
       {"half of the distance",
        [](const Terms& t) { return t.hypothesis ? t.minimised_at(t.clip(t.free()), 0.5) : hypothesis_not_met(); },
        true}});
  return claim;
}

}  // namespace lysep::dlam_eq_6_corrected_claim
