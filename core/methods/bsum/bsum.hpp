#pragma once
// BSUM, block successive upper-bound minimisation, as a method of the list: the class. The upper bounds are in
// block_steps.hpp, inner solves in inner_solver.hpp, the sweep in sweep.hpp.
#include "core/methods/bsum/inner_solver.hpp"
#include "core/methods/bsum/lipschitz.hpp"
#include "core/methods/bsum/regulariser.hpp"
#include "core/methods/bsum/step_lengths.hpp"
#include "core/methods/method.hpp"

namespace lysep {

/// f = loss(H, Y) + sum_j r_j(W_j), without biases. In turn, for every block j, D_j minimises an upper bound of f_j and
///   W_j <- W_j + alpha (D_j - W_j)                                                                         (7)
///   gradient   D_j = prox(W_j - g/gamma), g of the loss and of the ridge                        (10), (A.4), (A.5)
///   newton     D_j = W_j - (H_j + gamma I)^-1 g                                                     (12), (A.2)
///   proximal   D_j = argmin f_j(V) + (gamma/2) ||V - W_j||^2                                               (14)
///   linear     D_j = W_j - radius g/||g||, which is above f_j where f_j is concave only             (A.3), mended
///   convex     D_j = argmin f_j, of a deep linear network with the squared loss
/// With gamma of lipschitz or backtracking f falls in every update by at least
///   (gamma/2) alpha (2 - alpha) ||D_j - W_j||^2 (gradient),   -alpha (2 - alpha)/2 <g, D_j - W_j> (newton),
/// with every gamma at alpha = 1 by (gamma/2) ||D_j - W_j||^2 (proximal).
template <class S>
class Bsum final : public Method<S> {
 public:
  /// Weights outside of the ball of that regulariser are projected. Throws NonFinite.
  Bsum(const BsumOptions& options, Index frozen_layers, State<S>& state, ThreadPool& pool);

  SweepReport sweep(const Observer<S>& after = nullptr) override;
  S objective() const override { return problem_.loss() + regularisation(); }
  std::vector<double> figures() const override;
  void restart() override;
  void visit(Archive<S>& archive) override;

 private:
  /// Of the block under way.
  struct Step {
    Index j = 0;
    S gamma = S(0.0), alpha = S(0.0), loss = S(0.0);  // before it: loss with the ridge
    Matrix<S> W, g, d, moved;                         // W_j, g, D_j - W_j, a product
    Matrix<S> loss_gradient;                          // g without the ridge
  };

  Index depth() const { return state_.depth(); }
  S regularisation() const;
  /// What is smooth of f_j: the loss and the ridge.
  S smooth_objective() const { return regulariser_.smooth() > S(0.0) ? objective() : problem_.loss(); }
  Matrix<S>& weights(Index j) { return state_.chain.at(j).K; }
  void start();
  std::vector<Index> order_of_sweep() const;
  void update(Index j, const S& alpha, const Observer<S>& after);
  void finish(const S& before);
  void move_to(const S& along);
  void restore();

  // block_steps.hpp
  void measure();
  bool choose();
  bool find_direction();
  void gradient_direction();
  bool newton_direction();
  void linear_direction();
  bool proximal_direction();
  void convex_direction();
  S lipschitz_gamma();
  bool backtrack_gamma();
  void hessian_times(const Matrix<S>& V, Matrix<S>& to);

  State<S>& state_;
  const BsumOptions options_;
  const Regularisation<S> regulariser_;
  const Index frozen_layers_;
  BlockProblem<S> problem_;
  LipschitzBounds<S> bounds_;
  InnerSolver<S> solver_;
  Step step_;
  std::vector<S> r_, gammas_;  // of every block: r_j(W_j); gamma of the last backtracking, 0: none yet
  StepLengths<S> alphas_;
  // of the last sweep
  S largest_gamma_ = S(0.0), gradients_ = S(0.0), decrease_ = S(0.0), used_alpha_ = S(0.0), residual_ = S(0.0);
  Index rises_ = 0, inner_ = 0, trials_ = 0, rejected_ = 0;
};

extern template class Bsum<double>;

}  // namespace lysep
