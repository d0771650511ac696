#pragma once
// The bytes of a file one after the other, plain or compressed by gzip.
#include <cstdint>
#include <string>
#include <vector>

struct gzFile_s;

namespace lysep {

class ByteSource {
 public:
  /// Reads at most `most` bytes. Throws BadInput where the file is missing, no regular file (a pipe would make it
  /// wait) or not to be read.
  explicit ByteSource(const std::string& path, std::uint64_t most = UINT64_MAX);
  ~ByteSource();
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;

  /// The next byte; -1 at the end. Throws BadInput where reading fails: that is not the end.
  int peek() { return at_ < end_ || fill() ? block_[at_] : -1; }
  int get() {
    const int byte = peek();
    if (byte >= 0) ++at_;
    return byte;
  }
  /// Up to `count` of the next bytes; fewer at the end only.
  std::vector<std::uint8_t> bytes(std::size_t count);
  /// `most` bytes were read, and the file may have more.
  bool cut() const { return left_ == 0; }

 private:
  bool fill();

  std::string path_;
  gzFile_s* file_ = nullptr;
  std::uint64_t left_;
  std::vector<std::uint8_t> block_;
  std::size_t at_ = 0, end_ = 0;
};

/// The SHA-256 of the unpacked bytes, in hexadecimal digits. Throws BadInput as ByteSource does.
std::string sha256_of_unpacked(const std::string& path);

}  // namespace lysep
