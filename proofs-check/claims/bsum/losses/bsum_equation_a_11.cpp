// (A.11): the gradient of the squared loss (16) in the outputs is (2/N)(H - Y). Left: its derivative along D by dual
// numbers.
#include "proofs-check/claims/bsum/losses/loss_terms.hpp"

namespace lysep::bsum_equation_a_11_claim {
namespace {

using namespace bsum;
using Terms = LossPoint;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-equation-a.11";
  claim.source = "bsum";
  claim.equation = "(A.11), (16)";
  claim.statement = "d/dt ||H + t D - Y||^2 / N = <(2/N)(H - Y), D> at t = 0";
  claim.relation = Relation::equals;
  claim.arrays = loss_arrays();
  claim.generate = [](Draw& draw) { return loss_instance(draw, Loss::squared); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.along(Loss::squared, scaled(Ball(2.0) / t.N(), t.misfit())); },
      {{"1/N for 2/N", [](const Terms& t) { return t.along(Loss::squared, scaled(Ball(1.0) / t.N(), t.misfit())); }},
       {"2 for 2/N", [](const Terms& t) { return t.along(Loss::squared, scaled(Ball(2.0), t.misfit())); }},
       {"2/(d N) for 2/N",
        [](const Terms& t) { return t.along(Loss::squared, scaled(Ball(2.0) / (t.d() * t.N()), t.misfit())); }},
       {"Y - H for H - Y",
        [](const Terms& t) { return t.along(Loss::squared, scaled(Ball(-2.0) / t.N(), t.misfit())); }},
       {"H for H - Y", [](const Terms& t) { return t.along(Loss::squared, scaled(Ball(2.0) / t.N(), t.H)); }}});
  return claim;
}

}  // namespace lysep::bsum_equation_a_11_claim
