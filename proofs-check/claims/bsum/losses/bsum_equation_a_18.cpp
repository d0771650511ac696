// (A.18): the logistic loss (1/N) sum_n log(1 + exp(-y_n^T h_n)) has the gradient -(1/N) y_n / (1 + exp(y_n^T h_n)) in
// column n.
#include "proofs-check/claims/bsum/losses/loss_terms.hpp"

namespace lysep::bsum_equation_a_18_claim {
namespace {

using namespace bsum;
using Terms = LossPoint;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-equation-a.18";
  claim.source = "bsum";
  claim.equation = "(A.18)";
  claim.statement = "d/dt l(H + t D) = sum_n <-(1/N) y_n/(1 + exp(y_n^T h_n)), D_n> at t = 0";
  claim.relation = Relation::equals;
  claim.arrays = loss_arrays();
  claim.generate = [](Draw& draw) { return loss_instance(draw, Loss::logistic); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) {
        return t.along(Loss::logistic,
                       t.columns([&](const Ball& margin) { return Ball(-1.0) / (t.N() * (Ball(1.0) + exp(margin))); }));
      },
      {{"the other sign",
        [](const Terms& t) {
          return t.along(Loss::logistic, t.columns([&](const Ball& margin) {
            return Ball(1.0) / (t.N() * (Ball(1.0) + exp(margin)));
          }));
        }},
       {"1 for 1/N",
        [](const Terms& t) {
          return t.along(Loss::logistic,
                         t.columns([&](const Ball& margin) { return Ball(-1.0) / (Ball(1.0) + exp(margin)); }));
        }},
       {"exp(-y^T h)",
        [](const Terms& t) {
          return t.along(Loss::logistic, t.columns([&](const Ball& margin) {
            return Ball(-1.0) / (t.N() * (Ball(1.0) + exp(-margin)));
          }));
        }},
       {"exp(y^T h) alone",
        [](const Terms& t) {
          return t.along(Loss::logistic,
                         t.columns([&](const Ball& margin) { return Ball(-1.0) / (t.N() * exp(margin)); }));
        }},
       {"-(1/N) y exp(-y^T h)/(1 + exp(-y^T h))",
        [](const Terms& t) {
          return t.along(Loss::logistic, t.columns([&](const Ball& margin) {
            return -exp(-margin) / (t.N() * (Ball(1.0) + exp(-margin)));
          }));
        },
        true}});
  return claim;
}

}  // namespace lysep::bsum_equation_a_18_claim
