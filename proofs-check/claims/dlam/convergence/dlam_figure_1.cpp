// Figure 1: "the objective decreased monotonically". FALSE with the rule for eps of section 4.1.2: where eps falls, z_1
// is pulled into the new box of an a_1 that has stayed, and F rises, even without the indicator. Witness: h the
// identity, x = W_1 = z_1 = 1, a_1 = 5, z_2 = W_2 a_1 = (20, -20), the label the first, rho = 1, eps = 10: F is 4e-18,
// eps becomes 0.01, and F 7.96.
#include "proofs-check/claims/dlam/convergence/epsilon_sweep.hpp"

namespace lysep::dlam_figure_1_claim {
namespace {

Instance pulled_away() {
  Instance instance;
  instance.family = "pulled away";
  const auto number = [](double x) { return Matrix<double>(Matrix<double>::Constant(1, 1, x)); };
  Matrix<double> W(2, 1), Z(2, 1);
  W << 4, -4;
  Z << 20, -20;
  instance.set("X", number(1));
  set_layer(instance, 1, number(1), number(0), number(1));
  instance.set("A1", number(5));
  set_layer(instance, 2, W, Matrix<double>(Matrix<double>::Zero(2, 1)), Z);
  instance.set("label", Labels{0});
  instance.set("targets", Matrix<double>(Matrix<double>::Zero(2, 1)));
  for (const char* one : {"rho", "alpha0", "tau0"}) instance.set(one, 1.0);
  for (const char* two : {"gamma", "eta"}) instance.set(two, 2.0);
  for (const char* zero : {"mu", "regulariser", "risk"}) instance.set(zero, 0.0);
  instance.set("activation", 4);
  instance.set("eps", 10.0);
  return instance;
}

}  // namespace

Claim claim() {
  using Terms = EpsilonSweep;
  Claim claim =
      false_dlam_claim("dlam-figure-1", "Figure 1", "F^{k+1} <= F^k where eps follows the printed rule", pulled_away);
  set_epsilon_sweep(claim);
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.hypothesis ? t.falls(t.printed()) : hypothesis_not_met(); },
      {{"2 F^k", [](const Terms& t) { return t.hypothesis ? t.falls(t.printed(), 2) : hypothesis_not_met(); }},
       {"eps/10",
        [](const Terms& t) { return t.hypothesis ? t.falls(Ball(0.1) * t.settings.eps) : hypothesis_not_met(); }},
       {"where eps does not fall",
        [](const Terms& t) {
          return t.hypothesis && t.printed() >= t.settings.eps ? t.falls(t.printed()) : hypothesis_not_met();
        },
        true}});
  return claim;
}

}  // namespace lysep::dlam_figure_1_claim
