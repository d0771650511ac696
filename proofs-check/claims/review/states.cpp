#include "proofs-check/claims/review/states.hpp"

namespace lysep {
namespace {

double softplus(double t) { return log1p(exp(t)); }

/// The margin at which n1 l1^2 + n2 l2^2 is least, l1 = log(1 + e^(-t)), l2 = log(1 + e^t), by bisection.
double margin_of_least_squares(double n1, double n2) {
  double low = 0, high = 50;
  for (int k = 0; k < 60; ++k) {
    const double t = (low + high) / 2, p = 1 / (1 + exp(-t));
    (n2 * softplus(t) * p < n1 * softplus(-t) * (1 - p) ? low : high) = t;
  }
  return (low + high) / 2;
}

}  // namespace

StateData state_above_its_loss() { return scalar_chain({Activation::Kind::identity}, {1.0}, 1.0, {1.0}, {-1.0}); }

Ball constraint_terms(const Network& network) {
  Ball sum(0.0);
  for (Index l = 1; l < network.L; ++l) sum += network.omega(l) * network.norms.residual(l);
  return sum;
}

Ball best_constant_of(const Network& network) { return best_constant(network.B(), network.L); }

Instance feasible_instance(Draw& draw) {
  StateData state = random_state(draw, every_activation());
  if (draw.chance(0.05)) {
    state = scalar_chain({Activation::Kind::identity}, {1.0}, 1.0, {draw.uniform(1.0, 10.0)}, {draw.uniform(-9.0, -1)});
    return instance_of_state("infeasible", state);
  }
  for (auto& layer : state.layers) layer.r.setZero();
  if (draw.chance(0.5)) return instance_of_state("feasible", state);
  const Index N = draw.integer(2, 4);
  state = replicated(state, N);
  state.X += draw.matrix(N, state.X.cols(), draw.magnitude(-8, -2));
  return instance_of_state("nearly equal samples", state);
}

StateData identical_inputs(const Activation& activation, const std::vector<double>& w, double c, double margin,
                           Index first, Index N) {
  const std::vector<double> hidden(w.size(), c), feasible(w.size(), 0.0);
  StateData state =
      replicated(scalar_chain(activation, w, -margin / (2 * sigma_of(activation, c)), hidden, feasible), N);
  for (Index n = first; n < N; ++n) state.labels[static_cast<std::size_t>(n)] = 1;
  return state;
}

StateData feasible_minimiser(Draw& draw) {
  using Kind = Activation::Kind;
  const int n2 = draw.integer(1, 2), n1 = n2 + draw.integer(1, 2);
  const double margin = log1p(static_cast<double>(n1 - n2) / n2);
  const Activation activation{draw.pick(std::vector<Kind>{Kind::tanh, Kind::sigmoid, Kind::sin})};
  return identical_inputs(activation, {draw.symmetric(2.0)}, draw.uniform(0.5, 1.5), margin, n1, n1 + n2);
}

Instance identical_inputs_instance(Draw& draw) {
  const int n2 = draw.integer(1, 3), n1 = n2 + draw.integer(1, 3);
  const double to = log1p(static_cast<double>(n1 - n2) / n2), from = margin_of_least_squares(n1, n2);
  const char* family = "between the minimisers";
  double margin = draw.uniform(from, to);
  if (draw.chance(0.25)) {
    family = "near the minimiser of CE";
    margin = to - (to - from) * draw.magnitude(-9, -2);
  } else if (draw.chance(0.1)) {
    family = "any margin";
    margin = draw.symmetric(draw.magnitude(0, 2));
  }
  using Kind = Activation::Kind;
  const Activation activation{draw.pick(std::vector<Kind>{Kind::identity, Kind::tanh, Kind::sigmoid, Kind::softplus})};
  std::vector<double> w;
  for (int l = draw.integer(1, 3); l >= 1; --l) w.push_back(draw.symmetric(2.0));
  return instance_of_state(family, identical_inputs(activation, w, draw.uniform(0.5, 2.0), margin, n1, n1 + n2));
}

IdenticalInputs::IdenticalInputs(const StateData& state) : network(state) {
  Index ones = 0, twos = 0;
  bool identical = true;
  for (Index n = 0; n < network.N; ++n) {
    ++(network.labels[static_cast<std::size_t>(n)] == 0 ? ones : twos);
    identical = identical && state.X.row(n) == state.X.row(0);
  }
  n1 = count(ones);
  n2 = count(twos);
  hypothesis = identical && network.J == 2 && twos >= 1 && ones > twos && network.is_feasible();
}

Ball IdenticalInputs::first_loss() const { return losses_of(network.phi, Labels(network.labels.size(), 0))(0, 0); }
Ball IdenticalInputs::second_loss() const { return losses_of(network.phi, Labels(network.labels.size(), 1))(0, 0); }

}  // namespace lysep
