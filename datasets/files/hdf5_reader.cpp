#include "datasets/files/hdf5_reader.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <functional>

#include "datasets/files/hdf5_handle.hpp"

namespace lysep {
namespace {

struct Refusal {
  std::string required, got;
};
[[noreturn]] void refuse(std::string required, std::string got) { throw Refusal{std::move(required), std::move(got)}; }

/// Not the file is to blame.
struct Unreadable {
  int error;
};

constexpr double most_times_stored = 1100;  // deflate's factor is at most 1032
constexpr double never_stored = 65536;      // bytes of a dataset that was made and not filled
constexpr std::size_t part_bytes = 4 << 20;

/// Soft links are followed, within the file. The library knows no links to other files here.
bool exists(hid_t file, const std::string& object) {
  if (object == "/") return true;
  for (std::size_t slash = object.find('/', 1);; slash = object.find('/', slash + 1)) {
    const std::string part = object.substr(0, slash);
    if (H5Lexists(file, part.c_str(), H5P_DEFAULT) <= 0) return false;
    H5L_info_t link;
    if (H5Lget_info(file, part.c_str(), &link, H5P_DEFAULT) < 0) return false;
    if (link.type >= H5L_TYPE_UD_MIN) refuse("all of it in one file", "a link to another one, " + part);
    if (link.type == H5L_TYPE_SOFT && H5Oexists_by_name(file, part.c_str(), H5P_DEFAULT) <= 0) return false;
    if (slash == std::string::npos) return true;
  }
}

std::vector<std::string> names_in(hid_t file, const std::string& group) {
  std::vector<std::string> names;
  const auto collect = [](hid_t, const char* name, const H5L_info_t*, void* to) -> herr_t {
    static_cast<std::vector<std::string>*>(to)->emplace_back(name);
    return 0;
  };
  if (H5Literate_by_name(file, group.c_str(), H5_INDEX_NAME, H5_ITER_INC, nullptr, collect, &names, H5P_DEFAULT) < 0) {
    refuse("a readable group " + group, "a damaged one");
  }
  return names;
}

/// Refuses what is stored in other files.
H5D_layout_t layout_in_this_file(hid_t set, const std::string& name) {
  const Hdf5Handle list(H5Dget_create_plist(set), H5Pclose);
  const H5D_layout_t layout = H5Pget_layout(list);
  if (layout == H5D_VIRTUAL || H5Pget_external_count(list) != 0) {
    refuse("all of it in one file", "a dataset whose numbers are in another one, " + name);
  }
  return layout;
}

/// A dataset whose numbers can be read: all in this file, by filters that are here, and no more of them than can be.
class Dataset {
 public:
  Dataset(hid_t file, double file_bytes, const std::string& name)
      : name_(name),
        set_(open(file, name), H5Dclose),
        type_(H5Dget_type(set_), H5Tclose),
        space_(H5Dget_space(set_), H5Sclose) {
    const H5T_class_t kind = H5Tget_class(type_);
    if ((kind != H5T_FLOAT && kind != H5T_INTEGER) || H5Tget_size(type_) > 16)
      refuse("numbers in " + name, "another type");
    require_own_storage();
    shape_.resize(static_cast<std::size_t>(std::max(H5Sget_simple_extent_ndims(space_), 0)));
    if (H5Sget_simple_extent_dims(space_, shape_.data(), nullptr) < 0) damaged();
    double product = H5Sget_simple_extent_type(space_) == H5S_NULL ? 0 : 1;
    for (const hsize_t size : shape_) product *= static_cast<double>(size);
    const double stored = std::min(static_cast<double>(H5Dget_storage_size(set_)), file_bytes);
    if (product * static_cast<double>(H5Tget_size(type_)) > most_times_stored * stored + never_stored) {
      refuse("as many numbers in " + name + " as the file can hold", fmt::format("{:.0f}", product));
    }
    count_ = static_cast<std::uint64_t>(product);
  }

  const std::vector<hsize_t>& shape() const { return shape_; }
  std::uint64_t count() const { return count_; }

  /// In parts of whole rows where they lie one behind the other, so that the other process takes them in while the next
  /// ones are read.
  void send(Channel& channel) const {
    allow_for_array(8.0 * static_cast<double>(count_));
    const std::uint64_t rows = count_ == 0 || shape_.empty() ? 1 : shape_[0], row = count_ / rows;
    const std::uint64_t together =
        contiguous_ ? std::clamp<std::uint64_t>(part_bytes / (8 * std::max<std::uint64_t>(row, 1)), 1, rows) : rows;
    for (std::uint64_t first = 0; first < rows; first += together) {
      const std::uint64_t number = std::min(together, rows - first);
      std::vector<double> values(number * row);
      if (!values.empty()) read(first, number, rows, values.data());
      channel.put(Hdf5Answer::here_it_is);
      channel.put<std::uint64_t>(values.size());
      channel.put_bytes(values.data(), 8 * values.size());
    }
  }

 private:
  static hid_t open(hid_t file, const std::string& name) {
    if (!exists(file, name)) refuse("dataset " + name, "none");
    const hid_t set = H5Dopen2(file, name.c_str(), H5P_DEFAULT);
    if (set < 0) refuse("dataset " + name, "something else");
    return set;
  }

  void require_own_storage() { contiguous_ = layout_in_this_file(set_, name_) == H5D_CONTIGUOUS; }

  /// What a read that has failed fails for.
  [[noreturn]] void damaged() const {
    const Hdf5Handle list(H5Dget_create_plist(set_), H5Pclose);
    for (int k = 0; k < H5Pget_nfilters(list); ++k) {
      unsigned flags = 0, config = 0;
      std::size_t values = 0;
      char name[64] = "";
      const H5Z_filter_t filter =
          H5Pget_filter2(list, static_cast<unsigned>(k), &flags, &values, nullptr, sizeof name, name, &config);
      if (filter < 0 || H5Zfilter_avail(filter) > 0) continue;
      name[sizeof name - 1] = '\0';
      refuse("compression that can be read (deflate, shuffle, fletcher32, szip, nbit, scaleoffset) in " + name_,
             fmt::format("filter {} \"{}\"", filter, name));
    }
    refuse("a readable " + name_, "a damaged or truncated file");
  }

  void read(std::uint64_t first, std::uint64_t number, std::uint64_t rows, double* to) const {
    if (number == rows) {
      if (H5Dread(set_, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, to) < 0) damaged();
      return;
    }
    std::vector<hsize_t> start(shape_.size(), 0), size(shape_);
    start[0] = first;
    size[0] = number;
    const Hdf5Handle part(H5Screate_simple(static_cast<int>(size.size()), size.data(), nullptr), H5Sclose);
    if (H5Sselect_hyperslab(space_, H5S_SELECT_SET, start.data(), nullptr, size.data(), nullptr) < 0 ||
        H5Dread(set_, H5T_NATIVE_DOUBLE, part, space_, H5P_DEFAULT, to) < 0) {
      damaged();
    }
  }

  std::string name_;
  Hdf5Handle set_, type_, space_;
  std::vector<hsize_t> shape_;
  std::uint64_t count_ = 0;
  bool contiguous_ = false;
};

/// An attribute with what it is of.
struct Attribute {
  Attribute(hid_t file, const std::string& object, const std::string& name)
      : id(open(file, object, name), H5Aclose), type(H5Aget_type(id), H5Tclose), space(H5Aget_space(id), H5Sclose) {}
  Hdf5Handle id, type, space;

  bool one() const { return H5Sget_simple_extent_npoints(space) == 1; }
  static bool exists(hid_t file, const std::string& object, const std::string& name) {
    return lysep::exists(file, object) && H5Aexists_by_name(file, object.c_str(), name.c_str(), H5P_DEFAULT) > 0;
  }

 private:
  static hid_t open(hid_t file, const std::string& object, const std::string& name) {
    if (!exists(file, object, name)) refuse("attribute " + name + " of " + object, "none");
    const hid_t id = H5Aopen_by_name(file, object.c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT);
    if (id < 0) refuse("a readable attribute " + name, "a damaged or truncated file");
    return id;
  }
};

/// A string of variable length in memory is a pointer, of a fixed one its bytes.
Hdf5Handle string_in_memory(hid_t in_file) {
  const hid_t type = H5Tcopy(H5T_C_S1);
  H5Tset_size(type, H5T_VARIABLE);
  H5Tset_cset(type, H5Tget_cset(in_file));
  return {type, H5Tclose};
}

std::string read_text(hid_t file, double file_bytes, const std::string& object, const std::string& name) {
  const Attribute a(file, object, name);
  if (H5Tget_class(a.type) != H5T_STRING || !a.one()) refuse("one string in attribute " + name, "something else");
  const auto damaged = [&] { refuse("a readable attribute " + name, "a damaged or truncated file"); };
  if (H5Tis_variable_str(a.type) > 0) {
    char* raw = nullptr;
    if (H5Aread(a.id, string_in_memory(a.type), &raw) < 0 || raw == nullptr) damaged();
    return raw;  // and the process ends soon
  }
  const std::size_t bytes = H5Tget_size(a.type);
  if (static_cast<double>(bytes) > file_bytes) {
    refuse("a string no longer than the file in attribute " + name, fmt::format("one of {} bytes", bytes));
  }
  std::string text(bytes, '\0');
  if (H5Aread(a.id, a.type, text.data()) < 0) damaged();
  text.resize(std::strlen(text.c_str()));
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

double read_number(hid_t file, const std::string& object, const std::string& name) {
  const Attribute a(file, object, name);
  const H5T_class_t kind = H5Tget_class(a.type);
  double value = 0;
  if ((kind != H5T_INTEGER && kind != H5T_FLOAT) || H5Tget_size(a.type) > 16 || !a.one() ||
      H5Aread(a.id, H5T_NATIVE_DOUBLE, &value) < 0 || !std::isfinite(value)) {
    refuse("one finite number in attribute " + name, "something else");
  }
  return value;
}

/// Those of variable length lie elsewhere in the file, each at a place that the file names: all of them together are no
/// longer than the file, unless it names a place many times.
std::vector<std::string> read_variable_texts(hid_t set, hid_t type, std::size_t count, double file_bytes,
                                             const std::string& dataset) {
  std::vector<char*> raw(count, nullptr);
  if (H5Dread(set, string_in_memory(type), H5S_ALL, H5S_ALL, H5P_DEFAULT, raw.data()) < 0) {
    refuse("a readable " + dataset, "a damaged or truncated file");
  }
  std::vector<std::string> texts;
  double bytes = 0;
  for (const char* text : raw) {  // they are not freed: the process ends soon
    texts.emplace_back(text ? text : "");
    bytes += static_cast<double>(texts.back().size());
    if (bytes > file_bytes) refuse("as many bytes in " + dataset + " as the file holds", "more");
  }
  return texts;
}

std::vector<std::string> read_fixed_texts(hid_t set, hid_t type, std::size_t count, const std::string& dataset) {
  const std::size_t length = H5Tget_size(type);
  std::string all(length * count, '\0');
  if (H5Dread(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, all.data()) < 0) {
    refuse("a readable " + dataset, "a damaged or truncated file");
  }
  std::vector<std::string> texts;
  for (std::size_t k = 0; k < count; ++k) texts.emplace_back(all.substr(k * length, length).c_str());
  return texts;
}

/// A list of strings, as n, n x 1 or 1 x n.
std::vector<std::string> read_texts(hid_t file, double file_bytes, const std::string& dataset) {
  const Hdf5Handle set(H5Dopen2(file, dataset.c_str(), H5P_DEFAULT), H5Dclose);
  if (!set.valid()) refuse("dataset " + dataset, "something else");
  layout_in_this_file(set, dataset);
  const Hdf5Handle type(H5Dget_type(set), H5Tclose), space(H5Dget_space(set), H5Sclose);
  const int dimensions = H5Sget_simple_extent_ndims(space);
  hsize_t shape[2] = {1, 1};
  if (H5Tget_class(type) != H5T_STRING || dimensions < 1 || dimensions > 2 ||
      H5Sget_simple_extent_dims(space, shape, nullptr) < 0 || (shape[0] != 1 && shape[1] != 1)) {
    refuse("a list of strings in " + dataset, "something else");
  }
  const auto count = static_cast<std::size_t>(std::max<hssize_t>(H5Sget_simple_extent_npoints(space), 0));
  const double bytes = static_cast<double>(H5Tget_size(type)) * static_cast<double>(count);  // of a text, or its place
  if (H5Dget_storage_size(set) == 0 || bytes > file_bytes) {
    refuse("as many bytes in " + dataset + " as the file holds", fmt::format("{:.0f}", bytes));
  }
  if (H5Tis_variable_str(type) > 0) return read_variable_texts(set, type, count, file_bytes, dataset);
  return read_fixed_texts(set, type, count, dataset);
}

hid_t open(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) throw Unreadable{errno};
  ::close(descriptor);
  silence_hdf5();
  H5Lunregister(H5L_TYPE_EXTERNAL);  // what a link to another file leads to is never opened
  const Hdf5Handle list(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
#if H5_VERSION_GE(1, 10, 7)
  H5Pset_file_locking(list, false, true);  // reading disturbs nobody, and some disks know no locks
#endif
  const hid_t file = H5Fopen(path.c_str(), H5F_ACC_RDONLY, list);
  if (file < 0) refuse("a whole HDF5 file", "something else or a truncated one");
  return file;
}

/// A disk that cannot read fails in the library with EIO.
template <class Work>
void answer(Channel& channel, Work work) {
  const auto unreadable = [&](int error) {
    channel.put(Hdf5Answer::unreadable);
    channel.put(error);
  };
  errno = 0;
  try {
    work();
  } catch (const Unreadable& because) {
    unreadable(because.error);
  } catch (const Refusal& refusal) {
    if (errno == EIO) return unreadable(EIO);
    channel.put(Hdf5Answer::error);
    channel.put_text(refusal.required);
    channel.put_text(refusal.got);
  }
}

void answer_one(hid_t file, double file_bytes, Channel& channel) {
  const auto question = channel.get<Hdf5Question>();
  const std::string object = channel.get_text(1 << 20), name = channel.get_text(1 << 20);
  const auto begin = [&] { channel.put(Hdf5Answer::here_it_is); };
  const auto with = [&](auto value) {
    begin();
    channel.put(value);
  };
  switch (question) {
    case Hdf5Question::has:
      return with(exists(file, object));
    case Hdf5Question::has_attribute:
      return with(Attribute::exists(file, object, name));
    case Hdf5Question::number:
      return with(read_number(file, object, name));
    case Hdf5Question::text: {
      const std::string text = read_text(file, file_bytes, object, name);
      begin();
      return channel.put_text(text);
    }
    case Hdf5Question::names_in: {
      const std::vector<std::string> names = names_in(file, object);
      with(static_cast<std::uint64_t>(names.size()));
      for (const std::string& each : names) channel.put_text(each);
      return;
    }
    case Hdf5Question::texts: {
      const std::vector<std::string> texts = read_texts(file, file_bytes, object);
      with(static_cast<std::uint64_t>(texts.size()));
      for (const std::string& each : texts) channel.put_text(each);
      return;
    }
    case Hdf5Question::shape: {
      const Dataset set(file, file_bytes, object);
      with(set.count());
      channel.put<std::uint64_t>(set.shape().size());
      for (const hsize_t size : set.shape()) channel.put<std::uint64_t>(size);
      return;
    }
    case Hdf5Question::numbers:
      return Dataset(file, file_bytes, object).send(channel);
  }
}

}  // namespace

void serve_hdf5_file(const std::string& path, Channel& channel) {
  const auto file_bytes = static_cast<double>(std::filesystem::file_size(path));
  hid_t id = -1;
  answer(channel, [&] {
    id = open(path);
    channel.put(Hdf5Answer::here_it_is);
  });
  const Hdf5Handle file(id, H5Fclose);
  while (file.valid()) answer(channel, [&] { answer_one(file, file_bytes, channel); });
}

}  // namespace lysep
