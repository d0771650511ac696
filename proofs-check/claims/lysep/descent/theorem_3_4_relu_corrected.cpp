// (3.30), theorem-3.4-relu corrected: sigma need not be C^2, but bounded and C^{1,1}. For softsign, c/(1 + |c|), M0 =
// M1 = 1 and sigma'' jumps at 0 from 2 to -2; with M2 = 2, the Lipschitz constant of sigma',
//   S(c_l - tau grad S) <= S(c_l),  0 < tau <= 2/C_l.
// M2 = 2 is approached at c_1 = 0+ with a large target, where the curvature is nearly C_1.
#include "proofs-check/claims/lysep/descent/iterate.hpp"
#include "proofs-check/frame/network_generators.hpp"

namespace lysep::theorem_3_4_relu_corrected_claim {
namespace {

const Activation softsign{Activation::Kind::softsign};

/// The step with M2 and M1 multiplied, and tau.
Step with(double M2, double M1 = 1, double stretch = 1) {
  return [=](Iterate& t, const Instance& i) {
    const auto l = static_cast<Index>(i.number("layer"));
    if (!takes_step(i) || !(i.state->activation == softsign) || l < 1 || l >= t.L) return false;
    *t.sigma.M2 *= Ball(M2);
    t.sigma.B *= Ball(M1);
    t.step_auxiliary(l, Ball(stretch) * i.ball("factor"));
    return true;
  };
}

/// c_1 near 0, the residual r_2 large, r_1 nearly where the gradient vanishes: W_2 r_1 = r_2 sigma'(c_1).
Instance large_residual(Draw& draw) {
  const double c = draw.sign() * draw.magnitude(-3, -1.5), w = draw.magnitude(-1, 1), r = w * draw.magnitude(3, 5);
  const double slope = 1 / ((1 + abs(c)) * (1 + abs(c))), off = 1 + draw.symmetric(1e-5);
  Instance instance;
  instance.family = "beside the kink";
  const double side = c > 0 ? 1 : -1;
  instance.state = scalar_chain(softsign, {draw.symmetric(2.0), w}, 1.0, {c, draw.symmetric(2.0)},
                                {side * r * slope / w * off, side * r});
  instance.set("layer", 1.0);
  return with_factor(instance, 2);
}

/// tanh-like at 0 with target 0: the term of M1.
Instance at_zero(Draw& draw) {
  const double c = draw.magnitude(-7, -4), w = draw.magnitude(-1, 1);
  Instance instance;
  instance.family = "at the kink";
  instance.state = scalar_chain(softsign, {draw.symmetric(2.0), w}, 1.0, {c, 0.0}, {c, -w * c});
  instance.set("layer", 1.0);
  return with_factor(instance, factor_of(draw));
}

Instance generate(Draw& draw) {
  const double which = draw.uniform(0, 1);
  if (which < 0.2) return large_residual(draw);
  if (which < 0.3) return at_zero(draw);
  Instance instance = bounded_network(draw);
  StateData& state = *instance.state;
  state.activation = softsign;
  if (which < 0.5) {
    instance.family = "small pre-activations";
    state.layers[0].W *= 1e-3;
    state.layers[0].b *= 1e-3;
    state.layers[0].r *= 1e-3;
  }
  instance.set("layer", draw.integer(1, static_cast<int>(state.depth()) - 1));
  return with_factor(instance, factor_of(draw));
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "theorem-3.4-relu-corrected";
  claim.equation = "(3.30)";
  claim.statement = "softsign, M2 = Lip(sigma') = 2: S(c_l - tau grad S) <= S(c_l), 0 < tau <= 2/C_l";
  claim.hypotheses = {"|sigma| <= M0, |sigma'| <= M1, sigma' is M2-Lipschitz; sigma'' may jump"};
  claim.arrays = factor_array();
  claim.arrays.push_back({"layer", "1", "l, 1..L-1", Array::integer});
  claim.generate = generate;
  set_step(claim, with(1),
           {{"M2 = 0", with(0)},
            {"M2 = 1", with(0.5)},
            {"M2 = 1.9", with(0.95)},
            {"tau = 4/C_l", with(1, 1, 2)},
            {"M2 = 4", with(2), true}});
  return claim;
}

}  // namespace lysep::theorem_3_4_relu_corrected_claim
