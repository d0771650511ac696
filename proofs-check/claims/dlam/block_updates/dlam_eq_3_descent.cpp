// With which L_b the update of b_l does not let phi grow: phi(b - grad/L_b) <= phi if L_b >= N rho/2. Best possible: an
// equality at N rho/2. Decided with L_b ||db||^2 on both sides: on the left (N rho/2) ||db||^2 is what comes out.
#include "proofs-check/claims/dlam/block_updates/bias_update.hpp"

namespace lysep::dlam_eq_3_descent_claim {
namespace {

struct Terms : BiasUpdate {
  explicit Terms(const Instance& i) : BiasUpdate(i), L_b(i.ball("L_b")) {
    hypothesis = hypothesis && L_b > Ball(0.0) && Ball(2.0) * L_b >= at.samples() * at.rho;
  }
  Ball L_b;

  /// With factor L_b: (N rho/2) ||db||^2, which is phi' - phi + L_b ||db||^2, <= L_b ||db||^2.
  Sides with(double factor) const {
    if (!hypothesis) return hypothesis_not_met();
    const Ball L = Ball(factor) * L_b;
    const Matrix<Ball> b = after(L);
    const Ball moved = L * norm_squared(difference(b, at.b));
    return {at.phi_where(PenaltyBlock::b, b) - at.phi() + moved, moved, true, size()};
  }
};

}  // namespace

Claim claim() {
  Claim claim = dlam_claim("dlam-eq-3-descent", "(3)",
                           "phi(b - grad/L_b) - phi + L_b ||db||^2 <= L_b ||db||^2 if L_b >= N rho/2");
  set_bias_update(claim);
  claim.hypotheses = {"rho > 0", "L_b >= N rho/2"};
  claim.constant_is_best_possible = true;
  claim.arrays.back() = {"L_b", "1", "L_b"};
  claim.generate = [](Draw& draw) {
    Instance instance = penalty_instance(draw);
    const double least = 0.5 * instance.number("rho") * static_cast<double>(instance.matrix("A").cols());
    instance.set("L_b", least * (draw.chance(0.5) ? 1 + draw.magnitude(-15, -6) : draw.magnitude(0, 2)));
    return instance;
  };
  set_sides<Terms>(
      claim,
      [](const Instance& i) {
        Instance with_Y = i;
        with_Y.data["Y"] = i.data.at("b");
        return Terms(with_Y);
      },
      [](const Terms& t) { return t.with(1); },
      {{"0.49 N rho", [](const Terms& t) { return t.with(0.98); }},
       {"N rho/4", [](const Terms& t) { return t.with(0.5); }},
       {"N rho", [](const Terms& t) { return t.with(2); }, true}});
  return claim;
}

}  // namespace lysep::dlam_eq_3_descent_claim
