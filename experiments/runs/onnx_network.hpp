#pragma once
// A trained network as a model of ONNX.
#include "datasets/files/onnx.hpp"
#include "experiments/runs/trained_network.hpp"

namespace lysep {

/// The model: input `X` (N x inputs), the numbers of a user's table as they are; outputs `label` (N texts, the name of
/// the class of the largest logit, the first of equals), `probabilities` and `logits` (N x J). Standardisation and
/// names are inside. A network of dense layers is in double; one with convolutions or pooling in float, by Conv and
/// AveragePool; with `in_double` in double too, by Pad, Gather of patches, MatMul and ReduceMean, for runtimes have no
/// Conv for doubles. Metadata: `classes`, the names as an array of JSON. Requires an activation that trains; throws
/// BadInput.
OnnxModel onnx_model(const TrainedNetwork& network, bool in_double);

}  // namespace lysep
