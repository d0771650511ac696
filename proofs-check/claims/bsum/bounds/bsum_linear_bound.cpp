// Appendix A.5: where f is concave in a block its linear part at w is an upper bound, without gamma. TRUE; here s, b <=
// 0.
#include "proofs-check/claims/bsum/bounds/hyperbola.hpp"

namespace lysep::bsum_linear_bound_claim {
namespace {

using namespace bsum;
using Terms = Hyperbola;

Sides with(const Terms& t, bool hypothesis, double slope = 1.0, double sign = 1.0) {
  if (!hypothesis) return hypothesis_not_met();
  return {Ball(sign) * (t.f(t.v) - t.f(t.w) - Ball(slope) * t.slope() * (t.v - t.w)), Ball(0.0), true, t.size()};
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-linear-bound";
  claim.source = "bsum";
  claim.equation = "A.5";
  claim.statement = "f(v) <= f(w) + f'(w)(v - w), f concave";
  claim.hypotheses = {"s, b <= 0"};
  claim.arrays = hyperbola_arrays();
  claim.generate = [](Draw& draw) {
    Instance i = hyperbola_instance(draw);
    if (draw.chance(0.2)) return i;
    for (const char* name : {"s", "b"}) i.set(name, -std::abs(i.number(name)));
    i.family = "concave";
    return i;
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return with(t, t.s <= Ball(0.0) && t.b <= Ball(0.0)); },
      {{"f of any bend", [](const Terms& t) { return with(t, true); }},
       {"f convex", [](const Terms& t) { return with(t, t.s >= Ball(0.0) && t.b >= Ball(0.0)); }},
       {"2 f'(w)", [](const Terms& t) { return with(t, t.s <= Ball(0.0) && t.b <= Ball(0.0), 2.0); }},
       {"f convex, the contrary",
        [](const Terms& t) { return with(t, t.s >= Ball(0.0) && t.b >= Ball(0.0), 1.0, -1.0); }, true}});
  return claim;
}

}  // namespace lysep::bsum_linear_bound_claim
