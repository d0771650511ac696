#pragma once
// What the claims of section 2 share: the definitions written out, one sample's logits, and pairs of logits.
#include "proofs-check/ball_matrix.hpp"
#include "proofs-check/logit_generators.hpp"

namespace lysep {

/// The natural logarithm of a number known to be positive.
inline Ball ln(const Ball& x) {
  Ball y;
  arb_log(y.get(), x.get(), Ball::precision());
  return y;
}

/// p_j = e^(z_j) / sum_k e^(z_k), column by column, as it is defined: no shift, no class factored out.
template <class T>
Matrix<T> softmax_by_definition(const Matrix<T>& Z) {
  Matrix<T> P = Z.unaryExpr([](const T& z) { return exp(z); });
  for (Index n = 0; n < Z.cols(); ++n) {
    T sum(0.0);
    for (Index j = 0; j < Z.rows(); ++j) sum += P(j, n);
    for (Index j = 0; j < Z.rows(); ++j) P(j, n) = P(j, n) / sum;
  }
  return P;
}

/// The matrix A of one-hot columns, J x N.
Matrix<Ball> one_hot(const Labels& labels, Index J);

/// Logits Z1 and Z2 under the same labels, and by how much they and their losses differ.
struct LogitPair {
  explicit LogitPair(const Instance& instance);

  Labels labels;
  Matrix<Ball> Z1, Z2, D;      // D = Z1 - Z2
  Matrix<Ball> first, second;  // Lvec(Z1), Lvec(Z2)

  Ball distance() const { return norm(D); }
  Ball N() const { return count(D.cols()); }
  Ball largest_entry() const { return lysep::largest_entry(D); }
  /// Of one sample: max_j D_j - min_j D_j.
  Ball spread() const;
};

/// "z" (J x 1) and "label" (1): random, tiny, margins up to 700, and nearly all probability on one wrong class.
Instance one_sample(Draw& draw);

/// "z" (J x N) and "label" (N): logits_instance, and samples that are nearly alike, so that all losses nearly are.
Instance similar_samples(Draw& draw);

/// "z1", "z2" (J x 1) and "label" (1): random, apart, extreme margins, and z2 moved along e_j - e_y, nearly, with the
/// other classes out of reach: every bound made of sqrt2 ||z1 - z2|| is approached there.
Instance sample_pair(Draw& draw);

/// "z1", "z2" (J x N) and "label" (N): as logit_pair_instance, and z1 = 2 z2, nearly, with one wrong class far ahead:
/// ||Lvec(Z2)|| = sqrt2 ||Z1 - Z2||, where (2.9) is approached. Alike: the samples are copies of one.
Instance doubled_pair(Draw& draw);

/// The arrays of the first and of the second.
std::vector<Array> one_sample_arrays();
std::vector<Array> sample_pair_arrays();

}  // namespace lysep
