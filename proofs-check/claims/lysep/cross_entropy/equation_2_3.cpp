// (2.2), (2.3): the cross-entropy of N samples is the mean of theirs,
//   CE = (1/N) sum_n l(z_n, a_n),  l(z, a) = -sum_j a_j ln p_j(z).
// Left: the program's losses, true class factored out; right: the double sum over one-hot labels, with p_j as it is
// defined. Where p_y is nearly 1 the right cancels, which is what the scale says.
#include "proofs-check/claims/lysep/cross_entropy/logits.hpp"

namespace lysep::equation_2_3_claim {
namespace {

struct Terms {
  Matrix<Ball> P, A;
  Ball CE, N, J;

  /// -sum_n sum_j a_jn ln p_jn.
  Ball summed() const {
    Ball sum(0.0);
    for (Index i = 0; i < P.size(); ++i) {
      if (!A.data()[i].is_zero()) sum -= A.data()[i] * ln(P.data()[i]);
    }
    return sum;
  }
  Sides against(const Ball& right) const { return {CE, right, true, Ball(1.0)}; }
};

Terms terms_of(const Instance& instance) {
  const Matrix<Ball> Z = instance.balls("z");
  const Labels labels = instance.labels("label");
  const Ball N = count(Z.cols());
  return {softmax_by_definition(Z), one_hot(labels, Z.rows()), total(losses_of(Z, labels)) / N, N, count(Z.rows())};
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "equation-2.3";
  claim.equation = "(2.2), (2.3)";
  claim.statement = "CE = (1/N) sum_n l(z_n, a_n), l(z, a) = -sum_j a_j ln p_j(z)";
  claim.hypotheses = {"J >= 2"};
  claim.relation = Relation::equals;
  claim.arrays = logits_arrays();
  claim.generate = logits_instance;
  set_sides<Terms>(claim, terms_of, [](const Terms& t) { return t.against(t.summed() / t.N); },
                   {{"without 1/N", [](const Terms& t) { return t.against(t.summed()); }},
                    {"1/J for 1/N", [](const Terms& t) { return t.against(t.summed() / t.J); }},
                    {"ln(1 - p_y) for ln p_y",
                     [](const Terms& t) {
                       Terms changed = t;
                       for (Index i = 0; i < t.P.size(); ++i) changed.P.data()[i] = Ball(1.0) - t.P.data()[i];
                       return t.against(changed.summed() / t.N);
                     }},
                    {"-ln of the mean of p_y", [](const Terms& t) { return t.against(-ln(inner(t.A, t.P) / t.N)); }}});
  return claim;
}

}  // namespace lysep::equation_2_3_claim
