#pragma once
// CE along a whole sweep of Algorithm 1, with tau = "factor"/C_l at the current state of every block.
#include "proofs-check/claims/lysep/descent/iterate.hpp"

namespace lysep {

/// A state and what a sweep makes of it.
struct SweptState {
  explicit SweptState(const Instance& instance);

  Network before;
  bool hypothesis = false;  // sigma bounded with a Lipschitz derivative, L >= 2, 0 < factor <= 2
  Ball CE, S;               // after the sweep: of the true network, and of the program's variables

  Ball L_S() const { return sqrt(S / before.samples()); }
};

/// States with a "factor": feasible minimisers of CE, states whose c_1 misleads, constraint terms that no weights
/// mend, and random ones.
Instance sweep_instance(Draw& draw);

/// Three identical inputs with labels 1, 1, 2, tanh, c_1 = b_1 = artanh(1/2), W_2 = ln 2 (1, -1)^T, feasible: CE is
/// least, entropy of (2/3, 1/3), and rises in every sweep that changes anything.
Instance sweep_witness();

}  // namespace lysep
