#pragma once
// The few operations on HDF5 files that state and instance files need. Every failure names the file and the
// object: BadInput in reading, MachineFault in writing. Files are read in a process of their own (confined.hpp): a file
// on which the library crashes or never ends is told as a damaged one.
#include <hdf5.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "datasets/files/named_array.hpp"

namespace lysep {

class Channel;
enum class Hdf5Question : char;

class Hdf5File {
 public:
  /// A file that is there whole or not at all, in place of an old one: `fill` writes into PATH.partial, which takes the
  /// name when it is closed. No time stamps: equal content gives equal bytes.
  static void write_whole(const std::string& path, const std::function<void(Hdf5File&)>& fill);
  /// An existing file, to be read; others may hold it locked.
  static Hdf5File open(const std::string& path);
  ~Hdf5File();
  Hdf5File(Hdf5File&& other) noexcept;
  Hdf5File(const Hdf5File&) = delete;
  Hdf5File& operator=(const Hdf5File&) = delete;

  const std::string& path() const { return path_; }
  bool has(const std::string& object) const;
  bool has_attribute(const std::string& object, const std::string& name) const;
  std::vector<std::string> names_in(const std::string& group) const;

  void make_group(const std::string& group);
  void write(const std::string& dataset, const std::vector<hsize_t>& shape, const double* values);
  void write(const std::string& dataset, const std::vector<int>& values);
  void write(const std::string& dataset, const std::vector<std::string>& texts);  // of fixed length, UTF-8
  void write_attribute(const std::string& object, const std::string& name, const std::string& value);
  void write_attribute(const std::string& object, const std::string& name, long long value);
  void write_attribute(const std::string& object, const std::string& name, double value);

  /// Throws where a shape is not the one that is required: before there is memory for its numbers.
  using ShapeCheck = std::function<void(const std::vector<unsigned long long>& shape)>;
  /// Floating-point or integer datasets of any width, as doubles; refuses NaN and infinities, and numbers that are in
  /// other files.
  NamedArray read(const std::string& dataset, const ShapeCheck& check = {}) const;
  std::vector<long long> read_integers(const std::string& dataset, const ShapeCheck& check = {}) const;
  /// A list of strings, of fixed or variable length.
  std::vector<std::string> read_strings(const std::string& dataset) const;
  std::string read_string(const std::string& object, const std::string& attribute) const;
  long long read_integer(const std::string& object, const std::string& attribute) const;
  double read_double(const std::string& object, const std::string& attribute) const;

  /// BadInput "FILE requires REQUIRED, but got GOT", both as `printable` shows them.
  [[noreturn]] void fail(const std::string& required, const std::string& got) const;

 private:
  class Reading;
  Hdf5File(std::string path, hid_t id);
  void close();
  [[noreturn]] void no_room(const std::string& object) const;
  void ask(const std::function<void(Channel&)>& talk) const;
  template <class Take>
  void ask(Hdf5Question question, const std::string& object, const std::string& name, Take take) const;
  void take_answer(Channel& channel) const;
  std::vector<std::string> ask_for_texts(Hdf5Question question, const std::string& object) const;
  void write(const std::string& dataset, const std::vector<hsize_t>& shape, hid_t in_file, hid_t in_memory,
             const void* values);
  void require_written(herr_t result, const std::string& name) const;
  std::string path_;
  hid_t id_;                          // to be written
  std::unique_ptr<Reading> reading_;  // to be read
};

}  // namespace lysep
