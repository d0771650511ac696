// (A.13) as printed: the gradient of the exponential loss c exp(||H - Y||^2/(c N)) of (A.12) would be 2 (H - Y) exp(||H
// - Y||^2/c). FALSE for N >= 2: both factors lack 1/N. The smallest witness has N = 2, d = 1. As it is:
// bsum-equation-a.13-corrected.
#include "proofs-check/claims/bsum/losses/loss_terms.hpp"

namespace lysep::bsum_equation_a_13_claim {
namespace {

using namespace bsum;
using Terms = LossPoint;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-equation-a.13";
  claim.source = "bsum";
  claim.equation = "(A.13)";
  claim.statement = "d/dt c exp(||H + t D - Y||^2/(c N)) = <2 (H - Y) exp(||H - Y||^2/c), D> at t = 0";
  claim.hypotheses = {"c > 0"};
  claim.relation = Relation::equals;
  claim.expected = false;
  claim.arrays = loss_arrays();
  claim.generate = [](Draw& draw) { return loss_instance(draw, Loss::exponential); };
  claim.counterexample = [] {
    Instance i;
    i.family = "two samples";
    i.set("H", Matrix<double>(Matrix<double>::Ones(1, 2)));
    i.set("Y", Matrix<double>(Matrix<double>::Zero(1, 2)));
    i.set("direction", Matrix<double>(Matrix<double>::Identity(1, 2)));
    i.set("c", 1.0);
    return i;
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) {
        return t.along(Loss::exponential, scaled(Ball(2.0) * t.growth(Ball(1.0) / t.c), t.misfit()));
      },
      {{"2/N for 2",
        [](const Terms& t) {
          return t.along(Loss::exponential, scaled(Ball(2.0) / t.N() * t.growth(Ball(1.0) / t.c), t.misfit()));
        }},
       {"1/(c N) for 1/c",
        [](const Terms& t) {
          return t.along(Loss::exponential, scaled(Ball(2.0) * t.growth(Ball(1.0) / (t.c * t.N())), t.misfit()));
        }},
       {"2/c for 2",
        [](const Terms& t) {
          return t.along(Loss::exponential, scaled(Ball(2.0) / t.c * t.growth(Ball(1.0) / t.c), t.misfit()));
        }},
       {"N = 1",
        [](const Terms& t) {
          return t.H.cols() == 1 ? t.along(Loss::exponential, scaled(Ball(2.0) * t.growth(Ball(1.0) / t.c), t.misfit()))
                                 : hypothesis_not_met();
        },
        true}});
  return claim;
}

}  // namespace lysep::bsum_equation_a_13_claim
