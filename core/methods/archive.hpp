#pragma once
// What a training method hands over so that a run can stop and go on with the same bits.
#include <string>
#include <vector>

#include "core/numbers/matrix.hpp"

namespace lysep {

/// Keeps arrays and numbers by name, exactly; or puts back what was kept. A method names each thing once, in one order,
/// for both.
template <class S>
class Archive {
 public:
  virtual ~Archive() = default;
  virtual bool restoring() const = 0;
  /// Restored with the shape it was kept with.
  virtual void array(const std::string& name, Matrix<S>& values) = 0;
  /// Of all samples, whose columns here are those of this rank; restored into as many.
  virtual void sample_columns(const std::string& name, Matrix<S>& values) { array(name, values); }

  void number(const std::string& name, S& value) {
    Matrix<S> one = Matrix<S>::Constant(1, 1, value);
    array(name, one);
    value = one(0, 0);
  }
  void numbers(const std::string& name, std::vector<S>& values) {
    Matrix<S> row(1, static_cast<Index>(values.size()));
    for (Index i = 0; i < row.cols(); ++i) row(0, i) = values[static_cast<std::size_t>(i)];
    array(name, row);
    values.assign(row.data(), row.data() + row.size());
  }
  void arrays(const std::string& name, std::vector<Matrix<S>>& list) {
    S count(static_cast<double>(list.size()));
    number(name, count);
    list.resize(static_cast<std::size_t>(to_double(count)));
    for (std::size_t k = 0; k < list.size(); ++k) array(name + "_" + std::to_string(k + 1), list[k]);
  }
  /// Samples in pieces, side by side; restored into the pieces as they are.
  void columns(const std::string& name, const std::vector<Matrix<S>*>& pieces) {
    Index rows = 0, width = 0;
    for (const Matrix<S>* piece : pieces) rows = piece->rows(), width += piece->cols();
    Matrix<S> all(rows, width);
    Index first = 0;
    for (Matrix<S>* piece : pieces) {
      all.middleCols(first, piece->cols()) = *piece;
      first += piece->cols();
    }
    sample_columns(name, all);
    if (!restoring()) return;
    eigen_assert(all.rows() == rows && all.cols() == width);
    first = 0;
    for (Matrix<S>* piece : pieces) {
      *piece = all.middleCols(first, piece->cols());
      first += piece->cols();
    }
  }
};

}  // namespace lysep
