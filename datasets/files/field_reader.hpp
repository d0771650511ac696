#pragma once
// The rows and fields of a text file: RFC 4180 with any separator, any line end, plain or compressed by gzip.
#include <string>
#include <vector>

#include "datasets/files/byte_source.hpp"
#include "datasets/files/printable.hpp"

namespace lysep {

/// A field as an error shows it.
inline std::string shown_field(const std::string& text) { return printable(text, 60); }

/// A row; fields beyond `most` are counted and not kept.
struct FieldRow {
  std::size_t line = 0, count = 0;
  std::vector<std::string> fields;
};

class FieldReader {
 public:
  /// A blank as separator stands for any number of blanks and tabs. Throws BadInput where the file is no text in UTF-8.
  FieldReader(const std::string& path, char separator, std::uint64_t most_bytes = UINT64_MAX);

  /// The next row; false at the end. Empty lines, and lines that begin with # before the first row, are passed over.
  /// Throws BadInput, naming file, line and field, at a quoted field that does not end, or a field of no sensible
  /// length.
  bool next(FieldRow& row, std::size_t most_fields = SIZE_MAX);
  /// Only the first bytes were wanted, and the last row may be a part of one.
  bool cut() const { return source_.cut(); }

  /// BadInput "FILE:LINE:FIELD requires REQUIRED, but got GOT".
  [[noreturn]] void fail(std::size_t line, std::size_t field, const std::string& required,
                         const std::string& got) const;

 private:
  bool take_line_end();
  void pass_blanks();
  void pass_line();
  bool pass_empty_lines();
  void read_quoted(std::string& field, std::size_t count);
  void read_plain(std::string& field, std::size_t count);
  void add(std::string& field, int byte, std::size_t count) const;
  bool is_separator(int byte) const;

  std::string path_;
  ByteSource source_;
  char separator_;
  std::size_t line_ = 1;
  bool first_ = true;
};

}  // namespace lysep
