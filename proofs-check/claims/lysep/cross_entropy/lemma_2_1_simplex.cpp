// (2.5) for soft labels: for any a in the simplex, l(z, a) = -sum_j a_j ln p_j(z) = sum_j a_j l(z, j) satisfies
//   | l(z1, a) - l(z2, a) | <= sqrt2 || z1 - z2 ||_2,
// an average of (2.5) over the labels. sqrt2 is the best constant (a one-hot). a = weights / sum of the weights.
#include "proofs-check/claims/lysep/cross_entropy/logits.hpp"

namespace lysep::lemma_2_1_simplex_claim {
namespace {

struct Terms {
  LogitPair pair;
  Ball moved, weight;  // | sum_j w_j (l(z1, j) - l(z2, j)) | and sum_j w_j
  bool hypothesis = true;

  Sides at_most(const Ball& left, const Ball& right) const { return {left, right, hypothesis}; }
};

Terms terms_of(const Instance& instance) {
  Terms t{LogitPair(instance), Ball(0.0), Ball(0.0)};
  const Matrix<double> weights = instance.matrix("weights");
  for (int j = 0; j < weights.rows(); ++j) {
    const Ball w(weights(j, 0));
    t.hypothesis = t.hypothesis && weights(j, 0) >= 0;
    t.weight += w;
    t.moved += w * (losses_of(t.pair.Z1, {j})(0, 0) - losses_of(t.pair.Z2, {j})(0, 0));
  }
  t.moved = t.pair.distance().is_zero() ? Ball(0.0) : abs(t.moved);
  t.hypothesis = t.hypothesis && t.weight.is_positive();
  return t;
}

Instance generate(Draw& draw) {
  Instance instance = sample_pair(draw);
  const Index J = instance.matrix("z1").rows();
  const int y = instance.labels("label").front();
  Matrix<double> weights(J, 1);
  for (Index j = 0; j < J; ++j) weights(j, 0) = draw.uniform(0.0, 3.0);
  if (draw.chance(0.6)) {  // nearly one-hot
    weights *= draw.chance(0.2) ? 0.0 : draw.magnitude(-12, -2);
    weights(y, 0) = 1.0;
  }
  instance.set("weights", weights);
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "lemma-2.1-simplex";
  claim.equation = "(2.5)";
  claim.statement = "|l(z1, a) - l(z2, a)| <= sqrt2 ||z1 - z2||_2 for every a in the simplex";
  claim.hypotheses = {"J >= 2", "weights >= 0, not all 0"};
  claim.constant_is_best_possible = true;
  claim.arrays = sample_pair_arrays();
  claim.arrays.push_back({"weights", "J x 1", "a times a positive number"});
  claim.generate = generate;
  set_sides<Terms>(
      claim, terms_of, [](const Terms& t) { return t.at_most(t.moved / t.weight, root_two() * t.pair.distance()); },
      {{"1 for sqrt2", [](const Terms& t) { return t.at_most(t.moved / t.weight, t.pair.distance()); }},
       {"weights of any sum", [](const Terms& t) { return t.at_most(t.moved, root_two() * t.pair.distance()); }},
       {"sqrt2 times the maximum norm",
        [](const Terms& t) { return t.at_most(t.moved / t.weight, root_two() * t.pair.largest_entry()); }},
       {"2 times the maximum norm",
        [](const Terms& t) { return t.at_most(t.moved / t.weight, Ball(2.0) * t.pair.largest_entry()); }, true},
       {"max D - min D", [](const Terms& t) { return t.at_most(t.moved / t.weight, t.pair.spread()); }, true}});
  return claim;
}

}  // namespace lysep::lemma_2_1_simplex_claim
