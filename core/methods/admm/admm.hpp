#pragma once
// The alternating direction method of multipliers of Taylor et al. (2016), with biases, on the cross-entropy:
//   F = R(z_D) + <lambda, z_D> + beta ||z_D - W_D a_{D-1} - b_D||^2
//       + sum_{l < D} gamma ||a_l - h(z_l)||^2 + beta ||z_l - W_l a_{l-1} - b_l||^2,   a_0 = X
// A multiplier at the last layer alone: nothing bounds F, and it need not fall.
#include "core/methods/admm/entry.hpp"
#include "core/network/cross_entropy_prox.hpp"
#include "core/numbers/block_sums.hpp"
#include "core/numbers/least_squares.hpp"

namespace lysep {

/// A sweep: for l = 1..D in turn
///   [W_l b_l] = Z_l [A_{l-1}; 1]^+                       (least squares, of minimum norm)
///   A_l = (beta W^T W + gamma I)^{-1} (beta W^T (Z_{l+1} - b) + gamma h(Z_l)),   W, b of layer l + 1       (l < D)
///   Z_l = argmin gamma (a - h(z))^2 + beta (z - v)^2 entrywise, v = W_l A_{l-1} + b_l                       (l < D)
///   Z_D = the proximal point of R of weight 2 beta at v - lambda/(2 beta)
/// and, after `warm_up` sweeps, lambda += beta (Z_D - v). The blocks hold "z" and "a"; lambda, which begins at 0, is
/// kept in checkpoints, not in state files.
template <class S>
class Admm final : public Method<S> {
 public:
  struct Weights {
    double beta = 1, gamma = 10;
    long warm_up = 10;
  };

  Admm(const Weights& weights, State<S>& state, ThreadPool& pool);

  SweepReport sweep(const Observer<S>& = nullptr) override;
  S objective() const override { return sums_known_.objective; }
  std::vector<double> figures() const override {
    return {to_double(sums_known_.risk), to_double(sums_known_.penalty), to_double(S(sqrt(sums_known_.multiplier)))};
  }
  void restart() override;
  void visit(Archive<S>& archive) override;

 private:
  struct Sums {
    S objective = S(0.0), risk = S(0.0), penalty = S(0.0), multiplier = S(0.0);  // multiplier: ||lambda||^2
    Sums& operator+=(const Sums& other) {
      objective += other.objective;
      risk += other.risk;
      penalty += other.penalty;
      multiplier += other.multiplier;
      return *this;
    }
  };

  Index depth() const { return state_.depth(); }
  Matrix<S>& z(std::size_t k, Index l) { return state_.blocks[k].variables.find("z")->second[l - 1]; }
  Matrix<S>& a(std::size_t k, Index l) { return state_.blocks[k].variables.find("a")->second[l - 1]; }
  const Matrix<S>& input(std::size_t k, Index l) { return l == 1 ? state_.blocks[k].X : a(k, l - 1); }
  void update_weights(Index l);
  void update_activated(Index l);
  void update_z(std::size_t k, Index l);
  void update_output(std::size_t k);
  S activation_gap(std::size_t k, Index l);
  void evaluate();

  State<S>& state_;
  const S beta_, gamma_;
  const long warm_up_;
  S sweeps_ = S(0.0);  // made
  ThreadPool& pool_;
  BlockSums<S> sums_;
  std::vector<Matrix<S>> multipliers_;  // J x n, of each block
  std::vector<Vector<S>> ones_;         // as many as a layer has columns and a bias
  Sums sums_known_;
};

template <class S>
Admm<S>::Admm(const Weights& weights, State<S>& state, ThreadPool& pool)
    : state_(state),
      beta_(weights.beta),
      gamma_(weights.gamma),
      warm_up_(weights.warm_up),
      pool_(pool),
      sums_(state.share(), pool),
      multipliers_(state.blocks.size()) {
  for (const auto& link : state_.chain.links) ones_.push_back(Vector<S>::Constant(link.K.cols() + 1, S(1.0)));
  auto& last = state_.chain.links.back();
  if (last.b.size() == 0) last.b = Vector<S>::Constant(last.K.rows(), S(0.0));
  if (state_.blocks[0].variables.empty()) {
    restart();
    return;
  }
  for (std::size_t k = 0; k < multipliers_.size(); ++k) {
    multipliers_[k] = Matrix<S>::Constant(last.K.rows(), state_.blocks[k].samples(), S(0.0));
  }
  evaluate();
}

/// z_l and a_l from the forward pass, lambda = 0.
template <class S>
void Admm<S>::restart() {
  pool_.for_each(state_.blocks.size(), [&](std::size_t k) {
    Block<S>& block = state_.blocks[k];
    start_feasible(state_.chain, block);
    Matrix<S> Z;
    affine(state_.chain, depth(), block.V(depth()), Z);
    multipliers_[k] = Matrix<S>::Constant(Z.rows(), Z.cols(), S(0.0));
    block.variables["z"] = std::move(block.c_);
    block.variables["z"].push_back(std::move(Z));
    block.variables["a"] = std::move(block.V_);
    block.c_ = block.V_ = block.r_ = {};
  });
  evaluate();
}

template <class S>
SweepReport Admm<S>::sweep(const Observer<S>&) {
  for (Index l = 1; l <= depth(); ++l) {
    update_weights(l);
    if (l < depth()) update_activated(l);
    sums_.for_blocks([&](std::size_t k) {
      if (l < depth()) {
        update_z(k, l);
      } else {
        update_output(k);
      }
    });
  }
  sweeps_ += S(1.0);
  evaluate();
  if (!is_finite(sums_known_.objective)) throw NonFinite(depth(), "objective");
  return {1, 0, 0};
}

/// The normal equations of [A; 1], the 1 its last row.
template <class S>
void Admm<S>::update_weights(Index l) {
  auto& link = state_.chain.at(l);
  const Index p = link.K.rows(), q = link.K.cols() + 1;
  const typename BlockSums<S>::Sum sums[] = {{Use::gram, q, q}, {Use::correlation, p, q}};
  sums_.sum_matrices(sums, [&](std::size_t k, Scratch<S>& own) {
    const Matrix<S>& A = input(k, l);
    Matrix<S>& extended = thread_scratch<S>().matrix(Use::along, q, A.cols());
    extended.topRows(q - 1) = A;
    extended.bottomRows(1).setConstant(S(1.0));
    gram(extended, own.matrix(Use::gram, q, q));
    correlate(z(k, l), extended, own.matrix(Use::correlation, p, q));
  });
  Matrix<S>&G = sums_.matrix(Use::gram, q, q), &H = sums_.matrix(Use::correlation, p, q);
  if (!is_finite(squared_norm(G)) || !is_finite(squared_norm(H))) throw NonFinite(l, "normal equations");
  solve_least_squares(G, H, H, ones_[l - 1], S(0.0));  // without a regulariser
  link.K = H.leftCols(q - 1);
  link.b = H.col(q - 1);
}

/// By the inverse of a matrix whose eigenvalues are at least gamma.
template <class S>
void Admm<S>::update_activated(Index l) {
  const auto& above = state_.chain.at(l + 1);
  const Index q = above.K.cols();
  Matrix<S>&G = sums_.matrix(Use::inputs_gram, q, q), &inverse = sums_.matrix(Use::outputs_gram, q, q);
  Matrix<S>& transposed = sums_.matrix(Use::parameters, q, above.K.rows());
  transposed = above.K.transpose();
  gram(transposed, G);
  for (Index i = 0; i < G.size(); ++i) G.data()[i] *= beta_;
  for (Index i = 0; i < q; ++i) G(i, i) += gamma_;
  if (!factor_cholesky(G, S(0.0))) throw NonFinite(l + 1, "weights");
  inverse.setIdentity();
  for (Index i = 0; i < q; ++i) solve_cholesky(G, inverse.data() + i * q);
  sums_.for_blocks([&](std::size_t k) {
    const Matrix<S>&Z = z(k, l), &Z_above = z(k, l + 1);
    Matrix<S>& from = thread_scratch<S>().matrix(Use::along, Z_above.rows(), Z_above.cols());
    Matrix<S>& right = thread_scratch<S>().matrix(Use::change, Z.rows(), Z.cols());
    for (Index i = 0; i < from.rows(); ++i) {
      for (Index n = 0; n < from.cols(); ++n) from(i, n) = beta_ * (Z_above(i, n) - above.b(i));
    }
    above.shape->apply_transposed(above.K, from, right);
    with_activation<S>(state_.chain.activation, [&](auto h) {
      for (Index i = 0; i < Z.size(); ++i) right.data()[i] += gamma_ * h.value(Z.data()[i]);
    });
    multiply(inverse, right, a(k, l));
  });
}

/// relu: the better of min(v, 0) and max((gamma a + beta v)/(gamma + beta), 0); identity: the mean.
template <class S>
void Admm<S>::update_z(std::size_t k, Index l) {
  const Matrix<S>& A = a(k, l);
  Matrix<S>&Z = z(k, l), &V = thread_scratch<S>().matrix(Use::change, Z.rows(), Z.cols());
  affine(state_.chain, l, input(k, l), V);
  const bool relu = state_.chain.activation.kind == Activation::Kind::relu;
  for (Index i = 0; i < Z.size(); ++i) {
    const S &act = A.data()[i], &v = V.data()[i];
    const S mean = (gamma_ * act + beta_ * v) / (gamma_ + beta_);
    if (!relu) {
      Z.data()[i] = mean;
      continue;
    }
    const S off = v < S(0.0) ? v : S(0.0), on = max(mean, S(0.0));
    const S of_off = gamma_ * (act * act) + beta_ * ((off - v) * (off - v));
    const S of_on = gamma_ * ((act - on) * (act - on)) + beta_ * ((on - v) * (on - v));
    Z.data()[i] = of_on < of_off ? on : off;
  }
}

template <class S>
void Admm<S>::update_output(std::size_t k) {
  Matrix<S>&Z = z(k, depth()), &lambda = multipliers_[k];
  Matrix<S>& V = thread_scratch<S>().matrix(Use::along, Z.rows(), Z.cols());
  Matrix<S>& centre = thread_scratch<S>().matrix(Use::pull, Z.rows(), Z.cols());
  affine(state_.chain, depth(), input(k, depth()), V);
  for (Index i = 0; i < V.size(); ++i) centre.data()[i] = V.data()[i] - lambda.data()[i] / (S(2.0) * beta_);
  cross_entropy_prox(centre, state_.blocks[k].labels, S(S(2.0) * beta_), Z);
  if (to_double(sweeps_) < static_cast<double>(warm_up_)) return;
  for (Index i = 0; i < V.size(); ++i) lambda.data()[i] += beta_ * (Z.data()[i] - V.data()[i]);
}

/// ||a_l - h(z_l)||^2 of the block.
template <class S>
S Admm<S>::activation_gap(std::size_t k, Index l) {
  Matrix<S>& gap = thread_scratch<S>().matrix(Use::change, a(k, l).rows(), a(k, l).cols());
  activate(state_.chain.activation, z(k, l), gap);
  return subtract_from(a(k, l), gap);
}

template <class S>
void Admm<S>::evaluate() {
  sums_known_ = sums_.sum(Sums{}, [&](std::size_t k) {
    Sums sums;
    for (Index l = 1; l <= depth(); ++l) {
      Matrix<S>& V = thread_scratch<S>().matrix(Use::along, z(k, l).rows(), z(k, l).cols());
      affine(state_.chain, l, input(k, l), V);
      sums.penalty += beta_ * subtract_from(z(k, l), V);
      if (l < depth()) sums.penalty += gamma_ * activation_gap(k, l);
    }
    const Matrix<S>&Z = z(k, depth()), &lambda = multipliers_[k];
    Matrix<S>& losses = thread_scratch<S>().matrix(Use::losses, 1, Z.cols());
    cross_entropy(Z, state_.blocks[k].labels, losses);
    sums.risk = sum_of(losses.data(), losses.size());
    sums.multiplier = squared_norm(lambda);
    sums.objective = sums.risk + sums.penalty + dot(lambda.data(), Z.data(), Z.size());
    return sums;
  });
}

template <class S>
void Admm<S>::visit(Archive<S>& archive) {
  archive.number("sweeps", sweeps_);
  std::vector<Matrix<S>*> pieces;
  for (Matrix<S>& piece : multipliers_) pieces.push_back(&piece);
  archive.columns("multiplier", pieces);
  archive.number("objective", sums_known_.objective);
  archive.number("risk", sums_known_.risk);
  archive.number("penalty", sums_known_.penalty);
  archive.number("multiplier_norm", sums_known_.multiplier);
}

template <class S>
std::unique_ptr<Method<S>> make_admm(const OptionValues& values, Index, State<S>& state, ThreadPool& pool) {
  const typename Admm<S>::Weights weights{number(values, "beta"), number(values, "activation-weight"),
                                          static_cast<long>(number(values, "warm-up"))};
  return std::make_unique<Admm<S>>(weights, state, pool);
}

extern template class Admm<double>;

}  // namespace lysep
