#pragma once
// The only reduction: sums over blocks of samples, in one order for every number of threads.
#include <array>
#include <span>
#include <vector>

#include "core/numbers/parallel.hpp"
#include "core/numbers/scratch.hpp"

namespace lysep {

/// The largest of what is added, and 0, in the place of a sum.
template <class S>
struct Largest {
  S value = S(0.0);
  Largest& operator+=(const Largest& other) {
    value = max(value, other.value);
    return *this;
  }
};

/// At most 64 parts of consecutive blocks, as equal as can be. A part's blocks are added in their order, then the parts
/// in theirs: the parts are the same whoever computes them.
template <class S>
class BlockSums {
 public:
  static constexpr std::size_t most_parts = 64;

  BlockSums(std::size_t blocks, ThreadPool& pool)
      : blocks_(blocks), pool_(pool), parts_(std::min(blocks, most_parts)) {}

  /// f(k) for every block k.
  template <class F>
  void for_blocks(F f) const {
    for_parts([&](std::size_t, std::size_t k) { f(k); });
  }

  /// zero + sum_k value(k); T has +=. Allocates what T does.
  template <class T, class F>
  T sum(const T& zero, F value) const {
    std::array<T, most_parts> of_part;
    for (std::size_t p = 0; p < parts_.size(); ++p) of_part[p] = zero;
    for_parts([&](std::size_t p, std::size_t k) { of_part[p] += value(k); });
    T total = zero;
    for (std::size_t p = 0; p < parts_.size(); ++p) total += of_part[p];
    return total;
  }

  /// A matrix that is summed.
  struct Sum {
    Use use;
    Index rows, columns;
  };
  /// The sums of the matrices that value(k, own) leaves in `own`. They stay in matrix(use, rows, columns) until the
  /// next of their use and shape.
  template <class F>
  void sum_matrices(std::span<const Sum> sums, F value) {
    const auto at = [](Scratch<S>& from, const Sum& s) -> Matrix<S>& { return from.matrix(s.use, s.rows, s.columns); };
    for (const Sum& s : sums) {
      at(total_, s).setZero();
      for (Scratch<S>& part : parts_) at(part, s).setZero();
    }
    for_parts([&](std::size_t p, std::size_t k) {
      value(k, thread_scratch<S>());
      for (const Sum& s : sums) at(parts_[p], s) += at(thread_scratch<S>(), s);
    });
    for (const Sum& s : sums) {
      for (Scratch<S>& part : parts_) at(total_, s) += at(part, s);
    }
  }
  Matrix<S>& matrix(Use use, Index rows, Index columns) { return total_.matrix(use, rows, columns); }

 private:
  /// f(p, k) for the blocks k of every part p, in their order.
  template <class F>
  void for_parts(F f) const {
    const std::size_t count = parts_.size();
    pool_.for_each(count, [&](std::size_t p) {
      for (std::size_t k = p * blocks_ / count; k < (p + 1) * blocks_ / count; ++k) f(p, k);
    });
  }

  std::size_t blocks_;
  ThreadPool& pool_;
  std::vector<Scratch<S>> parts_;
  Scratch<S> total_;
};

}  // namespace lysep
