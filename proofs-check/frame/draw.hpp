#pragma once
// The random choices of one instance.
#include <rapidcheck/Random.h>

#include <string>
#include <vector>

#include "core/numbers/matrix.hpp"

namespace lysep {

/// A stream of its own for every seed, claim and instance (RapidCheck's counter-based generator).
class Draw {
 public:
  explicit Draw(const rc::Random& random) : random_(random) {}
  Draw(std::uint64_t seed, const std::string& claim, std::uint64_t instance);

  /// Uniform on [low, high).
  double uniform(double low, double high) { return low + (high - low) * unit(); }
  double symmetric(double bound) { return uniform(-bound, bound); }
  /// low..high, both included.
  int integer(int low, int high) {
    return low + static_cast<int>(random_.next() % static_cast<std::uint64_t>(high - low + 1));
  }
  /// 10^u, u uniform on [low, high].
  double magnitude(double low, double high) { return exp(uniform(low, high) * 2.302585092994046); }
  bool chance(double p) { return unit() < p; }
  double sign() { return chance(0.5) ? 1.0 : -1.0; }
  Matrix<double> matrix(Index rows, Index columns, double bound);
  template <class T>
  const T& pick(const std::vector<T>& list) {
    return list[static_cast<std::size_t>(integer(0, static_cast<int>(list.size()) - 1))];
  }

 private:
  double unit() { return static_cast<double>(random_.next() >> 11) * 0x1p-53; }

  rc::Random random_;
};

/// The generator's state for one instance of a claim.
rc::Random random_of(std::uint64_t seed, const std::string& claim, std::uint64_t instance);

}  // namespace lysep
