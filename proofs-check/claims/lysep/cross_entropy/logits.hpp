#pragma once
// What the claims of section 2 share: one sample's logits, and pairs of logits.
#include "proofs-check/enclosures/definition.hpp"
#include "proofs-check/frame/logit_generators.hpp"

namespace lysep {

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
