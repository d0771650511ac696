#pragma once
// A run between two sweeps, as plain doubles whatever its scalar is.
#include <map>
#include <type_traits>

#include "core/methods/archive.hpp"
#include "core/numbers/bad_input.hpp"

namespace lysep {

struct Checkpoint {
  /// Each number as `parts` doubles, one behind the other: itself; of another scalar the exponent and then pieces of 32
  /// bits.
  struct Array {
    Index rows = 0, columns = 0, parts = 1;
    std::vector<double> values;
  };
  long sweep = 0, batch = 0;
  double seconds = 0;
  std::map<std::string, Array> arrays;
};

/// Doubles that stand for a number exactly.
template <class S>
inline constexpr Index parts_of_number = std::is_same_v<S, double>
                                             ? 1
                                             : 2 + (std::numeric_limits<S>::digits + 64) / 32;  // more than MPFR keeps

template <class S>
void split_number(const S& x, double* parts) {
  if constexpr (std::is_same_v<S, double>) {
    *parts = x;
  } else {
    int exponent = 0;
    S rest = frexp(x, &exponent);
    parts[0] = exponent;
    for (Index k = 1; k < parts_of_number<S>; ++k) {
      rest = ldexp(rest, 32);
      parts[k] = to_double(S(trunc(rest)));
      rest -= S(parts[k]);
    }
  }
}

template <class S>
S joined_number(const double* parts) {
  if constexpr (std::is_same_v<S, double>) {
    return *parts;
  } else {
    S sum(0.0);
    for (Index k = parts_of_number<S> - 1; k >= 1; --k) sum = ldexp(S(sum + S(parts[k])), -32);
    return ldexp(sum, static_cast<int>(parts[0]));
  }
}

/// Keeps in a checkpoint.
template <class S>
class Keeping final : public Archive<S> {
 public:
  explicit Keeping(Checkpoint& to) : to_(to) {}
  bool restoring() const override { return false; }
  void array(const std::string& name, Matrix<S>& values) override {
    Checkpoint::Array& kept = to_.arrays[name];
    kept = {values.rows(), values.cols(), parts_of_number<S>, {}};
    kept.values.resize(static_cast<std::size_t>(values.size() * kept.parts));
    for (Index i = 0; i < values.size(); ++i) split_number(values.data()[i], kept.values.data() + i * kept.parts);
  }

 private:
  Checkpoint& to_;
};

/// Puts back from one. Throws BadInput where it lacks an array.
template <class S>
class Restoring final : public Archive<S> {
 public:
  explicit Restoring(const Checkpoint& from) : from_(from) {}
  bool restoring() const override { return true; }
  void array(const std::string& name, Matrix<S>& values) override {
    const auto kept = from_.arrays.find(name);
    if (kept == from_.arrays.end() || kept->second.parts != parts_of_number<S>) {
      throw BadInput("--resume requires a checkpoint of this run, but got one without " + name);
    }
    const Checkpoint::Array& a = kept->second;
    values.resize(a.rows, a.columns);
    for (Index i = 0; i < values.size(); ++i) values.data()[i] = joined_number<S>(a.values.data() + i * a.parts);
  }

 private:
  const Checkpoint& from_;
};

}  // namespace lysep
