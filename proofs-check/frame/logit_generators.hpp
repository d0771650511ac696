#pragma once
// Logits and labels: random, extreme, and near equality of the inequalities of section 2.
#include "proofs-check/frame/claim.hpp"

namespace lysep {

/// "z" (J x N) and "label" (N): random of every magnitude, margins up to 700, N = 1, J = 2, ties, and all samples
/// alike.
Instance logits_instance(Draw& draw);

/// "z1", "z2" (J x N) and "label" (N): random, apart, extreme margins, and z = t(e_j - e_y) moved along e_j - e_y,
/// where the sqrt2 of Lemma 2.1 is approached.
Instance logit_pair_instance(Draw& draw);

/// Two matrices of logits under the same labels.
Instance logit_pair_of(const char* family, const Matrix<double>& z1, const Matrix<double>& z2, const Labels& labels);

/// The arrays of the two, for Claim::arrays.
std::vector<Array> logits_arrays();
std::vector<Array> logit_pair_arrays();

}  // namespace lysep
