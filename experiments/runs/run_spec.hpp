#pragma once
// Everything that determines a run: from the command line, or from the run.json of a run to be repeated.
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "datasets/csv.hpp"
#include "datasets/dataset.hpp"
#include "datasets/image_data.hpp"
#include "core/methods/methods.hpp"
#include "core/training/training.hpp"

namespace lysep {

/// A convolutional network (4.1): 3 x 3 kernels, padding `same`, 2 x 2 pooling behind the convolutions that pools
/// names.
struct ConvolutionSpec {
  long layers = 0, channels = 4;  // layers = 0: a fully connected network
  long dense_layers = 2, dense_width = 50;
  std::optional<std::vector<long>> pools;  // absent: behind the first two
  std::string freeze;                      // "conv": convolutions and their c_l stay at the start
};

/// The SHA-256 of the files that a run is made of, each worked out once.
class FileSums {
 public:
  const std::string& of(const std::string& file);

 private:
  std::map<std::string, std::string> sums_;
};

struct RunSpec {
  std::string data = "circle", init;        // init: a state file, instead of data and network
  std::string file_sha256;                  // of the file of a run to be repeated; of two, with a comma between
  std::vector<std::string> files_from_run;  // as they lie to the folder of the run to be repeated
  std::shared_ptr<FileSums> sums = std::make_shared<FileSums>();
  CsvOptions csv;
  bool test_at_end = false, standardise = false;  // of data in files
  std::string task = "classification";            // or regression
  std::size_t targets = 1;                        // of a csv file, columns
  std::string activation = "tanh", method = "lysep", scalar = "double";
  OptionValues method_options;                       // those that are given
  std::optional<std::size_t> samples, test_samples;  // absent: 3000 and 1000 of made data, all of other
  bool regression() const { return task == "regression"; }
  long depth = 3, width = 10;
  ConvolutionSpec convolution;
  std::uint64_t seed = 0;
  double scale = 1.7320508075688772;          // sqrt 3
  std::string init_distribution = "uniform";  // or normal:S, with no scale
  PixelOptions pixels;                        // of mnist and fashion-mnist
  TrainingOptions training;                   // its method, seed and frozen layers follow from the above
};

/// What reading the data has found: a line that tells it, warnings, and what is kept with the run.
struct DataNotes {
  std::string told;
  std::vector<std::string> warnings;
  CsvOptions csv;                    // every choice that was made
  std::vector<std::string> classes;  // their names
  std::vector<double> mean, deviation;
};

/// Sets what follows from names in spec.training, and checks names and ranges.
/// Throws BadInput.
void complete(RunSpec& spec);

/// Of the initial weights: uniform, or normal:S with 0 < S. Throws BadInput.
InitialDistribution distribution_of(const RunSpec& spec);

/// Sets when checkpoints are due, from a text: K sweeps, or Ks, K seconds of training. Throws BadInput in the name of
/// the command.
void set_checkpoint_every(const char* command, const std::string& text, TrainingOptions& training);

/// Throws BadInput where the data or the state file cannot be used, MachineFault where memory would not do.
Problem problem_of(const RunSpec& spec);
Problem problem_of(const RunSpec& spec, DataNotes& notes);
/// The same of samples in memory, as if they were what is read; and of a state in memory.
Problem problem_of(const RunSpec& spec, const Dataset& all, DataNotes& notes);
Problem problem_of(const RunSpec& spec, StateData start);

/// The options that a start state has of its method are those of the run. Throws BadInput where other ones are given,
/// or the method does not take them.
void take_options_of(const StateData& start, RunSpec& spec);

/// Trains with the spec's options, on its scalar.
TrainingResult run_training(const RunSpec& spec, Problem problem, const TraceSink& sink, const std::atomic<bool>& stop,
                            const CheckpointSink& save = {}, const Checkpoint* from = nullptr,
                            const CertificateSink& certify = {});

/// The options as run.json keeps them, and back. samples and test_samples are those of the problem.
nlohmann::ordered_json json_of(const RunSpec& spec, const Problem& problem);
RunSpec spec_of(const nlohmann::ordered_json& options);

}  // namespace lysep
