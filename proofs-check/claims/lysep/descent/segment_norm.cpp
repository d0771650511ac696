// (3.31): how far W_L's step may leave the ball: on the segment W_t = W_L - t tau grad S, 0 <= t <= 1, ||W_L|| <= R,
//   ||W_t|| <= R + 2 sqrt2 t q / (sqrt(n) M0),  q = Q/(Q + 2),  Q = 2 sqrt(n) M0 R + ln J,  0 < tau <= 2/C_L(R),
// n = rows of c_{L-1}. For 2 lambda tau < 2 shrinks W_L, and ||(P - A) diag(R) V^T|| <= sqrt2 N Q sqrt(n) M0. Not best
// possible: W_L = 0 has || p - a || = sqrt(1 - 1/J) for sqrt2, and elsewhere the step turns back.
#include "proofs-check/claims/lysep/descent/output_steps.hpp"

namespace lysep::segment_norm_claim {
namespace {

struct Terms {
  Ball left, R, outward, root_n, t, q, Q;  // outward = t q / (sqrt(n) M0)
  bool hypothesis = false;
};

Terms terms_of(const Instance& instance) {
  Terms s;
  const double t = instance.number("t");
  if (!takes_step(instance) || t < 0 || t > 1) return s;
  Iterate theta(*instance.state);
  Matrix<Ball>& W = theta.W(theta.L);
  s.hypothesis = true;
  s.t = Ball(t);
  s.R = norm(W);
  s.root_n = sqrt(count(W.cols()));
  s.Q = Ball(2.0) * s.root_n * *theta.sigma.M0 * s.R + log_of<Ball>(theta.J);
  s.q = s.Q / (s.Q + Ball(2.0));
  s.outward = s.t * s.q / (s.root_n * *theta.sigma.M0);
  Iterate::step(W, theta.output_gradient(), s.t * instance.ball("factor") / theta.output_constant());
  s.left = norm(W);
  return s;
}

Sides at_most(const Terms& s, const Ball& right) { return s.hypothesis ? Sides{s.left, right} : hypothesis_not_met(); }

Ball furthest() { return Ball(2.0) * root_two(); }

/// W_L = 0 below four units of sin at their top, N = 1, J = 4: the left side is sqrt3 q/(sqrt(n) M0) at t = 1.
Instance saturated_units() {
  StateData::LayerData hidden, output;
  hidden.W = Matrix<double>::Constant(4, 1, 1.5707963267948966);
  hidden.b = Vector<double>::Zero(4);
  hidden.r = Matrix<double>::Zero(1, 4);
  output.W = Matrix<double>::Zero(4, 4);
  const StateData state{{Activation::Kind::sin}, Matrix<double>::Constant(1, 1, 1.0), {0}, 4, {hidden, output}};
  return with_factor(instance_of_state("saturated units", state), 2);
}

Instance generate(Draw& draw) {
  if (draw.chance(0.05)) {
    Instance instance = saturated_units();
    instance.set("t", draw.chance(0.5) ? 1.0 : draw.uniform(0, 1));
    return instance;
  }
  Instance instance = outward_step(draw);
  if (draw.chance(0.2)) {
    instance = with_factor(bounded_network(draw), 2);
  } else if (draw.chance(0.4)) {
    instance.set("factor", 2.0);
  }
  instance.set("t", draw.chance(0.3) ? 1.0 : draw.uniform(0, 1));
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "segment-norm";
  claim.equation = "(3.31)";
  claim.statement = "||W_L - t tau grad S|| <= R + 2 sqrt2 t q/(sqrt(n) M0), q = Q/(Q+2), Q = 2 sqrt(n) M0 R + ln J";
  claim.hypotheses = {"|sigma| <= M0", "||W_L|| <= R", "0 < tau <= 2/C_L(R)", "0 <= t <= 1"};
  claim.speaks_of_state = true;
  claim.arrays = factor_array();
  claim.arrays.push_back({"t", "1", "the place on the segment, in [0, 1]"});
  claim.generate = generate;
  set_sides<Terms>(
      claim, terms_of, [](const Terms& s) { return at_most(s, s.R + furthest() * s.outward); },
      {{"R alone, the ball itself", [](const Terms& s) { return at_most(s, s.R); }},
       {"1 for 2 sqrt2", [](const Terms& s) { return at_most(s, s.R + s.outward); }},
       {"without R", [](const Terms& s) { return at_most(s, furthest() * s.outward); }},
       {"t^2 for t", [](const Terms& s) { return at_most(s, s.R + furthest() * s.t * s.outward); }},
       {"n for sqrt(n)", [](const Terms& s) { return at_most(s, s.R + furthest() * s.outward / s.root_n); }},
       {"q^2 for q", [](const Terms& s) { return at_most(s, s.R + furthest() * s.q * s.outward); }},
       {"1 for q", [](const Terms& s) { return at_most(s, s.R + furthest() * s.outward / s.q); }, true}});
  return claim;
}

}  // namespace lysep::segment_norm_claim
