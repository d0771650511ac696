// Property P4 of appendix A.3 for the bound (9): it is strongly convex with modulus gamma (which the print calls its
// Lipschitz constant). TRUE; equality always.
#include "proofs-check/claims/bsum/bounds/model.hpp"

namespace lysep::bsum_p4_claim {
namespace {

using namespace bsum;
using Terms = Model;

Sides with(const Terms& t, double factor) {  // factor 0: the modulus 1
  if (!t.is_positive()) return hypothesis_not_met();
  const Ball modulus = factor == 0.0 ? Ball(1.0) : Ball(factor) * t.gamma;
  const Ball mean = Ball(0.5) * (t.bound(t.V) + t.bound(t.U));
  return {modulus * norm_squared(difference(t.V, t.U)) / Ball(8.0), mean - t.bound(t.mean()), true, t.size(t.mean())};
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-p4";
  claim.source = "bsum";
  claim.equation = "A.3, P4";
  claim.statement = "gamma ||V - U||^2/8 <= mean of g(V), g(U) - g((V + U)/2), g of (9)";
  claim.hypotheses = {"gamma > 0"};
  claim.constant_is_best_possible = true;
  claim.arrays = model_arrays();
  claim.generate = model_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return with(t, 1.0); },
      {{"1.01 gamma", [](const Terms& t) { return with(t, 1.01); }},
       {"2 gamma", [](const Terms& t) { return with(t, 2.0); }},
       {"1 for gamma", [](const Terms& t) { return with(t, 0.0); }},
       {"gamma/2", [](const Terms& t) { return with(t, 0.5); }, true}});
  return claim;
}

}  // namespace lysep::bsum_p4_claim
