#pragma once
// A trained network as it is used: what a row of a user's file means to it, and what its answer is called.
#include <span>
#include <string>

#include "core/network/state_data.hpp"
#include "datasets/csv.hpp"
#include "datasets/files/state_file.hpp"

namespace lysep {

struct TrainedNetwork {
  Chain<double> chain;
  std::vector<std::string> classes;            // their names; 0, 1, ... where they have none; none: real targets
  std::vector<double> mean, deviation;         // by which each input is standardised; empty: it is not
  CsvOptions csv;                              // how the run's table was read; the header is found anew
  double pixel_mean = 0, pixel_deviation = 1;  // of pixels in [0, 1]
  long image_pool = 1;                         // means of so many pixels squared

  Index inputs() const { return chain.at(1).shape->inputs(); }
};

/// Of a run's folder or of a state file; with `state` what the file holds too. Throws BadInput, in the name of the
/// command.
TrainedNetwork read_trained_network(const char* command, const std::string& run_or_state, StateData* state = nullptr);

/// What a state says of its network: the chain, names of the classes, standardisation.
void take_state(const StateData& state, StateNames names, TrainedNetwork& network);

/// Throws BadInput, in the name of the command, where the network was trained on real targets: it has no classes.
void require_classes(const char* command, const TrainedNetwork& network);

/// The samples of csv:FILE or idx:IMAGES[,LABELS], labels left out, as they are in the file; pixels as the network
/// takes them. Throws BadInput where they are no inputs of the network.
CsvInputs inputs_for(const TrainedNetwork& network, const std::string& data);

/// The class of the largest logit of each sample, the first of equals. Z: J x n.
std::vector<int> predicted_classes(const Matrix<double>& Z);

/// Rows of inputs as the user has them, standardised, one a column: inputs x rows.
Matrix<double> standardised(const TrainedNetwork& network, std::span<const double> rows);

/// Of each sample its class, and a column of probabilities.
struct PredictedSamples {
  std::vector<int> labels;
  Matrix<double> P;  // J x n, e^(z_j - m) over their sum, m the largest logit
};
PredictedSamples predicted_samples(const TrainedNetwork& network, std::span<const double> rows);

}  // namespace lysep
