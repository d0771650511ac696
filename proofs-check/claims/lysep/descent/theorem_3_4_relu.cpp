// Theorem 3.4 for ReLU, with M1 = 1, M2 = 0 and M0 the largest activation of the state: that S does not increase in the
// step of c_l with tau <= 2/C_l. FALSE: sigma' jumps at 0, so no C_l exists. Witness: L = 3, all weights 1, c_1 = -1/8,
// r_1 = r_2 = -1: the gradient there knows nothing of r_2, and the step across 0 makes |r_2| larger. As small a step
// as one likes fails where |r_2| is large against |r_1|: backtracking does not terminate at c_1 = 0.
#include "proofs-check/claims/lysep/descent/iterate.hpp"
#include "proofs-check/frame/network_generators.hpp"

namespace lysep::theorem_3_4_relu_claim {
namespace {

/// The signs are known: an entry is exactly 0, or its ball does not touch 0.
bool signs_known(const Matrix<Ball>& c) {
  for (Index i = 0; i < c.size(); ++i) {
    if (c.data()[i].contains_zero() && !c.data()[i].is_zero()) return false;
  }
  return true;
}

bool same_signs(const Matrix<Ball>& c, const Matrix<Ball>& d) {
  for (Index i = 0; i < c.size(); ++i) {
    if (!(c.data()[i] * d.data()[i]).is_positive()) return false;
  }
  return true;
}

/// The step with tau = stretch factor / C_l; at hidden layers and where no unit changes sign alone, if asked for.
Step with(double stretch, double M0_factor = 1, bool keeps_signs = false) {
  return [=](Iterate& t, const Instance& i) {
    const auto l = static_cast<Index>(i.number("layer"));
    const double factor = i.number("factor");
    const bool relu = i.state->activation.kind == Activation::Kind::relu;
    if (!relu || !(factor > 0 && factor <= 2) || l < 1 || l >= t.L || !signs_known(t.c(l))) return false;
    t.sigma.B = Ball(1.0);
    t.sigma.M0 = Ball(M0_factor) * largest_entry(t.V(l + 1));
    t.sigma.M2 = Ball(0.0);
    const Matrix<Ball> before = t.c(l);
    const Ball C = t.auxiliary_constant(l);
    if (!C.is_zero()) Iterate::step(t.c(l), t.auxiliary_gradient(l), Ball(stretch * factor) / C);
    return !keeps_signs || (l < t.L - 1 && same_signs(before, t.c(l)));
  };
}

Instance instance_of(const StateData& state, const char* family, Index layer, double factor) {
  return with_factor(instance_at_layer(family, state, layer), factor);
}

/// c_1 below 0, a step that crosses it, and a residual that then grows.
Instance at_the_kink(Draw& draw) {
  const double r = -draw.magnitude(-1, 0), c = r * draw.magnitude(-8, -0.5), w = draw.magnitude(-1, 1);
  const StateData state = scalar_chain({Activation::Kind::relu}, {draw.symmetric(2.0), w}, 1.0,
                                       {c, draw.symmetric(2.0)}, {r, w * r * draw.magnitude(-1, 5)});
  return instance_of(state, "at the kink", 1, factor_of(draw));
}

Instance generate(Draw& draw) {
  if (draw.chance(0.3)) return at_the_kink(draw);
  const StateData state = random_state(draw, {{Activation::Kind::relu}});
  return instance_of(state, "random", draw.integer(1, static_cast<int>(state.depth()) - 1), factor_of(draw));
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "theorem-3.4-relu";
  claim.equation = "(3.30)";
  claim.statement = "ReLU, M1 = 1, M2 = 0: S(c_l - tau grad S) <= S(c_l), 0 < tau <= 2/C_l";
  claim.hypotheses = {"sigma is ReLU, sigma'(0) = 0", "M0 is the largest activation of the layer"};
  claim.expected = false;
  claim.arrays = factor_array();
  claim.arrays.push_back({"layer", "1", "l, 1..L-1", Array::integer});
  claim.generate = generate;
  claim.counterexample = [] {
    const StateData state = scalar_chain({Activation::Kind::relu}, {1.0, 1.0}, 1.0, {-0.125, -1.0}, {-1.0, -1.0});
    return instance_of(state, "at the kink", 1, 2.0);
  };
  set_step(claim, with(1),
           {{"tau <= 1/C_l", with(0.5)},
            {"tau <= 0.002/C_l", with(0.001)},
            {"M0 ten times the largest activation", with(1, 10)},
            {"l <= L-2 and no unit changes sign", with(1, 1, true), true}});
  return claim;
}

}  // namespace lysep::theorem_3_4_relu_claim
