// (5) with R = (1/2) ||z - y||^2: z = (y + rho v)/(1 + rho) is the one minimiser of f(z) = R(z) + (rho/2) ||z - v||^2:
//   f(Y) = f(z) + ((1 + rho)/2) ||Y - z||^2 for every Y.
#include "proofs-check/claims/dlam/dlam_claim.hpp"
#include "proofs-check/enclosures/ball_matrix.hpp"

namespace lysep::dlam_eq_5_squared_claim {
namespace {

struct Terms {
  explicit Terms(const Instance& i) : y(i.balls("y")), v(i.balls("v")), Y(i.balls("Y")), rho(i.ball("rho")) {}
  Matrix<Ball> y, v, Y;
  Ball rho;

  Ball f(const Matrix<Ball>& z) const {
    return Ball(0.5) * (norm_squared(difference(z, y)) + rho * norm_squared(difference(z, v)));
  }
  /// z = (share_y y + share_v v)/(1 + rho).
  Sides minimised_at(const Ball& share_y, const Ball& share_v, double distance = 0.5) const {
    if (!(rho > Ball(0.0))) return hypothesis_not_met();
    const Ball size = norm_squared(y) + rho * norm_squared(v) + (Ball(1.0) + rho) * norm_squared(Y);
    const Matrix<Ball> z = scaled(Ball(1.0) / (Ball(1.0) + rho), sum(scaled(share_y, y), scaled(share_v, v)));
    return {f(Y), f(z) + Ball(distance) * (Ball(1.0) + rho) * norm_squared(difference(Y, z)), true, size};
  }
};

Instance generate(Draw& draw) {
  Instance instance;
  const int J = draw.integer(1, 4), N = draw.integer(1, 3);
  instance.family = "random";
  Matrix<double> y = Matrix<double>::Zero(J, N);
  for (int n = 0; n < N; ++n) y(draw.integer(0, J - 1), n) = 1;
  instance.set("y", y);
  instance.set("v", draw.matrix(J, N, draw.magnitude(-1, 1)));
  instance.set("Y", draw.matrix(J, N, draw.magnitude(-1, 1)));
  instance.set("rho", draw.magnitude(-3, 2));
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim =
      dlam_claim("dlam-eq-5-squared", "(5)", "f(Y) = f(z) + ((1 + rho)/2) ||Y - z||^2, z = (y + rho v)/(1 + rho)");
  claim.hypotheses = {"rho > 0", "R = (1/2) ||z - y||^2"};
  claim.relation = Relation::equals;
  claim.arrays = {{"y", "m x N", "targets"},
                  {"v", "m x N", "W a + b"},
                  {"Y", "m x N", "another z"},
                  {"rho", "1", "the penalty parameter"}};
  claim.generate = generate;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.minimised_at(Ball(1.0), t.rho); },
      {{"rho y + v", [](const Terms& t) { return t.minimised_at(t.rho, Ball(1.0)); }},
       {"y alone", [](const Terms& t) { return t.minimised_at(Ball(1.0), Ball(0.0)); }},
       {"1 + rho for (1 + rho)/2", [](const Terms& t) { return t.minimised_at(Ball(1.0), t.rho, 1); }}});
  return claim;
}

}  // namespace lysep::dlam_eq_5_squared_claim
