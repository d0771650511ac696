#include "proofs-check/enclosures/least_squares_problem.hpp"

#include <algorithm>

#include "core/numbers/least_squares_mp100.hpp"

namespace lysep {

LeastSquaresProblem::LeastSquaresProblem(const StateData& state, Index l) {
  const auto chain = chain_of<mp100>(state);
  const auto block = block_of(state, chain, 0, state.samples());
  const auto& link = chain.at(l);
  K = link.K;
  link.shape->patch_gram(block.V(l), G);
  link.shape->patch_correlation(block.r(l), block.V(l), H);
  weights = link.shape->norm_weights();
  for (Index k = 1; k < l; ++k) {
    lambda = lambda * operator_norm_squared(*chain.at(k).shape, chain.at(k).K) + squared_norm(block.r(k));
  }
}

Matrix<mp100> LeastSquaresProblem::change(const mp100& regulariser) const {
  return least_squares_change(G, H, K, weights, regulariser);
}

Matrix<Ball> exact(const Matrix<mp100>& m) {
  return m.unaryExpr([](const mp100& x) { return ball_of(x); });
}

mp100 midpoint_of(const Ball& x) {
  mp100 y;
  arf_get_mpfr(y.backend().data(), arb_midref(x.get()), MPFR_RNDN);
  return y;
}

bool encloses_zero(const Matrix<Ball>& A) {
  return std::all_of(A.data(), A.data() + A.size(), [](const Ball& x) { return x.contains_zero(); });
}

}  // namespace lysep
