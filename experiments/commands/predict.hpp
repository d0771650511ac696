#pragma once
// `lysep predict`: the classes and probabilities of samples without labels.
#include "experiments/commands/commands.hpp"
#include "experiments/runs/enclosed_prediction.hpp"

namespace lysep {

/// Of rows of inputs, whose predicted classes are the labels. Enclosures are relatively narrower than 2^(-bits/2).
using EncloseFunction = std::vector<EnclosedPrediction> (*)(const TrainedNetwork& network, std::span<const double> rows,
                                                            const std::vector<int>& labels, long bits);

/// The command; without `enclose` it refuses --enclose.
Command add_predict_with(CommandLine line, EncloseFunction enclose);

}  // namespace lysep
