// Appendix A.5: the direction D = grad f minimises the linear bound f(W) + <G, V - W>. FALSE: a linear function has no
// minimum; at V = -D it is lower. On a ball about W it has one: bsum-equation-a.3-corrected.
#include "proofs-check/claims/bsum/bounds/model.hpp"

namespace lysep::bsum_equation_a_3_claim {
namespace {

using namespace bsum;
using Terms = Model;

Sides with(const Terms& t, const Matrix<Ball>& D) { return {inner(t.G, D), inner(t.G, t.V)}; }

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-equation-a.3";
  claim.source = "bsum";
  claim.equation = "A.5, (A.3)";
  claim.statement = "<G, D> <= <G, V>, D = G";
  claim.expected = false;
  claim.arrays = model_arrays();
  claim.generate = model_instance;
  claim.counterexample = [] { return scalar_model(0.0, -1.0, 1.0, 1.0); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return with(t, t.G); },
      {{"D = -G", [](const Terms& t) { return with(t, scaled(Ball(-1.0), t.G)); }},
       {"D = 0", [](const Terms& t) { return with(t, scaled(Ball(0.0), t.G)); }},
       {"D = G, V on the line of G beyond it",
        [](const Terms& t) { return inner(t.G, t.V) >= norm_squared(t.G) ? with(t, t.G) : hypothesis_not_met(); },
        true}});
  return claim;
}

}  // namespace lysep::bsum_equation_a_3_claim
