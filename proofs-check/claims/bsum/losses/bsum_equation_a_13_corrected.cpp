// Corrects (A.13): the gradient of the exponential loss (A.12), with the 1/N of both places,
//   (2/N) (H - Y) exp(||H - Y||^2 / (c N)).
#include "proofs-check/claims/bsum/losses/loss_terms.hpp"

namespace lysep::bsum_equation_a_13_corrected_claim {
namespace {

using namespace bsum;
using Terms = LossPoint;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-equation-a.13-corrected";
  claim.source = "bsum";
  claim.equation = "(A.13)";
  claim.statement = "d/dt c exp(||H + t D - Y||^2/(c N)) = <(2/N) (H - Y) exp(||H - Y||^2/(c N)), D> at t = 0";
  claim.hypotheses = {"c > 0"};
  claim.relation = Relation::equals;
  claim.arrays = loss_arrays();
  claim.generate = [](Draw& draw) { return loss_instance(draw, Loss::exponential); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) {
        return t.along(Loss::exponential, scaled(Ball(2.0) / t.N() * t.growth(Ball(1.0) / (t.c * t.N())), t.misfit()));
      },
      {{"2 for 2/N",
        [](const Terms& t) {
          return t.along(Loss::exponential, scaled(Ball(2.0) * t.growth(Ball(1.0) / (t.c * t.N())), t.misfit()));
        }},
       {"1/c for 1/(c N)",
        [](const Terms& t) {
          return t.along(Loss::exponential, scaled(Ball(2.0) / t.N() * t.growth(Ball(1.0) / t.c), t.misfit()));
        }},
       {"1/N for 1/(c N)",
        [](const Terms& t) {
          return t.along(Loss::exponential, scaled(Ball(2.0) / t.N() * t.growth(Ball(1.0) / t.N()), t.misfit()));
        }},
       {"2 c/N for 2/N",
        [](const Terms& t) {
          return t.along(Loss::exponential,
                         scaled(Ball(2.0) * t.c / t.N() * t.growth(Ball(1.0) / (t.c * t.N())), t.misfit()));
        }},
       {"without exp",
        [](const Terms& t) { return t.along(Loss::exponential, scaled(Ball(2.0) / t.N(), t.misfit())); }}});
  return claim;
}

}  // namespace lysep::bsum_equation_a_13_corrected_claim
