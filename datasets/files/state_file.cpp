#include "datasets/files/state_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "core/numbers/bad_input.hpp"
#include "datasets/files/printable.hpp"

namespace lysep {
namespace {

using Shape = std::vector<unsigned long long>;

std::string shown(const Shape& shape) { return fmt::format("{}", fmt::join(shape, " x ")); }

Matrix<double> read_matrix(const Hdf5File& file, const std::string& dataset, Index rows, Index columns) {
  const auto matches = [](Index want, hsize_t got) {
    return got > 0 && (want < 0 || static_cast<hsize_t>(want) == got);
  };
  const NamedArray array = file.read(dataset, [&](const Shape& shape) {
    if (shape.size() == 2 && matches(rows, shape[0]) && matches(columns, shape[1])) return;
    const auto show = [](Index n) { return n < 0 ? std::string("any") : std::to_string(n); };
    file.fail(fmt::format("shape {} x {} in {}", show(rows), show(columns), dataset), shown(shape));
  });
  return Eigen::Map<const Matrix<double>>(array.values.data(), array.shape[0], array.shape[1]);
}

/// Of n, n x 1 or 1 x n numbers: some programs have no vectors.
bool is_vector(const Shape& shape, Index size) {
  const auto n = static_cast<hsize_t>(size);
  return shape == Shape{n} || shape == Shape{n, 1} || shape == Shape{1, n};
}

Vector<double> read_vector(const Hdf5File& file, const std::string& dataset, Index size) {
  const NamedArray array = file.read(dataset, [&](const Shape& shape) {
    if (!is_vector(shape, size)) file.fail(fmt::format("shape {} in {}", size, dataset), shown(shape));
  });
  return Eigen::Map<const Vector<double>>(array.values.data(), size);
}

Index read_size(const Hdf5File& file, const std::string& group, const char* attribute) {
  const long long size = file.read_integer(group, attribute);
  if (size < 1 || size > 65536)
    file.fail(fmt::format("{} from 1 to 65536 in {}", attribute, group), std::to_string(size));
  return static_cast<Index>(size);
}

/// The image and the pooling of a layer; pool is the number of pixels averaged.
LayerShape read_image(const Hdf5File& file, const std::string& group, Index channels, Index inputs) {
  LayerShape shape;
  shape.image = {channels, read_size(file, group, "height"), read_size(file, group, "width")};
  if (shape.image.rows() != inputs) {
    file.fail(fmt::format("channels x height x width = {} in {}", inputs, group),
              fmt::format("{} x {} x {}", shape.image.channels, shape.image.height, shape.image.width));
  }
  const long long pool = file.read_integer(group, "pool");
  if (pool != 1 && pool != 4) file.fail("pool = 1 or 4 in " + group, std::to_string(pool));
  shape.pooled = pool == 4;
  if (shape.pooled && (shape.image.height % 2 != 0 || shape.image.width % 2 != 0)) {
    file.fail("an even height and width before the pooling of " + group,
              fmt::format("{} x {}", shape.image.height, shape.image.width));
  }
  return shape;
}

StateData::LayerData read_convolution(const Hdf5File& file, const std::string& group, Index inputs) {
  const NamedArray W = file.read(group + "/W", [&](const Shape& shape) {
    const bool square = shape.size() == 4 && shape[2] == shape[3] && shape[2] % 2 == 1;
    if (square && shape[0] > 0 && shape[1] > 0) return;
    file.fail(fmt::format("shape C_out x C_in x k x k, k odd, in {}/W", group), shown(shape));
  });
  const auto rows = static_cast<Index>(W.shape[0]), channels = static_cast<Index>(W.shape[1]);
  LayerShape shape = read_image(file, group, channels, inputs);
  shape.kernel = static_cast<Index>(W.shape[2]);
  const std::string padding = file.read_string(group, "padding");
  if (padding != "same" && padding != "valid")
    file.fail("padding = \"same\" or \"valid\" in " + group, "\"" + padding + "\"");
  shape.padding = padding == "same" ? Padding::same : Padding::valid;
  const ImageShape out = convolved_image(shape, rows);
  if (out.height < 1 || out.width < 1) {
    const ImageShape in = pooled_image(shape);
    file.fail(fmt::format("images of at least {0} x {0} pixels for the kernel of {1}", shape.kernel, group),
              fmt::format("{} x {}", in.height, in.width));
  }
  return {Eigen::Map<const Matrix<double>>(W.values.data(), rows, channels * shape.kernel * shape.kernel),
          {},
          {},
          {},
          shape};
}

/// Pooled only where it follows a convolution.
StateData::LayerData read_dense(const Hdf5File& file, const std::string& group, Index inputs, Index outputs) {
  LayerShape shape;
  if (file.has_attribute(group, "pool")) {
    shape = read_image(file, group, read_size(file, group, "channels"), inputs);
    inputs = pooled_image(shape).rows();
  }
  return {read_matrix(file, group + "/W", outputs, inputs), {}, {}, {}, shape};
}

/// A layer of a state file.
struct LayerPlace {
  std::string group;
  bool last = false;
};

bool is_among(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// What a layer of the format can have; of r and c, c only where there is no r.
std::vector<std::string> names_of(const LayerPlace& layer, const StateFormat& format, bool has_r) {
  std::vector<std::string> names = {"W"};
  if (layer.last ? format.last_bias : format.hidden_bias) names.push_back("b");
  for (const auto& variable : format.variables) {
    if (!layer.last || variable.last_too) names.push_back(variable.name);
  }
  if (layer.last || !format.has_residuals()) return names;
  names.push_back("r");
  if (!has_r) names.push_back("c");
  return names;
}

/// Names in a layer's group that are not read are told. What the last layer cannot have is refused: with it the file
/// describes another network.
void look_for_others(const Hdf5File& file, const LayerPlace& layer, const StateFormat& format,
                     std::vector<std::string>& others) {
  const bool has_r = file.has(layer.group + "/r");
  const auto known = names_of(layer, format, has_r);
  const auto of_others = names_of({layer.group, false}, format, has_r);
  for (const std::string& name : file.names_in(layer.group)) {
    if (is_among(known, name)) continue;
    if (layer.last && (is_among(of_others, name) || (name == "c" && has_r))) {
      const auto all = fmt::format("{}", fmt::join(known, ", "));
      file.fail(fmt::format("a last layer of {} alone, without {}/{}", all, layer.group, name), "one");
    }
    others.push_back(layer.group + "/" + name);
  }
}

/// The same of the state. A layer beyond the depth is refused.
void look_for_others(const Hdf5File& file, const std::string& root, Index depth, std::vector<std::string>& others) {
  const auto is_layer = [&](const std::string& name) {
    return !name.empty() && name.size() <= 6 && name[0] != '0' &&
           std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  for (const std::string& name : file.names_in(root + "/layers")) {
    if (!is_layer(name)) {
      others.push_back(fmt::format("{}/layers/{}", root, name));
    } else if (std::stol(name) > depth) {
      file.fail(fmt::format("depth = {}, the number of layers", name), std::to_string(depth));
    }
  }
  static constexpr std::string_view read_or_optional[] = {"X", "Y", "labels", "layers", "classes", "mean", "deviation"};
  for (const std::string& name : file.names_in(root.empty() ? "/" : root)) {
    if (std::find(std::begin(read_or_optional), std::end(read_or_optional), name) == std::end(read_or_optional)) {
      others.push_back(root + "/" + name);
    }
  }
}

/// Once for a file.
void tell(const Hdf5File& file, const std::vector<std::string>& others) {
  if (others.empty()) return;
  const std::string more = others.size() > 1 ? fmt::format(" and {} more", others.size() - 1) : "";
  fmt::print(stderr, "lysep: {} has {}{}, which a state does not have: ignored\n", printable(file.path()),
             printable(others.front()), more);
}

/// r, or c; or the variables and numbers that the format has in their place.
void read_variables(const Hdf5File& file, const LayerPlace& place, const StateFormat& format, Index samples,
                    StateData::LayerData& layer) {
  const std::string& group = place.group;
  for (const auto& variable : format.variables) {
    if (place.last && !variable.last_too) continue;
    layer.variables[variable.name] = read_matrix(file, group + "/" + variable.name, samples, layer.outputs());
  }
  if (place.last) return;
  for (const std::string& name : format.numbers) layer.numbers[name] = file.read_double(group, name);
  if (!format.has_residuals()) return;
  const bool has_r = file.has(group + "/r");
  if (!has_r && !file.has(group + "/c")) file.fail("dataset r or c in " + group, "none");
  (has_r ? layer.r : layer.c) = read_matrix(file, group + (has_r ? "/r" : "/c"), samples, layer.outputs());
}

StateData::LayerData read_layer(const Hdf5File& file, const LayerPlace& place, const StateFormat& format,
                                const StateData& data, std::vector<std::string>& others) {
  const std::string& group = place.group;
  const bool last = place.last;
  if (!file.has(group)) file.fail("group " + group, "none");
  const std::string kind = file.read_string(group, "kind");
  if (kind != "dense" && (kind != "conv" || last)) {
    file.fail((last ? "kind = \"dense\" in " : "kind = \"dense\" or \"conv\" in ") + group, "\"" + kind + "\"");
  }
  look_for_others(file, place, format, others);
  const Index inputs = data.layers.empty() ? data.X.cols() : data.layers.back().outputs();
  auto layer = kind == "conv" ? read_convolution(file, group, inputs)
                              : read_dense(file, group, inputs, last ? data.classes : -1);
  if (last ? format.last_bias : format.hidden_bias) layer.b = read_vector(file, group + "/b", layer.W.rows());
  read_variables(file, place, format, data.samples(), layer);
  return layer;
}

void write_matrix(Hdf5File& file, const std::string& dataset, const Matrix<double>& m) {
  file.write(dataset, {static_cast<hsize_t>(m.rows()), static_cast<hsize_t>(m.cols())}, m.data());
}

void write_shape(Hdf5File& file, const std::string& group, const LayerShape& shape) {
  const bool convolution = shape.kernel > 0;
  file.write_attribute(group, "kind", std::string(convolution ? "conv" : "dense"));
  if (is_dense(shape)) return;
  if (!convolution) file.write_attribute(group, "channels", static_cast<long long>(shape.image.channels));
  file.write_attribute(group, "height", static_cast<long long>(shape.image.height));
  file.write_attribute(group, "width", static_cast<long long>(shape.image.width));
  file.write_attribute(group, "pool", shape.pooled ? 4LL : 1LL);
  if (convolution)
    file.write_attribute(group, "padding", std::string(shape.padding == Padding::same ? "same" : "valid"));
}

/// W as the file holds it: of a convolution C_out x C_in x k x k.
void write_parameters(Hdf5File& file, const std::string& group, const StateData::LayerData& layer) {
  if (layer.shape.kernel == 0) return write_matrix(file, group + "/W", layer.W);
  const auto k = static_cast<hsize_t>(layer.shape.kernel);
  file.write(group + "/W",
             {static_cast<hsize_t>(layer.W.rows()), static_cast<hsize_t>(layer.shape.image.channels), k, k},
             layer.W.data());
}

/// r, or c; or the variables and numbers in their place.
void write_variables(Hdf5File& file, const std::string& group, const StateData::LayerData& layer, bool last) {
  for (const auto& [name, rows] : layer.variables) write_matrix(file, group + "/" + name, rows);
  for (const auto& [name, number] : layer.numbers) file.write_attribute(group, name, number);
  const bool has_r = layer.r.size() > 0;
  if (last || !layer.variables.empty() || (!has_r && layer.c.size() == 0)) return;
  write_matrix(file, group + (has_r ? "/r" : "/c"), has_r ? layer.r : layer.c);
}

std::string attribute_of(std::string option) {
  std::replace(option.begin(), option.end(), '-', '_');
  return option;
}

/// Attributes of the file that are options of its method.
OptionValues read_options(const Hdf5File& file, const std::string& top, const StateFormat& format) {
  OptionValues options = format.options;
  for (auto& [name, value] : options) {
    if (std::holds_alternative<std::string>(value)) {
      value = file.read_string(top, attribute_of(name));
    } else {
      value = file.read_double(top, attribute_of(name));
    }
  }
  return options;
}

/// /labels; or /Y, where the format has no r_l.
void read_targets(const Hdf5File& file, const std::string& root, const StateFormat& format, StateData& data) {
  if (!format.separates && format.variables.empty() && file.has(root + "/Y")) {
    data.Y = read_matrix(file, root + "/Y", data.samples(), -1);
    data.classes = static_cast<int>(data.Y.cols());
    return;
  }
  const long long classes = file.read_integer(root + "/labels", "classes");
  if (classes < 2 || classes > 1000000) file.fail("at least 2 classes", std::to_string(classes));
  data.classes = static_cast<int>(classes);
  const std::vector<long long> labels = file.read_integers(root + "/labels", [&](const Shape& shape) {
    if (is_vector(shape, data.samples())) return;
    file.fail(fmt::format("{} labels, one for each row of X, in {}/labels", data.samples(), root), shown(shape));
  });
  for (const long long label : labels) {
    if (label < 0 || label >= classes) {
      file.fail(fmt::format("labels from 0 to {} in {}/labels", classes - 1, root), std::to_string(label));
    }
    data.labels.push_back(static_cast<int>(label));
  }
}

}  // namespace

StateData read_state(const Hdf5File& file, const std::string& root, const StateFormat& format) {
  const std::string top = root.empty() ? "/" : root;
  StateData data;
  const std::string name = file.read_string(top, "activation");
  const double factor = name == "scaled-identity" ? file.read_double(top, "factor") : 1.0;
  const auto activation = format.separates ? activation_named(name, factor) : any_activation_named(name);
  if (!activation) file.fail(fmt::format("activation one of {}", fmt::join(activation_names, ", ")), name);
  data.activation = *activation;
  const long long depth = file.read_integer(top, "depth");
  if (depth < 1 || depth > 100000) file.fail("depth from 1 to 100000", std::to_string(depth));
  data.X = read_matrix(file, root + "/X", -1, -1);
  read_targets(file, root, format, data);
  std::vector<std::string> others;
  for (long long l = 1; l <= depth; ++l) {
    data.layers.push_back(read_layer(file, {fmt::format("{}/layers/{}", root, l), l == depth}, format, data, others));
  }
  look_for_others(file, root, data.depth(), others);
  tell(file, others);
  data.format = format.name;
  data.options = read_options(file, top, format);
  return data;
}

void write_state(Hdf5File& file, const std::string& root, const StateData& data) {
  const std::string top = root.empty() ? "/" : root;
  if (!root.empty()) file.make_group(root);
  file.write_attribute(top, "activation", text_of(data.activation));
  if (data.activation.factor != 1.0 && !default_parameter(data.activation.kind)) {
    file.write_attribute(top, "factor", data.activation.factor);
  }
  file.write_attribute(top, "depth", static_cast<long long>(data.depth()));
  for (const auto& [name, value] : data.options) {
    std::visit([&, &name = name](const auto& v) { file.write_attribute(top, attribute_of(name), v); }, value);
  }
  write_matrix(file, root + "/X", data.X);
  if (data.regression()) {
    write_matrix(file, root + "/Y", data.Y);
  } else {
    file.write(root + "/labels", data.labels);
    file.write_attribute(root + "/labels", "classes", static_cast<long long>(data.classes));
  }
  file.make_group(root + "/layers");
  for (Index l = 1; l <= data.depth(); ++l) {
    const auto& layer = data.layers[l - 1];
    const std::string group = fmt::format("{}/layers/{}", root, l);
    file.make_group(group);
    write_shape(file, group, layer.shape);
    write_parameters(file, group, layer);
    if (layer.b.size() > 0) file.write(group + "/b", {static_cast<hsize_t>(layer.b.size())}, layer.b.data());
    write_variables(file, group, layer, l == data.depth());
  }
}

static StateNames names_of(const Hdf5File& file) {
  StateNames names;
  if (file.has("/classes")) names.classes = file.read_strings("/classes");
  if (file.has("/mean")) names.mean = file.read("/mean").values;
  if (file.has("/deviation")) names.deviation = file.read("/deviation").values;
  return names;
}

StateData read_state_file(const std::string& path, StateNames* names, const StateFormat& format) {
  const Hdf5File file = Hdf5File::open(path);
  const std::string name = file.read_string("/", "format");
  if (name != format.name) file.fail("format = \"" + format.name + "\"", "\"" + name + "\"");
  const long long version = file.read_integer("/", "version");
  if (version != 1) file.fail("version = 1", std::to_string(version));
  StateData data = read_state(file, "", format);
  if (names) *names = names_of(file);
  return data;
}

std::string read_state_format(const std::string& path) { return Hdf5File::open(path).read_string("/", "format"); }

StateNames read_state_names(const std::string& path) { return names_of(Hdf5File::open(path)); }

void write_state_file(const std::string& path, const StateData& data, const StateNames& names) {
  Hdf5File::write_whole(path, [&](Hdf5File& file) {
    file.write_attribute("/", "format", data.format);
    file.write_attribute("/", "version", 1LL);
    write_state(file, "", data);
    if (!names.classes.empty()) file.write("/classes", names.classes);
    if (!names.mean.empty()) file.write("/mean", {names.mean.size()}, names.mean.data());
    if (!names.deviation.empty()) file.write("/deviation", {names.deviation.size()}, names.deviation.data());
  });
}

}  // namespace lysep
