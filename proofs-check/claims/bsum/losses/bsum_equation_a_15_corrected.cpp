// Corrects (A.15): the gradient of the cross-entropy (A.14) in H is (1/N) [-Y/H + (1 - Y)/(1 - H)].
#include "proofs-check/claims/bsum/losses/loss_terms.hpp"

namespace lysep::bsum_equation_a_15_corrected_claim {
namespace {

using namespace bsum;
using Terms = LossPoint;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-equation-a.15-corrected";
  claim.source = "bsum";
  claim.equation = "(A.15)";
  claim.statement = "d/dt l(H + t D) = <(1/N) [-Y/H + (1 - Y)/(1 - H)], D> at t = 0, l of (A.14)";
  claim.hypotheses = {"0 < H < 1", "Y of 0 and 1"};
  claim.relation = Relation::equals;
  claim.arrays = loss_arrays();
  claim.generate = [](Draw& draw) { return loss_instance(draw, Loss::cross_entropy); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.along(Loss::cross_entropy, t.cross_entropy_gradient(false)); },
      {{"((1 - Y)/(1 - H)) o H, as printed",
        [](const Terms& t) { return t.along(Loss::cross_entropy, t.cross_entropy_gradient(true)); }},
       {"1 for 1/N",
        [](const Terms& t) { return t.along(Loss::cross_entropy, scaled(t.N(), t.cross_entropy_gradient(false))); }},
       {"1/(d N) for 1/N",
        [](const Terms& t) {
          return t.along(Loss::cross_entropy, scaled(Ball(1.0) / t.d(), t.cross_entropy_gradient(false)));
        }},
       {"H - Y", [](const Terms& t) { return t.along(Loss::cross_entropy, scaled(Ball(1.0) / t.N(), t.misfit())); }},
       {"(1/N) (H - Y)/(H (1 - H))",
        [](const Terms& t) {
          return t.along(Loss::cross_entropy, t.entries([&](const Ball& h, const Ball& y) {
            return (h - y) / (h * (Ball(1.0) - h)) / t.N();
          }));
        },
        true}});
  return claim;
}

}  // namespace lysep::bsum_equation_a_15_corrected_claim
