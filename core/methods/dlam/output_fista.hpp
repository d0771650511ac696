#pragma once
// Dlam: the step on z_D by FISTA, for comparison with the exact one.
#include "core/methods/dlam/dlam.hpp"
#include "core/methods/dlam/output_prox.hpp"

namespace lysep {

/// x' = y - (p(y) - labels + rho (y - v))/(rho + 1/2), t' = (1 + sqrt(1 + 4 t^2))/2, y' = x' + (t - 1)/t' (x' - x),
/// from x = y = Z_D, until R(x) + (rho/2) ||x - v||^2, summed over the samples, changes by less than the tolerance. A
/// result above the value at Z_D is given up. V is in `work`, and stays there.
template <class S>
void Dlam<S>::descend_output() {
  const auto start = [&](std::size_t k) {
    state_.chain.at(depth()).shape->add_bias(state_.chain.at(depth()).b, work(k, depth()));
    for (const Use use : {Use::second_ahead, Use::pull}) fista_matrix(k, use) = z(k, depth());
    return output_objective(k);
  };
  const S before = sums_.sum(S(0.0), start);
  S value = before, t(1.0);
  for (int k = 0; k < options_.fista_iterations; ++k) {
    const S next = (S(1.0) + sqrt(S(1.0) + S(4.0) * t * t)) * S(0.5);
    const S after = fista_pass(S((t - S(1.0)) / next));
    const bool near = abs(after - value) < S(options_.fista_tolerance);
    value = after;
    t = next;
    if (near || !is_finite(value)) break;
  }
  const bool falls = value <= before;
  const S gradient = sums_.sum(S(0.0), [&](std::size_t k) {
    if (!falls) z(k, depth()) = fista_matrix(k, Use::second_ahead);
    Matrix<S>& G = thread_scratch<S>().matrix(Use::logit_gradient, state_.chain.classes(), state_.blocks[k].samples());
    return output_gradient(z(k, depth()), work(k, depth()), state_.blocks[k].labels, rho_, G);
  });
  output_error_ = sqrt(gradient);
}

/// An iteration: x is in z_D, y in Use::pull. The objective at x'.
template <class S>
S Dlam<S>::fista_pass(const S& momentum) {
  const S step = S(1.0) / (rho_ + S(0.5));
  return sums_.sum(S(0.0), [&](std::size_t k) {
    Matrix<S>&x = z(k, depth()), &y = fista_matrix(k, Use::pull);
    Matrix<S>& G = thread_scratch<S>().matrix(Use::logit_gradient, x.rows(), x.cols());
    output_gradient(y, work(k, depth()), state_.blocks[k].labels, rho_, G);
    for (Index i = 0; i < x.size(); ++i) {
      const S moved = y.data()[i] - step * G.data()[i];
      y.data()[i] = moved + momentum * (moved - x.data()[i]);
      x.data()[i] = moved;
    }
    return output_objective(k);
  });
}

/// R(z_D) + (rho/2) ||z_D - v||^2 of the block.
template <class S>
S Dlam<S>::output_objective(std::size_t k) {
  const Matrix<S>&x = z(k, depth()), &V = work(k, depth());
  Matrix<S>& difference = thread_scratch<S>().matrix(Use::change, x.rows(), x.cols());
  difference = V;
  return output_loss(options_.loss, x, state_.blocks[k].labels) + S(0.5) * rho_ * subtract_from(x, difference);
}

}  // namespace lysep
