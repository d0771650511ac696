#pragma once
// Memory that stays: a matrix for each use and shape, so that a sweep after the first allocates nothing.
#include <list>

#include "core/numbers/matrix.hpp"

namespace lysep {

enum class Use {
  gradient,
  ahead,
  second_ahead,
  steps,
  second_steps,
  change,
  second_change,
  logits,
  losses,
  shifted,
  logit_gradient,
  pull,
  window,
  pooled,
  zeros,
  factors,
  row_sums,
  gram,
  correlation,
  sums,
  patch_sums,
  diagonal,
  along,
  directional,
  weighted,
  parameters,
  inputs_gram,
  outputs_gram,
  trace,
  columns,
  move
};

template <class S>
class Scratch {
 public:
  /// The matrix of that use and shape: zeros at first, later what was left in it. It moves only when `most` other
  /// shapes of the same use have been asked for since.
  Matrix<S>& matrix(Use use, Index rows, Index columns) {
    auto& list = kept_[static_cast<std::size_t>(use)];
    for (auto at = list.begin(); at != list.end(); ++at) {
      if (at->rows() != rows || at->cols() != columns) continue;
      list.splice(list.begin(), list, at);
      return list.front();
    }
    if (list.size() == most) list.pop_back();
    list.push_front(Matrix<S>::Constant(rows, columns, S(0.0)));
    return list.front();
  }

 private:
  static constexpr std::size_t most = 16;
  std::list<Matrix<S>> kept_[static_cast<std::size_t>(Use::move) + 1];
};

extern template class Scratch<double>;

/// For what is used up at once by the thread that asks.
template <class S>
Scratch<S>& thread_scratch() {
  thread_local Scratch<S> scratch;
  return scratch;
}

}  // namespace lysep
