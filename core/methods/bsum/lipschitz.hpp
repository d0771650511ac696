#pragma once
// BSUM: a bound of the second derivative of the loss in one block, along a step. For V with ||V - K_j|| <= rho
//   |D^2 loss(V)[D, D]| <= Lip(rho) ||D||^2,   Lip(rho) = phi' Z^2 (beta A^2 + G(rho) B) + phi'' (Z A g(rho))^2
// Z = ||Z_{j-1}||_2; A and B bound the first and the second derivative of h in U_j: with |s'| <= A_D, |s''| <= B_D,
//   A_l = A_{l+1} ||E_{l+1}||_2 M1,   B_l = B_{l+1} ||E_{l+1}||_2^2 M1^2 + A_{l+1} ||E_{l+1}||_2 M2,
// beta the curvature of a sample's part of p, and G(rho) the largest slope of one within rho: at most what the loss
// allows at all, and at most the largest now plus beta A rho max ||z_n||. phi'' is not 0 for the exponential loss only,
// with p(rho) <= (sqrt p + A rho ||Z||_F/sqrt N)^2 and sum over samples of squared slopes g^2 = 4 p(rho)/N.
#include "core/methods/bsum/block_problem.hpp"
#include "core/numbers/spectral_norm.hpp"

namespace lysep {

/// |s'| <= first, |s''| <= second; softmax: of its Jacobian, and of the second derivative along a direction.
template <class S>
struct SlopeBounds {
  S first, second;
};
template <class S>
SlopeBounds<S> output_slopes(const NetworkLoss& loss) {
  if (loss.from_logits()) return {S(1.0), S(0.0)};
  switch (loss.output) {
    case OutputActivation::logistic:
      return {S(0.25), sqrt(S(3.0)) / S(18.0)};
    case OutputActivation::softplus:
      return {S(1.0), S(0.25)};
    case OutputActivation::softmax:
      return {S(0.5), S(1.0)};
    default:
      return {S(1.0), S(0.0)};
  }
}

/// ||W||_2 from above, rounding included: that of the Gram matrix and of its squares is a few side^2 units of the last
/// place, which the roots halve.
template <class S>
S certain_spectral_norm(const Matrix<S>& W) {
  const S side(static_cast<double>(std::min(W.rows(), W.cols()))), sum(static_cast<double>(W.rows() + W.cols()));
  return norm_by_squaring(W) * (S(1.0) + S(4.0) * side * sum * std::numeric_limits<S>::epsilon());
}

/// The bound of every block, with the norms that it is made of kept while they hold.
template <class S>
class LipschitzBounds {
 public:
  explicit LipschitzBounds(BlockProblem<S>& problem)
      : problem_(problem), norms_(static_cast<std::size_t>(problem.depth()), S(-1.0)) {}

  /// Of block j at the weights and values as they are; `slope` is the largest of a sample's part of p now.
  void measure(Index j, const S& slope);
  /// Lip(rho) of the block measured last.
  S operator()(const S& rho) const;
  /// The weights of layer j have changed.
  void forget(Index j) { norms_[j - 1] = S(-1.0); }
  /// So have the samples.
  void forget_inputs() { first_gram_ = S(-1.0); }

 private:
  const S& norm(Index l);
  S input_norm_squared(Index j);

  BlockProblem<S>& problem_;
  std::vector<S> norms_;  // ||E_l||_2; negative: not known
  S first_gram_ = S(-1.0);
  S beta_, most_slope_, slope_, A_, B_, Z2_, reach_, total_;
  bool bounded_slope_ = false;
};

template <class S>
const S& LipschitzBounds<S>::norm(Index l) {
  S& kept = norms_[l - 1];
  if (kept >= S(0.0)) return kept;
  const Matrix<S>& K = problem_.weights(l);
  kept = is_dense(problem_.layer(l).shape())
             ? certain_spectral_norm(K)
             : sqrt(operator_norm_squared(problem_.layer(l), K)) *
                   (S(1.0) + S(static_cast<double>(K.size() + 8)) * std::numeric_limits<S>::epsilon());
  return kept;
}

/// The largest eigenvalue of sum u u^T from above; rounding of the sum is below (N + 64) units of its trace's last
/// place. That of X stays.
template <class S>
S LipschitzBounds<S>::input_norm_squared(Index j) {
  if (j == 1 && first_gram_ >= S(0.0)) return first_gram_;
  const Matrix<S>& gram = problem_.input_gram(j);
  S trace(0.0);
  for (Index i = 0; i < gram.rows(); ++i) trace += gram(i, i);
  const S patches = problem_.samples() * S(static_cast<double>(problem_.layer(j).outputs_per_bias()));
  const S bound = certain_spectral_norm(gram) + trace * (patches + S(64.0)) * std::numeric_limits<S>::epsilon();
  if (j == 1) first_gram_ = bound;
  return bound;
}

template <class S>
void LipschitzBounds<S>::measure(Index j, const S& slope) {
  const NetworkLoss& loss = problem_.loss_kind();
  const auto sigma = curved_constants_of<S>(problem_.chain().activation);
  eigen_assert(sigma.M2 && "an activation whose slope has no Lipschitz constant");
  const auto of_loss = loss_constants(loss, problem_.samples(), problem_.chain().classes());
  beta_ = of_loss.curvature.value();
  bounded_slope_ = of_loss.slope.has_value();
  most_slope_ = of_loss.slope.value_or(S(0.0));
  slope_ = slope;
  const SlopeBounds<S> output = output_slopes<S>(loss);
  A_ = output.first;
  B_ = output.second;
  for (Index l = problem_.depth(); l > j; --l) {
    const S gain = norm(l) * sigma.B;
    B_ = B_ * (gain * gain) + A_ * norm(l) * *sigma.M2;
    A_ = A_ * gain;
  }
  Z2_ = input_norm_squared(j);
  const Index kernel = problem_.layer(j).shape().kernel;  // a pixel is in so many squared patches at most
  reach_ = A_ * problem_.largest_input(j) * S(static_cast<double>(std::max<Index>(kernel, 1)));
  total_ = A_ * sqrt(Z2_ * S(static_cast<double>(problem_.weights(j).cols())));  // ||Z||_F^2 <= q ||Z||_2^2
}

template <class S>
S LipschitzBounds<S>::operator()(const S& rho) const {
  S slope = slope_ + beta_ * reach_ * rho;
  if (bounded_slope_ && most_slope_ < slope) slope = most_slope_;
  const NetworkLoss& loss = problem_.loss_kind();
  constexpr double rounding = 1 + 1e-10;  // of what stands here
  const S inner = Z2_ * (beta_ * A_ * A_ + slope * B_) * S(rounding);
  if (loss.kind != NetworkLoss::Kind::exponential) return inner;
  const S root = sqrt(problem_.inner()) + total_ * rho / sqrt(problem_.samples());
  const OuterFunction<S> phi = outer_function(loss, S(root * root * S(rounding)));
  const S squares = Z2_ * (A_ * A_) * (S(4.0) * root * root / problem_.samples());
  return (phi.slope * inner + phi.curvature * squares) * S(rounding);
}

/// gamma >= lip(reach/gamma), the least but for a part in a thousand; lip grows with its argument.
template <class S, class Lip>
S self_consistent_gamma(const Lip& lip, const S& reach) {
  const auto holds = [&](const S& gamma) { return lip(S(reach / gamma)) <= gamma; };
  S low = max(lip(S(0.0)), S(std::numeric_limits<double>::min())), high = low;
  constexpr int most = 600;  // powers of 4 to the largest double
  for (int k = 0; k < most && !holds(high); ++k) {
    low = high;
    high *= S(4.0);
  }
  while (low * S(1.001) < high) {
    const S middle = sqrt(low) * sqrt(high);
    (holds(middle) ? high : low) = middle;
  }
  return high;
}

}  // namespace lysep
