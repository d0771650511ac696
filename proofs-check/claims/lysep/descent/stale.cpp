#include "proofs-check/claims/lysep/descent/stale.hpp"

#include "proofs-check/frame/network_generators.hpp"

namespace lysep {

TwoSteps::TwoSteps(const Instance& instance)
    : theta_(*instance.state),
      factor_W_(instance.ball("factor")),
      factor_c_(instance.ball("factor_c")),
      tau_(instance.ball("tau")) {
  const double factor = instance.number("factor_c");
  hypothesis = takes_step(instance) && factor > 0 && factor <= 2 && instance.number("tau") > 0;
}

TwoSteps& TwoSteps::take(When when, const Ball& stretch) {
  const Index l = theta_.L - 1;
  const Ball stale = theta_.auxiliary_constant(l);
  S_start = theta_.S();
  W_before = norm(theta_.W(theta_.L));
  theta_.step_output(factor_W_);
  W_after = norm(theta_.W(theta_.L));
  S_between = theta_.S();
  const Ball C = stretch * (when == When::before ? stale : theta_.auxiliary_constant(l));
  Iterate::step(theta_.c(l), theta_.auxiliary_gradient(l), C.is_zero() ? tau_ : factor_c_ / C);
  S_end = theta_.S();
  return *this;
}

std::function<Sides(const Instance&)> of_two_steps(TwoStepsSides sides) {
  return [=](const Instance& instance) {
    TwoSteps steps(instance);
    return steps.hypothesis ? sides(steps) : hypothesis_not_met();
  };
}

std::vector<Array> two_steps_arrays() {
  return {{"factor", "1", "tau C_L of W_L's step, in (0, 2]"},
          {"factor_c", "1", "tau C_{L-1} of the step of c_{L-1}, in (0, 2]"},
          {"tau", "1", "that step where C_{L-1} = 0"}};
}

Instance two_steps(Draw& draw) {
  Instance instance = with_factor(bounded_network(draw), factor_of(draw));
  instance.set("factor_c", factor_of(draw));
  instance.set("tau", draw.magnitude(-2, 5));
  StateData& state = *instance.state;
  auto &output = state.layers.back(), &last_hidden = state.layers[state.layers.size() - 2];
  const double which = draw.uniform(0, 1);
  if (which < 0.35) {
    instance.family = "W_L = 0";
    output.W.setZero();
    last_hidden.r *= draw.magnitude(-1, 1);
  } else if (which < 0.5) {
    instance.family = "large residual";  // the curvature in c_{L-1} is 2 ||W_L||^2, more than half of C_{L-1}
    state = scalar_chain({Activation::Kind::sigmoid}, {draw.symmetric(2.0)}, draw.sign() * draw.uniform(0.2, 0.7),
                         {draw.symmetric(1.0)}, {draw.magnitude(2, 4)});
    instance.set("factor_c", 2.0);
  } else if (which < 0.75) {
    instance.family = "W_L nearly 0";
    output.W *= draw.magnitude(-8, -2);
    last_hidden.r *= draw.magnitude(-1, 1);
  }
  return instance;
}

}  // namespace lysep
