#include "proofs-check/claims/lysep/lipschitz/lipschitz_terms.hpp"

#include <fmt/format.h>

#include "core/numbers/bad_input.hpp"
#include "proofs-check/frame/network_generators.hpp"

namespace lysep {
namespace {

Index last_hidden_layer(const Instance& instance) {
  const Index l = instance.state->depth() - 1;
  const auto rows = static_cast<Index>(instance.data.at("direction").shape.at(0));
  if (l < 1) throw BadInput("the claim requires a state of depth L >= 2, but got 1");
  const Index units = instance.state->layers[static_cast<std::size_t>(l - 1)].W.rows();
  if (rows != units) throw BadInput(fmt::format("direction requires {} rows, but got {}", units, rows));
  return l;
}

}  // namespace

SurrogateLosses::SurrogateLosses(const Network& network, const Matrix<Ball>& V)
    : P(softmax_by_definition(product(network.W(network.L), V))),
      misfit(difference(P, one_hot(network.labels, network.J))),
      R(1, network.N) {
  Matrix<Ball> weighted = misfit;
  for (Index n = 0; n < network.N; ++n) {
    R(0, n) = -ln(P(network.labels[static_cast<std::size_t>(n)], n));
    for (Index j = 0; j < network.J; ++j) weighted(j, n) *= R(0, n);
  }
  H = transposed_product(network.W(network.L), weighted);
}

PointPair::PointPair(const Instance& instance) : PointPair(instance, layer_of(instance, instance.state->depth() - 1)) {}

PointPair::PointPair(const Instance& instance, Index layer)
    : network(*instance.state), l(layer), D(instance.balls("direction")), hat{network.c(l), network.V(l + 1)} {
  tilde.c = sum(hat.c, D);
  tilde.V = activated(network.chain.activation, tilde.c);
}

Matrix<Ball> PointPair::pulled(const AuxiliaryPoint& at) const {
  if (last()) return SurrogateLosses(network, at.V).H;
  return transposed_product(W(), difference(product(W(), at.V), target(network, l + 1)));
}

Matrix<Ball> PointPair::bent(const AuxiliaryPoint& at) const {
  return entrywise_product(pulled(at), activation_slopes(network.chain.activation, at.c));
}

Ball PointPair::S(const AuxiliaryPoint& at) const { return loss_where(network, Variable::c, l, at.c); }

Ball PointPair::slope(const AuxiliaryPoint& at, const Matrix<Ball>& u) const {
  return derivative_where(network, Variable::c, l, at.c, u);
}

GradientChange::GradientChange(const PointPair& pair)
    : u(scaled(Ball(2.0), difference(scaled(pair.next_omega(), difference(pair.bent(pair.hat), pair.bent(pair.tilde))),
                                     scaled(pair.network.omega(pair.l), pair.D)))),
      along(pair.slope(pair.hat, u) - pair.slope(pair.tilde, u)) {
  if (!pair.distance().is_zero()) return;  // otherwise one point: no difference to enclose
  u = scaled(Ball(0.0), u);
  along = Ball(0.0);
}

Bounds::Bounds(const PointPair& pair)
    : sigma(pair.network.sigma), terms(operator_terms(pair.W(), pair.network.N, pair.network.J)) {
  bounded = sigma.M0 && sigma.M2;
  linear = !sigma.M0 && sigma.M2 && sigma.M2->is_zero();
  if (linear) sigma.M0 = Ball(0.0);
  if (pair.last()) return;
  const Matrix<Ball> U = transposed_product(pair.W(), target(pair.network, pair.l + 1));
  terms.pulled_squared = norm_squared(U);
  terms.pulled_largest = largest_entry(U);
}

OutputBounds::OutputBounds(const Network& network)
    : M0(network.sigma.M0.value_or(Ball(0.0))),
      M1(network.sigma.B),
      W(network.W_norm(network.L)),
      spectral(spectral_norm(network.W(network.L))),
      largest_column(largest_column_norm(network.W(network.L))),
      root_M(sqrt(count(network.W(network.L).cols()))),
      root_N(sqrt(count(network.N))),
      J(count(network.J)),
      ln_J(ln(J)) {}

SurrogateState::SurrogateState(const StateData& state)
    : network(state), losses(network, network.V(network.L)), bounds(network) {}

LastHiddenPair::LastHiddenPair(const Instance& instance)
    : points(instance, last_hidden_layer(instance)),
      hat(points.network, points.hat.V),
      tilde(points.network, points.tilde.V),
      bounds(points.network) {}

}  // namespace lysep
