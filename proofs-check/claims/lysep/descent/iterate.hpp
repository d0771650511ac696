#pragma once
// The paper's variables Theta = (W_l, b_l, c_l) on the way through Algorithm 1, with c_l itself as a variable: the
// gradients (3.12), (3.14), (3.15), the solves (3.10), (3.11) and the constants of Lemma 3.3 as they are printed, and S
// by its definition. The core keeps residuals instead and shares none of these formulas.
#include "proofs-check/claims/lysep/descent/block_update.hpp"
#include "proofs-check/enclosures/definition.hpp"

namespace lysep {

class Iterate {
 public:
  explicit Iterate(const StateData& state);

  Index L, N, J;
  ActivationConstants<Ball> sigma;
  Variables<Ball> v;

  Matrix<Ball>& W(Index l) { return v.W[static_cast<std::size_t>(l - 1)]; }
  Vector<Ball>& b(Index l) { return v.b[static_cast<std::size_t>(l - 1)]; }
  Matrix<Ball>& c(Index l) { return v.c[static_cast<std::size_t>(l - 1)]; }
  const Matrix<Ball>& W(Index l) const { return v.W[static_cast<std::size_t>(l - 1)]; }
  const Vector<Ball>& b(Index l) const { return v.b[static_cast<std::size_t>(l - 1)]; }
  const Matrix<Ball>& c(Index l) const { return v.c[static_cast<std::size_t>(l - 1)]; }

  /// sigma(c_{l-1}), V_1 = X; c_l - b_l 1^T; and that without W_l V_l.
  Matrix<Ball> V(Index l) const;
  Matrix<Ball> target(Index l) const;
  Matrix<Ball> residual(Index l) const;
  Ball omega(Index l) const;            // prod_{j>l} ||W_j||^2, 1 for l = L
  Ball lambda(Index l) const;           // sum_{i<l} prod_{i<j<l} ||W_j||^2 ||r_i||^2
  Matrix<Ball> R() const;               // 1 x N, of the logits W_L V_L
  Matrix<Ball> logit_gradient() const;  // (P - A) diag(R)

  Ball S() const { return separation_loss_by_definition(v, start_); }
  /// (3.15): 2 lambda W_L + 2 (P - A) diag(R) V_L^T.
  Matrix<Ball> output_gradient() const;
  Matrix<Ball> loss_gradient() const;  // its second term
  /// (3.12) and (3.14): 2 omega_l r_l plus the pull of the next layer.
  Matrix<Ball> auxiliary_gradient(Index l) const;
  Matrix<Ball> pull(Index l) const;  // -2 omega_{l+1} (W^T r_{l+1}) o sigma', or 2 (W^T (P - A) diag(R)) o sigma'

  /// Lemma 3.3: C_L on the ball of radius R, C_l for l <= L-2, C_{L-1}.
  Ball output_constant(const Ball& R) const;
  Ball output_constant() const { return output_constant(norm(W(L))); }
  Ball auxiliary_constant(Index l) const;

  /// (3.10) with lambda: W (V V^T + lambda I) = B V^T, a change of W_l of least norm, solved in 100 digits at the
  /// midpoints and refined until the misfit encloses_zero or the thread's bits are reached. W_l itself where its misfit
  /// does; indeterminate where the objective is larger than at W_l, so that a failed solve decides nothing.
  Matrix<Ball> least_squares(Index l, const Ball& lambda, const Matrix<Ball>& B) const;
  Matrix<Ball> least_squares(Index l) const { return least_squares(l, lambda(l), target(l)); }
  /// (3.11): the mean over the samples of c_l - W_l V_l.
  Vector<Ball> mean_target(Index l) const;

  /// Block -= tau g; nothing where g encloses_zero, as where the constant, and with it the gradient, is 0.
  static void step(Matrix<Ball>& block, const Matrix<Ball>& g, const Ball& tau);
  void step_output(const Ball& factor) { step_with(W(L), output_gradient(), factor, output_constant()); }
  void step_auxiliary(Index l, const Ball& factor) {
    step_with(c(l), auxiliary_gradient(l), factor, auxiliary_constant(l));
  }

 private:
  static void step_with(Matrix<Ball>& block, const Matrix<Ball>& g, const Ball& factor, const Ball& C) {
    if (!C.is_zero()) step(block, g, factor / C);
  }
  Matrix<Ball> slopes(Index l) const;

  Network start_;
};

/// The array "factor" of a step tau = factor / C, and whether it and the activation satisfy the hypotheses.
std::vector<Array> factor_array();
bool takes_step(const Instance& instance);
/// A network with that array.
Instance with_factor(Instance network, double factor);
/// 2, or uniform on (0, 2].
double factor_of(Draw& draw);

/// A way to take a step; false where its hypotheses fail.
using Step = std::function<bool(Iterate&, const Instance&)>;
struct StepMutant {
  std::string name;
  Step step;
  bool equivalent = false;
};
/// The claim that S is no larger after the step than before.
void set_step(Claim& claim, const Step& step, const std::vector<StepMutant>& mutants);
/// S after the step and before it.
Sides sides_of_step(Iterate& theta, const Instance& instance, const Step& step);

}  // namespace lysep
