#include "proofs-check/frame/instance.hpp"

#include "datasets/files/state_file.hpp"

namespace lysep {

Instance::Instance() = default;
Instance::Instance(const Instance&) = default;
Instance::Instance(Instance&&) noexcept = default;
Instance& Instance::operator=(const Instance&) = default;
Instance& Instance::operator=(Instance&&) noexcept = default;
Instance::~Instance() = default;

void Instance::set(const std::string& name, double value) { data[name] = {{1}, {value}}; }

void Instance::set(const std::string& name, const Matrix<double>& m) {
  data[name] = {{static_cast<std::size_t>(m.rows()), static_cast<std::size_t>(m.cols())},
                {m.data(), m.data() + m.size()}};
}

void Instance::set(const std::string& name, const Labels& labels) {
  data[name] = {{labels.size()}, {labels.begin(), labels.end()}};
}

double Instance::number(const std::string& name) const { return data.at(name).values.at(0); }

Matrix<double> Instance::matrix(const std::string& name) const {
  const NamedArray& a = data.at(name);
  return Eigen::Map<const Matrix<double>>(a.values.data(), a.shape.at(0), a.shape.at(1));
}

Matrix<Ball> Instance::balls(const std::string& name) const {
  return matrix(name).unaryExpr([](double x) { return Ball(x); });
}

Labels Instance::labels(const std::string& name) const {
  const auto& values = data.at(name).values;
  return {values.begin(), values.end()};
}

Instance instance_of_state(const std::string& family, const StateData& state) {
  Instance instance;
  instance.family = family;
  instance.state = state;
  return instance;
}

Instance instance_at_layer(const std::string& family, const StateData& state, Index l) {
  Instance instance = instance_of_state(family, state);
  instance.set("layer", static_cast<double>(l));
  return instance;
}

void write_instance(const std::string& path, const std::string& claim, const std::string& mutant,
                    const Instance& instance, const Decision& decision) {
  Hdf5File::write_whole(path, [&](Hdf5File& file) {
    constexpr slong digits = 40;
    const std::pair<const char*, std::string> attributes[] = {{"format", "lysep-instance"},
                                                              {"claim", claim},
                                                              {"mutant", mutant},
                                                              {"family", instance.family},
                                                              {"left_lo", decision.sides.left.lower_decimal(digits)},
                                                              {"left_hi", decision.sides.left.upper_decimal(digits)},
                                                              {"right_lo", decision.sides.right.lower_decimal(digits)},
                                                              {"right_hi", decision.sides.right.upper_decimal(digits)},
                                                              {"verdict", name_of(decision.verdict)}};
    for (const auto& [name, value] : attributes) file.write_attribute("/", name, value);
    if (!instance.data.empty()) file.make_group("/data");
    for (const auto& [name, array] : instance.data) file.write("/data/" + name, array.shape, array.values.data());
    if (instance.state) write_state(file, "/state", *instance.state);
  });
}

Instance read_instance(const std::string& path, std::string& claim) {
  const Hdf5File file = Hdf5File::open(path);
  Instance instance;
  instance.family = "file";
  const std::string format = file.read_string("/", "format");
  if (format == "lysep-state") {
    instance.state = read_state_file(path);
    return instance;
  }
  if (format != "lysep-instance") file.fail("format = \"lysep-instance\" or \"lysep-state\"", "\"" + format + "\"");
  claim = file.read_string("/", "claim");
  if (claim.empty()) file.fail("the name of a claim in attribute claim", "none");
  if (file.has("/data")) {
    for (const auto& name : file.names_in("/data")) instance.data[name] = file.read("/data/" + name);
  }
  if (file.has("/state")) instance.state = read_state(file, "/state");
  return instance;
}

}  // namespace lysep
