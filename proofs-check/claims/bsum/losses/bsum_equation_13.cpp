// (13): the gradient over a batch of samples is an unbiased estimate of the gradient. FALSE for the exponential loss
// (A.12), which is not a mean over samples: exp(||H - Y||^2/(c N)) of all is not the mean of exp(||h_n - y_n||^2/c).
// The witness has the outputs 1 and 0 of two samples, Y = 0, c = 1: the mean is e, the derivative of the whole e^(1/2).
// bsum-equation-13-corrected.
#include "proofs-check/claims/bsum/losses/loss_terms.hpp"

namespace lysep::bsum_equation_13_claim {
namespace {

using namespace bsum;
using Terms = LossPoint;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-equation-13";
  claim.source = "bsum";
  claim.equation = "(13), (A.12)";
  claim.statement = "mean over n of d/dt l(h_n + t d_n) = d/dt l(H + t D) at t = 0, l of (A.12)";
  claim.hypotheses = {"c > 0", "N >= 2"};
  claim.relation = Relation::equals;
  claim.expected = false;
  claim.arrays = loss_arrays();
  claim.generate = [](Draw& draw) {
    Instance i = loss_instance(draw, Loss::exponential);
    while (i.matrix("H").cols() < 2) i = loss_instance(draw, Loss::exponential);
    return i;
  };
  claim.counterexample = [] {
    Instance i;
    i.family = "one sample misses";
    i.set("H", Matrix<double>(Matrix<double>::Identity(1, 2)));
    i.set("Y", Matrix<double>(Matrix<double>::Zero(1, 2)));
    i.set("direction", Matrix<double>(Matrix<double>::Identity(1, 2)));
    i.set("c", 1.0);
    return i;
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.unbiased(Loss::exponential); },
      {{"half of it", [](const Terms& t) { return t.unbiased(Loss::exponential, 0.5); }},
       {"the sum over n for the mean",
        [](const Terms& t) { return t.unbiased(Loss::exponential, static_cast<double>(t.H.cols())); }},
       {"H = Y", [](const Terms& t) { return t.unbiased(Loss::exponential, 1.0, norm_squared(t.misfit()).is_zero()); },
        true}});
  return claim;
}

}  // namespace lysep::bsum_equation_13_claim
