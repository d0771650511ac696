#include "proofs-check/instance.hpp"

#include <filesystem>

#include "datasets/state_file.hpp"

namespace lysep {
namespace {

std::uint32_t tensor_of(const std::string& claim) {  // 32-bit FNV-1a
  std::uint32_t hash = 0x811c9dc5;
  for (const char letter : claim) hash = (hash ^ static_cast<unsigned char>(letter)) * 0x01000193;
  return hash;
}

}  // namespace

Draw::Draw(std::uint64_t seed, const std::string& claim, std::uint64_t instance)
    : stream_(seed, Purpose::claim_instance, tensor_of(claim)), next_(instance << 20) {}

int Draw::integer(int low, int high) {
  const auto count = static_cast<std::uint64_t>(high - low + 1);
  return low + static_cast<int>(stream_.bits(next_++) % count);
}

Matrix<double> Draw::matrix(Index rows, Index columns, double bound) {
  Matrix<double> m(rows, columns);
  for (Index i = 0; i < m.size(); ++i) m.data()[i] = symmetric(bound);
  return m;
}

const char* name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::proved:
      return "proved";
    case Verdict::equal:
      return "equal";
    case Verdict::refuted:
      return "refuted";
    case Verdict::hypothesis_not_met:
      return "hypothesis_not_met";
    default:
      return "inconclusive";
  }
}

void write_instance(const std::string& path, const std::string& claim, const std::string& mutant,
                    const Instance& instance, const Decision& decision) {
  const std::string partial = path + ".partial";
  {
    Hdf5File file = Hdf5File::create(partial);
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
  }
  std::filesystem::rename(partial, path);
}

Instance read_instance(const std::string& path, std::string& claim) {
  const Hdf5File file = Hdf5File::open(path);
  Instance instance;
  instance.family = "file";
  if (file.read_string("/", "format") == "lysep-state") {
    instance.state = read_state_file(path);
    return instance;
  }
  if (file.read_string("/", "format") != "lysep-instance") {
    file.fail("format = \"lysep-instance\" or \"lysep-state\"", "\"" + file.read_string("/", "format") + "\"");
  }
  claim = file.read_string("/", "claim");
  if (file.has("/data")) {
    for (const auto& name : file.names_in("/data")) instance.data[name] = file.read("/data/" + name);
  }
  if (file.has("/state")) instance.state = read_state(file, "/state");
  return instance;
}

}  // namespace lysep
