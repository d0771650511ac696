#include "proofs-check/claims/lysep/convolution/image_network.hpp"

#include <fmt/format.h>

#include "core/numbers/bad_input.hpp"
#include "proofs-check/claims/lysep/algorithm/blocks.hpp"

namespace lysep {

ImageNetwork::ImageNetwork(const StateData& data)
    : state(data), L1(convolutions_of(data)), L2(data.depth() - L1), D(data.depth()), network(data) {}

Ball ImageNetwork::CE(double pooling) const {
  if (pooling == 1.0) return network.CE();
  Chain<Ball> chain = network.chain;
  for (Index l = 1; l <= D; ++l) {
    if (layer(l).shape.pooled) chain.at(l).K = scaled(Ball(pooling), chain.at(l).K);
  }
  return total(losses_of(network_logits(chain, network.block.X), network.labels)) / network.samples();
}

Matrix<Ball> ImageNetwork::target(Index l) const {
  Matrix<Ball> B = network.c(l);
  const Vector<Ball>& b = network.b(l);
  for (Index i = 0; i < B.rows(); ++i) {
    for (Index n = 0; n < B.cols(); ++n) B(i, n) -= b(i / (B.rows() / b.size()));
  }
  return B;
}

Matrix<Ball> ImageNetwork::residual(Index l) const {
  Matrix<Ball> r = target(l);
  const Matrix<Ball> E = matrix(l);
  for (Index i = 0; i < E.rows(); ++i) {
    for (Index j = 0; j < E.cols(); ++j) {
      if (E(i, j).is_zero()) continue;
      for (Index n = 0; n < r.cols(); ++n) r(i, n) -= E(i, j) * network.V(l)(j, n);
    }
  }
  return r;
}

Claim image_claim(const char* id, const char* equation, const char* statement, const char* hypothesis) {
  Claim claim;
  claim.id = id;
  claim.equation = equation;
  claim.statement = statement;
  claim.hypotheses = {"L1 >= 1 convolutions, then L2 >= 2 dense layers", "P_l is a linear (average) pooling"};
  if (hypothesis) claim.hypotheses.emplace_back(hypothesis);
  claim.speaks_of_state = claim.convolutional = true;
  return claim;
}

void require_image_network(Claim& claim) {
  claim.sides = [sides = claim.sides](const Instance& instance, int mutant) {
    return is_image_network(*instance.state) ? sides(instance, mutant) : hypothesis_not_met();
  };
}

void set_image_state(Claim& claim) {
  set_state(claim);
  claim.at_state = [at_state = claim.at_state](const StateData& state) {
    return is_image_network(state) ? at_state(state) : std::vector<Instance>{};
  };
}

Index image_layer_of(const Instance& instance, const LayerRange& range) {
  const Index L1 = convolutions_of(*instance.state), L2 = instance.state->depth() - L1;
  const auto l = static_cast<Index>(instance.number("layer"));
  const Index first = range.first(L1, L2), last = range.last(L1, L2);
  if (l < first || l > last) throw BadInput(fmt::format("layer requires {} <= l <= {}, but got {}", first, last, l));
  return l;
}

LayerRange convolution_range() {
  return {[](Index, Index) -> Index { return 1; }, [](Index L1, Index) { return L1; }};
}
LayerRange first_dense_range() {
  return {[](Index L1, Index) { return L1 + 1; }, [](Index L1, Index) { return L1 + 1; }};
}

Array direction_array() { return {"direction", "p x q", "a direction of the layer's parameters"}; }

void draw_direction(Draw& draw, Instance& instance) {
  const auto l = static_cast<std::size_t>(instance.number("layer"));
  const auto& W = instance.state->layers[l - 1].W;
  instance.set("direction", draw.matrix(W.rows(), W.cols(), draw.magnitude(-2, 2)));
}

Matrix<double> direction_of(const Instance& instance, Index l) {
  const auto& W = instance.state->layers[static_cast<std::size_t>(l - 1)].W;
  const Matrix<double> D = instance.matrix("direction");
  if (D.rows() == W.rows() && D.cols() == W.cols()) return D;
  throw BadInput(
      fmt::format("direction requires the shape {} x {}, but got {} x {}", W.rows(), W.cols(), D.rows(), D.cols()));
}

ParameterDerivative::ParameterDerivative(const Instance& instance, const LayerRange& range)
    : t(*instance.state), l(image_layer_of(instance, range)), D(direction_of(instance, l)) {
  auto v = t.variables<Dual<Ball>>();
  const Matrix<Ball> E = operator_matrix(t.layer(l).shape, D, inputs_of(t.state, l));
  seed_direction<Ball>(v.W[static_cast<std::size_t>(l - 1)], E);
  derivative = separation_loss_by_definition(v, t.network).d;
  scale = loss_scale(t.network, norm(E));
}

Ball ParameterDerivative::along(const Matrix<Ball>& gradient) const { return inner(gradient, balls_of(D)); }

Matrix<Ball> balls_of(const Matrix<double>& m) {
  return m.unaryExpr([](double x) { return Ball(x); });
}

}  // namespace lysep
