#include "datasets/files/field_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/numbers/bad_input.hpp"

namespace lysep {
namespace {

constexpr std::size_t most_in_a_row = 1000000;

bool is_line_end(int byte) { return byte == '\n' || byte == '\r' || byte < 0; }

/// Names what is no text, by its first bytes.
void require_text(const std::string& path) {
  ByteSource source(path, 4096);
  const auto first = source.bytes(4096);
  const auto begins = [&](std::initializer_list<int> bytes) {
    return first.size() >= bytes.size() && std::equal(bytes.begin(), bytes.end(), first.begin());
  };
  const auto refuse = [&](const char* got) {
    throw BadInput(fmt::format("{} requires text in UTF-8, but got {}", path, got));
  };
  if (begins({0xFF, 0xFE, 0, 0}) || begins({0, 0, 0xFE, 0xFF})) refuse("UTF-32");
  if (begins({0xFF, 0xFE}) || begins({0xFE, 0xFF})) refuse("UTF-16");
  if (begins({'P', 'K', 3, 4})) refuse("a zip archive, as spreadsheets are");
  if (std::find(first.begin(), first.end(), 0) != first.end()) refuse("bytes of zero, as UTF-16 and binary files have");
}

}  // namespace

FieldReader::FieldReader(const std::string& path, char separator, std::uint64_t most_bytes)
    : path_(path), source_((require_text(path), path), most_bytes), separator_(separator) {
  constexpr int byte_order_mark[] = {0xEF, 0xBB, 0xBF};
  if (source_.peek() == byte_order_mark[0]) {
    for (const int byte : byte_order_mark) {
      if (source_.get() != byte) fail(1, 1, "text in UTF-8", "something else");
    }
  }
}

void FieldReader::fail(std::size_t line, std::size_t field, const std::string& required, const std::string& got) const {
  throw BadInput(fmt::format("{}:{}:{} requires {}, but got {}", path_, line, field, required, got));
}

/// LF, CR or both.
bool FieldReader::take_line_end() {
  const int byte = source_.peek();
  if (byte != '\n' && byte != '\r') return false;
  source_.get();
  if (byte == '\r' && source_.peek() == '\n') source_.get();
  ++line_;
  return true;
}

bool FieldReader::is_separator(int byte) const { return byte == separator_ || (separator_ == ' ' && byte == '\t'); }

void FieldReader::pass_blanks() {
  while (source_.peek() == ' ' || (source_.peek() == '\t' && separator_ != '\t')) source_.get();
}

void FieldReader::pass_line() {
  while (!is_line_end(source_.peek())) source_.get();
  take_line_end();
}

/// False at the end.
bool FieldReader::pass_empty_lines() {
  for (;;) {
    if (first_ && source_.peek() == '#') {
      pass_line();
      continue;
    }
    pass_blanks();
    if (!take_line_end()) return source_.peek() >= 0;
  }
}

void FieldReader::add(std::string& field, int byte, std::size_t count) const {
  constexpr std::size_t most = 65536;
  if (field.size() == most) fail(line_, count, fmt::format("fields of at most {} bytes", most), "a longer one");
  field.push_back(static_cast<char>(byte));
}

/// Behind the first quote, up to the separator or line end; "" stands for a quote.
void FieldReader::read_quoted(std::string& field, std::size_t count) {
  const std::size_t line = line_;
  for (;;) {
    const int byte = source_.peek();
    if (byte < 0) fail(line, count, "a quoted field that ends", "the end of the file");
    if (byte == '\r' || byte == '\n') {
      take_line_end();
      add(field, '\n', count);
      continue;
    }
    source_.get();
    if (byte == '"') {
      if (source_.peek() != '"') break;
      source_.get();
    }
    add(field, byte, count);
  }
  pass_blanks();
  if (!is_line_end(source_.peek()) && !is_separator(source_.peek()) && separator_ != ' ') {
    fail(line_, count, "a separator behind a quoted field", fmt::format("\"{}\"", shown_field({char(source_.peek())})));
  }
}

void FieldReader::read_plain(std::string& field, std::size_t count) {
  while (!is_line_end(source_.peek()) && !is_separator(source_.peek())) add(field, source_.get(), count);
  while (!field.empty() && (field.back() == ' ' || field.back() == '\t')) field.pop_back();
}

bool FieldReader::next(FieldRow& row, std::size_t most_fields) {
  if (!pass_empty_lines()) return false;
  first_ = false;
  row.line = line_;
  row.count = 0;
  row.fields.resize(std::min(row.fields.size(), most_fields));
  std::string beyond;
  for (;;) {
    pass_blanks();
    if (row.count >= row.fields.size() && row.count < most_fields) row.fields.emplace_back();
    std::string& field = row.count < most_fields ? row.fields[row.count] : beyond;
    field.clear();
    if (++row.count > most_in_a_row) fail(row.line, row.count, fmt::format("at most {} fields", most_in_a_row), "more");
    if (source_.peek() == '"') {
      source_.get();
      read_quoted(field, row.count);
    } else {
      read_plain(field, row.count);
    }
    if (separator_ == ' ') pass_blanks();
    if (is_line_end(source_.peek())) break;
    if (separator_ != ' ') source_.get();
  }
  take_line_end();
  row.fields.resize(std::min(row.count, most_fields));
  return true;
}

}  // namespace lysep
