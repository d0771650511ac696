#include "proofs-check/frame/claim.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/numbers/bad_input.hpp"

namespace lysep {
namespace {

std::vector<std::string> letters_of(const std::string& shape) {  // "J x N"
  std::vector<std::string> letters;
  for (std::size_t at = 0; at <= shape.size();) {
    const std::size_t end = std::min(shape.find(" x ", at), shape.size());
    letters.push_back(shape.substr(at, end - at));
    at = end + 3;
  }
  return letters;
}

void require(const Claim& claim, bool holds, const std::string& what, const std::string& got) {
  if (!holds) throw BadInput(fmt::format("{} requires {}, but got {}", claim.id, what, got));
}

std::string text_of(const std::vector<unsigned long long>& shape) {
  std::string text;
  for (const unsigned long long n : shape) text += (text.empty() ? "" : " x ") + std::to_string(n);
  return text;
}

void require_shape(const Claim& claim, const Array& array, const NamedArray& values,
                   std::map<std::string, unsigned long long>& sizes) {
  const auto letters = letters_of(array.shape);
  const std::string required = fmt::format("{} of shape {}", array.name, array.shape);
  require(claim, letters.size() == values.shape.size(), required, text_of(values.shape));
  for (std::size_t k = 0; k < letters.size(); ++k) {
    const unsigned long long n = values.shape[k];
    const bool literal = letters[k].find_first_not_of("0123456789") == std::string::npos;
    const unsigned long long expected = literal ? std::stoul(letters[k]) : sizes.emplace(letters[k], n).first->second;
    const unsigned long long least = letters[k] == "J" ? 2 : 1;
    require(claim, n >= least, fmt::format("{} with {} >= {}", required, letters[k], least), text_of(values.shape));
    require(claim, n == expected, fmt::format("{} with {} = {}", required, letters[k], expected),
            text_of(values.shape));
  }
}

void require_values(const Claim& claim, const Array& array, const NamedArray& values,
                    const std::map<std::string, unsigned long long>& sizes) {
  for (const double x : values.values) {
    require(claim, std::isfinite(x), "finite " + array.name, fmt::format("{}", x));
    if (array.kind != Array::real)
      require(claim, x == std::floor(x), "integers in " + array.name, fmt::format("{}", x));
    if (array.kind == Array::label) {
      const double J = static_cast<double>(sizes.at("J"));
      require(claim, x >= 0 && x < J, fmt::format("labels of 0..{} in {}", J - 1, array.name), fmt::format("{}", x));
    }
  }
}

bool is_dense_network(const StateData& state) {
  return std::all_of(state.layers.begin(), state.layers.end(), [](const auto& layer) { return is_dense(layer.shape); });
}

}  // namespace

Claim::Claim() = default;
Claim::Claim(const Claim&) = default;
Claim::Claim(Claim&&) noexcept = default;
Claim& Claim::operator=(const Claim&) = default;
Claim& Claim::operator=(Claim&&) noexcept = default;
Claim::~Claim() = default;

void set_sides_of_terms(Claim& claim, std::function<Sides(const Instance&, const SidesOfTerms&)> with_terms,
                        SidesOfTerms statement, std::vector<NamedSides> mutants) {
  for (const NamedSides& m : mutants) claim.mutants.push_back({m.name, m.equivalent});
  claim.sides = [with_terms = std::move(with_terms), statement = std::move(statement), mutants = std::move(mutants)](
                    const Instance& instance, int mutant) {
    return with_terms(instance, mutant == no_mutant ? statement : mutants[static_cast<std::size_t>(mutant)].sides);
  };
}

std::vector<Instance> instances_at(const Claim& claim, const StateData& state) {
  if (!claim.at_state || claim.convolutional == is_dense_network(state)) return {};
  return claim.at_state(state);
}

void set_state(Claim& claim) {
  claim.speaks_of_state = true;
  claim.at_state = [](const StateData& state) { return std::vector<Instance>{instance_of_state("state", state)}; };
}

void require_well_formed(const Claim& claim, const Instance& instance) {
  require(claim, instance.state.has_value() || !claim.speaks_of_state, "a state", "an instance without one");
  if (instance.state) {
    const bool dense = is_dense_network(*instance.state);
    require(claim, dense != claim.convolutional, dense ? "convolutional layers" : "dense layers",
            dense ? "dense ones" : "a convolution or a pooling");
  }
  std::map<std::string, unsigned long long> sizes;
  if (instance.state) {
    sizes = {{"N", static_cast<unsigned long long>(instance.state->samples())},
             {"J", static_cast<unsigned long long>(instance.state->classes)},
             {"d", static_cast<unsigned long long>(instance.state->X.cols())}};
  }
  for (const Array& array : claim.arrays) {
    const auto found = instance.data.find(array.name);
    require(claim, found != instance.data.end(), "the array " + array.name, "an instance without it");
    require_shape(claim, array, found->second, sizes);
  }
  for (const Array& array : claim.arrays) require_values(claim, array, instance.data.at(array.name), sizes);
}

}  // namespace lysep
