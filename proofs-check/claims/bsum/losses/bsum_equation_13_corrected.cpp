// Corrects (13): the gradient over a batch is unbiased for losses that are means over samples, as (16), (A.14), (A.17)
// and (A.18) are; here the logistic loss, the squared one as a true variant.
#include "proofs-check/claims/bsum/losses/loss_terms.hpp"

namespace lysep::bsum_equation_13_corrected_claim {
namespace {

using namespace bsum;
using Terms = LossPoint;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-equation-13-corrected";
  claim.source = "bsum";
  claim.equation = "(13), (A.18)";
  claim.statement = "mean over n of d/dt l(h_n + t d_n) = d/dt l(H + t D) at t = 0, l of (A.18)";
  claim.hypotheses = {"N >= 2"};
  claim.relation = Relation::equals;
  claim.arrays = loss_arrays();
  claim.generate = [](Draw& draw) {
    Instance i = loss_instance(draw, Loss::logistic);
    while (i.matrix("H").cols() < 2) i = loss_instance(draw, Loss::logistic);
    return i;
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.unbiased(Loss::logistic); },
      {{"the sum over n for the mean",
        [](const Terms& t) { return t.unbiased(Loss::logistic, static_cast<double>(t.H.cols())); }},
       {"the exponential loss", [](const Terms& t) { return t.unbiased(Loss::exponential); }},
       {"half of it", [](const Terms& t) { return t.unbiased(Loss::logistic, 0.5); }},
       {"the squared loss", [](const Terms& t) { return t.unbiased(Loss::squared); }, true},
       {"the hinge loss", [](const Terms& t) { return t.unbiased(Loss::hinge); }, true}});
  return claim;
}

}  // namespace lysep::bsum_equation_13_corrected_claim
