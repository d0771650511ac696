#pragma once
// IDX files, the format of MNIST: big-endian header, then one byte a pixel or label. Plain or compressed by gzip.
#include <cstdint>
#include <string>
#include <vector>

namespace lysep {

struct IdxImages {
  std::size_t count = 0, height = 0, width = 0;
  std::vector<std::uint8_t> pixels;  // count x height x width
};

/// Reads images (magic 0x00000803) or labels (0x00000801). Throws BadInput, naming the file, on a file that is
/// missing, truncated, longer than its header says, or of another kind.
IdxImages read_idx_images(const std::string& path);
std::vector<std::uint8_t> read_idx_labels(const std::string& path);

}  // namespace lysep
