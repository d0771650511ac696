// Algorithm 3 with the clip stops, with tau <= max(tau_0, eta rho ||W_{l+1}||_2^2): every t >= rho ||W_{l+1}||_2^2
// passes its test, whatever is clipped; where everything is, the move is 0 and the first trial passes. Best possible:
// nothing clipped, the gradient along W's first singular vector, tau_0 eta^j just below rho ||W_{l+1}||_2^2.
#include "proofs-check/claims/dlam/block_updates/boxed_output.hpp"

namespace lysep::dlam_algorithm_3_ends_claim {
namespace {

struct Terms : BoxedOutput {
  explicit Terms(const Instance& i) : BoxedOutput(i), tau0(i.ball("tau0")), eta(i.ball("eta")) {
    hypothesis = hypothesis && tau0 > Ball(0.0) && eta >= Ball(1.1) && feasible(at.A);
  }
  Ball tau0, eta;

  /// The first of tau_0 eta^j that passes for certain; undecided where the trials are cut off.
  Ball tau() const {
    Ball t = tau0;
    for (int trial = 0; trial < 20000; ++trial, t *= eta) {
      if (stops(difference(after(t), at.A), t)) return t;
    }
    return undecided();
  }
  Sides at_most(const Ball& factor, const Ball& square) const { return {tau(), max(tau0, factor * at.rho * square)}; }
  Ball spectral() const { return squared(spectral_norm(at.W)); }
};

Instance generate(Draw& draw) {
  Instance instance = boxed_output_instance(draw);
  const double eta = draw.chance(0.5) ? 2.0 : draw.uniform(1.2, 4), top = output_curvature(instance);
  double tau0 = draw.magnitude(-3, 2);
  if (top > 0 && draw.chance(0.6)) {
    tau0 = top * (1 - draw.magnitude(-12, -7));
    for (int j = draw.integer(0, 4); j > 0; --j) tau0 /= eta;
    instance.family += ", barely not";
  }
  instance.set("tau0", tau0);
  instance.set("eta", eta);
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim = dlam_claim("dlam-algorithm-3-ends", "Algorithm 3",
                           "clipped, Algorithm 3 stops, and tau <= max(tau_0, eta rho ||W_{l+1}||_2^2)");
  claim.hypotheses = {"h is tanh, sigmoid, ReLU or the identity", "rho, eps, tau_0 > 0", "|a^k - h(z_l)| <= eps",
                      "eta >= 1.1: nearer to 1 there are too many trials to follow"};
  claim.constant_is_best_possible = true;
  claim.arrays = boxed_output_arrays();
  claim.arrays.push_back({"tau0", "1", "the first trial"});
  claim.arrays.push_back({"eta", "1", "what a trial is multiplied by"});
  claim.generate = generate;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.hypothesis ? t.at_most(t.eta, t.spectral()) : hypothesis_not_met(); },
      {{"without eta",
        [](const Terms& t) { return t.hypothesis ? t.at_most(Ball(1.0), t.spectral()) : hypothesis_not_met(); }},
       {"max |W_ij|^2 for ||W||_2^2",
        [](const Terms& t) {
          return t.hypothesis ? t.at_most(t.eta, squared(largest_entry(t.at.W))) : hypothesis_not_met();
        }},
       {"||W||_F^2 for ||W||_2^2",
        [](const Terms& t) { return t.hypothesis ? t.at_most(t.eta, norm_squared(t.at.W)) : hypothesis_not_met(); },
        true}});
  return claim;
}

}  // namespace lysep::dlam_algorithm_3_ends_claim
