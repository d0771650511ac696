#pragma once
// States and pairs of points near equality in Lemma 3.3 (i) and the bounds of its proof; random and extreme ones.
#include "proofs-check/frame/claim.hpp"
#include "proofs-check/frame/network_generators.hpp"

namespace lysep {

/// L = 2, c_1 = c exactly (M x N) and sigma(c_1) before W_L (J x M).
StateData two_layer_state(const Activation& activation, const Matrix<double>& W_L, const Matrix<double>& c,
                          const Labels& labels);

/// A state with "layer" l <= L-2 and a "direction" in c_l: random, extreme, scalar chains; a target so large, a point
/// so small or so curved that each term of C_l is needed. Most activations are bounded, a few the identity.
Instance hidden_pair(Draw& draw);

/// A state and a "direction" in c_{L-1}: random, extreme; even odds, margins of 20 to 60 for a wrong
/// class, R where the curvature of the squared loss is largest, a tie between two wrong classes, and small W_L.
Instance last_hidden_pair(Draw& draw);

/// The same, and the identity times factors up to 100, for what only needs M1.
Instance unbounded_last_hidden_pair(Draw& draw);

/// A hidden_pair, or a last_hidden_pair with its "layer" L-1.
Instance auxiliary_pair(Draw& draw);
std::string layer_group(const Instance& instance);

/// A state: random, extreme; all units saturated and all on one wrong class; W_L = 0 and tiny.
Instance surrogate_instance(Draw& draw);

/// "layer" and "direction", and the latter alone.
std::vector<Array> pair_arrays();
std::vector<Array> last_pair_arrays();

}  // namespace lysep
