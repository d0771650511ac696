#pragma once
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "proofs-check/enclosures/ball.hpp"

namespace lysep {

/// Enclosures as decimal strings {"lo", "hi"} with enough digits for a precision.
class DecimalEnclosure {
 public:
  explicit DecimalEnclosure(long bits) : digits_(static_cast<slong>(static_cast<double>(bits) * 0.30103) + 4) {}

  nlohmann::ordered_json operator()(const Ball& b) const {
    return {{"lo", b.lower_decimal(digits_)}, {"hi", b.upper_decimal(digits_)}};
  }
  nlohmann::ordered_json operator()(const std::optional<Ball>& b) const { return b ? (*this)(*b) : nullptr; }
  template <class List>
  nlohmann::ordered_json list(const List& balls) const {
    auto out = nlohmann::ordered_json::array();
    for (const auto& b : balls) out.push_back((*this)(b));
    return out;
  }

 private:
  slong digits_;
};

}  // namespace lysep
