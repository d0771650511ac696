#pragma once
// DLAM as a method of the list: the class. Its updates are in weight_update.hpp, state_updates.hpp and
// activated_update.hpp, the sweep in sweep.hpp.
#include "core/methods/dlam/level_set.hpp"
#include "core/methods/dlam/objective.hpp"
#include "core/methods/dlam/step_search.hpp"
#include "core/methods/method.hpp"
#include "core/numbers/block_sums.hpp"

namespace lysep {

/// Algorithm 1, mended: for l = 1..D in turn W_l, b_l, Z_l and A_l (l < D), those of layer l + 1 still of the last
/// sweep. With a feasible start and a fixed epsilon F^k - F^(k+1) >= s_k,
///   s_k = sum_l (alpha_l/2) ||dW_l||^2 + (N rho/2) ||db_l||^2 + (rho/2) ||dZ_l||^2 + (t_l/2) ||dA_l||^2.
/// The state's blocks hold "z" (l = 1..D) and "a" (l < D), its numbers "epsilon"; both stay there from sweep to sweep.
template <class S>
class Dlam final : public Method<S> {
 public:
  /// From the state's variables where it has some, feasible but for rounding; otherwise from its forward pass. A last
  /// layer without a bias gets one of zeros.
  /// Throws NonFinite.
  Dlam(const DlamOptions& options, State<S>& state, ThreadPool& pool);

  SweepReport sweep(const Observer<S>& after = nullptr) override;
  S objective() const override { return figures_.objective(); }
  std::vector<double> figures() const override;
  void restart() override;
  void visit(Archive<S>& archive) override;

  /// ||p - y + rho (z_D - v)|| of the last sweep's step on z_D by FISTA; 0 of an exact one.
  const S& output_error() const { return output_error_; }
  const DlamFigures<S>& known() const { return figures_; }
  /// s_k of the last sweep.
  const S& step_sum() const { return step_sum_; }

 private:
  struct LayerSums {
    S squares = S(0.0);  // ||r_l||^2
    S change = S(0.0);   // ||dZ_l||^2
    S risk = S(0.0);     // of the last layer
    S largest = S(0.0);  // entry of r_l
    S gap = S(0.0);      // of the last layer: sum of E_D
    LayerSums& operator+=(const LayerSums& other);
  };
  struct TwoSums {
    S moved = S(0.0), change = S(0.0);  // ||W D||^2, ||D||^2
    TwoSums& operator+=(const TwoSums& other) {
      moved += other.moved;
      change += other.change;
      return *this;
    }
  };

  struct PassSums {
    S decrease = S(0.0), passes = S(0.0);  // sum of (t_n/2) ||d_n||^2; of blocks, the most
    PassSums& operator+=(const PassSums& other) {
      decrease += other.decrease;
      passes = max(passes, other.passes);
      return *this;
    }
  };

  Index depth() const { return state_.depth(); }
  Matrix<S>& z(std::size_t k, Index l) { return state_.blocks[k].variables.find("z")->second[l - 1]; }
  /// A_l, l = 1..D-1.
  Matrix<S>& a(std::size_t k, Index l) { return state_.blocks[k].variables.find("a")->second[l - 1]; }
  /// A_{l-1}.
  const Matrix<S>& input(std::size_t k, Index l) { return l == 1 ? state_.blocks[k].X : a(k, l - 1); }
  S& epsilon(Index l) { return state_.numbers.find("epsilon")->second[l - 1]; }
  /// Of block k, as large as Z_l: W_l A_{l-1}, then r_l; and the gradient in A_l.
  Matrix<S>& work(std::size_t k, Index l) {
    const Matrix<S>& as = z(k, l);
    return blocks_[k].matrix(Use::ahead, as.rows(), as.cols());
  }
  Matrix<S>& error_bounds(std::size_t k) { return blocks_[k].matrix(Use::steps, 1, state_.blocks[k].samples()); }

  void start_variables();
  void require_finite(const S& value, Index l, const char* what) const {
    if (!is_finite(value)) throw NonFinite(l, what);
  }

  // W_l and b_l (weight_update.hpp)
  void update_weights(Index l);
  void search_l1_step(Index l);
  S squared_product(Index l, const Matrix<S>& D);
  void update_bias(Index l);
  // Z_l, and F anew (state_updates.hpp)
  void update_z(Index l);
  S move_z(std::size_t k, Index l);
  void move_output(std::size_t k, Matrix<S>& to);
  LayerSums settle(std::size_t k, Index l, const S& norm);
  void take_layer(Index l, const LayerSums& sums);
  // z_D by FISTA (output_fista.hpp)
  void descend_output();
  S fista_pass(const S& momentum);
  S output_objective(std::size_t k);
  Matrix<S>& fista_matrix(std::size_t k, Use use) {
    return blocks_[k].matrix(use, state_.chain.classes(), state_.blocks[k].samples());
  }
  void evaluate();
  void measure_violation();
  // A_l (activated_update.hpp)
  void update_activated(Index l);
  void update_activated_per_sample(Index l);
  S set_gradient(std::size_t k, Index l);
  void set_moved(std::size_t k, Index l, const S* t, bool per_sample, Matrix<S>& moved);
  // epsilon (sweep.hpp)
  S next_epsilon(const S& epsilon, const S& risk) const;
  void advance_epsilon();
  Index project(Index l);
  void update_layer(Index l, const Observer<S>& after);

  State<S>& state_;
  const DlamOptions options_;
  const S rho_, mu_, samples_;
  ThreadPool& pool_;
  BlockSums<S> sums_;
  std::vector<Scratch<S>> blocks_;
  DlamFigures<S> figures_;
  std::vector<S> alphas_, ts_;                  // accepted last, a layer each; 0: none yet
  std::vector<std::vector<Matrix<S>>> own_ts_;  // [l-1][block], 1 x n: of every sample; empty where none are kept
  S step_sum_ = S(0.0), output_error_ = S(0.0);
  Index trials_W_ = 0, trials_A_ = 0, projected_ = 0;
};

extern template class Dlam<double>;

}  // namespace lysep
