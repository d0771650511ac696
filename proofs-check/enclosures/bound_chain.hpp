#pragma once
// The chain of bounds of the cross-entropy that Theorems 3.1 and 4.1 are the end of:
//   CE <= b0 <= b1 <= b2 <= b3 <= b4 <= b5 <= C_B sqrt(D-1) L_S,   b4 <= b6 <= C_B sqrt(D-1) L_S.
#include <optional>

#include "core/methods/layer_separation/separation_loss.hpp"
#include "proofs-check/enclosures/ball.hpp"

namespace lysep {

/// Sums over samples of R_n and d_n = ||phi_n - surrogate_n||.
struct SampleSums {
  Ball R, R_squared, distance, distance_squared;
  Ball refined;  // log(1 + (e^{R_n} - 1) e^{sqrt2 d_n})

  void add_sample(const Ball& R_n, const Ball& d_n_squared);
  void add(const SampleSums& other);
};

/// The bounds of CE from the finest to the coarsest; each is at most the next, but b5 and b6 are not ordered.
struct BoundChain {
  Ball b0;                 // mean log(1 + (e^{R_n} - 1) e^{sqrt2 d_n}), d_n = ||phi_n - surrogate_n||
  Ball b1;                 // mean R + sqrt2 mean d
  Ball b2;                 // mean R + sqrt(2/N) ||phi - surrogate||
  std::optional<Ball> b3;  // mean R + sqrt(2/N) sum_l B^(D-l) prod_{k>l} ||E_k||_2 ||r_l||; not of convolutions
  Ball b4;                 // (||R|| + sqrt2 sum_l B^(D-l) sqrt(omega_l) ||r_l||) / sqrt N
  Ball b5;                 // K(B, D) L_S
  Ball b6;                 // sqrt(2 ||R||^2 + 4 (D-1) sum_l B^(2(D-l)) omega_l ||r_l||^2) / sqrt N
  Ball best_constant;      // K(B, D)
  Ball paper_constant;     // C_B sqrt(D-1)
  Ball paper;              // C_B sqrt(D-1) L_S
};

/// What the bounds are made of.
struct BoundTerms {
  Ball N, B;  // samples; the Lipschitz constant of sigma
  SquaredNorms<Ball> norms;
  std::vector<Ball> spectral_norms;  // ||E_l||_2, l = 2..D, or none; b3 alone needs them
  SampleSums sums;

  Index depth() const { return static_cast<Index>(norms.layers.size()); }
  Ball rho(Index l) const { return sqrt(norms.residual(l)); }  // ||r_l||
  Ball R_norm() const { return sqrt(norms.losses); }
  Ball mean_R() const { return sums.R / N; }
  Ball L_S() const { return sqrt(separation_loss(norms) / N); }
  Ball best_constant() const { return lysep::best_constant(B, depth()); }
  Ball paper_constant() const;

  /// sum_l B^(D-l) prod_{k>l} ||E_k||_2 ||r_l||.
  Ball spectral_sum() const;
  /// B^(D-l) sqrt(omega_l) ||r_l||, l = 1..D-1.
  std::vector<Ball> contributions() const;

  Ball b0() const { return sums.refined / N; }
  Ball b1() const { return (sums.R + sqrt(Ball(2.0)) * sums.distance) / N; }
  Ball b2() const { return mean_R() + sqrt(Ball(2.0) / N) * sqrt(sums.distance_squared); }
  Ball b3() const { return mean_R() + sqrt(Ball(2.0) / N) * spectral_sum(); }
  Ball b4() const;
  Ball b5() const { return best_constant() * L_S(); }
  Ball b6() const;
  Ball paper() const { return paper_constant() * L_S(); }
};

BoundChain bound_chain(const BoundTerms& terms);

}  // namespace lysep
