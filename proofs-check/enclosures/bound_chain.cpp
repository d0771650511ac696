#include "proofs-check/enclosures/bound_chain.hpp"

namespace lysep {

void SampleSums::add_sample(const Ball& R_n, const Ball& d_n_squared) {
  const Ball d = sqrt(d_n_squared);
  R += R_n;
  R_squared += R_n * R_n;
  refined += log1p(expm1(R_n) * exp(sqrt(Ball(2.0)) * d));
  distance += d;
  distance_squared += d_n_squared;
}

void SampleSums::add(const SampleSums& other) {
  R += other.R;
  R_squared += other.R_squared;
  refined += other.refined;
  distance += other.distance;
  distance_squared += other.distance_squared;
}

Ball BoundTerms::paper_constant() const {
  return theorem_3_1_constant(B, depth()) * sqrt(Ball(static_cast<double>(depth() - 1)));
}

Ball BoundTerms::spectral_sum() const {
  Ball sum(0.0), product(1.0);
  for (Index l = depth() - 1; l >= 1; --l) {
    product *= B * spectral_norms[static_cast<std::size_t>(l - 1)];
    sum += product * rho(l);
  }
  return sum;
}

std::vector<Ball> BoundTerms::contributions() const {
  const auto omega = adaptive_weights(norms);
  std::vector<Ball> list;
  for (Index l = 1; l < depth(); ++l) list.push_back(power(B, depth() - l) * sqrt(omega[l - 1]) * rho(l));
  return list;
}

Ball BoundTerms::b4() const {
  Ball sum(0.0);
  for (const Ball& part : contributions()) sum += part;
  return (R_norm() + sqrt(Ball(2.0)) * sum) / sqrt(N);
}

Ball BoundTerms::b6() const {
  Ball squares(0.0);
  for (const Ball& part : contributions()) squares += part * part;
  const Ball hidden(static_cast<double>(depth() - 1));
  return sqrt(Ball(2.0) * norms.losses + Ball(4.0) * hidden * squares) / sqrt(N);
}

BoundChain bound_chain(const BoundTerms& t) {
  std::optional<Ball> b3;
  if (static_cast<Index>(t.spectral_norms.size()) + 1 == t.depth()) b3 = t.b3();
  return {t.b0(), t.b1(), t.b2(), b3, t.b4(), t.b5(), t.b6(), t.best_constant(), t.paper_constant(), t.paper()};
}

}  // namespace lysep
