#pragma once
// A table that grows with a run: trace.csv, certificate.csv.
#include <cstdint>
#include <string>

namespace lysep {

/// Lines are appended as they come; a failed write is kept in mind, and what follows it is not written.
class GrowingFile {
 public:
  GrowingFile() = default;
  ~GrowingFile();
  GrowingFile(const GrowingFile&) = delete;
  GrowingFile& operator=(const GrowingFile&) = delete;

  /// Opens the file, cut to its first `bytes`; a file of no bytes begins with the header. Throws MachineFault.
  void open(const std::string& path, std::uintmax_t bytes, const std::string& header);
  bool is_open() const { return descriptor_ >= 0; }
  const std::string& path() const { return path_; }

  /// False where this or an earlier write has failed.
  bool append(const std::string& text);
  bool whole() const { return whole_; }
  /// What has been appended is on the disk. Throws MachineFault.
  void sync() const;
  std::uintmax_t bytes() const;
  /// Takes the file away, if there is one.
  void remove() const;

 private:
  std::string path_;
  int descriptor_ = -1;
  bool whole_ = true;
};

}  // namespace lysep
