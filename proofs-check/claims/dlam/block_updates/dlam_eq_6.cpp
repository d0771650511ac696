// That a^k - grad/tau solves (6) given a suitable tau. FALSE: it need not lie in the box h(z_l) -+ eps, even for tau
// that pass the test of Algorithm 3. Witness: h = ReLU, z_l = 0, eps = 1, a^k = 1, W = 1, b = 0, z_{l+1} = 3, rho = tau
// = 1: 3.
#include "proofs-check/claims/dlam/block_updates/boxed_output.hpp"

namespace lysep::dlam_eq_6_claim {
namespace {

struct Terms : BoxedOutput {
  explicit Terms(const Instance& i) : BoxedOutput(i), tau(i.ball("tau")) {
    hypothesis = hypothesis && tau > Ball(0.0) && feasible(at.A) && tau >= curvature();
  }
  Ball tau;

  Sides within(const Matrix<Ball>& a, double factor = 1) const {
    return {largest_entry(difference(a, centre)), Ball(factor) * eps, true, eps};
  }
  Sides with(double factor, double share = 1) const {
    return hypothesis ? within(unclipped(Ball(factor) * tau), share) : hypothesis_not_met();
  }
};

Instance with_tau(Instance instance, double tau) {
  instance.set("tau", tau);
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim = false_dlam_claim("dlam-eq-6", "(6)", "|a^k - grad/tau - h(z_l)| <= eps for tau >= rho ||W_{l+1}||_2^2",
                                 [] { return with_tau(outward_at_a_face(), 1); });
  claim.hypotheses = {"h is tanh, sigmoid, ReLU or the identity", "rho, eps, tau > 0", "|a^k - h(z_l)| <= eps",
                      "tau >= rho ||W_{l+1}||_2^2"};
  claim.arrays = boxed_output_arrays();
  claim.arrays.push_back({"tau", "1", "tau, one number for all units"});
  claim.generate = [](Draw& draw) {
    const Instance instance = boxed_output_instance(draw);
    return with_tau(instance, std::max(output_curvature(instance), 1e-6) * draw.magnitude(0.001, 1));
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.with(1); },
      {{"100 tau", [](const Terms& t) { return t.with(100); }},
       {"2 eps", [](const Terms& t) { return t.with(1, 2); }},
       {"clipped", [](const Terms& t) { return t.hypothesis ? t.within(t.after(t.tau)) : hypothesis_not_met(); },
        true}});
  return claim;
}

}  // namespace lysep::dlam_eq_6_claim
