// Corrects bsum-logistic-function: the logistic function is convex on u <= 0, concave on u >= 0.
#include "proofs-check/claims/bsum/activations/scalar_functions.hpp"

namespace lysep::bsum_logistic_function_corrected_claim {
namespace {

using namespace bsum;
using Terms = ScalarPair;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-logistic-function-corrected";
  claim.source = "bsum";
  claim.equation = "Section 4.2";
  claim.statement = "sigma((x + y)/2) <= mean of sigma(x), sigma(y), sigma(u) = 1/(1 + e^-u), x, y <= 0";
  claim.hypotheses = {"x, y <= 0"};
  claim.arrays = scalar_pair_arrays();
  claim.generate = [](Draw& draw) {
    Instance i = scalar_pair_instance(draw);
    if (draw.chance(0.7)) {
      for (const char* u : {"x", "y"}) i.set(u, -std::abs(i.number(u)));
    }
    return i;
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.convex(Scalar::logistic, t.x <= Ball(0.0) && t.y <= Ball(0.0)); },
      {{"concave", [](const Terms& t) { return t.concave(Scalar::logistic, t.x <= Ball(0.0) && t.y <= Ball(0.0)); }},
       {"0.03 (x - y)^2 more on the left",
        [](const Terms& t) { return t.convex(Scalar::logistic, t.x <= Ball(0.0) && t.y <= Ball(0.0), 0.03); }},
       {"anywhere", [](const Terms& t) { return t.convex(Scalar::logistic, true); }},
       {"x + y <= 0", [](const Terms& t) { return t.convex(Scalar::logistic, t.x + t.y <= Ball(0.0)); }, true},
       {"x, y >= 0, concave",
        [](const Terms& t) { return t.concave(Scalar::logistic, t.x >= Ball(0.0) && t.y >= Ball(0.0)); }, true}});
  return claim;
}

}  // namespace lysep::bsum_logistic_function_corrected_claim
