// (2.1): the softmax lies in the simplex, sum_j p_j = 1 with p_j = e^(z_j) / sum_k e^(z_k). Left: the sum over the
// classes and the samples, right: N. The losses of a sample under all J labels are -ln p_j, so that
// sum_j e^(-l(z, j)) = 1 as well, and so do the p_j of the program, where the true class is factored out.
#include "proofs-check/claims/lysep/cross_entropy/logits.hpp"

namespace lysep::softmax_simplex_claim {
namespace {

struct Terms {
  Matrix<Ball> Z, P;
  Labels labels;

  Ball N() const { return count(Z.cols()); }
};

Terms terms_of(const Instance& instance) {
  const Matrix<Ball> Z = instance.balls("z");
  return {Z, softmax_by_definition(Z), instance.labels("label")};
}

/// sum_n sum_j e^(-l(z_n, j)), by the program's loss.
Ball from_losses(const Terms& t) {
  Ball sum(0.0);
  for (Index j = 0; j < t.Z.rows(); ++j) {
    const Matrix<Ball> losses = losses_of(t.Z, Labels(t.labels.size(), static_cast<int>(j)));
    for (Index n = 0; n < losses.cols(); ++n) sum += exp(-losses(0, n));
  }
  return sum;
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "softmax-simplex";
  claim.equation = "(2.1)";
  claim.statement = "sum_j p_j = 1, p_j = e^(z_j) / sum_k e^(z_k)";
  claim.hypotheses = {"J >= 2"};
  claim.relation = Relation::equals;
  claim.arrays = logits_arrays();
  claim.generate = logits_instance;
  set_sides<Terms>(claim, terms_of,
                   [](const Terms& t) -> Sides {
                     return {total(t.P), t.N()};
                   },
                   {{"the true class left out of the denominator",
                     [](const Terms& t) -> Sides {
                       Matrix<Ball> P = t.P;
                       for (Index i = 0; i < P.size(); ++i) {
                         const Index n = i % P.cols();
                         P.data()[i] /= Ball(1.0) - t.P(t.labels[static_cast<std::size_t>(n)], n);
                       }
                       return {total(P), t.N()};
                     }},
                    {"sum_j p_j^2 = 1",
                     [](const Terms& t) -> Sides {
                       return {norm_squared(t.P), t.N()};
                     }},
                    {"sum over the samples of one class",
                     [](const Terms& t) -> Sides {
                       return {total(t.P.row(0)), Ball(1.0)};
                     }},
                    {"sum_j e^(-l(z, j)) = 1",
                     [](const Terms& t) -> Sides {
                       return {from_losses(t), t.N()};
                     },
                     true},
                    {"sum_j (p - a)_j = 0, of the program's p - a",
                     [](const Terms& t) -> Sides {
                       return {total(softmax_minus_labels_of(t.Z, t.labels)), Ball(0.0), true, t.N()};
                     },
                     true}});
  return claim;
}

}  // namespace lysep::softmax_simplex_claim
