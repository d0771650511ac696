// (2.1): the cross-entropy of one sample, in its two forms,
//   l(z, y) = -z_y + ln sum_k e^(z_k) = log1p( sum_{j != y} e^(z_j - z_y) ).
// Left: the first, with the first class's logit as the shift; right: the second. Both summed over the samples.
// The left cancels where the true class is far ahead, the right does not.
#include "proofs-check/claims/lysep/cross_entropy/logits.hpp"

namespace lysep::equation_2_1_claim {
namespace {

struct Terms {
  Matrix<Ball> Z;
  Labels labels;

  Ball true_logit(Index n) const { return Z(labels[static_cast<std::size_t>(n)], n); }
  /// ln sum_k e^(z_k) = z_1 + log1p( sum_{k > 1} e^(z_k - z_1) ).
  Ball log_sum(Index n) const {
    Ball others(0.0);
    for (Index k = 1; k < Z.rows(); ++k) others += exp(Z(k, n) - Z(0, n));
    return Z(0, n) + log1p(others);
  }
  Ball others(Index n) const {
    Ball sum(0.0);
    for (Index j = 0; j < Z.rows(); ++j) {
      if (j != labels[static_cast<std::size_t>(n)]) sum += exp(Z(j, n) - true_logit(n));
    }
    return sum;
  }
  template <class F>
  Ball over_samples(F f) const {
    Ball sum(0.0);
    for (Index n = 0; n < Z.cols(); ++n) sum += f(n);
    return sum;
  }
  template <class F>
  Sides against(F right) const {
    return {over_samples([&](Index n) { return log_sum(n) - true_logit(n); }), over_samples(right), true,
            over_samples([&](Index n) { return abs(true_logit(n)) + abs(log_sum(n)); })};
  }
};

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "equation-2.1";
  claim.equation = "(2.1)";
  claim.statement = "-z_y + ln sum_k e^(z_k) = log1p( sum_{j != y} e^(z_j - z_y) )";
  claim.hypotheses = {"J >= 2"};
  claim.relation = Relation::equals;
  claim.arrays = logits_arrays();
  claim.generate = logits_instance;
  set_sides<Terms>(
      claim,
      [](const Instance& i) {
        return Terms{i.balls("z"), i.labels("label")};
      },
      [](const Terms& t) { return t.against([&](Index n) { return log1p(t.others(n)); }); },
      {{"without the 1", [](const Terms& t) { return t.against([&](Index n) { return ln(t.others(n)); }); }},
       {"the true class in the sum too",
        [](const Terms& t) { return t.against([&](Index n) { return log1p(t.others(n) + Ball(1.0)); }); }},
       {"e^(z_y - z_j) for e^(z_j - z_y)",
        [](const Terms& t) { return t.against([&](Index n) { return log1p(Ball(1.0) / t.others(n)); }); }},
       {"the program's form, shifted by max(0, max_j z_j - z_y)",
        [](const Terms& t) {
          const Matrix<Ball> losses = losses_of(t.Z, t.labels);
          return t.against([&](Index n) { return losses(0, n); });
        },
        true}});
  return claim;
}

}  // namespace lysep::equation_2_1_claim
