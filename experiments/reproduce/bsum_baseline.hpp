#pragma once
// Gradient methods on BSUM's own problem: its loss, regulariser and network without biases.
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/methods/gradient/entry.hpp"

namespace lysep {

/// A run by `train`, or by a gradient method on all blocks at once, at a rate.
struct BsumRun {
  std::string name, options;
  std::optional<DescentRule> rule = {};
  double rate = 0;
};

/// J = 4, 13-10-10-10-1, logistic everywhere, as printed; the ridge's weight is not printed.
inline const std::string bsum_logistic_network =
    "--method bsum --data bodyfat-like --task regression --depth 4 --width 10 --activation sigmoid "
    "--output-activation logistic --regulariser ridge --mu 1e-4";

struct CurveResult {
  std::vector<double> mse, f, seconds;  // after sweep k
  double gradient = 0;                  // ||g|| of the last sweep
  long rises = 0;                       // sweeps after which f is larger; of BSUM updates
  std::string failure;
};

/// Steps W_j -= rate d_j on all blocks at once, from the same start as `train` with these options and at the same f, of
/// the squared loss; while goes_on(steps made).
CurveResult run_bsum_baseline(const std::string& network, const BsumRun& run, std::uint64_t seed,
                              const std::function<bool(long)>& goes_on);

}  // namespace lysep
