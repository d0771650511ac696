#pragma once
// A run between two sweeps, as plain doubles whatever its scalar is.
#include <map>
#include <numeric>
#include <type_traits>

#include "core/methods/archive.hpp"
#include "core/numbers/bad_input.hpp"
#include "core/numbers/ranks.hpp"

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

/// The numbers of an array.
template <class S>
std::vector<double> split_numbers(const Matrix<S>& values) {
  std::vector<double> parts(static_cast<std::size_t>(values.size() * parts_of_number<S>));
  for (Index i = 0; i < values.size(); ++i) split_number(values.data()[i], parts.data() + i * parts_of_number<S>);
  return parts;
}
template <class S>
void join_numbers(const double* parts, Matrix<S>& values) {
  for (Index i = 0; i < values.size(); ++i) values.data()[i] = joined_number<S>(parts + i * parts_of_number<S>);
}

/// Keeps in a checkpoint; where there are several ranks, the first one keeps the samples of all.
template <class S>
class Keeping final : public Archive<S> {
 public:
  explicit Keeping(Checkpoint& to, Ranks& ranks = alone()) : to_(to), ranks_(ranks) {}
  bool restoring() const override { return false; }
  void array(const std::string& name, Matrix<S>& values) override {
    if (ranks_.first()) {
      to_.arrays[name] = {values.rows(), values.cols(), parts_of_number<S>, split_numbers(values)};
    }
  }
  void sample_columns(const std::string& name, Matrix<S>& values) override {
    if (ranks_.count() == 1) return array(name, values);
    const std::vector<Index> widths = ranks_.of_all(values.cols() * parts_of_number<S>);  // of a row, in doubles
    const std::vector<double> own = split_numbers(values);
    if (!ranks_.first()) return ranks_.send(0, own.data(), sizeof(double) * own.size());
    const Index total = std::accumulate(widths.begin(), widths.end(), Index{0});
    Checkpoint::Array& all = to_.arrays[name];
    all = {values.rows(), total / parts_of_number<S>, parts_of_number<S>, {}};
    all.values.resize(static_cast<std::size_t>(all.rows * total));
    Eigen::Map<Matrix<double>> rows(all.values.data(), all.rows, total);
    rows.leftCols(widths[0]) = Eigen::Map<const Matrix<double>>(own.data(), all.rows, widths[0]);
    Index begin = widths[0];
    for (int rank = 1; rank < ranks_.count(); ++rank) {
      Matrix<double> piece(all.rows, widths[static_cast<std::size_t>(rank)]);
      ranks_.receive(rank, piece.data(), sizeof(double) * static_cast<std::size_t>(piece.size()));
      rows.middleCols(begin, piece.cols()) = piece;
      begin += piece.cols();
    }
  }

 private:
  Checkpoint& to_;
  Ranks& ranks_;
};

/// Puts back from one, which of several ranks the first one has. Throws BadInput where it lacks an array.
template <class S>
class Restoring final : public Archive<S> {
 public:
  explicit Restoring(const Checkpoint& from, Ranks& ranks = alone()) : from_(from), ranks_(ranks) {}
  bool restoring() const override { return true; }
  void array(const std::string& name, Matrix<S>& values) override {
    Checkpoint::Array of_first;
    if (ranks_.count() > 1) {
      if (ranks_.first()) of_first = kept_as(name);
      ranks_.broadcast(0, of_first.rows);
      ranks_.broadcast(0, of_first.columns);
      of_first.values.resize(static_cast<std::size_t>(of_first.rows * of_first.columns * parts_of_number<S>));
      ranks_.broadcast(0, of_first.values.data(), sizeof(double) * of_first.values.size());
    }
    const Checkpoint::Array& a = ranks_.count() > 1 ? of_first : kept_as(name);
    values.resize(a.rows, a.columns);
    join_numbers(a.values.data(), values);
  }
  void sample_columns(const std::string& name, Matrix<S>& values) override {
    if (ranks_.count() == 1) return array(name, values);
    const std::vector<Index> widths = ranks_.of_all(values.cols() * parts_of_number<S>);
    Matrix<double> piece(values.rows(), widths[static_cast<std::size_t>(ranks_.own())]);
    const auto bytes = [&] { return sizeof(double) * static_cast<std::size_t>(piece.size()); };
    if (ranks_.first()) {
      const Checkpoint::Array& all = kept_as(name);
      const Eigen::Map<const Matrix<double>> rows(all.values.data(), all.rows, all.columns * all.parts);
      Index end = rows.cols();
      for (int rank = ranks_.count() - 1; rank >= 0; --rank) {  // its own stays
        end -= widths[static_cast<std::size_t>(rank)];
        piece = rows.middleCols(end, widths[static_cast<std::size_t>(rank)]);
        if (rank > 0) ranks_.send(rank, piece.data(), bytes());
      }
    } else {
      ranks_.receive(0, piece.data(), bytes());
    }
    join_numbers(piece.data(), values);
  }

 private:
  const Checkpoint::Array& kept_as(const std::string& name) const {
    const auto kept = from_.arrays.find(name);
    if (kept == from_.arrays.end() || kept->second.parts != parts_of_number<S>) {
      throw BadInput("--resume requires a checkpoint of this run, but got one without " + name);
    }
    return kept->second;
  }

  const Checkpoint& from_;
  Ranks& ranks_;
};

}  // namespace lysep
