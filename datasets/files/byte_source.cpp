#include "datasets/files/byte_source.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

#include "core/numbers/bad_input.hpp"
#include "datasets/files/regular_file.hpp"
#include "core/numbers/sha256.hpp"

namespace lysep {
namespace {

constexpr std::size_t block_size = 1 << 16;

}  // namespace

ByteSource::ByteSource(const std::string& path, std::uint64_t most) : path_(path), left_(most) {
  require_regular_file(path);
  errno = 0;
  file_ = gzopen(path.c_str(), "rb");
  if (!file_) refuse_read(path, errno);
}

ByteSource::~ByteSource() { gzclose(file_); }

bool ByteSource::fill() {
  const auto want = static_cast<unsigned>(std::min<std::uint64_t>(block_size, left_));
  if (want == 0) return false;
  block_.resize(block_size);
  const int got = gzread(file_, block_.data(), want);
  int code = Z_OK;
  if (got < static_cast<int>(want)) gzerror(file_, &code);  // at the end too: a packed file may be cut short
  if (got < 0 || (code != Z_OK && code != Z_STREAM_END)) {
    if (code != Z_DATA_ERROR && code != Z_BUF_ERROR) refuse_read(path_, code == Z_MEM_ERROR ? ENOMEM : errno);
    throw BadInput(
        fmt::format("{} requires a whole compressed file, but got one cut short or with a wrong checksum", path_));
  }
  left_ -= static_cast<unsigned>(got);
  at_ = 0;
  end_ = static_cast<std::size_t>(got);
  return got > 0;
}

std::vector<std::uint8_t> ByteSource::bytes(std::size_t count) {
  std::vector<std::uint8_t> bytes;  // grows with what is there: a wrong header asks for no memory
  while (bytes.size() < count && peek() >= 0) {
    const std::size_t part = std::min(count - bytes.size(), end_ - at_);
    bytes.insert(bytes.end(), block_.begin() + static_cast<long>(at_), block_.begin() + static_cast<long>(at_ + part));
    at_ += part;
  }
  return bytes;
}

std::string sha256_of_unpacked(const std::string& path) {
  ByteSource source(path);
  Sha256 sha256;
  for (auto part = source.bytes(block_size); !part.empty(); part = source.bytes(block_size)) {
    sha256.add(part.data(), part.size());
  }
  return hex_of(sha256.digest());
}

}  // namespace lysep
