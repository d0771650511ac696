#pragma once
// Algorithm 1 (fully connected networks), and Algorithm 2 for every chain whose layers offer what
// core/network/layer.hpp asks: alternating minimisation of the layer separation loss in residual form.
#include <span>

#include "core/methods/layer_separation/step_constants.hpp"
#include "core/methods/line_search.hpp"
#include "core/methods/method.hpp"

namespace lysep {

template <class S>
class LayerSeparation final : public Method<S> {
 public:
  /// Requires D >= 2 and c, V consistent with (E, b, r). The certified rule requires M0 and M2.
  /// Throws NonFinite when the state's loss is not finite.
  LayerSeparation(State<S>& state, const StepOptions& options, ThreadPool& pool);

  /// The state's samples have been replaced, c and V consistent: its loss anew; the step sizes stay, but those of
  /// single samples. Throws NonFinite.
  void restart() override;

  /// One sweep: W_D, then c_l, E_l, b_l for l = D-1..1, without the frozen layers. Throws NonFinite before a bad value
  /// enters the state. `after`, if any, is called after each block's update, and changes no bit.
  SweepReport sweep(const Observer<S>& after = nullptr) override;

  void visit(Archive<S>& archive) override;

  /// S at the current state.
  S loss() const { return separation_loss(norms_); }
  S objective() const override { return loss(); }

 private:
  /// What a pass over the blocks sums up: ||g||^2, and what two trials make of a step's norms.
  struct Trials {
    S gradient = S(0.0);
    StepNorms<S> norms[2] = {};
    Trials& operator+=(const Trials& other) {
      gradient += other.gradient;
      for (int slot : {0, 1}) norms[slot] += other.norms[slot];
      return *this;
    }
  };
  /// The steps of single samples: their norms, the most rounds of a block, and the largest step.
  struct SampleSteps {
    StepNorms<S> norms = {};
    Index rounds = 0;
    S largest = S(0.0);
    SampleSteps& operator+=(const SampleSteps& other) {
      norms += other.norms;
      rounds = std::max(rounds, other.rounds);
      largest = max(largest, other.largest);
      return *this;
    }
  };

  /// ||E^T B||^2 and max|E^T B|.
  struct PulledTarget {
    S squared = S(0.0), largest = S(0.0);
  };
  /// R_n and ||G u_n|| of the samples, G the gradient in W_D.
  struct SampleMoves {
    Largest<S> loss = {}, gradient_move = {};
    SampleMoves& operator+=(const SampleMoves& other) {
      loss += other.loss;
      gradient_move += other.gradient_move;
      return *this;
    }
  };

  void update_output(const S& lambda);
  S first_output_step(const S& lambda) const;
  LineSearch<S> search_output_step(const Matrix<S>& g, const S& lambda);
  S certified_output_step(const Matrix<S>& g, const S& lambda);

  void update_auxiliary(Index l);
  S first_auxiliary_step(Index l) const;
  LineSearch<S> search_common_step(Index l);
  S certified_auxiliary_step(Index l);
  S auxiliary_gradients(Index l);
  void try_common_step(Index l, const S& tau, int slot);
  S try_first_steps(Index l, const S& first, const S& second);
  LineSearch<S> search_sample_steps(Index l);
  SampleSteps search_block_steps(Index l, std::size_t k, Matrix<S>& tau);
  void adopt_auxiliary(Index l, int slot, const StepNorms<S>& norms);
  void adopt_block(std::size_t k);
  void adopt_pending();

  void update_layer(Index l, const Observer<S>& after);
  void update_bias(Index l);
  void sum_normal_equations(Index l);
  const Matrix<S>& layer_input(Index l, std::size_t k, bool fresh);
  void set_bias_change(Index l, const Matrix<S>* dK);
  ResidualNorms<S> residuals_after(Index l, const Matrix<S>* dK, const Vector<S>* db);
  void adopt_residuals(Index l, const S& squared);

  S next_step(const LineSearch<S>& search) const;
  void record(const LineSearch<S>& search);
  void require_finite(const S& value, Index layer, const char* what) const;

  /// Of block k, as large as c_l.
  Matrix<S>& of_block(std::size_t k, Use use, Index l) {
    const Matrix<S>& c = state_.blocks[k].c(l);
    return blocks_[k].matrix(use, c.rows(), c.cols());
  }
  /// What a step on c_l makes of r_{l+1}, or R: of two trials.
  Matrix<S>& ahead_of_block(std::size_t k, Index l, int slot) {
    const Use use = slot == 0 ? Use::ahead : Use::second_ahead;
    if (l < state_.depth() - 1) return of_block(k, use, l + 1);
    return blocks_[k].matrix(use, 1, state_.blocks[k].samples());
  }
  Matrix<S>& steps_of_block(std::size_t k) { return blocks_[k].matrix(Use::steps, 1, state_.blocks[k].samples()); }

  State<S>& state_;
  StepOptions options_;
  ThreadPool& pool_;
  ActivationConstants<S> constants_;
  SquaredNorms<S> norms_;
  std::vector<S> steps_;  // where the search of layer l begins, in units of 1/omega_{l+1}; 0: anew
  std::vector<std::vector<Matrix<S>>> own_steps_;  // per-sample rule: [l-1][block], 1 x n
  Matrix<S> input_gram_, input_sums_;              // of layer 1, whose patches stay as they are
  BlockSums<S> sums_;
  std::vector<Scratch<S>> blocks_;
  StepNorms<S> trials_[2];
  /// The accepted step on c_l that the blocks do not have yet: their next pass makes it.
  struct Pending {
    Index l;
    int slot;
  };
  std::optional<Pending> pending_;
  std::vector<Vector<S>> db_;  // [l-1]: the change of b_l under way
  SweepReport report_;
  S step_ = S(0.0);  // of the gradient step made last
};

extern template class LayerSeparation<double>;

}  // namespace lysep
