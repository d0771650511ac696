#include "proofs-check/claims/algorithm/hessians.hpp"

namespace lysep {

std::vector<Activation> twice_differentiable_activations() {
  std::vector<Activation> smooth = differentiable_activations();
  std::erase(smooth, Activation{Activation::Kind::softsign});
  return smooth;
}

Ball mixed_derivative(const Network& network, Variable variable, Index l, const Matrix<Ball>& D,
                      const Matrix<Ball>& E) {
  auto v = variables_of<SecondDual>(network);
  with_block(v, variable, l, [&](auto& block) {
    for (Index i = 0; i < block.size(); ++i) {
      block.data()[i] = SecondDual(block.data()[i].x.x, D.data()[i], E.data()[i]);
    }
  });
  return separation_loss_by_definition(v, network).d.d;
}

}  // namespace lysep
