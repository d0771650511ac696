#include "datasets/files/hdf5_file.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <sys/wait.h>
#include <fcntl.h>
#include <hdf5_hl.h>

#include <cmath>
#include <filesystem>

#include "core/numbers/bad_input.hpp"
#include "datasets/files/hdf5_handle.hpp"
#include "datasets/files/hdf5_reader.hpp"
#include "datasets/files/printable.hpp"
#include "datasets/files/regular_file.hpp"
#include "datasets/files/whole_file.hpp"

namespace lysep {
namespace {

using Handle = Hdf5Handle;

Handle creation_list(hid_t kind) {
  const hid_t list = H5Pcreate(kind);
  H5Pset_obj_track_times(list, false);
  return {list, H5Pclose};
}

/// Writes in a child process, because the library crashes where it gets no memory. Throws what the child tells.
void in_child(const std::string& path, const std::function<void()>& write) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) refuse_write(path, errno);
  const pid_t parent = getpid(), child = fork();
  if (child < 0) {
    const int error = errno;
    for (const int end : ends) ::close(end);
    refuse_write(path, error);
  }
  if (child == 0) {
    const int end = begin_child(ends[1], parent);
    std::string told = "+";  // without it: nothing was told
    try {
      write();
    } catch (const BadInput& error) {
      told = std::string("B") + error.what();
    } catch (const std::exception& error) {
      told = std::string("M") + error.what();
    }
    const bool whole = ::write(end, told.data(), told.size()) == static_cast<ssize_t>(told.size());
    _exit(whole ? 0 : 1);
  }
  ::close(ends[1]);
  std::string told;
  char buffer[1024];
  for (ssize_t n; (n = ::read(ends[0], buffer, sizeof buffer)) > 0 || (n < 0 && errno == EINTR);) {
    if (n > 0) told.append(buffer, static_cast<std::size_t>(n));
  }
  ::close(ends[0]);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (told == "+") return;
  if (told.starts_with("B")) throw BadInput(told.substr(1));
  throw MachineFault(told.empty() ? path + " requires memory to be written, but got none" : told.substr(1));
}

}  // namespace

void Hdf5File::write_whole(const std::string& path, const std::function<void(Hdf5File&)>& fill) {
  write_whole_file(path, [&](const std::string& partial) {
    in_child(path, [&] {
      silence_hdf5();
      const hid_t id = H5Fcreate(partial.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
      if (id < 0) refuse_write(path, errno);
      Hdf5File file(path, id);
      fill(file);
      file.close();
    });
  });
}

/// The child's answers are not believed: none is longer than the file could make it.
class Hdf5File::Reading {
 public:
  explicit Reading(const std::string& path)
      : bytes_(std::filesystem::file_size(path)),
        confined_(bytes_, [&path](Channel& channel) { serve_hdf5_file(path, channel); }) {}

  Channel& channel() { return confined_.channel(); }
  std::uint64_t longest_text() const { return bytes_ + 65536; }
  std::uint64_t most_numbers() const { return 1100 * bytes_ + 65536; }

 private:
  std::uintmax_t bytes_;
  Confined confined_;
};

Hdf5File::Hdf5File(std::string path, hid_t id) : path_(std::move(path)), id_(id) {}
Hdf5File::Hdf5File(Hdf5File&& other) noexcept
    : path_(std::move(other.path_)), id_(other.id_), reading_(std::move(other.reading_)) {
  other.id_ = -1;
}

Hdf5File Hdf5File::open(const std::string& path) {
  require_regular_file(path);
  Hdf5File file(path, -1);
  file.reading_ = std::make_unique<Reading>(path);
  file.ask([&](Channel& channel) { file.take_answer(channel); });
  return file;
}

Hdf5File::~Hdf5File() {
  if (id_ >= 0) H5Fclose(id_);
}

void Hdf5File::close() {
  const bool flushed = H5Fflush(id_, H5F_SCOPE_LOCAL) >= 0, closed = H5Fclose(id_) >= 0;
  id_ = -1;
  if (!flushed || !closed) no_room("the whole file");
}

void Hdf5File::no_room(const std::string& object) const {
  throw MachineFault(fmt::format("{} requires room for {}, but got a failed write", path_, object));
}

void Hdf5File::fail(const std::string& required, const std::string& got) const {
  throw BadInput(fmt::format("{} requires {}, but got {}", path_, printable(required, 240), printable(got)));
}

void Hdf5File::make_group(const std::string& group) {
  const Handle list = creation_list(H5P_GROUP_CREATE);
  const Handle made(H5Gcreate2(id_, group.c_str(), H5P_DEFAULT, list, H5P_DEFAULT), H5Gclose);
  if (!made.valid()) no_room("group " + group);
}

/// A small dataset waits in a buffer that closing would write without a word of failure: it is flushed.
void Hdf5File::write(const std::string& dataset, const std::vector<hsize_t>& shape, hid_t in_file, hid_t in_memory,
                     const void* values) {
  const Handle space(H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr), H5Sclose);
  const Handle list = creation_list(H5P_DATASET_CREATE);
  const Handle set(H5Dcreate2(id_, dataset.c_str(), in_file, space, H5P_DEFAULT, list, H5P_DEFAULT), H5Dclose);
  if (!set.valid() || H5Dwrite(set, in_memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) < 0 || H5Dflush(set) < 0) {
    no_room(dataset);
  }
}

void Hdf5File::write(const std::string& dataset, const std::vector<hsize_t>& shape, const double* values) {
  write(dataset, shape, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, values);
}

void Hdf5File::write(const std::string& dataset, const std::vector<int>& values) {
  write(dataset, {values.size()}, H5T_STD_I64LE, H5T_NATIVE_INT, values.data());
}

void Hdf5File::require_written(herr_t result, const std::string& name) const {
  if (result < 0) no_room("attribute " + name);
}
void Hdf5File::write_attribute(const std::string& object, const std::string& name, const std::string& value) {
  require_written(H5LTset_attribute_string(id_, object.c_str(), name.c_str(), value.c_str()), name);
}
void Hdf5File::write_attribute(const std::string& object, const std::string& name, long long value) {
  require_written(H5LTset_attribute_long_long(id_, object.c_str(), name.c_str(), &value, 1), name);
}
void Hdf5File::write_attribute(const std::string& object, const std::string& name, double value) {
  require_written(H5LTset_attribute_double(id_, object.c_str(), name.c_str(), &value, 1), name);
}

void Hdf5File::ask(const std::function<void(Channel&)>& talk) const {
  try {
    talk(reading_->channel());
  } catch (const Channel::Broken&) {
    fail("an undamaged HDF5 file", "one that the library fails on");
  } catch (const Interrupted&) {
    throw Interrupted("stopped while reading " + path_);
  }
}

void Hdf5File::take_answer(Channel& channel) const {
  const auto answer = channel.get<Hdf5Answer>();
  if (answer == Hdf5Answer::here_it_is) return;
  if (answer == Hdf5Answer::unreadable) refuse_read(path_, channel.get<int>());
  const std::string required = channel.get_text(reading_->longest_text());
  fail(required, channel.get_text(reading_->longest_text()));
}

template <class Take>
void Hdf5File::ask(Hdf5Question question, const std::string& object, const std::string& name, Take take) const {
  ask([&](Channel& channel) {
    channel.put(question);
    channel.put_text(object);
    channel.put_text(name);
    take_answer(channel);
    take(channel);
  });
}

bool Hdf5File::has(const std::string& object) const {
  bool answer = false;
  ask(Hdf5Question::has, object, "", [&](Channel& channel) { answer = channel.get<char>() != 0; });
  return answer;
}

bool Hdf5File::has_attribute(const std::string& object, const std::string& name) const {
  bool answer = false;
  ask(Hdf5Question::has_attribute, object, name, [&](Channel& channel) { answer = channel.get<char>() != 0; });
  return answer;
}

std::vector<std::string> Hdf5File::ask_for_texts(Hdf5Question question, const std::string& object) const {
  std::vector<std::string> texts;
  ask(question, object, "", [&](Channel& channel) {
    std::uint64_t bytes = reading_->longest_text();  // of all of them; each takes one and more
    auto left = channel.get<std::uint64_t>();
    if (left > bytes) throw Channel::Broken();
    for (; left > 0; --left) {
      texts.push_back(channel.get_text(bytes));
      bytes -= texts.back().size();
    }
  });
  return texts;
}

std::vector<std::string> Hdf5File::names_in(const std::string& group) const {
  return ask_for_texts(Hdf5Question::names_in, group);
}

NamedArray Hdf5File::read(const std::string& dataset, const ShapeCheck& check) const {
  NamedArray array;
  std::uint64_t count = 0;
  ask(Hdf5Question::shape, dataset, "", [&](Channel& channel) {
    count = channel.get<std::uint64_t>();
    const auto dimensions = channel.get<std::uint64_t>();
    if (dimensions > H5S_MAX_RANK || count > reading_->most_numbers()) throw Channel::Broken();
    for (std::uint64_t k = 0; k < dimensions; ++k) array.shape.push_back(channel.get<std::uint64_t>());
  });
  if (check) check(array.shape);
  ask(Hdf5Question::numbers, dataset, "", [&](Channel& channel) {
    array.values.resize(count);
    for (std::uint64_t first = 0;;) {
      const auto part = channel.get<std::uint64_t>();
      if (part > count - first) throw Channel::Broken();
      channel.get_bytes(array.values.data() + first, 8 * part);
      first += part;
      if (first == count) break;
      take_answer(channel);
    }
  });
  for (std::size_t i = 0; i < array.values.size(); ++i) {
    if (!std::isfinite(array.values[i])) {
      fail("finite numbers in " + dataset, fmt::format("{} at position {}", array.values[i], i));
    }
  }
  return array;
}

std::vector<long long> Hdf5File::read_integers(const std::string& dataset, const ShapeCheck& check) const {
  std::vector<long long> values;
  for (const double v : read(dataset, check).values) {
    if (v != std::floor(v) || std::fabs(v) > 1e15) fail("whole numbers in " + dataset, fmt::format("{}", v));
    values.push_back(static_cast<long long>(v));
  }
  return values;
}

std::string Hdf5File::read_string(const std::string& object, const std::string& attribute) const {
  std::string text;
  ask(Hdf5Question::text, object, attribute,
      [&](Channel& channel) { text = channel.get_text(reading_->longest_text()); });
  return text;
}

long long Hdf5File::read_integer(const std::string& object, const std::string& attribute) const {
  const double value = read_double(object, attribute);
  if (value != std::floor(value) || std::fabs(value) > 1e15)
    fail("a whole number in attribute " + attribute, fmt::format("{}", value));
  return static_cast<long long>(value);
}

double Hdf5File::read_double(const std::string& object, const std::string& attribute) const {
  double value = 0;
  ask(Hdf5Question::number, object, attribute, [&](Channel& channel) { value = channel.get<double>(); });
  return value;
}

void Hdf5File::write(const std::string& dataset, const std::vector<std::string>& texts) {
  std::size_t length = 1;
  for (const std::string& text : texts) length = std::max(length, text.size());
  std::string all;
  for (const std::string& text : texts) all += text + std::string(length - text.size(), '\0');
  const Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
  H5Tset_size(type, length);
  H5Tset_strpad(type, H5T_STR_NULLPAD);
  H5Tset_cset(type, H5T_CSET_UTF8);
  write(dataset, {texts.size()}, type, type, all.data());
}

std::vector<std::string> Hdf5File::read_strings(const std::string& dataset) const {
  return ask_for_texts(Hdf5Question::texts, dataset);
}

}  // namespace lysep
