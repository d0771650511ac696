#include <fmt/format.h>
#include <unistd.h>

#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <mutex>

#include "datasets/files/state_file.hpp"
#include "experiments/runs/ranges.hpp"
#include "experiments/library/entry.hpp"
#include "experiments/library/kept_network.hpp"

namespace lysep {
namespace {

namespace fs = std::filesystem;

/// The HDF5 library serves one thread at a time.
std::mutex& files() {
  static std::mutex one;
  return one;
}

/// A folder of its own, gone with it.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "lysep-XXXXXX").string();
    if (!mkdtemp(name.data())) throw MachineFault("requires a folder for a file, but got none in " + name);
    path_ = name;
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string state() const { return path_ / "state.h5"; }

 private:
  fs::path path_;
};

Network load_state(const std::string& path) {
  const std::lock_guard lock(files());
  KeptNetwork kept;
  kept.use = read_trained_network("load", path, &kept.state);
  require_classes("load", kept.use);
  return Network(std::make_shared<const KeptNetwork>(std::move(kept)));
}

void save_state(const KeptNetwork& kept, const std::string& file) {
  const std::lock_guard lock(files());
  write_state_file(file, kept.state, {kept.use.classes, kept.use.mean, kept.use.deviation});
}

Matrix<double> matrix_of(const std::string& what, std::span<const double> numbers, std::size_t rows,
                         std::size_t columns) {
  if (numbers.size() != rows * columns) {
    throw BadInput(
        fmt::format("dense requires {} x {} numbers in {}, but got {}", rows, columns, what, numbers.size()));
  }
  require_finite("dense", what.c_str(), numbers);
  return Eigen::Map<const Matrix<double>>(numbers.data(), static_cast<Index>(rows), static_cast<Index>(columns));
}

StateData state_of_layers(const std::string& activation, std::span<const LayerArrays> layers, const Dataset& data) {
  const auto named = activation_named(activation);
  if (!named || !trains(*named)) {
    throw BadInput("dense requires an activation tanh, sigmoid, sin, relu or identity, but got " + activation);
  }
  if (layers.empty()) throw BadInput("dense requires a layer, but got none");
  const std::size_t N = data.samples();
  StateData state{*named, matrix_of("X", data.X, N, data.dimension), data.labels, data.classes, {}};
  std::size_t inputs = data.dimension;
  for (std::size_t l = 1; l <= layers.size(); ++l) {
    const LayerArrays& given = layers[l - 1];
    const auto name = [&](const char* array) { return fmt::format("{} of layer {}", array, l); };
    const bool last = l == layers.size();
    if (given.columns != inputs) {
      throw BadInput(fmt::format("dense requires {} columns in {}, but got {}", inputs, name("W"), given.columns));
    }
    if (last && given.rows != static_cast<std::size_t>(data.classes)) {
      throw BadInput(
          fmt::format("dense requires {} rows, one a class, in {}, but got {}", data.classes, name("W"), given.rows));
    }
    if (given.rows == 0) throw BadInput(fmt::format("dense requires a row in {}, but got none", name("W")));
    StateData::LayerData layer{matrix_of(name("W"), given.W, given.rows, given.columns), {}, {}, {}};
    if (last) {
      if (!given.b.empty() || !given.r.empty()) {
        throw BadInput("dense requires no b and no r of the last layer, but got them");
      }
    } else {
      layer.b = matrix_of(name("b"), given.b, given.rows, 1);
      if (!given.r.empty()) layer.r = matrix_of(name("r"), given.r, N, given.rows);
    }
    state.layers.push_back(std::move(layer));
    inputs = given.rows;
  }
  // A state file has r everywhere, and the hash with it.
  for (std::size_t l = 0; l + 1 < state.layers.size(); ++l) {
    auto& layer = state.layers[l];
    if (layer.r.size() == 0) layer.r = Matrix<double>::Zero(static_cast<Index>(N), layer.W.rows());
  }
  return state;
}

}  // namespace

Network network_of(StateData state, StateNames names) {
  KeptNetwork kept;
  take_state(state, std::move(names), kept.use);
  kept.state = std::move(state);
  return Network(std::make_shared<const KeptNetwork>(std::move(kept)));
}

void require_finite(const char* command, const char* array, std::span<const double> numbers) {
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (std::isfinite(numbers[i])) continue;
    throw BadInput(
        fmt::format("{} requires finite numbers in {}, but got {} at place {}", command, array, numbers[i], i));
  }
}

std::size_t rows_in(const char* command, std::span<const double> X, std::size_t inputs) {
  if (inputs == 0 || X.size() % inputs != 0) {
    throw BadInput(fmt::format("{} requires rows of {} numbers in X, but got {} numbers", command, inputs, X.size()));
  }
  require_finite(command, "X", X);
  return X.size() / inputs;
}

Dataset dataset_of(const char* command, const LabelledSamples& samples) {
  const std::size_t N = rows_in(command, samples.X, samples.inputs);
  if (N == 0 || samples.labels.size() != N) {
    throw BadInput(
        fmt::format("{} requires samples and a label for each, but got {} and {}", command, N, samples.labels.size()));
  }
  const int largest = *std::max_element(samples.labels.begin(), samples.labels.end());
  const auto named = static_cast<int>(samples.classes.size());
  for (const int label : samples.labels) {
    if (label >= 0 && label < 1000000 && (named == 0 || label < named)) continue;
    throw BadInput(
        fmt::format("{} requires labels from 0 to {}, but got {}", command, named > 0 ? named - 1 : 999999, label));
  }
  return {{samples.X.begin(), samples.X.end()},
          {samples.labels.begin(), samples.labels.end()},
          samples.inputs,
          named > 0 ? named : largest + 1,
          {samples.classes.begin(), samples.classes.end()}};
}

inline namespace v0_2 {

Network::Network(std::shared_ptr<const KeptNetwork> kept) : kept_(std::move(kept)) {}

Network Network::load(const std::string& run_or_state) {
  return at_entry([&] { return load_state(run_or_state); });
}

Network Network::dense(const std::string& activation, std::span<const LayerArrays> layers,
                       const LabelledSamples& samples) {
  return at_entry([&] {
    const Dataset data = dataset_of("dense", samples);
    return network_of(state_of_layers(activation, layers, data), {data.class_names});
  });
}

Network Network::of_bytes(std::span<const std::byte> bytes) {
  return at_entry([&] {
    const Folder folder;
    std::ofstream out(folder.state(), std::ios::binary);
    out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (!out) throw MachineFault("requires room for " + folder.state() + ", but got none");
    return load_state(folder.state());
  });
}

void Network::save(const std::string& file) const {
  at_entry([&] { save_state(*kept_, file); });
}

std::vector<std::byte> Network::bytes() const {
  return at_entry([&] {
    const Folder folder;
    save_state(*kept_, folder.state());
    std::ifstream in(folder.state(), std::ios::binary);
    std::vector<std::byte> all(fs::file_size(folder.state()));
    in.read(reinterpret_cast<char*>(all.data()), static_cast<std::streamsize>(all.size()));
    if (!in) throw MachineFault("requires " + folder.state() + ", but it cannot be read");
    return all;
  });
}

Prediction Network::predict(std::span<const double> X, int threads) const {
  return at_entry([&] {
    require_threads("predict", threads);
    const TrainedNetwork& network = kept_->use;
    const std::size_t N = rows_in("predict", X, inputs()), J = classes();
    Prediction all{std::vector<int>(N), std::vector<double>(N * J)};
    const auto together = static_cast<std::size_t>(samples_together(network.chain));
    ThreadPool pool(threads);
    pool.for_each((N + together - 1) / together, [&](std::size_t k) {
      const std::size_t first = k * together, count = std::min(together, N - first);
      const auto [labels, P] = predicted_samples(network, X.subspan(first * inputs(), count * inputs()));
      std::copy(labels.begin(), labels.end(), all.labels.begin() + static_cast<long>(first));
      Eigen::Map<Matrix<double>>(&all.probabilities[first * J], P.cols(), P.rows()) = P.transpose();
    });
    return all;
  });
}

Network Network::at_samples(std::span<const double> X, std::span<const int> labels) const {
  return at_entry([&] {
    if (format() != StateFormat().name) {
      throw BadInput(
          fmt::format("at_samples requires a network of format {}, but got {}", StateFormat().name, format()));
    }
    const Dataset data = dataset_of("at_samples", {X, inputs(), labels, kept_->use.classes});
    const auto N = static_cast<Index>(data.samples());
    StateData state{kept_->state.activation, standardised(kept_->use, X).transpose(), data.labels, data.classes, {}};
    for (const auto& layer : kept_->state.layers) {
      const bool last = &layer == &kept_->state.layers.back();
      const Index rows = last ? 0 : layer.outputs();
      state.layers.push_back(
          {layer.W, layer.b, last ? Matrix<double>() : Matrix<double>::Zero(N, rows), {}, layer.shape});
    }
    return network_of(std::move(state), {kept_->use.classes, kept_->use.mean, kept_->use.deviation});
  });
}

std::size_t Network::inputs() const { return static_cast<std::size_t>(kept_->use.inputs()); }
std::size_t Network::classes() const { return static_cast<std::size_t>(kept_->state.classes); }
std::size_t Network::samples() const { return static_cast<std::size_t>(kept_->state.samples()); }
std::size_t Network::depth() const { return static_cast<std::size_t>(kept_->state.depth()); }
const std::string& Network::format() const { return kept_->state.format; }
std::string Network::activation() const { return std::string(name_of(kept_->state.activation)); }
const std::vector<std::string>& Network::class_names() const { return kept_->use.classes; }
std::span<const double> Network::mean() const { return kept_->use.mean; }
std::span<const double> Network::deviation() const { return kept_->use.deviation; }
std::span<const int> Network::labels() const { return kept_->state.labels; }

template <class Numbers>
static std::span<const double> span_of(const Numbers& numbers) {
  return {numbers.data(), static_cast<std::size_t>(numbers.size())};
}

std::span<const double> Network::X() const { return span_of(kept_->state.X); }

LayerView Network::layer(std::size_t l) const {
  if (l < 1 || l > depth()) throw std::out_of_range(fmt::format("layer requires 1 <= l <= {}, but got {}", depth(), l));
  const StateData::LayerData& layer = kept_->state.layers[l - 1];
  return {layer.shape.kernel > 0 ? "conv" : "dense",
          static_cast<std::size_t>(layer.W.rows()),
          static_cast<std::size_t>(layer.W.cols()),
          span_of(layer.W),
          span_of(layer.b),
          span_of(layer.r)};
}

std::string Network::hash() const { return fmt::format("{:016x}", hash_of(kept_->state)); }

}  // namespace v0_2
}  // namespace lysep
