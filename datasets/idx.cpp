#include "datasets/idx.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <filesystem>

#include "core/numbers/bad_input.hpp"

namespace lysep {
namespace {

class IdxFile {
 public:
  explicit IdxFile(const std::string& path) : path_(path) {
    if (!std::filesystem::is_regular_file(path)) fail("an IDX file", "no file");
    file_ = gzopen(path.c_str(), "rb");
    if (!file_) fail("a readable IDX file", "no permission");
  }
  ~IdxFile() { gzclose(file_); }
  IdxFile(const IdxFile&) = delete;
  IdxFile& operator=(const IdxFile&) = delete;

  std::uint32_t number() {
    const auto bytes = read(4, "a header");
    return std::uint32_t(bytes[0]) << 24 | std::uint32_t(bytes[1]) << 16 | std::uint32_t(bytes[2]) << 8 | bytes[3];
  }
  void require_magic(std::uint32_t magic) {
    const std::uint32_t got = number();
    if (got != magic) fail(fmt::format("magic number {:#010x}", magic), fmt::format("{:#010x}", got));
  }
  /// A size of 1 to `most`.
  std::size_t size(const char* what, std::uint32_t most) {
    const std::uint32_t n = number();
    if (n < 1 || n > most) fail(fmt::format("1 to {} {}", most, what), std::to_string(n));
    return n;
  }
  /// The next `count` bytes, block by block, so that a wrong header asks for no more memory than the file has bytes.
  std::vector<std::uint8_t> read(std::size_t count, const std::string& what) {
    constexpr std::size_t block = 1 << 20;
    std::vector<std::uint8_t> bytes;
    while (bytes.size() < count) {
      const std::size_t have = bytes.size(), want = std::min(block, count - have);
      bytes.resize(have + want);
      const int got = gzread(file_, bytes.data() + have, static_cast<unsigned>(want));
      if (got < static_cast<int>(want)) {
        fail(fmt::format("{} of {} bytes", what, count),
             fmt::format("a file that ends after {} of them", have + static_cast<std::size_t>(std::max(got, 0))));
      }
    }
    return bytes;
  }
  void require_end() {
    if (gzgetc(file_) != -1) fail("a file that ends where its header says", "more bytes");
    int error = Z_OK;
    gzerror(file_, &error);
    if (error != Z_OK && error != Z_STREAM_END)
      fail("a whole compressed file", "one cut short or with a wrong checksum");
  }

 private:
  [[noreturn]] void fail(const std::string& required, const std::string& got) const {
    throw BadInput(fmt::format("{} requires {}, but got {}", path_, required, got));
  }

  std::string path_;
  gzFile file_ = nullptr;
};

}  // namespace

IdxImages read_idx_images(const std::string& path) {
  IdxFile file(path);
  file.require_magic(0x00000803);
  IdxImages images;
  images.count = file.size("images", 100000000);
  images.height = file.size("rows of pixels", 4096);
  images.width = file.size("columns of pixels", 4096);
  images.pixels = file.read(images.count * images.height * images.width, "pixels");
  file.require_end();
  return images;
}

std::vector<std::uint8_t> read_idx_labels(const std::string& path) {
  IdxFile file(path);
  file.require_magic(0x00000801);
  const std::size_t count = file.size("labels", 100000000);
  auto labels = file.read(count, "labels");
  file.require_end();
  return labels;
}

}  // namespace lysep
