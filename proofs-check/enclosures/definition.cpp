#include "proofs-check/enclosures/definition.hpp"

namespace lysep {

Ball loss_where(const Network& network, Variable variable, Index l, const Matrix<Ball>& block) {
  auto v = variables_of<Ball>(network);
  with_block(v, variable, l, [&](auto& changed) {
    for (Index i = 0; i < changed.size(); ++i) changed.data()[i] = block.data()[i];
  });
  return separation_loss_by_definition(v, network);
}

Ball loss_by_definition(const Network& network) {
  return separation_loss_by_definition(variables_of<Ball>(network), network);
}

Ball derivative_along(const Network& network, Variable variable, Index l, const Matrix<Ball>& D) {
  auto v = variables_of<Dual<Ball>>(network);
  with_block(v, variable, l, [&](auto& block) { seed_direction<Ball>(block, D); });
  return separation_loss_by_definition(v, network).d;
}

Ball derivative_where(const Network& network, Variable variable, Index l, const Matrix<Ball>& block,
                      const Matrix<Ball>& D) {
  auto v = variables_of<Dual<Ball>>(network);
  with_block(v, variable, l, [&](auto& at) {
    for (Index i = 0; i < at.size(); ++i) at.data()[i] = Dual<Ball>(block.data()[i], D.data()[i]);
  });
  return separation_loss_by_definition(v, network).d;
}

Ball mixed_derivative(const Network& network, Variable variable, Index l, const Matrix<Ball>& D,
                      const Matrix<Ball>& E) {
  auto v = variables_of<Dual<Dual<Ball>>>(network);
  with_block(v, variable, l, [&](auto& block) {
    for (Index i = 0; i < block.size(); ++i) {
      block.data()[i] = second_dual(block.data()[i].x.x, D.data()[i], E.data()[i]);
    }
  });
  return separation_loss_by_definition(v, network).d.d;
}

Matrix<Ball> target(const Network& network, Index l) { return less_column(network.c(l), network.b(l)); }

Matrix<Ball> residual_by_definition(const Network& network, Index l) {
  Matrix<Ball> r = target(network, l);
  for (Index i = 0; i < r.rows(); ++i) {
    for (Index n = 0; n < r.cols(); ++n) r(i, n) -= product_entry(network.W(l), network.V(l), i, n);
  }
  return r;
}

Ball omega_after(const Network& network, Index l) { return l + 1 < network.L ? network.omega(l + 1) : Ball(1.0); }

}  // namespace lysep
