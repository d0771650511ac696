// The curvature of the squared cross-entropy in the logits: for z, u in R^J, a class y and R = l(z, y),
//   u^T Hess_z(l^2) u <= h_J(R) || u ||^2,   h_J(R) = max(4 s^2 + 4 R s (1 - s), [J >= 3] R s),   s = 1 - e^(-R).
// Proof: p = (1 - s) e_y + s q gives Hess = a v v^T + b Cov(q), v = q - e_y, a = 2 s^2 + 2 R s (1 - s), b = 2 R s; the
// worst q has one class (eigenvalue 2a) or two equal ones (b/2). Best possible in both groups: for J = 2 always
// attained along (-1, 1); for J >= 3 along e_j - e_y or e_j - e_k (curvature-attained). Left: dual numbers of second
// order from (2.1); right: the program's loss.
#include "proofs-check/claims/lysep/lipschitz/curvature_terms.hpp"

namespace lysep::curvature_claim {
namespace {

struct Terms {
  Ball curvature, R, s, size;  // u^T Hess u, l(z, y), 1 - e^(-R), ||u||^2
  Ball largest, spread;        // max u_j^2, ||u - mean||^2
  Index J;

  explicit Terms(const Instance& instance) {
    const Matrix<Ball> z = instance.balls("z"), u = instance.balls("direction");
    const Labels y = instance.labels("label");
    J = z.rows();
    curvature = curvature_along(z, y[0], u);
    R = losses_of(z, y)(0, 0);
    s = -expm1(-R);
    size = norm_squared(u);
    largest = squared(largest_entry(u));
    const Ball mean = total(u) / count(J);
    spread = norm_squared(u.unaryExpr([&](const Ball& x) { return x - mean; }));
  }
  Sides at_most(const Ball& h) const { return {curvature, h * size}; }
};

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "curvature";
  claim.equation = "(3.15) sharpened";
  claim.statement = "u^T Hess_z(l^2) u <= max(4 s^2 + 4 R s (1 - s), [J >= 3] R s) ||u||^2, s = 1 - e^(-R)";
  claim.hypotheses = {"J >= 2", "R = l(z, y)"};
  claim.constant_is_best_possible = true;
  claim.arrays = {
      {"z", "J x 1", "logits"}, {"direction", "J x 1", "u"}, {"label", "1", "the class, from 0", Array::label}};
  claim.generate = logits_and_direction;
  claim.group = [](const Instance& i) { return group_of_classes(i.matrix("z").rows()); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.at_most(curvature_bound(t.R, t.J)); },
      {{"without R s for J >= 3", [](const Terms& t) { return t.at_most(two_class_curvature(t.R)); }},
       {"R s/2 for R s",
        [](const Terms& t) { return t.at_most(max(two_class_curvature(t.R), Ball(0.5) * t.R * t.s)); }},
       {"2 R s (1 - s) for 4 R s (1 - s)",
        [](const Terms& t) {
          const Ball h = two_class_curvature(t.R) - Ball(2.0) * t.R * t.s * exp(-t.R);
          return t.at_most(t.J == 2 ? h : max(h, t.R * t.s));
        }},
       {"kappa for h_J", [](const Terms& t) { return t.at_most(kappa(t.R)); }},
       {"||u - mean u||^2/2 for ||u||^2",
        [](const Terms& t) -> Sides {
          return {t.curvature, Ball(0.5) * curvature_bound(t.R, t.J) * t.spread};
        }},
       {"max u_j^2 for ||u||^2",
        [](const Terms& t) -> Sides {
          return {t.curvature, curvature_bound(t.R, t.J) * t.largest};
        }},
       {"||u - mean u||^2 for ||u||^2",
        [](const Terms& t) -> Sides {
          return {t.curvature, curvature_bound(t.R, t.J) * t.spread};
        },
        true},
       {"max(kappa, R) for h_J", [](const Terms& t) { return t.at_most(max(kappa(t.R), t.R)); }, true}});
  return claim;
}

}  // namespace lysep::curvature_claim
