// Corrects bsum-softplus-exponential: f is convex where the output is not below the target, softplus(w) >= y = 1.
#include "proofs-check/claims/bsum/convexity/softplus_exponential.hpp"

namespace lysep::bsum_softplus_exponential_corrected_claim {
namespace {

using namespace bsum;
using Terms = ScalarPair;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-softplus-exponential-corrected";
  claim.source = "bsum";
  claim.equation = "(A.12), A.7";
  claim.statement =
      "0 <= mean of f(x), f(y) - f((x + y)/2), f(w) = exp((1 - softplus(w))^2), softplus(x), softplus(y) >= 1";
  claim.hypotheses = {"e^x, e^y >= e - 1"};
  claim.arrays = scalar_pair_arrays();
  claim.generate = [](Draw& draw) {
    Instance i = scalar_pair_instance(draw);
    if (draw.chance(0.15)) return i;
    for (const char* w : {"x", "y"}) i.set(w, 0.5414 + std::abs(i.number(w)));
    return i;
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return bend_of_softplus_exponential(t, is_above_target(t)); },
      {{"any x, y", [](const Terms& t) { return bend_of_softplus_exponential(t, true); }},
       {"concave", [](const Terms& t) { return bend_of_softplus_exponential(t, is_above_target(t), -1.0); }},
       {"0.2 (x - y)^2 for 0",
        [](const Terms& t) { return bend_of_softplus_exponential(t, is_above_target(t), 1.0, 0.2); }},
       {"0.02 (x - y)^2 for 0",
        [](const Terms& t) { return bend_of_softplus_exponential(t, is_above_target(t), 1.0, 0.02); }, true}});
  return claim;
}

}  // namespace lysep::bsum_softplus_exponential_corrected_claim
