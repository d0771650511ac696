#include "experiments/runs/trained_network.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "core/numbers/bad_input.hpp"
#include "datasets/files/sha256.hpp"
#include "datasets/image_data.hpp"
#include "experiments/runs/run_files.hpp"

namespace lysep {
namespace {

/// IMAGES of IMAGES,LABELS, or of IMAGES alone; a name may hold a comma.
std::string images_in(const std::string& names) {
  if (std::filesystem::exists(names)) return names;
  std::size_t comma = names.find(',');
  for (std::size_t k = comma; k != std::string::npos; k = names.find(',', k + 1)) {
    if (std::filesystem::exists(names.substr(0, k))) comma = k;
  }
  return names.substr(0, comma);
}

/// Of the method that writes states of that name; that of layer separation where none does.
StateFormat format_named(const std::string& name) {
  for (const MethodEntry& method : methods()) {
    if (method.format.name == name) return method.format;
  }
  return {};
}

}  // namespace

TrainedNetwork read_trained_network(const char* command, const std::string& path, StateData* kept) {
  TrainedNetwork network;
  std::string file = path;
  if (std::filesystem::is_directory(path)) {
    const RecordedRun run = read_run(command, path);
    network.csv = run.spec.csv;
    network.csv.header.reset();
    if (const ImageDataset* set = run.spec.init.empty() ? image_dataset_named(run.spec.data) : nullptr) {
      const PixelOptions& pixels = run.spec.pixels;
      if (!pixels.unit) network.pixel_mean = set->mean, network.pixel_deviation = set->deviation;
      network.image_pool = pixels.pool;
    }
    file = path + "/state.h5";
    const auto recorded = run.sha256.find("state.h5");
    if (recorded != run.sha256.end() && recorded->second != sha256_of(file)) {
      throw BadInput(fmt::format("{} requires the state that the run has left, but got another in {}", command, file));
    }
  }
  StateNames names;
  StateData state = read_state_file(file, &names, format_named(read_state_format(file)));
  take_state(state, std::move(names), network);
  if (kept) *kept = std::move(state);
  return network;
}

void take_state(const StateData& state, StateNames names, TrainedNetwork& network) {
  network.chain = chain_of<double>(state);
  network.classes = std::move(names.classes);
  const int classes = state.regression() ? 0 : state.classes;
  for (int j = static_cast<int>(network.classes.size()); j < classes; ++j) {
    network.classes.push_back(std::to_string(j));
  }
  network.mean = std::move(names.mean);
  network.deviation = std::move(names.deviation);
}

void require_classes(const char* command, const TrainedNetwork& network) {
  if (network.classes.empty()) {
    throw BadInput(fmt::format("{} requires a network of classes, but got one of real targets", command));
  }
}

CsvInputs inputs_for(const TrainedNetwork& network, const std::string& data) {
  const auto inputs = static_cast<std::size_t>(network.inputs());
  if (data.starts_with("csv:")) return read_csv_inputs(data.substr(4), network.csv, inputs);
  if (!data.starts_with("idx:")) {
    throw BadInput("predict requires --data csv:FILE or idx:IMAGES, but got " + data);
  }
  const std::string file = images_in(data.substr(4));
  Dataset images = read_images_alone(file, network.pixel_mean, network.pixel_deviation, network.image_pool);
  if (images.dimension != inputs) {
    throw BadInput(
        fmt::format("predict requires images of {} pixels, but got {} in {}", inputs, images.dimension, file));
  }
  const std::size_t samples = images.X.size() / images.dimension;
  return {std::move(images.X), samples};
}

std::vector<int> predicted_classes(const Matrix<double>& Z) {
  std::vector<int> classes(static_cast<std::size_t>(Z.cols()), 0);
  for (Index n = 0; n < Z.cols(); ++n) {
    int& best = classes[static_cast<std::size_t>(n)];
    for (Index j = 1; j < Z.rows(); ++j) {
      if (Z(j, n) > Z(best, n)) best = static_cast<int>(j);
    }
  }
  return classes;
}

Matrix<double> standardised(const TrainedNetwork& network, std::span<const double> rows) {
  const auto inputs = static_cast<std::size_t>(network.inputs());
  const std::size_t count = rows.size() / inputs;
  Matrix<double> X(network.inputs(), static_cast<Index>(count));
  for (std::size_t n = 0; n < count; ++n) {
    for (std::size_t i = 0; i < inputs; ++i) {
      const double x = rows[n * inputs + i];
      X.data()[i * count + n] = network.mean.empty() ? x : (x - network.mean[i]) / network.deviation[i];
    }
  }
  return X;
}

PredictedSamples predicted_samples(const TrainedNetwork& network, std::span<const double> rows) {
  const Matrix<double> Z = network_logits(network.chain, standardised(network, rows));
  PredictedSamples samples{predicted_classes(Z), {}};
  apply_output(OutputActivation::softmax, Z, samples.P);
  return samples;
}

}  // namespace lysep
