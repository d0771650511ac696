#pragma once
// Every quantity of the theory at one state, as enclosures at the exact doubles.
#include <optional>

#include "core/state_data.hpp"
#include "core/step_constants.hpp"
#include "proofs-check/ball.hpp"

namespace lysep {

/// The bounds of CE from the finest to the coarsest; each is at most the next, but b5 and b6 are not ordered.
struct BoundChain {
  Ball b0;              // mean log(1 + (e^{R_n} - 1) e^{sqrt2 d_n}), d_n = ||phi_n - surrogate_n||
  Ball b1;              // mean R + sqrt2 mean d
  Ball b2;              // mean R + sqrt(2/N) ||phi - surrogate||
  Ball b3;              // mean R + sqrt(2/N) sum_l B^(D-l) prod_{k>l} ||E_k||_2 ||r_l||
  Ball b4;              // (||R|| + sqrt2 sum_l B^(D-l) sqrt(omega_l) ||r_l||) / sqrt N
  Ball b5;              // K(B, D) L_S
  Ball b6;              // sqrt(2 ||R||^2 + 4 (D-1) sum_l B^(2(D-l)) omega_l ||r_l||^2) / sqrt N
  Ball best_constant;   // K(B, D)
  Ball paper_constant;  // C_B sqrt(D-1)
  Ball paper;           // C_B sqrt(D-1) L_S
};

struct Evaluation {
  Index samples = 0, correct = 0;
  Index undecided = 0;  // samples whose prediction is not decided at this precision (counted by midpoints)
  Ball CE, S, L_S, R_norm;
  std::vector<Ball> residual_norms, layer_norms, omega, lambda;
  BoundChain bounds;
  std::vector<std::optional<Ball>> lipschitz_paper, lipschitz_sharp;  // C_1..C_D
  std::vector<Ball> gradient_norms_c;
  Ball gradient_norm_W;
};

/// Evaluates at the calling thread's precision; blocks of samples go to the pool.
Evaluation evaluate(const StateData& data, ThreadPool& pool);

/// Evaluates at `bits` and more until every enclosure is relatively narrower than 2^(-bits/2) and every prediction
/// is decided, or the cap of 16 bits' multiples is reached.
Evaluation evaluate_to(const StateData& data, slong bits, ThreadPool& pool);

}  // namespace lysep
