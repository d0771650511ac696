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

/// Of each rank, what it has given.
inline std::vector<Index> widths_of_ranks(Index own, Ranks& ranks) {
  std::vector<Index> widths(static_cast<std::size_t>(ranks.count()), own);
  for (int rank = 0; rank < ranks.count(); ++rank) ranks.broadcast(rank, widths[static_cast<std::size_t>(rank)]);
  return widths;
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
    const Index width = values.cols() * parts_of_number<S>;  // of a row, in doubles
    const std::vector<Index> widths = widths_of_ranks(width, ranks_);
    const std::vector<double> own = split_numbers(values);
    if (!ranks_.first()) return ranks_.send(0, own.data(), sizeof(double) * own.size());
    const Index total = std::accumulate(widths.begin(), widths.end(), Index{0});
    Checkpoint::Array& all = to_.arrays[name];
    all = {values.rows(), total / parts_of_number<S>, parts_of_number<S>, {}};
    all.values.resize(static_cast<std::size_t>(values.rows() * total));
    Index begin = 0;
    for (int rank = 0; rank < ranks_.count(); ++rank) {
      const Index columns = widths[static_cast<std::size_t>(rank)];
      std::vector<double> piece =
          rank == 0 ? own : std::vector<double>(static_cast<std::size_t>(values.rows() * columns));
      if (rank > 0) ranks_.receive(rank, piece.data(), sizeof(double) * piece.size());
      for (Index i = 0; i < values.rows(); ++i) {
        std::copy_n(piece.data() + i * columns, columns, all.values.data() + i * total + begin);
      }
      begin += columns;
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
    const Checkpoint::Array* kept = ranks_.first() ? &kept_as(name) : nullptr;
    Index shape[2] = {kept ? kept->rows : 0, kept ? kept->columns : 0};
    ranks_.broadcast(0, shape);
    std::vector<double> parts;
    if (!kept) parts.resize(static_cast<std::size_t>(shape[0] * shape[1] * parts_of_number<S>));
    const double* numbers = kept ? kept->values.data() : parts.data();
    ranks_.broadcast(0, const_cast<double*>(numbers),
                     sizeof(double) * static_cast<std::size_t>(shape[0] * shape[1] * parts_of_number<S>));
    values.resize(shape[0], shape[1]);
    join_numbers(numbers, values);
  }
  void sample_columns(const std::string& name, Matrix<S>& values) override {
    if (ranks_.count() == 1) return array(name, values);
    const std::vector<Index> widths = widths_of_ranks(values.cols() * parts_of_number<S>, ranks_);
    std::vector<double> own(static_cast<std::size_t>(values.size() * parts_of_number<S>));
    if (!ranks_.first()) {
      ranks_.receive(0, own.data(), sizeof(double) * own.size());
      return join_numbers(own.data(), values);
    }
    const Checkpoint::Array& all = kept_as(name);
    const Index total = all.columns * all.parts;
    Index begin = 0;
    for (int rank = 0; rank < ranks_.count(); ++rank) {
      const Index columns = widths[static_cast<std::size_t>(rank)];
      std::vector<double> piece(static_cast<std::size_t>(all.rows * columns));
      for (Index i = 0; i < all.rows; ++i) {
        std::copy_n(all.values.data() + i * total + begin, columns, piece.data() + i * columns);
      }
      begin += columns;
      if (rank == 0) {
        join_numbers(piece.data(), values);
      } else {
        ranks_.send(rank, piece.data(), sizeof(double) * piece.size());
      }
    }
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
