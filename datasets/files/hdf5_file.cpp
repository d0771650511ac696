#include "datasets/files/hdf5_file.hpp"

#include <fmt/format.h>
#include <hdf5_hl.h>

#include <cmath>
#include <cstring>
#include <filesystem>

#include "datasets/files/whole_file.hpp"

namespace lysep {
namespace {

/// Closes an HDF5 handle at the end of its scope.
class Handle {
 public:
  Handle(hid_t id, herr_t (*close)(hid_t)) : id_(id), close_(close) {}
  ~Handle() {
    if (id_ >= 0) close_(id_);
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  operator hid_t() const { return id_; }
  bool valid() const { return id_ >= 0; }

 private:
  hid_t id_;
  herr_t (*close_)(hid_t);
};

/// Errors are ours to tell. And nothing is done at exit, where the library would fall over files that a full disk left
/// open.
void silence() {
  [[maybe_unused]] static const herr_t first = H5dont_atexit();
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

constexpr double most_numbers_a_byte = 1100;  // deflate's factor is at most 1032

Handle creation_list(hid_t kind) {
  const hid_t list = H5Pcreate(kind);
  H5Pset_obj_track_times(list, false);
  return {list, H5Pclose};
}

}  // namespace

void Hdf5File::write_whole(const std::string& path, const std::function<void(Hdf5File&)>& fill) {
  silence();
  write_whole_file(path, [&](const std::string& partial) {
    const hid_t id = H5Fcreate(partial.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
    if (id < 0) throw not_writable(path);
    Hdf5File file(path, id);
    fill(file);
    file.close();
  });
}

Hdf5File Hdf5File::open(const std::string& path) {
  silence();
  if (!std::filesystem::is_regular_file(path)) {
    throw BadInput(fmt::format("reading requires an existing file, but got {}", path));
  }
  const hid_t id = H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
  if (id < 0)
    throw BadInput(fmt::format("{} requires a whole HDF5 file, but got something else or a truncated one", path));
  return {path, id};
}

Hdf5File::~Hdf5File() {
  if (id_ >= 0) H5Fclose(id_);
}

void Hdf5File::close() {
  const bool flushed = H5Fflush(id_, H5F_SCOPE_LOCAL) >= 0, closed = H5Fclose(id_) >= 0;
  id_ = -1;
  if (!flushed || !closed) fail("room for the whole file", "a failed write");
}

void Hdf5File::fail(const std::string& required, const std::string& got) const {
  throw BadInput(fmt::format("{} requires {}, but got {}", path_, required, got));
}

bool Hdf5File::has(const std::string& object) const {
  for (std::size_t slash = object.find('/', 1);; slash = object.find('/', slash + 1)) {
    if (H5Lexists(id_, object.substr(0, slash).c_str(), H5P_DEFAULT) <= 0) return false;
    if (slash == std::string::npos) return true;
  }
}

bool Hdf5File::has_attribute(const std::string& object, const std::string& name) const {
  return H5Aexists_by_name(id_, object.c_str(), name.c_str(), H5P_DEFAULT) > 0;
}

std::vector<std::string> Hdf5File::names_in(const std::string& group) const {
  std::vector<std::string> names;
  const auto collect = [](hid_t, const char* name, const H5L_info_t*, void* to) -> herr_t {
    static_cast<std::vector<std::string>*>(to)->emplace_back(name);
    return 0;
  };
  H5Literate_by_name(id_, group.c_str(), H5_INDEX_NAME, H5_ITER_INC, nullptr, collect, &names, H5P_DEFAULT);
  return names;
}

void Hdf5File::make_group(const std::string& group) {
  const Handle list = creation_list(H5P_GROUP_CREATE);
  const Handle made(H5Gcreate2(id_, group.c_str(), H5P_DEFAULT, list, H5P_DEFAULT), H5Gclose);
  if (!made.valid()) fail("room for group " + group, "a failed write");
}

void Hdf5File::write(const std::string& dataset, const std::vector<hsize_t>& shape, const double* values) {
  const Handle space(H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr), H5Sclose);
  const Handle list = creation_list(H5P_DATASET_CREATE);
  const Handle set(H5Dcreate2(id_, dataset.c_str(), H5T_IEEE_F64LE, space, H5P_DEFAULT, list, H5P_DEFAULT), H5Dclose);
  if (!set.valid() || H5Dwrite(set, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) < 0) {
    fail("room for " + dataset, "a failed write");
  }
}

void Hdf5File::write(const std::string& dataset, const std::vector<int>& values) {
  const hsize_t count = values.size();
  const Handle space(H5Screate_simple(1, &count, nullptr), H5Sclose);
  const Handle list = creation_list(H5P_DATASET_CREATE);
  const Handle set(H5Dcreate2(id_, dataset.c_str(), H5T_STD_I64LE, space, H5P_DEFAULT, list, H5P_DEFAULT), H5Dclose);
  if (!set.valid() || H5Dwrite(set, H5T_NATIVE_INT, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) < 0) {
    fail("room for " + dataset, "a failed write");
  }
}

void Hdf5File::require_written(herr_t result, const std::string& name) const {
  if (result < 0) fail("room for attribute " + name, "a failed write");
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

NamedArray Hdf5File::read(const std::string& dataset) const {
  if (!has(dataset)) fail("dataset " + dataset, "none");
  const Handle set(H5Dopen2(id_, dataset.c_str(), H5P_DEFAULT), H5Dclose);
  if (!set.valid()) fail("dataset " + dataset, "something else");
  const Handle type(H5Dget_type(set), H5Tclose);
  const H5T_class_t kind = H5Tget_class(type);
  if (kind != H5T_FLOAT && kind != H5T_INTEGER) fail("numbers in " + dataset, "another type");
  const Handle space(H5Dget_space(set), H5Sclose);
  NamedArray array;
  array.shape.resize(std::max(H5Sget_simple_extent_ndims(space), 0));
  H5Sget_simple_extent_dims(space, array.shape.data(), nullptr);
  const double numbers = static_cast<double>(H5Sget_simple_extent_npoints(space));
  if (numbers > most_numbers_a_byte * static_cast<double>(std::filesystem::file_size(path_))) {
    fail("as many numbers in " + dataset + " as the file can hold", fmt::format("{:.0f}", numbers));
  }
  array.values.resize(static_cast<std::size_t>(numbers));
  if (H5Dread(set, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, array.values.data()) < 0) {
    fail("a readable " + dataset, "a truncated file");
  }
  for (std::size_t i = 0; i < array.values.size(); ++i) {
    if (!std::isfinite(array.values[i])) {
      fail("finite numbers in " + dataset, fmt::format("{} at position {}", array.values[i], i));
    }
  }
  return array;
}

std::vector<long long> Hdf5File::read_integers(const std::string& dataset) const {
  const NamedArray array = read(dataset);
  if (array.shape.size() != 1) fail("one dimension in " + dataset, fmt::format("{}", array.shape.size()));
  std::vector<long long> values;
  for (const double v : array.values) {
    if (v != std::floor(v) || std::fabs(v) > 1e15) fail("whole numbers in " + dataset, fmt::format("{}", v));
    values.push_back(static_cast<long long>(v));
  }
  return values;
}

std::string Hdf5File::read_string(const std::string& object, const std::string& attribute) const {
  if (!has_attribute(object, attribute)) fail("attribute " + attribute + " of " + object, "none");
  const Handle a(H5Aopen_by_name(id_, object.c_str(), attribute.c_str(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
  const Handle type(H5Aget_type(a), H5Tclose);
  const Handle space(H5Aget_space(a), H5Sclose);
  if (H5Tget_class(type) != H5T_STRING || H5Sget_simple_extent_npoints(space) != 1) {
    fail("one string in attribute " + attribute, "something else");
  }
  std::string text;
  if (H5Tis_variable_str(type) > 0) {
    const Handle memory(H5Tcopy(H5T_C_S1), H5Tclose);
    H5Tset_size(memory, H5T_VARIABLE);
    H5Tset_cset(memory, H5Tget_cset(type));
    char* raw = nullptr;
    if (H5Aread(a, memory, &raw) < 0 || raw == nullptr) fail("a readable attribute " + attribute, "a truncated file");
    text = raw;
    H5free_memory(raw);
  } else {
    text.resize(H5Tget_size(type));
    if (H5Aread(a, type, text.data()) < 0) fail("a readable attribute " + attribute, "a truncated file");
    text.resize(std::strlen(text.c_str()));
    while (!text.empty() && text.back() == ' ') text.pop_back();
  }
  return text;
}

long long Hdf5File::read_integer(const std::string& object, const std::string& attribute) const {
  const double value = read_double(object, attribute);
  if (value != std::floor(value) || std::fabs(value) > 1e15)
    fail("a whole number in attribute " + attribute, fmt::format("{}", value));
  return static_cast<long long>(value);
}

double Hdf5File::read_double(const std::string& object, const std::string& attribute) const {
  if (!has_attribute(object, attribute)) fail("attribute " + attribute + " of " + object, "none");
  const Handle a(H5Aopen_by_name(id_, object.c_str(), attribute.c_str(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
  const Handle type(H5Aget_type(a), H5Tclose);
  const Handle space(H5Aget_space(a), H5Sclose);
  const H5T_class_t kind = H5Tget_class(type);
  double value = 0;
  if ((kind != H5T_INTEGER && kind != H5T_FLOAT) || H5Sget_simple_extent_npoints(space) != 1 ||
      H5Aread(a, H5T_NATIVE_DOUBLE, &value) < 0 || !std::isfinite(value)) {
    fail("one finite number in attribute " + attribute, "something else");
  }
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
  const hsize_t count = texts.size();
  const Handle space(H5Screate_simple(1, &count, nullptr), H5Sclose);
  const Handle list = creation_list(H5P_DATASET_CREATE);
  const Handle set(H5Dcreate2(id_, dataset.c_str(), type, space, H5P_DEFAULT, list, H5P_DEFAULT), H5Dclose);
  if (!set.valid() || H5Dwrite(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, all.data()) < 0) {
    fail("room for " + dataset, "a failed write");
  }
}

std::vector<std::string> Hdf5File::read_strings(const std::string& dataset) const {
  const Handle set(H5Dopen2(id_, dataset.c_str(), H5P_DEFAULT), H5Dclose);
  if (!set.valid()) fail("dataset " + dataset, "something else");
  const Handle type(H5Dget_type(set), H5Tclose);
  const Handle space(H5Dget_space(set), H5Sclose);
  if (H5Tget_class(type) != H5T_STRING || H5Tis_variable_str(type) != 0 || H5Sget_simple_extent_ndims(space) != 1) {
    fail("a list of strings of fixed length in " + dataset, "something else");
  }
  const std::size_t length = H5Tget_size(type);
  const auto count = static_cast<std::size_t>(H5Sget_simple_extent_npoints(space));
  const double bytes = static_cast<double>(length) * static_cast<double>(count);
  if (bytes > most_numbers_a_byte * static_cast<double>(std::filesystem::file_size(path_))) {
    fail("as many bytes in " + dataset + " as the file can hold", fmt::format("{:.0f}", bytes));
  }
  std::string all(length * count, '\0');
  if (H5Dread(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, all.data()) < 0)
    fail("a readable " + dataset, "a truncated file");
  std::vector<std::string> texts;
  for (std::size_t k = 0; k < count; ++k) texts.emplace_back(all.substr(k * length, length).c_str());
  return texts;
}

}  // namespace lysep
