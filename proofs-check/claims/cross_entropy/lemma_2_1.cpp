// Lemma 2.1, (2.5) and (2.6): for logits Z1, Z2 in R^{JxN} and labels y,
//   || Lvec(Z1) - Lvec(Z2) ||_2 <= sqrt2 || Z1 - Z2 ||_F ;
// one column is (2.5). sqrt2 is the best constant: z = t(-1, 1) with the first class true has ratio sqrt2 p_wrong,
// and p_wrong -> 1 as t grows.
#include "proofs-check/ball_matrix.hpp"
#include "proofs-check/logit_generators.hpp"
#include "proofs-check/claim.hpp"

namespace lysep {
namespace {

struct Terms {
  Matrix<Ball> difference;  // D = Z1 - Z2
  Labels labels;
  Ball moved;   // || Lvec(Z1) - Lvec(Z2) ||_2
  Ball raised;  // || max(0, Lvec(Z1) - Lvec(Z2)) ||_2, the one-sided form
};

/// || [f(column n)]_n ||_2.
template <class F>
Ball over_columns(const Terms& t, F f) {
  Ball sum(0.0);
  for (Index n = 0; n < t.difference.cols(); ++n) {
    const Ball value = f(n);
    sum += value * value;
  }
  return sqrt(sum);
}

template <class F>
Ball fold_column(const Terms& t, Index n, F f) {
  Ball result = f(t.difference(0, n));
  for (Index j = 1; j < t.difference.rows(); ++j) result = max(result, f(t.difference(j, n)));
  return result;
}

Ball frobenius(const Terms& t) { return sqrt(squared_norm(t.difference)); }

Ball maximum_norm(const Terms& t) {
  return over_columns(t, [&](Index n) { return fold_column(t, n, [](const Ball& d) { return abs(d); }); });
}

Ball sum_norm(const Terms& t) {
  return over_columns(t, [&](Index n) {
    Ball sum(0.0);
    for (Index j = 0; j < t.difference.rows(); ++j) sum += abs(t.difference(j, n));
    return sum;
  });
}

Ball largest_against_true_class(const Terms& t, bool absolute) {
  return over_columns(t, [&](Index n) {
    const Ball own = t.difference(t.labels[n], n);
    return fold_column(t, n, [&](const Ball& d) { return absolute ? abs(d - own) : d - own; });
  });
}

Ball spread(const Terms& t) {
  return over_columns(t, [&](Index n) {
    return fold_column(t, n, [](const Ball& d) { return d; }) + fold_column(t, n, [](const Ball& d) { return -d; });
  });
}

Ball centred(const Terms& t) {  // min_c || D - c 1 ||_2: the mean is the best c
  return over_columns(t, [&](Index n) {
    const Ball J(static_cast<double>(t.difference.rows()));
    Ball mean(0.0), sum(0.0);
    for (Index j = 0; j < t.difference.rows(); ++j) mean += t.difference(j, n) / J;
    for (Index j = 0; j < t.difference.rows(); ++j) {
      const Ball d = t.difference(j, n) - mean;
      sum += d * d;
    }
    return sqrt(sum);
  });
}

struct Variant {
  Mutant mutant;
  Ball (*right)(const Terms&);
  bool one_sided = false;
};

const Variant variants[] = {
    {{"1 for sqrt2"}, [](const Terms& t) { return frobenius(t); }},
    {{"1.41 for sqrt2"}, [](const Terms& t) { return Ball(1.41) * frobenius(t); }},
    {{"sqrt2 times the maximum norm"}, [](const Terms& t) { return root_two() * maximum_norm(t); }},
    {{"max_j(D_j - D_y) for |l(z1) - l(z2)|"}, [](const Terms& t) { return largest_against_true_class(t, false); }},
    {{"2 times the maximum norm", true}, [](const Terms& t) { return Ball(2.0) * maximum_norm(t); }},
    {{"the 1-norm", true}, [](const Terms& t) { return sum_norm(t); }},
    {{"max_j(D_j - D_y) for l(z1) - l(z2)", true},
     [](const Terms& t) { return largest_against_true_class(t, false); },
     true},
    {{"max_j|D_j - D_y|", true}, [](const Terms& t) { return largest_against_true_class(t, true); }},
    {{"max D - min D", true}, [](const Terms& t) { return spread(t); }},
    {{"sqrt2 min_c ||D - c 1||", true}, [](const Terms& t) { return root_two() * centred(t); }},
};

Terms terms_of(const Instance& instance) {
  const auto ball = [](double x) { return Ball(x); };
  const Matrix<Ball> Z1 = instance.matrix("z1").unaryExpr(ball), Z2 = instance.matrix("z2").unaryExpr(ball);
  Terms t;
  for (const double y : instance.data.at("label").values) t.labels.push_back(static_cast<int>(y));
  Matrix<Ball> first, second;
  cross_entropy(Z1, t.labels, first);
  cross_entropy(Z2, t.labels, second);
  t.difference = Z1;
  for (Index i = 0; i < Z1.size(); ++i) t.difference.data()[i] -= Z2.data()[i];
  for (Index n = 0; n < first.cols(); ++n) first(0, n) -= second(0, n);
  t.moved = sqrt(squared_norm(first));
  for (Index n = 0; n < first.cols(); ++n) first(0, n) = max(first(0, n), Ball(0.0));
  t.raised = sqrt(squared_norm(first));
  return t;
}

Sides sides(const Instance& instance, int mutant) {
  const Terms t = terms_of(instance);
  if (mutant == no_mutant) return {t.moved, root_two() * frobenius(t)};
  const Variant& v = variants[mutant];
  return {v.one_sided ? t.raised : t.moved, v.right(t)};
}

}  // namespace

Claim lemma_2_1() {
  Claim claim;
  claim.id = "lemma-2.1";
  claim.source = "lysep";
  claim.equation = "(2.5), (2.6)";
  claim.statement = "||Lvec(Z1) - Lvec(Z2)||_2 <= sqrt2 ||Z1 - Z2||_F";
  claim.hypotheses = {"J >= 2", "labels are one-hot"};
  claim.constant_is_best_possible = true;
  claim.arrays = logit_pair_arrays();
  for (const Variant& v : variants) claim.mutants.push_back(v.mutant);
  claim.generate = logit_pair_instance;
  claim.sides = sides;
  return claim;
}

}  // namespace lysep
