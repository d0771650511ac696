// Lemma 6 (12): the update of z_l lowers F by at least (rho/2) ||dz||^2, for any number of samples: for l < L where z^k
// is feasible, for l = L where the update is the exact minimiser. Best possible: nothing clipped; R nearly linear.
#include "proofs-check/claims/dlam/block_updates/activation_box.hpp"
#include "proofs-check/claims/dlam/block_updates/exact_output.hpp"

namespace lysep::dlam_lemma_6_12_claim {
namespace {

struct Terms {
  explicit Terms(const Instance& i)
      : hidden(i), labels(i.labels("label")), output(i.number("output") == 1), after(hidden.after) {
    hypothesis = hidden.hypothesis && (output || hidden.feasible(hidden.at.Z));
    if (!hypothesis || !output) return;
    for (Index n = 0; n < after.cols(); ++n)
      after.col(n) = exact_output(Matrix<Ball>(hidden.V.col(n)), labels[static_cast<std::size_t>(n)], hidden.at.rho);
  }
  HiddenUpdate hidden;
  Labels labels;
  bool output, hypothesis;
  Matrix<Ball> after;

  Ball F(const Matrix<Ball>& Z) const {
    const Ball phi = hidden.at.phi_where(PenaltyBlock::z, Z);
    return output ? phi + total(losses_of(Z, labels)) : phi;
  }
  Sides falls_by(double factor) const {
    if (!hypothesis) return hypothesis_not_met();
    const Ball moved = Ball(0.5 * factor) * hidden.at.rho * norm_squared(difference(after, hidden.at.Z));
    const Ball before = F(hidden.at.Z), later = F(after);
    return {moved, before - later, true, before + later + hidden.size()};
  }
};

Instance generate(Draw& draw) {
  Instance instance = hidden_update_instance(draw);
  const Index J = instance.matrix("Y").rows();
  if (J < 2) return generate(draw);
  Labels labels;
  for (Index n = 0; n < instance.matrix("Y").cols(); ++n) labels.push_back(draw.integer(0, 1));
  instance.set("label", labels);
  instance.set("output", draw.integer(0, 1));
  instance.data.erase("Y");
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim = dlam_claim("dlam-lemma-6-12", "(12)", "(rho/2) ||dz||^2 <= the decrease in the update of z_l");
  claim.hypotheses = {"h is tanh, sigmoid, ReLU or the identity", "rho, eps > 0", "l < L: z^k is feasible",
                      "l = L: R is the cross-entropy, z the minimiser"};
  claim.constant_is_best_possible = true;
  claim.arrays = hidden_update_arrays();
  claim.arrays.pop_back();  // Y
  for (Array& array : claim.arrays) {
    if (array.shape.starts_with("m")) array.shape.replace(0, 1, "J");
  }
  claim.arrays.push_back({"label", "N", "classes, from 0", Array::label});
  claim.arrays.push_back({"output", "1", "1: l = L", Array::integer});
  claim.generate = generate;
  claim.group = [](const Instance& i) { return i.number("output") == 1 ? "l = L" : "l < L"; };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.falls_by(1); },
      {{"1.01 rho", [](const Terms& t) { return t.falls_by(1.01); }},
       {"rho ||dz||^2", [](const Terms& t) { return t.falls_by(2); }},
       {"rho ||dz||^2 for l = L", [](const Terms& t) { return t.output ? t.falls_by(2) : hypothesis_not_met(); }},
       {"0.99 rho", [](const Terms& t) { return t.falls_by(0.99); }, true}});
  return claim;
}

}  // namespace lysep::dlam_lemma_6_12_claim
