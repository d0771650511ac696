// Lemma 3 for b, N samples and L_b = N rho: g2 = grad_b F at k+1 is -rho dZ 1 (the paper's proof has the other sign,
// and W_{l-1} for W_l), so ||g2|| <= rho sqrt N ||dZ||. For one sample an equality, as printed. Best possible: equal
// columns of dZ.
#include "proofs-check/claims/dlam/models/penalty_layer.hpp"

namespace lysep::dlam_lemma_3_b_claim {
namespace {

struct Terms {
  explicit Terms(const Instance& i) : at(i), Z(i.balls("Z_next")) {
    if (at.hypothesis()) dZ = difference(Z, at.Z);
  }
  PenaltyLayer at;
  Matrix<Ball> Z, dZ;

  Matrix<Ball> gradient(const Ball& L_b) const {
    PenaltyLayer after = at;
    after.b = difference(at.b, scaled(Ball(1.0) / L_b, at.gradient(PenaltyBlock::b)));
    after.Z = Z;
    return after.gradient(PenaltyBlock::b);
  }
  Ball all() const { return at.samples() * at.rho; }
  Ball size() const { return sqrt(at.rho * at.size()) + at.rho * (norm(Z) + norm(at.Z)); }
  Sides at_most(const Ball& L_b, const Ball& factor) const {
    if (!at.hypothesis()) return hypothesis_not_met();
    return {norm(gradient(L_b)), factor * at.rho * norm(dZ), true, size()};
  }
};

Instance generate(Draw& draw) {
  Instance instance = penalty_instance(draw);
  const Matrix<double> Z = instance.matrix("Z");
  Matrix<double> dZ = draw.matrix(Z.rows(), Z.cols(), draw.magnitude(-2, 1));
  if (draw.chance(0.4)) {
    instance.family += ", dZ of equal columns";
    dZ = Matrix<double>(dZ.col(0).replicate(1, Z.cols()));
  }
  instance.set("Z_next", Matrix<double>(Z + dZ));
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim =
      dlam_claim("dlam-lemma-3-b", "Lemma 3", "||g2|| <= rho sqrt N ||dZ||, g2 = grad_b F at k+1, L_b = N rho");
  claim.hypotheses = {"rho > 0"};
  claim.constant_is_best_possible = true;
  claim.arrays = penalty_arrays();
  claim.arrays.push_back({"Z_next", "m x N", "z_l^{k+1}"});
  claim.generate = generate;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.at_most(t.all(), sqrt(t.at.samples())); },
      {{"without sqrt N", [](const Terms& t) { return t.at_most(t.all(), Ball(1.0)); }},
       {"L_b = rho", [](const Terms& t) { return t.at_most(t.at.rho, sqrt(t.at.samples())); }},
       {"0.99 sqrt N", [](const Terms& t) { return t.at_most(t.all(), Ball(0.99) * sqrt(t.at.samples())); }},
       {"g2 = -rho dZ 1",
        [](const Terms& t) {
          if (!t.at.hypothesis()) return hypothesis_not_met();
          const Matrix<Ball> apart = sum(t.gradient(t.all()), scaled(t.at.rho, row_sums(t.dZ)));
          return Sides{largest_entry(apart), Ball(0.0), true, t.size()};
        },
        true}});
  return claim;
}

}  // namespace lysep::dlam_lemma_3_b_claim
