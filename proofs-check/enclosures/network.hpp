#pragma once
// A network with auxiliary variables at exact doubles, and the quantities of sections 3.1 to 3.3 as enclosures.
#include "core/methods/layer_separation/separation_loss.hpp"
#include "core/network/state_data.hpp"
#include "proofs-check/enclosures/ball_matrix.hpp"

namespace lysep {

LYSEP_DENSE_LAYER(extern, Ball)
LYSEP_IMAGE_LAYERS(extern, Ball)
LYSEP_CHAIN(extern, Ball)
LYSEP_STATE_DATA(extern, Ball)
LYSEP_SEPARATION_LOSS(extern, Ball)

struct Network {
  explicit Network(const StateData& state);

  Index L = 0, N = 0, J = 0;
  Labels labels;
  Chain<Ball> chain;
  Block<Ball> block;
  SquaredNorms<Ball> norms;         // ||W_l||^2, ||r_l||^2, ||R||^2
  ActivationConstants<Ball> sigma;  // B = M1; M0 and M2 where they exist
  std::vector<Ball> omegas, lambdas;
  Matrix<Ball> phi, surrogate;  // logits of the true network and at c_{L-1}, J x N
  Matrix<Ball> losses, R;       // their cross-entropies, 1 x N

  const Ball& B() const { return sigma.B; }
  const Matrix<Ball>& W(Index l) const { return chain.at(l).K; }  // rows x columns, l = 1..L
  const Vector<Ball>& b(Index l) const { return chain.at(l).b; }  // l < L
  const Matrix<Ball>& c(Index l) const { return block.c(l); }     // rows x N, l < L
  const Matrix<Ball>& r(Index l) const { return block.r(l); }     // c_l - W_l V_l - b_l 1^T
  const Matrix<Ball>& V(Index l) const { return block.V(l); }     // V_1 = X, V_l = sigma(c_{l-1})
  Ball W_norm(Index l) const { return sqrt(norms.layer(l)); }
  Ball rho(Index l) const { return sqrt(norms.residual(l)); }   // ||r_l||
  const Ball& omega(Index l) const { return omegas[l - 1]; }    // (3.5), l < L
  const Ball& lambda(Index l) const { return lambdas[l - 1]; }  // of (3.9), l = 1..L
  Ball samples() const { return count(N); }
  bool is_feasible() const;  // every r_l is exactly 0

  Ball CE() const { return total(losses) / samples(); }  // true mean cross-entropy
  Ball S() const { return separation_loss(norms); }      // (3.4)
  Ball L_S() const { return sqrt(S() / samples()); }
  Ball distance() const { return norm(lysep::difference(phi, surrogate)); }                   // D = ||phi - phi~||
  Ball distance(Index n) const { return column_norm(lysep::difference(phi, surrogate), n); }  // d_n
};

/// sigma(c) and sigma'(c), entry by entry.
Matrix<Ball> activated(const Activation& activation, const Matrix<Ball>& c);
Matrix<Ball> activation_slopes(const Activation& activation, const Matrix<Ball>& c);

}  // namespace lysep
