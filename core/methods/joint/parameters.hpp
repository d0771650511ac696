#pragma once
// The parameters of a chain as one row of numbers, for methods that move all of them at once.
#include "core/network/chain.hpp"

namespace lysep {

/// Of the layers above the frozen ones: (K_l b_l), p x (q + 1), row after row, layer by layer; the last layer has no b.
/// 1 x count() in all.
template <class S>
class ParameterLayout {
 public:
  ParameterLayout(const Chain<S>& chain, Index frozen_layers) : first_(frozen_layers + 1) {
    Index offset = 0;
    for (Index l = first_; l <= chain.depth(); ++l) {
      const auto& link = chain.at(l);
      pieces_.push_back({offset, link.K.rows(), link.K.cols() + (l < chain.depth() ? 1 : 0)});
      offset += pieces_.back().rows * pieces_.back().columns;
    }
    count_ = offset;
  }

  Index first_layer() const { return first_; }
  Index count() const { return count_; }
  Index rows(Index l) const { return piece(l).rows; }
  Index columns(Index l) const { return piece(l).columns; }
  S* of_layer(Index l, Matrix<S>& row) const { return row.data() + piece(l).offset; }
  const S* of_layer(Index l, const Matrix<S>& row) const { return row.data() + piece(l).offset; }

  /// to = from + t x; frozen layers stay. All three as large as they are.
  void move(const Chain<S>& from, const S& t, const Matrix<S>& x, Chain<S>& to) const {
    for (Index l = first_; l <= from.depth(); ++l) {
      const auto& link = from.at(l);
      auto& moved = to.at(l);
      const S* row = of_layer(l, x);
      for (Index i = 0; i < link.K.rows(); ++i, row += columns(l)) {
        for (Index j = 0; j < link.K.cols(); ++j) moved.K(i, j) = link.K(i, j) + t * row[j];
        if (link.b.size() > 0) moved.b(i) = link.b(i) + t * row[link.K.cols()];
      }
    }
  }

  /// x as the K and b of a chain.
  void unpack(const Matrix<S>& x, Chain<S>& to) const {
    for (Index l = first_; l <= to.depth(); ++l) {
      auto& link = to.at(l);
      const S* row = of_layer(l, x);
      for (Index i = 0; i < link.K.rows(); ++i, row += columns(l)) {
        std::copy(row, row + link.K.cols(), &link.K(i, 0));
        if (link.b.size() > 0) link.b(i) = row[link.K.cols()];
      }
    }
  }

  /// ||K||^2 over the layers.
  S squared_weights(const Chain<S>& chain) const {
    S sum(0.0);
    for (Index l = first_; l <= chain.depth(); ++l) sum += squared_norm(chain.at(l).K);
    return sum;
  }
  /// to += factor K, and nothing at the biases.
  void add_weights(const S& factor, const Chain<S>& chain, Matrix<S>& to) const {
    for (Index l = first_; l <= chain.depth(); ++l) {
      add_weights_of_layer(
          l, factor, [&](Index i, Index j) { return chain.at(l).K(i, j); }, to);
    }
  }
  /// The same of a row x of parameters.
  void add_weights(const S& factor, const Matrix<S>& x, Matrix<S>& to) const {
    for (Index l = first_; l <= depth(); ++l) {
      const S* from = of_layer(l, x);
      add_weights_of_layer(
          l, factor, [&](Index i, Index j) { return from[i * columns(l) + j]; }, to);
    }
  }

 private:
  template <class F>
  void add_weights_of_layer(Index l, const S& factor, F weight, Matrix<S>& to) const {
    S* row = of_layer(l, to);
    const Index weights = columns(l) - (l < depth() ? 1 : 0);
    for (Index i = 0; i < rows(l); ++i, row += columns(l)) {
      for (Index j = 0; j < weights; ++j) row[j] += factor * weight(i, j);
    }
  }
  Index depth() const { return first_ + static_cast<Index>(pieces_.size()) - 1; }

  struct Piece {
    Index offset, rows, columns;
  };
  const Piece& piece(Index l) const { return pieces_[static_cast<std::size_t>(l - first_)]; }

  Index first_, count_ = 0;
  std::vector<Piece> pieces_;
};

}  // namespace lysep
