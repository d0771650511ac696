// (3), the update b^{k+1} = b^k - grad/rho, minimises phi in b. True for one sample. FALSE for N >= 2 samples that
// share b: with db = -E 1 phi changes by -(rho - N rho/2) ||db||^2, so that it grows for N >= 3. Witness: W A = 0, Z =
// 0, b = 1, rho = 1, N = 2: b' = -1 and phi = 1 as before, where b' = 0 has 0; with N = 3 phi goes from 1.5 to 6.
#include "proofs-check/claims/dlam/block_updates/bias_update.hpp"

namespace lysep::dlam_eq_3_claim {
namespace {

Sides least(const BiasUpdate& t) {
  return t.hypothesis ? Sides{t.at.phi_where(PenaltyBlock::b, t.after(t.at.rho)), t.at.phi_where(PenaltyBlock::b, t.Y),
                              true, t.size()}
                      : hypothesis_not_met();
}

/// phi' - phi against -(rho - N rho/2) ||E 1||^2.
Sides change(const BiasUpdate& t, bool below) {
  if (!t.hypothesis) return hypothesis_not_met();
  const Ball grown = t.at.phi_where(PenaltyBlock::b, t.after(t.at.rho)) - t.at.phi();
  const Ball said = (Ball(0.5) * t.at.samples() - Ball(1.0)) * t.at.rho * norm_squared(row_sums(t.at.E()));
  return below ? Sides{grown, said, true, t.size()} : Sides{said, grown, true, t.size()};
}

}  // namespace

Claim claim() {
  using Terms = BiasUpdate;
  Claim claim = false_dlam_claim("dlam-eq-3", "(3)", "phi(b - grad/rho) <= phi(Y) for every Y", [] {
    Instance instance = scalar_penalty(0, 0, 1, 0, 1);
    instance.family = "two samples";
    for (const char* name : {"A", "Z"}) instance.set(name, Matrix<double>(Matrix<double>::Zero(1, 2)));
    instance.set("Y", Matrix<double>(Matrix<double>::Zero(1, 1)));
    return instance;
  });
  set_bias_update(claim);
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return least(t); },
      {{"phi(b - grad/rho) <= phi(b)",
        [](const Terms& t) {
          Sides s = least(t);
          if (s.hypothesis) s.right = t.at.phi();
          return s;
        }},
       {"N = 3", [](const Terms& t) { return t.at.A.cols() == 3 ? least(t) : hypothesis_not_met(); }},
       {"N = 1", [](const Terms& t) { return t.at.A.cols() == 1 ? least(t) : hypothesis_not_met(); }, true},
       {"phi' - phi <= -(rho - N rho/2) ||E 1||^2", [](const Terms& t) { return change(t, true); }, true},
       {"-(rho - N rho/2) ||E 1||^2 <= phi' - phi", [](const Terms& t) { return change(t, false); }, true}});
  return claim;
}

}  // namespace lysep::dlam_eq_3_claim
