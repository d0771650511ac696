#include "datasets/state_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <filesystem>

#include "core/bad_input.hpp"

namespace lysep {
namespace {

Matrix<double> read_matrix(const Hdf5File& file, const std::string& dataset, Index rows, Index columns) {
  const NamedArray array = file.read(dataset);
  const auto matches = [](Index want, hsize_t got) { return want < 0 || static_cast<hsize_t>(want) == got; };
  if (array.shape.size() != 2 || !matches(rows, array.shape[0]) || !matches(columns, array.shape[1]) ||
      array.values.empty()) {
    const auto show = [](Index n) { return n < 0 ? std::string("any") : std::to_string(n); };
    file.fail(fmt::format("shape {} x {} in {}", show(rows), show(columns), dataset),
              fmt::format("{}", fmt::join(array.shape, " x ")));
  }
  return Eigen::Map<const Matrix<double>>(array.values.data(), array.shape[0], array.shape[1]);
}

Vector<double> read_vector(const Hdf5File& file, const std::string& dataset, Index size) {
  const NamedArray array = file.read(dataset);
  if (array.shape.size() != 1 || array.shape[0] != static_cast<hsize_t>(size)) {
    file.fail(fmt::format("shape {} in {}", size, dataset), fmt::format("{}", fmt::join(array.shape, " x ")));
  }
  return Eigen::Map<const Vector<double>>(array.values.data(), size);
}

StateData::LayerData read_layer(const Hdf5File& file, const std::string& group, const StateData& data, bool last) {
  if (!file.has(group)) file.fail("group " + group, "none");
  const std::string kind = file.read_string(group, "kind");
  if (kind != "dense") file.fail("kind = \"dense\" in " + group, "\"" + kind + "\"");
  const Index inputs = data.layers.empty() ? data.X.cols() : data.layers.back().W.rows();
  StateData::LayerData layer{read_matrix(file, group + "/W", last ? data.classes : -1, inputs), {}, {}, {}};
  if (last) return layer;
  layer.b = read_vector(file, group + "/b", layer.W.rows());
  const bool has_r = file.has(group + "/r");
  if (!has_r && !file.has(group + "/c")) file.fail("dataset r or c in " + group, "none");
  (has_r ? layer.r : layer.c) = read_matrix(file, group + (has_r ? "/r" : "/c"), data.samples(), layer.W.rows());
  return layer;
}

void write_matrix(Hdf5File& file, const std::string& dataset, const Matrix<double>& m) {
  file.write(dataset, {static_cast<hsize_t>(m.rows()), static_cast<hsize_t>(m.cols())}, m.data());
}

}  // namespace

StateData read_state(const Hdf5File& file, const std::string& root) {
  const std::string top = root.empty() ? "/" : root;
  StateData data;
  const std::string name = file.read_string(top, "activation");
  const double factor = name == "scaled-identity" ? file.read_double(top, "factor") : 1.0;
  const auto activation = activation_named(name, factor);
  if (!activation) file.fail(fmt::format("activation one of {}", fmt::join(activation_names, ", ")), name);
  data.activation = *activation;
  const long long depth = file.read_integer(top, "depth");
  if (depth < 1 || depth > 100000) file.fail("depth from 1 to 100000", std::to_string(depth));
  data.X = read_matrix(file, root + "/X", -1, -1);
  const long long classes = file.read_integer(root + "/labels", "classes");
  if (classes < 2 || classes > 1000000) file.fail("at least 2 classes", std::to_string(classes));
  data.classes = static_cast<int>(classes);
  for (const long long label : file.read_integers(root + "/labels")) {
    if (label < 0 || label >= classes) {
      file.fail(fmt::format("labels from 0 to {} in {}/labels", classes - 1, root), std::to_string(label));
    }
    data.labels.push_back(static_cast<int>(label));
  }
  if (static_cast<Index>(data.labels.size()) != data.samples()) {
    file.fail(fmt::format("{} labels, one for each row of X", data.samples()), std::to_string(data.labels.size()));
  }
  for (long long l = 1; l <= depth; ++l) {
    data.layers.push_back(read_layer(file, fmt::format("{}/layers/{}", root, l), data, l == depth));
  }
  return data;
}

void write_state(Hdf5File& file, const std::string& root, const StateData& data) {
  const std::string top = root.empty() ? "/" : root;
  if (!root.empty()) file.make_group(root);
  file.write_attribute(top, "activation", std::string(name_of(data.activation)));
  if (data.activation.factor != 1.0) file.write_attribute(top, "factor", data.activation.factor);
  file.write_attribute(top, "depth", static_cast<long long>(data.depth()));
  write_matrix(file, root + "/X", data.X);
  file.write(root + "/labels", data.labels);
  file.write_attribute(root + "/labels", "classes", static_cast<long long>(data.classes));
  file.make_group(root + "/layers");
  for (Index l = 1; l <= data.depth(); ++l) {
    const auto& layer = data.layers[l - 1];
    const std::string group = fmt::format("{}/layers/{}", root, l);
    file.make_group(group);
    file.write_attribute(group, "kind", std::string("dense"));
    write_matrix(file, group + "/W", layer.W);
    if (l == data.depth()) break;
    file.write(group + "/b", {static_cast<hsize_t>(layer.b.size())}, layer.b.data());
    const bool has_r = layer.r.size() > 0;
    write_matrix(file, group + (has_r ? "/r" : "/c"), has_r ? layer.r : layer.c);
  }
}

StateData read_state_file(const std::string& path) {
  const Hdf5File file = Hdf5File::open(path);
  const std::string format = file.read_string("/", "format");
  if (format != "lysep-state") file.fail("format = \"lysep-state\"", "\"" + format + "\"");
  const long long version = file.read_integer("/", "version");
  if (version != 1) file.fail("version = 1", std::to_string(version));
  return read_state(file, "");
}

void write_state_file(const std::string& path, const StateData& data) {
  const std::string partial = path + ".partial";
  {
    Hdf5File file = Hdf5File::create(partial);
    file.write_attribute("/", "format", std::string("lysep-state"));
    file.write_attribute("/", "version", 1LL);
    write_state(file, "", data);
  }
  std::filesystem::rename(partial, path);
}

}  // namespace lysep
