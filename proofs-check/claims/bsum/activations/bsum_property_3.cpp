// Property 3 of appendix C.1: a composition of convex non-decreasing functions of one number is convex. TRUE; it is
// what the proof of Proposition 1 rests on, and what it says nothing about is a weight between two of them
// (bsum-proposition-1-c1).
#include "proofs-check/claims/bsum/activations/scalar_functions.hpp"

namespace lysep::bsum_property_3_claim {
namespace {

using namespace bsum;
using Terms = Composed;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-property-3";
  claim.source = "bsum";
  claim.equation = "Property 3";
  claim.statement = "phi_3(phi_2(phi_1((x + y)/2))) <= mean of it at x, y, each convex and non-decreasing";
  claim.hypotheses = {"0 < a <= 1"};
  claim.arrays = composed_arrays();
  claim.generate = composed_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.composed(Terms::is_convex); },
      {{"a weight -1 before the last", [](const Terms& t) { return t.composed(Terms::is_convex, -1.0); }},
       {"the contrary", [](const Terms& t) { return t.composed(Terms::is_not_convex); }},
       {"0.1 (x - y)^2 more on the left", [](const Terms& t) { return t.composed(Terms::is_convex, 1.0, 0.1); }},
       {"a weight 2 before the last", [](const Terms& t) { return t.composed(Terms::is_convex, 2.0); }, true}});
  return claim;
}

}  // namespace lysep::bsum_property_3_claim
