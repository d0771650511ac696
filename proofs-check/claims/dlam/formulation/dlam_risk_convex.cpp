// The risk R = l(z, y) has a gradient of Lipschitz constant 1/2 per sample: the largest eigenvalue of diag p - p p^T is
// at most 1/2, best possible at p = (1/2, 1/2, 0..). R >= 0 is convex, not strongly. Decided as a second derivative
// along u by dual numbers from R's definition.
#include "proofs-check/claims/dlam/dlam_claim.hpp"
#include "proofs-check/enclosures/definition.hpp"

namespace lysep::dlam_risk_convex_claim {
namespace {

struct Terms {
  explicit Terms(const Instance& i) : u(i.balls("u")) {
    const Matrix<Ball> z = i.balls("z");
    std::vector<Dual<Dual<Ball>>> dual;
    for (Index j = 0; j < z.rows(); ++j) dual.push_back(second_dual(z(j, 0), u(j, 0), u(j, 0)));
    curvature = cross_entropy_by_definition(dual, i.labels("label")[0]).d.d;
  }
  Matrix<Ball> u;
  Ball curvature;

  Sides at_most(double constant) const { return {curvature, Ball(constant) * norm_squared(u)}; }
};

Instance generate(Draw& draw) {
  Instance instance;
  const int J = draw.integer(2, 5);
  Matrix<double> z = draw.matrix(J, 1, draw.magnitude(-2, 1)), u = draw.matrix(J, 1, draw.magnitude(-2, 2));
  instance.family = "random";
  if (draw.chance(0.5)) {
    instance.family = "two classes alone";
    z.bottomRows(J - 2).setConstant(-100);
    z(1, 0) = z(0, 0) = draw.symmetric(1.0);
    z(1, 0) += draw.symmetric(1e-4);
    u.setZero();
    u(0, 0) = draw.sign() * draw.magnitude(-2, 2);
    u(1, 0) = -u(0, 0);
  }
  instance.set("z", z);
  instance.set("u", u);
  instance.set("label", Labels{draw.integer(0, J - 1)});
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim = dlam_claim("dlam-risk-convex", "Problem 1", "u^T R''(z) u <= (1/2) ||u||^2 for the cross-entropy R");
  claim.constant_is_best_possible = true;
  claim.arrays = {{"z", "J x 1", "logits of one sample"},
                  {"u", "J x 1", "a direction"},
                  {"label", "1", "class, from 0", Array::label}};
  claim.generate = generate;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.at_most(0.5); },
      {{"0.49", [](const Terms& t) { return t.at_most(0.49); }},
       {"1e-3 ||u||^2 <= u^T R'' u",
        [](const Terms& t) {
          return Sides{Ball(1e-3) * norm_squared(t.u), t.curvature};
        }},
       {"0 <= u^T R'' u",
        [](const Terms& t) {
          return Sides{Ball(0.0), t.curvature, true, norm_squared(t.u)};
        },
        true},
       {"1", [](const Terms& t) { return t.at_most(1); }, true}});
  return claim;
}

}  // namespace lysep::dlam_risk_convex_claim
