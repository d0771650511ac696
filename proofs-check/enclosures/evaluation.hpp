#pragma once
// Every quantity of the theory at one state, as enclosures at the exact doubles.
#include <optional>

#include "core/network/state_data.hpp"
#include "core/methods/layer_separation/step_constants.hpp"
#include "proofs-check/enclosures/bound_chain.hpp"

namespace lysep {

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
