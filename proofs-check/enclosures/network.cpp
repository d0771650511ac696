#include "proofs-check/enclosures/network.hpp"

#include <algorithm>

namespace lysep {

Network::Network(const StateData& state)
    : L(state.depth()),
      N(state.samples()),
      J(state.classes),
      labels(state.labels),
      chain(chain_of<Ball>(state)),
      block(block_of(state, chain, 0, state.samples())),
      sigma(constants_of<Ball>(state.activation)) {
  affine(chain, L, block.V(L), surrogate);
  phi = network_logits(chain, block.X);
  losses = losses_of(phi, labels);
  R = losses_of(surrogate, labels);
  norms.layers = layer_norms_squared(chain);
  for (Index l = 1; l < L; ++l) norms.residuals.push_back(squared_norm(block.r(l)));
  norms.losses = squared_norm(R);
  omegas = adaptive_weights(norms);
  lambdas = regularisers(norms);
}

bool Network::is_feasible() const {
  return std::all_of(norms.residuals.begin(), norms.residuals.end(), [](const Ball& r) { return r.is_zero(); });
}

Matrix<Ball> activated(const Activation& activation, const Matrix<Ball>& c) {
  Matrix<Ball> V;
  activate(activation, c, V);
  return V;
}

Matrix<Ball> activation_slopes(const Activation& activation, const Matrix<Ball>& c) {
  Matrix<Ball> slopes(c.rows(), c.cols());
  with_activation<Ball>(activation, [&](auto sigma) {
    for (Index i = 0; i < c.size(); ++i) {
      const Ball& x = c.data()[i];
      slopes.data()[i] = sigma.slope(x, sigma.value(x));
    }
  });
  return slopes;
}

}  // namespace lysep
