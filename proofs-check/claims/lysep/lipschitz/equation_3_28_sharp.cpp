// (3.28) sharpened: column by column R (p - a) is half the gradient of l^2 in the logits, whose Hessian is at most
// max(kappa, [J >= 3] R), kappa = max_R (4 s^2 + 4 R s (1 - s)) = 4.18133..., s = 1 - e^(-R). Hence
//   || H(c^) - H(c~) || <= (h/2) M1 || W_L ||_2^2 || c^ - c~ ||,
// h = kappa for J = 2, where sigma need not be bounded, and max(kappa, Rm) otherwise, Rm the bound of R in
// equation-3.27-sharp. Best possible: J = 2, W_L = v (-1, 1)^T, R = 3.14186, sigma with slope M1.
// Left: softmax and R as they are defined; right: the program's kappa, M0 and M1.
#include "proofs-check/claims/lysep/lipschitz/lipschitz_generators.hpp"
#include "proofs-check/claims/lysep/lipschitz/lipschitz_terms.hpp"

namespace lysep::equation_3_28_sharp_claim {
namespace {

using Terms = LastHiddenPair;

/// || H^ - H~ || <= (h/2) M1 || W_L ||_2^2 || c^ - c~ ||.
Sides with(const Terms& t, const Ball& h) {
  const Ball right = Ball(0.5) * h * t.bounds.M1 * squared(t.bounds.spectral) * t.distance();
  const bool hypothesis = t.points.network.J == 2 || t.bounded();
  const Ball left = t.distance().is_zero() ? Ball(0.0) : norm(difference(t.hat.H, t.tilde.H));
  return hypothesis ? Sides{left, right} : hypothesis_not_met();
}
Ball best(const Terms& t, const Ball& kappa) {
  return t.points.network.J == 2 ? kappa : max(kappa, t.bounds.largest_loss_sharp());
}
Ball kappa_value() { return kappa(Ball(0.0)); }

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "equation-3.28-sharp";
  claim.equation = "(3.28) sharpened";
  claim.statement = "||H(c^) - H(c~)|| <= (h/2) M1 ||W_L||_2^2 ||c^ - c~||, h = max(kappa, [J >= 3] Rm)";
  claim.hypotheses = {"L >= 2", "sigma is M1-Lipschitz", "J = 2 or |sigma| <= M0"};
  claim.constant_is_best_possible = true;
  claim.speaks_of_state = true;
  claim.arrays = last_pair_arrays();
  claim.generate = last_hidden_pair;
  set_sides<Terms>(
      claim, [](const Instance& i) { return LastHiddenPair(i); },
      [](const Terms& t) { return with(t, best(t, kappa_value())); },
      {{"4.18 for kappa", [](const Terms& t) { return with(t, best(t, Ball(4.18))); }},
       {"4 for kappa", [](const Terms& t) { return with(t, best(t, Ball(4.0))); }},
       {"kappa for J >= 3", [](const Terms& t) { return with(t, kappa_value()); }},
       {"M1^2 for M1", [](const Terms& t) { return with(t, t.bounds.M1 * best(t, kappa_value())); }},
       {"Rm + 4 for h",
        [](const Terms& t) {
          return t.bounded() ? with(t, t.bounds.largest_loss_sharp() + Ball(4.0)) : hypothesis_not_met();
        },
        true}});
  return claim;
}

}  // namespace lysep::equation_3_28_sharp_claim
