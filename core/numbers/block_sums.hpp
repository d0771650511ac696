#pragma once
// The only reduction: sums over blocks of samples, in one order for every number of threads and of ranks.
#include <array>
#include <cstring>
#include <span>
#include <stdexcept>
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

/// Whose numbers lie in a matrix, and are copied byte by byte.
template <class T>
concept MatrixOfBytes = requires {
  requires std::is_trivially_copyable_v<typename T::Scalar>;
};

/// f(data, bytes) for what a sum is made of: a struct of doubles, a matrix of them, or what has for_matrices(f).
template <class T, class F>
void for_bytes(T& value, F f) {
  if constexpr (requires { value.for_matrices(f); }) {
    value.for_matrices([&](auto& matrix) { for_bytes(matrix, f); });
  } else if constexpr (std::is_trivially_copyable_v<T>) {
    f(static_cast<void*>(&value), sizeof value);
  } else if constexpr (MatrixOfBytes<T>) {
    f(static_cast<void*>(value.data()), sizeof(typename T::Scalar) * static_cast<std::size_t>(value.size()));
  } else {
    throw std::logic_error("ranks exchange doubles");
  }
}

/// At most 64 parts of consecutive blocks, as equal as can be. A part's blocks are added in their order, then the parts
/// in theirs: the parts are the same whoever computes them. Where the blocks are split among ranks, each holds whole
/// parts; the total so far goes from one to the next, who adds its own, and the last tells all.
template <class S>
class BlockSums {
 public:
  BlockSums(const BlockShare& share, ThreadPool& pool) : share_(share), pool_(pool), parts_(share.parts) {}

  /// f(k) for every block k of the share.
  template <class F>
  void for_blocks(F f) const {
    for_parts([&](std::size_t, std::size_t k) { f(k); });
  }

  /// zero + sum_k value(k) over all blocks, k counted from the first of the share; T has +=. Allocates what T does.
  template <class T, class F>
  T sum(const T& zero, F value) const {
    std::array<T, most_parts> of_part;
    for (std::size_t p = 0; p < parts_.size(); ++p) of_part[p] = zero;
    for_parts([&](std::size_t p, std::size_t k) { of_part[p] += value(k); });
    T total = zero;
    add_in_order([&](auto f) { for_bytes(total, f); },
                 [&] {
                   for (std::size_t p = 0; p < parts_.size(); ++p) total += of_part[p];
                 });
    return total;
  }

  /// What pass(value) makes of `start` in one go over all blocks, in their order: each rank goes on where the one
  /// before it has ended.
  template <class T, class F>
  T run_through(T start, F pass) const {
    add_in_order([&](auto f) { for_bytes(start, f); }, [&] { pass(start); });
    return start;
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
    add_in_order(
        [&](auto f) {
          for (const Sum& s : sums) for_bytes(at(total_, s), f);
        },
        [&] {
          for (const Sum& s : sums) {
            for (Scratch<S>& part : parts_) at(total_, s) += at(part, s);
          }
        });
  }
  Matrix<S>& matrix(Use use, Index rows, Index columns) { return total_.matrix(use, rows, columns); }

 private:
  /// f(p, k) for the blocks k of every part p of the share, in their order, both counted from its first.
  template <class F>
  void for_parts(F f) const {
    pool_.for_each(parts_.size(), [&](std::size_t p) {
      const std::size_t part = share_.first_part + p;
      for (std::size_t k = begin_of_part(part, share_.of); k < begin_of_part(part + 1, share_.of); ++k) {
        f(p, k - share_.first);
      }
    });
  }

  /// Adds the own parts to the total of the ranks before; then the total of all is everywhere.
  template <class Total, class Add>
  void add_in_order(Total total, Add add) const {
    if (!share_.split) return add();
    Ranks& ranks = pool_.ranks();
    std::size_t bytes = 0;
    total([&](void*, std::size_t size) { bytes += size; });
    message_.resize(bytes);
    const auto unpack = [&] {
      const std::byte* at = message_.data();
      total([&](void* data, std::size_t size) { at = (std::memcpy(data, at, size), at + size); });
    };
    ranks.pass_through(message_.data(), bytes, [&] {
      if (!ranks.first()) unpack();
      add();
      std::byte* at = message_.data();
      total([&](void* data, std::size_t size) { at = (std::memcpy(at, data, size), at + size); });
    });
    unpack();
  }

  BlockShare share_;
  ThreadPool& pool_;
  std::vector<Scratch<S>> parts_;
  Scratch<S> total_;
  mutable std::vector<std::byte> message_;
};

}  // namespace lysep
