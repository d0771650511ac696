// The cross-entropy (A.14) behind a logistic output layer H = 1/(1 + exp(-U)), as section 6 has it: by (A.7) with the
// right (A.15) its gradient in U is (1/N)(H - Y), in which neither H nor 1 - H divides. The array H holds U.
#include "proofs-check/claims/bsum/losses/loss_terms.hpp"

namespace lysep::bsum_cross_entropy_logistic_claim {
namespace {

using namespace bsum;
using Terms = LossPoint;

/// The cross-entropy (A.14) of logistic outputs h = 1/(1 + e^(-u)): -log h = log(1 + e^(-u)).
Dual<Ball> summed(const Terms& t) {
  Dual<Ball> sum(0.0);
  for (Index i = 0; i < t.H.size(); ++i) {
    const Dual<Ball> u(t.H.data()[i], t.D.data()[i]), one(1.0), e = exp(-u);
    const Dual<Ball> h = one / (one + e), rest = e / (one + e);
    sum += t.Y.data()[i].is_zero() ? log1p(h / rest) : log1p(rest / h);
  }
  return sum;
}
Sides with(const Terms& t, const Matrix<Ball>& gradient) {
  if (!is_one_of(t.Y, 0.0, 1.0)) return hypothesis_not_met();
  return {summed(t).d / t.N(), inner(gradient, t.D), true, inner(absolute(gradient), absolute(t.D))};
}
Matrix<Ball> residual(const Terms& t, double sign = 1.0) {
  return t.entries([&](const Ball& u, const Ball& y) {  // h - y without cancellation
    const Ball e = exp((y.is_zero() ? Ball(-sign) : Ball(sign)) * u);
    return (y.is_zero() ? Ball(1.0) : Ball(-1.0)) / (Ball(1.0) + e);
  });
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-cross-entropy-logistic";
  claim.source = "bsum";
  claim.equation = "(A.7), (A.15)";
  claim.statement = "d/dt l(logistic(U + t D)) = <(1/N)(logistic(U) - Y), D> at t = 0, l of (A.14)";
  claim.hypotheses = {"Y of 0 and 1"};
  claim.relation = Relation::equals;
  claim.arrays = loss_arrays();
  claim.generate = [](Draw& draw) {
    Instance i = loss_instance(draw, Loss::cross_entropy);
    const Matrix<double> Y = i.matrix("Y");
    i.set("H", draw.matrix(Y.rows(), Y.cols(), draw.magnitude(-2, 2)));
    return i;
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return with(t, scaled(Ball(1.0) / t.N(), residual(t))); },
      {{"2/N for 1/N", [](const Terms& t) { return with(t, scaled(Ball(2.0) / t.N(), residual(t))); }},
       {"1 for 1/N", [](const Terms& t) { return with(t, residual(t)); }},
       {"Y - H", [](const Terms& t) { return with(t, scaled(Ball(-1.0) / t.N(), residual(t))); }},
       {"the logistic function of -U",
        [](const Terms& t) { return with(t, scaled(Ball(1.0) / t.N(), residual(t, -1.0))); }}});
  return claim;
}

}  // namespace lysep::bsum_cross_entropy_logistic_claim
