// (A.15) as printed: (1/N) [-Y/H + ((1 - Y)/(1 - H)) o H] is the gradient of the cross-entropy (A.14) in H. FALSE for
// the label 0: at H = 1/2, Y = 0, N = 1 it is 2, the formula gives 1. The last factor H does not belong there:
// bsum-equation-a.15-corrected.
#include "proofs-check/claims/bsum/losses/loss_terms.hpp"

namespace lysep::bsum_equation_a_15_claim {
namespace {

using namespace bsum;
using Terms = LossPoint;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-equation-a.15";
  claim.source = "bsum";
  claim.equation = "(A.15)";
  claim.statement = "d/dt l(H + t D) = <(1/N) [-Y/H + ((1 - Y)/(1 - H)) o H], D> at t = 0, l of (A.14)";
  claim.hypotheses = {"0 < H < 1", "Y of 0 and 1"};
  claim.relation = Relation::equals;
  claim.expected = false;
  claim.arrays = loss_arrays();
  claim.generate = [](Draw& draw) { return loss_instance(draw, Loss::cross_entropy); };
  claim.counterexample = [] {
    Instance i;
    i.family = "label 0";
    i.set("H", Matrix<double>(Matrix<double>::Constant(1, 1, 0.5)));
    i.set("Y", Matrix<double>(Matrix<double>::Zero(1, 1)));
    i.set("direction", Matrix<double>(Matrix<double>::Ones(1, 1)));
    i.set("c", 1.0);
    return i;
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.along(Loss::cross_entropy, t.cross_entropy_gradient(true)); },
      {{"1 for 1/N",
        [](const Terms& t) { return t.along(Loss::cross_entropy, scaled(t.N(), t.cross_entropy_gradient(true))); }},
       {"Y/H for -Y/H",
        [](const Terms& t) {
          return t.along(Loss::cross_entropy, t.entries([&](const Ball& h, const Ball& y) {
            return (y / h + (Ball(1.0) - y) / (Ball(1.0) - h) * h) / t.N();
          }));
        }},
       {"Y = 1",
        [](const Terms& t) {
          return is_one_of(t.Y, 1.0, 1.0) ? t.along(Loss::cross_entropy, t.cross_entropy_gradient(true))
                                          : hypothesis_not_met();
        },
        true}});
  return claim;
}

}  // namespace lysep::bsum_equation_a_15_claim
