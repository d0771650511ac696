// Property 3 of appendix C.1 in its second reading: a composition of concave non-decreasing functions is concave. Here
// -phi(-u).
#include "proofs-check/claims/bsum/activations/scalar_functions.hpp"

namespace lysep::bsum_property_3_concave_claim {
namespace {

using namespace bsum;
using Terms = Composed;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-property-3-concave";
  claim.source = "bsum";
  claim.equation = "Property 3";
  claim.statement = "mean of phi_3(phi_2(phi_1(u))) at x, y <= it at (x + y)/2, each concave and non-decreasing";
  claim.hypotheses = {"0 < a <= 1"};
  claim.arrays = composed_arrays();
  claim.generate = composed_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.composed(Terms::reflected_is_concave); },
      {{"a weight -1 before the last", [](const Terms& t) { return t.composed(Terms::reflected_is_concave, -1.0); }},
       {"the contrary", [](const Terms& t) { return t.composed(Terms::reflected_is_not_concave); }},
       {"0.1 (x - y)^2 more on the left",
        [](const Terms& t) { return t.composed(Terms::reflected_is_concave, 1.0, 0.1); }},
       {"a weight 2 before the last", [](const Terms& t) { return t.composed(Terms::reflected_is_concave, 2.0); },
        true}});
  return claim;
}

}  // namespace lysep::bsum_property_3_concave_claim
