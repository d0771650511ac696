// Corrects bsum-exp-concave: exponentially concave means that exp(-a l) is concave; for the logistic loss it is 1/(1 +
// e^-u)^a, concave exactly where e^u >= a.
#include "proofs-check/claims/bsum/convexity/block_pair.hpp"

namespace lysep::bsum_exp_concave_corrected_claim {
namespace {

using namespace bsum;
using Terms = ScalarPair;

/// exp(-a l) is concave (sign 1) or convex (-1) where e^u >= factor a.
Sides with(const Terms& t, double factor, double sign = 1.0) {
  if (!(t.a > Ball(0.0)) || !(exp(min(t.x, t.y)) >= Ball(factor) * t.a)) return hypothesis_not_met();
  const auto f = [&](const Ball& u) { return exp(-t.a * value_of(Scalar::softplus, u, -u)); };
  const Ball first = f(t.x), second = f(t.y), middle = f(Ball(0.5) * (t.x + t.y));
  return {Ball(0.0), Ball(sign) * (middle - Ball(0.5) * (first + second)), true, first + second};
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-exp-concave-corrected";
  claim.source = "bsum";
  claim.equation = "Appendix A.2";
  claim.statement = "0 <= e((x + y)/2) - mean of e(x), e(y), e = exp(-a l), l = log(1 + e^-u), e^x, e^y >= a";
  claim.hypotheses = {"a > 0", "e^x, e^y >= a"};
  claim.arrays = scalar_pair_arrays();
  claim.generate = [](Draw& draw) {
    Instance i = scalar_pair_instance(draw);
    const double ln_a = draw.uniform(-2.0, 2.0), least = draw.chance(0.7) ? ln_a : ln_a - 0.6;
    i.set("a", exp(ln_a));
    for (const char* u : {"x", "y"}) i.set(u, least + std::abs(i.number(u)));
    return i;
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return with(t, 1.0); },
      {{"any x, y", [](const Terms& t) { return with(t, 0.0); }},
       {"e^x, e^y >= a/2", [](const Terms& t) { return with(t, 0.5); }},
       {"convex", [](const Terms& t) { return with(t, 1.0, -1.0); }},
       {"e^x, e^y >= 2 a", [](const Terms& t) { return with(t, 2.0); }, true}});
  return claim;
}

}  // namespace lysep::bsum_exp_concave_corrected_claim
