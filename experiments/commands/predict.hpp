#pragma once
// `lysep predict`: the classes and probabilities of samples without labels.
#include "experiments/commands/commands.hpp"
#include "experiments/runs/trained_network.hpp"

namespace lysep {

/// What real arithmetic says of a sample: lo and hi of each class's probability as decimal numbers, and whether the
/// class `label` certainly has the largest logit.
struct EnclosedPrediction {
  std::vector<std::string> lo, hi;
  bool certain = false;
};

/// Of rows of inputs, whose predicted classes are the labels. Enclosures are relatively narrower than 2^(-bits/2).
using EncloseFunction = std::vector<EnclosedPrediction> (*)(const TrainedNetwork& network, std::span<const double> rows,
                                                            const std::vector<int>& labels, long bits);

/// The command; without `enclose` it refuses --enclose.
Command add_predict_with(CommandLine line, EncloseFunction enclose);

}  // namespace lysep
