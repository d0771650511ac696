#pragma once
// What real arithmetic says of samples: a network's probabilities as enclosures.
#include <atomic>

#include "experiments/runs/trained_network.hpp"

namespace lysep {

/// What real arithmetic says of a sample: lo and hi of each class's probability as decimal numbers, and whether the
/// class `label` certainly has the largest logit.
struct EnclosedPrediction {
  std::vector<std::string> lo, hi;
  bool certain = false;
};

/// Of rows of inputs, whose predicted classes are the labels, at the doubles of rows and network, standardised without
/// rounding. Enclosures are relatively narrower than 2^(-bits/2), and narrower where a class is not certain, unless
/// `stop` is set.
std::vector<EnclosedPrediction> enclosed_predictions(const TrainedNetwork& network, std::span<const double> rows,
                                                     const std::vector<int>& labels, long bits,
                                                     const std::atomic<bool>& stop);

}  // namespace lysep
