// What is true of convergence to critical points, sweep by sweep (L_b = N rho, any R and Omega): with g1, g2 the
// gradients of F in W, b at k+1,
//   0  ||g2||^2 <= 2 N rho s_k;   1  ||g1||^2 <= 6 max_l ((rho ||A_{l-1}||_2^2 + theta_l)^2/theta_l) s_k;
//   2  (K+1) min_{k <= K} s_k <= F^0, for R >= 0.
// So if the iterates stay bounded, every limit point has 0 in d_W F and grad_b F = 0. 2 N rho is best possible: a state
// at rest with equal columns and labels, where z_L moves alone and all its columns alike.
#include "proofs-check/claims/dlam/descent/sweep.hpp"

namespace lysep::dlam_theorem_1_corrected_claim {
namespace {

constexpr int sweeps = 3;

struct Terms : SweptNetwork {
  explicit Terms(const Instance& i) : SweptNetwork(i), part(i.number("part")) {
    hypothesis = hypothesis && part >= 0 && part <= 2 && (part < 2 || settings.risk != SweepSettings::linear);
    if (!hypothesis) return;
    NetworkPoint at = point;
    report = sweep(at);
    least = report.s();
    for (int k = 1; k < sweeps && part == 2; ++k) least = min(least, sweep(at).s());
  }
  double part;
  SweepOutcome report;
  Ball least;

  bool is(double which) const { return hypothesis && part == which; }
  Sides biases(const Ball& factor) const {
    return {report.gradient_b, factor * settings.rho * report.s(), true, size()};
  }
  Sides weights(double factor) const {
    return {report.gradient_W, Ball(factor) * report.factor_W * report.s(), true, size()};
  }
  Sides shortest(double factor) const { return {Ball(factor * sweeps) * least, report.before, true, report.before}; }
  Ball size() const { return settings.rho * (abs(report.before) + report.s()); }
  Sides statement() const {
    if (!hypothesis) return hypothesis_not_met();
    return part == 0 ? biases(Ball(2.0) * samples()) : part == 1 ? weights(6) : shortest(1);
  }
};

}  // namespace

Claim claim() {
  Claim claim = dlam_claim(
      "dlam-theorem-1-corrected", "Theorem 1",
      "||g2||^2 <= 2 N rho s_k, ||g1||^2 <= 6 max_l (rho ||A||_2^2 + theta)^2/theta s_k, min s_i <= F^0/(k+1)");
  set_sweep(claim);
  claim.hypotheses.push_back("part 2: R >= 0, risk 0 or 1");
  claim.constant_is_best_possible = true;
  claim.arrays.push_back({"part", "1", "0 g2, 1 g1, 2 the least s_i of three sweeps", Array::integer});
  claim.generate = [](Draw& draw) {
    Instance instance = swept_network_instance(draw);
    const int part = draw.integer(0, 2);
    instance.set("part", part);
    if (part == 2) instance.set("risk", draw.integer(0, 1));
    return instance;
  };
  claim.group = [](const Instance& i) { return "part " + std::to_string(static_cast<int>(i.number("part"))); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.statement(); },
      {{"1.99 N rho",
        [](const Terms& t) { return t.is(0) ? t.biases(Ball(1.99) * t.samples()) : hypothesis_not_met(); }},
       {"without N", [](const Terms& t) { return t.is(0) ? t.biases(Ball(2.0)) : hypothesis_not_met(); }},
       {"0.2 for 6", [](const Terms& t) { return t.is(1) ? t.weights(0.2) : hypothesis_not_met(); }},
       {"8 min s_i <= F^0/(k+1)", [](const Terms& t) { return t.is(2) ? t.shortest(8) : hypothesis_not_met(); }},
       {"10 for 6", [](const Terms& t) { return t.is(1) ? t.weights(10) : hypothesis_not_met(); }, true}});
  return claim;
}

}  // namespace lysep::dlam_theorem_1_corrected_claim
