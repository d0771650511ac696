// (A.17), with the sum over entries that the print lacks: the squared hinge loss (1/(2 c N)) sum max(0, 1 - Y o H)^2
// has the gradient -(1/(c N)) Y o max(0, 1 - Y o H) in H.
#include "proofs-check/claims/bsum/losses/loss_terms.hpp"

namespace lysep::bsum_equation_a_17_claim {
namespace {

using namespace bsum;
using Terms = LossPoint;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-equation-a.17";
  claim.source = "bsum";
  claim.equation = "(A.17)";
  claim.statement = "d/dt l(H + t D) = <-(1/(c N)) Y o max(0, 1 - Y o H), D> at t = 0";
  claim.hypotheses = {"c > 0"};
  claim.relation = Relation::equals;
  claim.arrays = loss_arrays();
  claim.generate = [](Draw& draw) { return loss_instance(draw, Loss::hinge); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) {
        return t.along(Loss::hinge, t.entries([&](const Ball& h, const Ball& y) {
          return Ball(-1.0) * y * max(Ball(0.0), Ball(1.0) - y * h) / (t.c * t.N());
        }));
      },
      {{"1/(2 c N) for 1/(c N)",
        [](const Terms& t) {
          return t.along(Loss::hinge, t.entries([&](const Ball& h, const Ball& y) {
            return Ball(-0.5) * y * max(Ball(0.0), Ball(1.0) - y * h) / (t.c * t.N());
          }));
        }},
       {"the other sign",
        [](const Terms& t) {
          return t.along(Loss::hinge, t.entries([&](const Ball& h, const Ball& y) {
            return Ball(1.0) * y * max(Ball(0.0), Ball(1.0) - y * h) / (t.c * t.N());
          }));
        }},
       {"1/c for 1/(c N)",
        [](const Terms& t) {
          return t.along(Loss::hinge, scaled(t.N(), t.entries([&](const Ball& h, const Ball& y) {
                           return Ball(-1.0) * y * max(Ball(0.0), Ball(1.0) - y * h) / (t.c * t.N());
                         })));
        }},
       {"without Y",
        [](const Terms& t) {
          return t.along(Loss::hinge, t.entries([&](const Ball& h, const Ball& y) {
            return -max(Ball(0.0), Ball(1.0) - y * h) / (t.c * t.N());
          }));
        }},
       {"1 - Y o H without max",
        [](const Terms& t) {
          return t.along(Loss::hinge, t.entries([&](const Ball& h, const Ball& y) {
            return -y * (Ball(1.0) - y * h) / (t.c * t.N());
          }));
        }},
       {"-(1/(c N)) max(0, Y - H) for Y = 1",
        [](const Terms& t) {
          return is_one_of(t.Y, 1.0, 1.0) ? t.along(Loss::hinge, t.entries([&](const Ball& h, const Ball& y) {
            return -max(Ball(0.0), y - h) / (t.c * t.N());
          }))
                                          : hypothesis_not_met();
        },
        true}});
  return claim;
}

}  // namespace lysep::bsum_equation_a_17_claim
