// What a step promises, for any x, solved for or not: with g = J^T R and res = -g - (J^T J + m I) x
//   ||R||^2 - ||R + J x||^2 = -<g, x> + m ||x||^2 + <res, x>.
#include "proofs-check/enclosures/ball_matrix.hpp"
#include "proofs-check/frame/claim.hpp"

namespace lysep::joint_prediction_claim {
namespace {

struct Terms {
  Matrix<Ball> J, R, x, g, residual;
  Ball m;

  explicit Terms(const Instance& i) : J(i.balls("J")), R(i.balls("R")), x(i.balls("x")), m(i.ball("m")) {
    g = transposed_product(J, R);
    const Matrix<Ball> A_x = sum(transposed_product(J, product(J, x)), scaled(m, x));
    residual = difference(scaled(Ball(-1.0), g), A_x);
  }
  Ball slope() const { return inner(g, x); }
  Ball damping() const { return m * norm_squared(x); }
  Ball rest() const { return inner(residual, x); }
  Sides with(const Ball& right) const {
    const Ball after = norm_squared(sum(R, product(J, x))), before = norm_squared(R);
    return {before - after, right, true, before + after + damping()};
  }
};

Instance generate(Draw& draw) {
  const int N = draw.integer(1, 4), P = draw.integer(1, 4);
  Instance instance;
  instance.family = "random";
  instance.set("J", draw.matrix(N, P, draw.magnitude(-2, 2)));
  instance.set("R", draw.matrix(N, 1, draw.magnitude(-2, 2)));
  instance.set("x", draw.matrix(P, 1, draw.magnitude(-2, 2)));
  instance.set("m", draw.magnitude(-4, 2));
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "joint-prediction";
  claim.equation = "joint steps";
  claim.statement = "||R||^2 - ||R + J x||^2 = -<g, x> + m ||x||^2 + <res, x>, g = J^T R, res = -g - (J^T J + m I) x";
  claim.relation = Relation::equals;
  claim.arrays = {{"J", "N x P", "the Jacobian"},
                  {"R", "N x 1", "the losses"},
                  {"x", "P x 1", "any step"},
                  {"m", "1", "the damping"}};
  claim.generate = generate;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.with(t.damping() + t.rest() - t.slope()); },
      {{"without m ||x||^2", [](const Terms& t) { return t.with(t.rest() - t.slope()); }},
       {"without <res, x>", [](const Terms& t) { return t.with(t.damping() - t.slope()); }},
       {"-2 <g, x>", [](const Terms& t) { return t.with(t.damping() + t.rest() - Ball(2.0) * t.slope()); }},
       {"m/2 for m", [](const Terms& t) { return t.with(Ball(0.5) * t.damping() + t.rest() - t.slope()); }},
       {"-2 <g, x> - ||J x||^2",
        [](const Terms& t) { return t.with(-(Ball(2.0) * t.slope() + norm_squared(product(t.J, t.x)))); }, true}});
  return claim;
}

}  // namespace lysep::joint_prediction_claim
