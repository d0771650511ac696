// (2) with the square in P and Omega = 0 has one minimiser, W' = W^k - grad/theta entry by entry:
//   P(Y) = P(W') + ||theta o (Y - W')^{o2}||_1/2 for every Y.
#include "proofs-check/claims/dlam/models/model_P.hpp"

namespace lysep::dlam_model_P_literal_corrected_claim {
namespace {

struct Terms : ModelP {
  explicit Terms(const Instance& i) : ModelP(i) {}

  /// P(W^k + X) - phi, with `share` of theta.
  Ball model(const Matrix<Ball>& X, double share = 0.5) const {
    return inner(gradient, X) + Ball(share) * inner(theta, entrywise_product(X, X));
  }
  /// The minimiser's move with `factor` grad/theta.
  Sides minimised_by(double factor, double share = 0.5) const {
    if (!positive) return hypothesis_not_met();
    Matrix<Ball> X = gradient;
    for (Index i = 0; i < X.size(); ++i) X.data()[i] = Ball(-factor) * X.data()[i] / theta.data()[i];
    const Matrix<Ball> apart = difference(D, X);
    const Ball distance = Ball(share) * inner(theta, entrywise_product(apart, apart));
    return {model(D), model(X) + distance, true, abs(model(X)) + distance + quadratic()};
  }
};

}  // namespace

Claim claim() {
  Claim claim = dlam_claim("dlam-model-P-literal-corrected", "(2)",
                           "P(Y) = P(W') + ||theta o (Y - W')^{o2}||_1/2, W' = W^k - grad/theta");
  claim.relation = Relation::equals;
  claim.hypotheses = {"Omega = 0", "rho > 0", "theta > 0"};
  claim.arrays = model_P_arrays();
  claim.generate = model_P_instance;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.minimised_by(1); },
      {{"W^k + grad/theta", [](const Terms& t) { return t.minimised_by(-1); }},
       {"W^k - grad/(2 theta)", [](const Terms& t) { return t.minimised_by(0.5); }},
       {"theta for theta/2 in the distance", [](const Terms& t) { return t.minimised_by(1, 1.0); }}});
  return claim;
}

}  // namespace lysep::dlam_model_P_literal_corrected_claim
