// Both terms of h_J are attained at finite logits, R = l(z, y), s = 1 - e^(-R):
//   J = 2: z = (-m/2, m/2), u = (-1, 1):      u^T Hess_z(l^2) u = (4 s^2 + 4 R s (1 - s)) || u ||^2,
//   J = 3: z = (-m, 0, 0),  u = (0, 1, -1):   u^T Hess_z(l^2) u = R s || u ||^2,   the first class true.
// Left: dual numbers of second order from (2.1); right: the program's loss.
#include "proofs-check/claims/lysep/lipschitz/curvature_terms.hpp"

namespace lysep::curvature_attained_claim {
namespace {

struct Terms {
  Index J;
  Ball margin, curvature, R, s;

  explicit Terms(const Instance& instance)
      : J(static_cast<Index>(instance.number("classes"))), margin(instance.ball("margin")) {
    if (!spoken_of()) return;
    Matrix<Ball> z = Matrix<Ball>::Constant(J, 1, Ball(0.0)), u = z;
    u(J - 2, 0) = Ball(J == 2 ? -1.0 : 1.0);
    u(J - 1, 0) = -u(J - 2, 0);
    z(0, 0) = J == 2 ? Ball(-0.5) * margin : -margin;
    if (J == 2) z(1, 0) = -z(0, 0);
    curvature = curvature_along(z, 0, u);
    R = losses_of(z, {0})(0, 0);
    s = -expm1(-R);
  }
  bool spoken_of() const { return J == 2 || J == 3; }
};

/// The curvature equals 2 (a s^2 + b R s (1 - s)) for J = 2, 2 other for J = 3.
Sides equals(const Terms& t, double a, double b, const Ball& other) {
  if (!t.spoken_of()) return hypothesis_not_met();
  const Ball h = t.J == 2 ? Ball(a) * t.s * t.s + Ball(b) * t.R * t.s * exp(-t.R) : other;
  return {t.curvature, Ball(2.0) * h};
}

Instance margin_instance(Draw& draw) {
  Instance instance;
  instance.family = "any margin";
  double margin = draw.symmetric(draw.magnitude(-3, 1.5));
  if (draw.chance(0.15)) {
    instance.family = "extreme margins";
    margin = draw.symmetric(700.0);
  }
  instance.set("margin", draw.chance(0.02) ? 0.0 : margin);
  instance.set("classes", draw.integer(2, 3));
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "curvature-attained";
  claim.equation = "(3.15) sharpened";
  claim.statement = "u^T Hess_z(l^2) u = h ||u||^2, h = 4 s^2 + 4 R s (1 - s) (J = 2) or R s (J = 3), at some z, u";
  claim.hypotheses = {"J = 2, z = (-m/2, m/2), u = (-1, 1), or J = 3, z = (-m, 0, 0), u = (0, 1, -1); y = 0"};
  claim.relation = Relation::equals;
  claim.arrays = {{"margin", "1", "m"}, {"classes", "1", "J, 2 or 3", Array::integer}};
  claim.generate = margin_instance;
  claim.group = [](const Instance& i) { return group_of_classes(static_cast<Index>(i.number("classes"))); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return equals(t, 4.0, 4.0, t.R * t.s); },
      {{"2 s^2 for 4 s^2", [](const Terms& t) { return equals(t, 2.0, 4.0, t.R * t.s); }},
       {"2 R s (1 - s) for 4 R s (1 - s)", [](const Terms& t) { return equals(t, 4.0, 2.0, t.R * t.s); }},
       {"R for R s", [](const Terms& t) { return equals(t, 4.0, 4.0, t.R); }},
       {"R s^2 for R s", [](const Terms& t) { return equals(t, 4.0, 4.0, t.R * t.s * t.s); }},
       {"m for R", [](const Terms& t) { return equals(t, 4.0, 4.0, t.margin * t.s); }},
       {"1/(1 + 1/(2 e^m)) for s, J = 3",
        [](const Terms& t) {
          const Ball s = Ball(1.0) / (Ball(1.0) + Ball(0.5) * exp(-t.margin));
          return equals(t, 4.0, 4.0, t.R * s);
        },
        true}});
  return claim;
}

}  // namespace lysep::curvature_attained_claim
