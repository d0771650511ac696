// (3.2): the cross-entropy of logits Phi (J x N) in matrix form,
//   CE = (1/N) || -diagv(A^T Phi) + ln sum_k e^(Phi(k, :)) ||_1,
// diagv the column of the diagonal. All N entries are positive, so that the absolute values of the 1-norm do nothing.
// Left: the mean of the program's losses; right: the matrix product with one-hot A, and the logarithm of the sum.
#include "proofs-check/claims/lysep/cross_entropy/logits.hpp"

namespace lysep::equation_3_2_claim {
namespace {

struct Terms {
  Matrix<Ball> true_logits, log_sums;  // diagv(A^T Phi) and ln sum_k e^(Phi(k, :)), 1 x N
  Ball CE, N;

  Sides against(const Ball& right) const {
    return {CE, right, true, total(absolute(true_logits)) + total(absolute(log_sums))};
  }
  Matrix<Ball> entries() const { return difference(log_sums, true_logits); }
};

Terms terms_of(const Instance& instance) {
  const Matrix<Ball> Phi = instance.balls("z");
  const Labels labels = instance.labels("label");
  Terms t;
  t.N = count(Phi.cols());
  t.CE = total(losses_of(Phi, labels)) / t.N;
  t.true_logits = transposed_product(one_hot(labels, Phi.rows()), Phi).diagonal().transpose();
  t.log_sums = Phi.unaryExpr([](const Ball& z) { return exp(z); }).colwise().sum().unaryExpr([](const Ball& sum) {
    return ln(sum);
  });
  return t;
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "equation-3.2";
  claim.equation = "(3.2)";
  claim.statement = "CE = (1/N) || -diagv(A^T Phi) + ln sum_k e^(Phi(k, :)) ||_1";
  claim.hypotheses = {"J >= 2"};
  claim.relation = Relation::equals;
  claim.arrays = logits_arrays();
  claim.generate = logits_instance;
  set_sides<Terms>(
      claim, terms_of, [](const Terms& t) { return t.against(total(absolute(t.entries())) / t.N); },
      {{"+diagv for -diagv",
        [](const Terms& t) { return t.against(total(absolute(sum(t.log_sums, t.true_logits))) / t.N); }},
       {"the 2-norm for the 1-norm", [](const Terms& t) { return t.against(norm(t.entries()) / t.N); }},
       {"without 1/N", [](const Terms& t) { return t.against(total(absolute(t.entries()))); }},
       {"the plain sum for the 1-norm", [](const Terms& t) { return t.against(total(t.entries()) / t.N); }, true}});
  return claim;
}

}  // namespace lysep::equation_3_2_claim
