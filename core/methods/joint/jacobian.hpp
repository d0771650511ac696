#pragma once
// The Jacobian of the residuals R_n of a feasible state (r = 0) in the parameters, S = ||R||^2. It is never formed: row
// n has the blocks delta_ln (V_ln; 1)^T, of a convolution the sum of those over its patches, with
//   delta_D = p - a,  delta_l = (E_{l+1}^T delta_{l+1}) o sigma'(c_l).
#include "core/methods/joint/parameters.hpp"
#include "core/methods/joint/row_exchange.hpp"
#include "core/numbers/block_sums.hpp"

namespace lysep {

/// A row that is kept, and the factor it is kept with.
template <class S>
struct KeptRow {
  std::size_t block;
  Index sample;
  S factor;
};

template <class S>
class Jacobian {
 public:
  /// Rows of the blocks k of the share, of `samples(k)` samples each.
  template <class Samples>
  Jacobian(const Chain<S>& chain, const ParameterLayout<S>& layout, const BlockShare& share, Samples samples,
           ThreadPool& pool);

  /// All rows at the state, which must stay where it is while they are in use; and R.
  void linearise(const State<S>& state);
  /// Some rows of another; what is left of the last block is filled up with rows of zeros.
  void gather(const Jacobian& from, const std::vector<KeptRow<S>>& kept);

  /// to = J^T R, after linearise.
  void gradient(Matrix<S>& to);
  /// to = J^T J x. x, to: 1 x P.
  void gram_times(const Matrix<S>& x, Matrix<S>& to);

  const ParameterLayout<S>& layout() const { return layout_; }
  std::size_t blocks() const { return rows_.size(); }
  Index samples(std::size_t k) const { return rows_[k].losses.cols(); }
  /// Block k has rows other than zeros.
  bool used(std::size_t k) const { return share_.first + k < used_; }
  const Matrix<S>& V(Index l, std::size_t k) const { return *rows_[k].V[at(l)]; }
  const Matrix<S>& delta(Index l, std::size_t k) const { return rows_[k].delta[at(l)]; }
  const Matrix<S>& losses(std::size_t k) const { return rows_[k].losses; }  // R_n of the block
  const Layer<S>& layer(Index l) const { return *direction_.at(l).shape; }
  Index depth() const { return direction_.depth(); }
  BlockSums<S>& sums() { return sums_; }

 private:
  struct Rows {
    std::vector<const Matrix<S>*> V;  // entry l - first: V_l, the state's or of its own
    std::vector<Matrix<S>> own_V, delta;
    Matrix<S> losses;
  };

  void use_rows(std::size_t count, const Jacobian& from);
  void gather_from_ranks(const Jacobian& from, const std::vector<KeptRow<S>>& kept);
  std::size_t at(Index l) const { return static_cast<std::size_t>(l - layout_.first_layer()); }
  void linearise_block(const State<S>& state, std::size_t k);
  void times(std::size_t k, Matrix<S>& along) const;
  void transposed_times(std::size_t k, const Matrix<S>& along, Matrix<S>& row) const;
  Matrix<S>& sum_transposed(bool of_losses);

  const ParameterLayout<S>& layout_;
  ThreadPool& pool_;
  const BlockShare share_;
  std::vector<Rows> rows_;
  const Index together_;  // samples of the first block
  std::size_t used_ = 0;  // of all blocks, those before this one
  Chain<S> direction_;    // x as parameters
  BlockSums<S> sums_;
};

template <class S>
template <class Samples>
Jacobian<S>::Jacobian(const Chain<S>& chain, const ParameterLayout<S>& layout, const BlockShare& share, Samples samples,
                      ThreadPool& pool)
    : layout_(layout),
      pool_(pool),
      share_(share),
      rows_(share.blocks),
      together_(samples(0)),
      direction_(chain),
      sums_(share, pool) {
  const auto layers = static_cast<std::size_t>(chain.depth() - layout.first_layer() + 1);
  for (std::size_t k = 0; k < rows_.size(); ++k) {
    Rows& rows = rows_[k];
    rows.V.resize(layers);
    rows.delta.resize(layers);
    rows.losses.resize(1, samples(k));
    for (Index l = layout.first_layer(); l <= chain.depth(); ++l) {
      rows.delta[at(l)].resize(chain.at(l).shape->outputs(), samples(k));
    }
  }
}

template <class S>
void Jacobian<S>::linearise(const State<S>& state) {
  used_ = share_.of;
  pool_.for_each(rows_.size(), [&](std::size_t k) { linearise_block(state, k); });
}

template <class S>
void Jacobian<S>::linearise_block(const State<S>& state, std::size_t k) {
  const Chain<S>& chain = state.chain;
  const Block<S>& block = state.blocks[k];
  Rows& rows = rows_[k];
  const Index D = chain.depth();
  Matrix<S>& Z = thread_scratch<S>().matrix(Use::logits, chain.classes(), block.samples());
  affine(chain, D, block.V(D), Z);
  cross_entropy(Z, block.labels, rows.losses);
  softmax_minus_labels(Z, block.labels, rows.delta[at(D)]);
  rows.V[at(D)] = &block.V(D);
  for (Index l = D - 1; l >= layout_.first_layer(); --l) {
    rows.V[at(l)] = &block.V(l);
    Matrix<S>& delta = rows.delta[at(l)];
    const auto& above = chain.at(l + 1);
    above.shape->apply_transposed(above.K, rows.delta[at(l + 1)], delta);
    with_activation<S>(chain.activation, [&](auto sigma) {
      const S *c = block.c(l).data(), *V = block.V(l + 1).data();
      for (Index i = 0; i < delta.size(); ++i) delta.data()[i] *= sigma.slope(c[i], V[i]);
    });
  }
}

/// Blocks for so many rows, with inputs of their own.
template <class S>
void Jacobian<S>::use_rows(std::size_t count, const Jacobian& from) {
  used_ = (count + static_cast<std::size_t>(together_) - 1) / static_cast<std::size_t>(together_);
  eigen_assert(used_ <= share_.of);
  for (std::size_t k = 0; k < rows_.size() && used(k); ++k) {
    rows_[k].own_V.resize(rows_[k].V.size());
    for (Index l = layout_.first_layer(); l <= depth(); ++l) {
      Matrix<S>& V = rows_[k].own_V[at(l)];
      V.resize(from.V(l, 0).rows(), together_);
      rows_[k].V[at(l)] = &V;
    }
  }
}

/// The rows that all ranks keep, one after the other: each has its place in the blocks of one of them.
template <class S>
void Jacobian<S>::gather_from_ranks(const Jacobian& from, const std::vector<KeptRow<S>>& kept) {
  Ranks& ranks = pool_.ranks();
  const auto size = static_cast<std::size_t>(together_);
  const std::vector<RowInterval> chosen = chosen_rows(kept.size(), ranks);
  const RowInterval own = chosen[static_cast<std::size_t>(ranks.own())];
  std::vector<RowInterval> places;
  for (int rank = 0; rank < ranks.count(); ++rank) {
    const BlockShare share = share_of_rank(share_.of, rank, ranks.count());
    places.push_back({share.first * size, (share.first + share.blocks) * size});
  }
  use_rows(chosen.back().end, from);
  std::size_t width = 0;
  for (Index l = layout_.first_layer(); l <= depth(); ++l) {
    width += static_cast<std::size_t>(from.V(l, 0).rows() + from.delta(l, 0).rows());
    for (std::size_t k = 0; k < rows_.size() && used(k); ++k) {  // zeros behind the last row
      rows_[k].own_V[at(l)].setZero();
      rows_[k].delta[at(l)].setZero();
    }
  }
  const auto read = [&](std::size_t i, S* to) {
    const KeptRow<S>& row = kept[i - own.begin];
    for (Index l = layout_.first_layer(); l <= depth(); ++l) {
      const Matrix<S>&V = from.V(l, row.block), &delta = from.delta(l, row.block);
      for (Index j = 0; j < V.rows(); ++j) *to++ = V(j, row.sample);
      for (Index j = 0; j < delta.rows(); ++j) *to++ = row.factor * delta(j, row.sample);
    }
  };
  const auto write = [&](std::size_t i, const S* numbers) {
    Rows& rows = rows_[i / size - share_.first];
    const auto n = static_cast<Index>(i % size);
    for (Index l = layout_.first_layer(); l <= depth(); ++l) {
      Matrix<S>&V = rows.own_V[at(l)], &delta = rows.delta[at(l)];
      for (Index j = 0; j < V.rows(); ++j) V(j, n) = *numbers++;
      for (Index j = 0; j < delta.rows(); ++j) delta(j, n) = *numbers++;
    }
  };
  if constexpr (std::is_trivially_copyable_v<S>) exchange_rows<S>(chosen, places, width, ranks, read, write);
}

template <class S>
void Jacobian<S>::gather(const Jacobian& from, const std::vector<KeptRow<S>>& kept) {
  if (share_.split) return gather_from_ranks(from, kept);
  const Index size = together_;
  use_rows(kept.size(), from);
  pool_.for_each(used_, [&](std::size_t k) {
    Rows& rows = rows_[k];
    const std::size_t first = k * static_cast<std::size_t>(size);
    const auto count = std::min<Index>(size, static_cast<Index>(kept.size() - first));
    for (Index l = layout_.first_layer(); l <= depth(); ++l) {
      Matrix<S>&V = rows.own_V[at(l)], &delta = rows.delta[at(l)];
      const auto take = [&](Matrix<S>& to, auto value) {  // value(i, row), 0 behind the last row
        for (Index i = 0; i < to.rows(); ++i) {
          S* row = to.data() + i * size;
          for (Index n = 0; n < count; ++n) row[n] = value(i, kept[first + static_cast<std::size_t>(n)]);
          std::fill(row + count, row + size, S(0.0));
        }
      };
      take(V, [&](Index i, const KeptRow<S>& row) { return from.V(l, row.block)(i, row.sample); });
      take(delta,
           [&](Index i, const KeptRow<S>& row) { return S(row.factor * from.delta(l, row.block)(i, row.sample)); });
    }
  });
}

/// along(n) = (J x)_n = sum_l <delta_ln, dE_l V_ln + db_l>, x in direction_.
template <class S>
void Jacobian<S>::times(std::size_t k, Matrix<S>& along) const {
  along.setZero();
  for (Index l = layout_.first_layer(); l <= depth(); ++l) {
    const auto& link = direction_.at(l);
    Matrix<S>& Z = thread_scratch<S>().matrix(Use::directional, link.shape->outputs(), along.cols());
    kernels::prefetch(delta(l, k).data(), delta(l, k).size());
    link.shape->apply(link.K, V(l, k), Z);
    const Index together = link.shape->outputs_per_bias();
    const S* b = l < depth() ? link.b.data() : nullptr;
    add_column_dots(
        delta(l, k), Z, [=](Index i) { return b ? b[i / together] : S(0.0); }, along.data());
  }
}

/// row = sum_n along(n) (row n of J).
template <class S>
void Jacobian<S>::transposed_times(std::size_t k, const Matrix<S>& along, Matrix<S>& row) const {
  const Index n = along.cols();
  const S* u = along.data();
  for (Index l = layout_.first_layer(); l <= depth(); ++l) {
    const Layer<S>& shape = layer(l);
    const Matrix<S>& of_layer = delta(l, k);
    Matrix<S>& T = thread_scratch<S>().matrix(Use::weighted, of_layer.rows(), n);
    for (Index i = 0; i < T.rows(); ++i) {
      const S* a = of_layer.data() + i * n;
      S* t = T.data() + i * n;
      for (Index s = 0; s < n; ++s) t[s] = u[s] * a[s];
    }
    Matrix<S>& H = thread_scratch<S>().matrix(Use::correlation, layout_.rows(l), shape.parameter_columns());
    shape.patch_correlation(T, V(l, k), H);
    S* to = layout_.of_layer(l, row);
    for (Index i = 0; i < H.rows(); ++i) std::copy(&H(i, 0), &H(i, 0) + H.cols(), to + i * layout_.columns(l));
    if (l == depth()) continue;
    Matrix<S>& biases = thread_scratch<S>().matrix(Use::sums, layout_.rows(l), 1);
    shape.bias_sums(T, biases);
    for (Index i = 0; i < H.rows(); ++i) to[i * layout_.columns(l) + H.cols()] = biases(i, 0);
  }
}

/// J^T u, u = R or J x.
template <class S>
Matrix<S>& Jacobian<S>::sum_transposed(bool of_losses) {
  const typename BlockSums<S>::Sum sum{Use::parameters, 1, layout_.count()};
  sums_.sum_matrices({&sum, 1}, [&](std::size_t k, Scratch<S>& own) {
    Matrix<S>& row = own.matrix(Use::parameters, 1, layout_.count());
    if (!used(k)) {
      row.setZero();
    } else if (of_losses) {
      transposed_times(k, losses(k), row);
    } else {
      Matrix<S>& along = own.matrix(Use::along, 1, samples(k));
      times(k, along);
      transposed_times(k, along, row);
    }
  });
  return sums_.matrix(Use::parameters, 1, layout_.count());
}

template <class S>
void Jacobian<S>::gradient(Matrix<S>& to) {
  to = sum_transposed(true);
}

template <class S>
void Jacobian<S>::gram_times(const Matrix<S>& x, Matrix<S>& to) {
  layout_.unpack(x, direction_);
  to = sum_transposed(false);
}

extern template class Jacobian<double>;

}  // namespace lysep
