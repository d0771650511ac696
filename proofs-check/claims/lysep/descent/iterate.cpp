#include "proofs-check/claims/lysep/descent/iterate.hpp"

#include "core/numbers/least_squares_mp100.hpp"
#include "proofs-check/enclosures/least_squares_problem.hpp"

namespace lysep {
namespace {

constexpr slong bits_of_a_solve = 300;  // in 100 digits

}  // namespace

Iterate::Iterate(const StateData& state)
    : L(state.depth()),
      N(state.samples()),
      J(state.classes),
      sigma(constants_of<Ball>(state.activation)),
      start_(state) {
  v = variables_of<Ball>(start_);
}

Matrix<Ball> Iterate::V(Index l) const { return l == 1 ? start_.V(1) : activated(start_.chain.activation, c(l - 1)); }

Matrix<Ball> Iterate::target(Index l) const { return less_column(c(l), b(l)); }

Matrix<Ball> Iterate::residual(Index l) const { return difference(target(l), product(W(l), V(l))); }

Ball Iterate::omega(Index l) const {
  Ball omega(1.0);
  for (Index j = l + 1; j <= L; ++j) omega *= norm_squared(W(j));
  return omega;
}

Ball Iterate::lambda(Index l) const {
  Ball lambda(0.0);
  for (Index i = 1; i < l; ++i) {
    Ball term = norm_squared(residual(i));
    for (Index j = i + 1; j < l; ++j) term *= norm_squared(W(j));
    lambda += term;
  }
  return lambda;
}

Matrix<Ball> Iterate::R() const { return losses_of(product(W(L), V(L)), start_.labels); }

Matrix<Ball> Iterate::logit_gradient() const {
  const Matrix<Ball> Z = product(W(L), V(L)), R = losses_of(Z, start_.labels);
  Matrix<Ball> T = softmax_minus_labels_of(Z, start_.labels);
  for (Index j = 0; j < J; ++j) {
    for (Index n = 0; n < N; ++n) T(j, n) *= R(0, n);
  }
  return T;
}

Matrix<Ball> Iterate::loss_gradient() const { return scaled(Ball(2.0), product_transposed(logit_gradient(), V(L))); }

Matrix<Ball> Iterate::output_gradient() const { return sum(scaled(Ball(2.0) * lambda(L), W(L)), loss_gradient()); }

Matrix<Ball> Iterate::slopes(Index l) const { return activation_slopes(start_.chain.activation, c(l)); }

Matrix<Ball> Iterate::pull(Index l) const {
  if (l == L - 1) {
    return scaled(Ball(2.0), entrywise_product(transposed_product(W(L), logit_gradient()), slopes(l)));
  }
  const Matrix<Ball> pulled = transposed_product(W(l + 1), residual(l + 1));
  return scaled(Ball(-2.0) * omega(l + 1), entrywise_product(pulled, slopes(l)));
}

Matrix<Ball> Iterate::auxiliary_gradient(Index l) const {
  return sum(pull(l), scaled(Ball(2.0) * omega(l), residual(l)));
}

Ball Iterate::output_constant(const Ball& R) const {
  const Ball n = count(W(L).cols()), &M0 = *sigma.M0;
  return Ball(2.0) * lambda(L) +
         Ball(2.0) * count(N) * n * M0 * M0 * (Ball(2.0) * sqrt(n) * M0 * R + log_of<Ball>(J) + Ball(2.0));
}

Ball Iterate::auxiliary_constant(Index l) const {
  const Ball &M0 = *sigma.M0, &M1 = sigma.B, &M2 = *sigma.M2, n = count(c(l).rows()), samples = count(N);
  const Ball W_norm = norm(W(l + 1));
  if (l == L - 1) {
    const Ball first =
        (M1 * M1 * W_norm + sqrt(Ball(2.0) * samples) * M2) * (Ball(2.0) * sqrt(n) * M0 * W_norm + log_of<Ball>(J));
    return Ball(2.0) * W_norm * (first + W_norm * (Ball(1.0) + Ball(2.0) * sqrt(samples) * M1 * M1));
  }
  const Ball pulled = norm(transposed_product(W(l + 1), target(l + 1))), square = squared(W_norm);
  return Ball(2.0) *
         (omega(l + 1) * (M1 * M1 * square + M0 * M2 * sqrt(n * samples) * square + M2 * pulled) + omega(l));
}

Matrix<Ball> Iterate::least_squares(Index l, const Ball& lambda, const Matrix<Ball>& B) const {
  const auto rest = [&](const Matrix<Ball>& X) { return difference(B, product(X, V(l))); };
  const auto misfit = [&](const Matrix<Ball>& X) {
    return difference(product_transposed(rest(X), V(l)), scaled(lambda, X));
  };
  const auto objective = [&](const Matrix<Ball>& X) { return norm_squared(rest(X)) + lambda * norm_squared(X); };
  Matrix<Ball> X = W(l), normal = misfit(X);
  if (encloses_zero(normal)) return X;
  const Matrix<mp100> input = V(l).unaryExpr(&midpoint_of);
  Matrix<mp100> G;
  gram(input, G);
  const Matrix<mp100> zero = Matrix<mp100>::Constant(X.rows(), X.cols(), mp100(0.0));
  const Vector<mp100> ones = Vector<mp100>::Constant(X.cols(), mp100(1.0));
  for (slong bits = 0; bits < Ball::precision() && !encloses_zero(normal); bits += bits_of_a_solve) {
    const Matrix<mp100> H = normal.unaryExpr(&midpoint_of);
    X = sum(X, exact(least_squares_change<mp100>(G, H, zero, ones, midpoint_of(lambda))));
    normal = misfit(X);
  }
  if (objective(X) > objective(W(l))) return Matrix<Ball>::Constant(X.rows(), X.cols(), Ball(0.0) / Ball(0.0));
  return X;
}

Vector<Ball> Iterate::mean_target(Index l) const {
  const Matrix<Ball> rest = difference(c(l), product(W(l), V(l)));
  Vector<Ball> mean = Vector<Ball>::Constant(rest.rows(), Ball(0.0));
  for (Index i = 0; i < rest.rows(); ++i) {
    for (Index n = 0; n < N; ++n) mean(i) += rest(i, n) / count(N);
  }
  return mean;
}

void Iterate::step(Matrix<Ball>& block, const Matrix<Ball>& g, const Ball& tau) {
  if (encloses_zero(g)) return;  // at rest as far as the enclosures tell, and C may enclose 0 as well
  block = difference(block, scaled(tau, g));
}

std::vector<Array> factor_array() { return {{"factor", "1", "tau C, in (0, 2]"}}; }

bool takes_step(const Instance& instance) {
  const auto a = constants_of<Ball>(instance.state->activation);
  const double factor = instance.number("factor");
  return a.M0 && a.M2 && factor > 0 && factor <= 2 && instance.state->depth() >= 2;
}

Instance with_factor(Instance network, double factor) {
  network.set("factor", factor);
  return network;
}

double factor_of(Draw& draw) { return draw.chance(0.3) ? 2.0 : draw.uniform(1e-3, 2.0); }

Sides sides_of_step(Iterate& theta, const Instance& instance, const Step& step) {
  const Ball before = theta.S();
  if (!step(theta, instance)) return hypothesis_not_met();
  return {theta.S(), before};
}

void set_step(Claim& claim, const Step& step, const std::vector<StepMutant>& mutants) {
  claim.speaks_of_state = true;
  for (const auto& m : mutants) claim.mutants.push_back({m.name, m.equivalent});
  claim.sides = [=](const Instance& instance, int mutant) -> Sides {
    Iterate theta(*instance.state);
    return sides_of_step(theta, instance, mutant == no_mutant ? step : mutants[static_cast<std::size_t>(mutant)].step);
  };
}

}  // namespace lysep
