// F is convex in each of W_l, b_l, z_l and a_l, the others fixed: in one layer, with R the cross-entropy of Z and Omega
// = mu (||W||_1 + ||W||^2/2), along any direction 2 F <= F(+D) + F(-D). (The indicator is convex too:
// dlam-box-interval.) Equality where D A = 0 and mu = 0. F is not convex jointly in (W, a): W a = 1 at (2, 1/2) and at
// (-2, -1/2), and 0 between. It is jointly in (W, b, z).
#include "proofs-check/claims/dlam/models/penalty_layer.hpp"

namespace lysep::dlam_multi_convex_claim {
namespace {

struct Terms {
  explicit Terms(const Instance& i)
      : at(i), dW(i.balls("dW")), dA(i.balls("dA")), db(i.balls("db")), dZ(i.balls("dZ")), labels(i.labels("label")) {
    mu = i.ball("mu");
    block = i.number("block");
    hypothesis = at.hypothesis() && mu >= Ball(0.0) && block >= 0 && block <= 3;
  }
  PenaltyLayer at;
  Matrix<Ball> dW, dA, db, dZ;
  Labels labels;
  Ball mu;
  double block;
  bool hypothesis;

  Ball F(const PenaltyLayer& p) const {
    return p.phi() + total(losses_of(p.Z, labels)) + mu * (total(absolute(p.W)) + Ball(0.5) * norm_squared(p.W));
  }
  PenaltyLayer moved(bool W, bool b, bool z, bool a, double sign) const {
    PenaltyLayer there = at;
    const Ball s(sign);
    if (W) there.W = sum(at.W, scaled(s, dW));
    if (b) there.b = sum(at.b, scaled(s, db));
    if (z) there.Z = sum(at.Z, scaled(s, dZ));
    if (a) there.A = sum(at.A, scaled(s, dA));
    return there;
  }
  Sides convex(bool W, bool b, bool z, bool a) const {
    if (!hypothesis) return hypothesis_not_met();
    return {Ball(2.0) * F(at), F(moved(W, b, z, a, 1)) + F(moved(W, b, z, a, -1)), true, at.size()};
  }
};

Instance generate(Draw& draw) {
  const int J = draw.integer(2, 3), n = draw.integer(1, 3), N = draw.integer(1, 4);
  Instance instance = penalty_instance(draw, J, n, N);
  const auto direction = [&](Index rows, Index columns) { return draw.matrix(rows, columns, draw.magnitude(-3, 1)); };
  Matrix<double> dW = direction(J, n), A = instance.matrix("A");
  double mu = draw.chance(0.5) ? 0.0 : draw.magnitude(-3, 1);
  int block = draw.integer(0, 3);
  if (n >= 2 && draw.chance(0.2)) {
    instance.family = "A vanishes along the direction";
    A.row(1) = A.row(0);
    dW.setZero();
    dW.col(0).setConstant(draw.magnitude(-2, 1));
    dW.col(1) = -dW.col(0);
    block = 0;
    mu = 0;
  }
  Labels labels;
  for (int k = 0; k < N; ++k) labels.push_back(draw.integer(0, J - 1));
  instance.set("A", A);
  instance.set("dW", dW);
  instance.set("dA", direction(n, N));
  instance.set("db", direction(J, 1));
  instance.set("dZ", direction(J, N));
  instance.set("label", labels);
  instance.set("mu", mu);
  instance.set("block", block);
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim =
      dlam_claim("dlam-multi-convex", "Problem 2", "2 F <= F(+D) + F(-D) for a move D of W_l, b_l, z_l or a_l alone");
  claim.hypotheses = {"rho > 0", "mu >= 0"};
  claim.arrays = {{"W", "J x n", "weights"},
                  {"A", "n x N", "inputs"},
                  {"b", "J x 1", "biases"},
                  {"Z", "J x N", "logits"},
                  {"dW", "J x n", "a move of W"},
                  {"dA", "n x N", "of A"},
                  {"db", "J x 1", "of b"},
                  {"dZ", "J x N", "of Z"},
                  {"rho", "1", "the penalty parameter"},
                  {"mu", "1", "of Omega"},
                  {"label", "N", "classes, from 0", Array::label},
                  {"block", "1", "0 W, 1 b, 2 z, 3 a", Array::integer}};
  claim.generate = generate;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.convex(t.block == 0, t.block == 1, t.block == 2, t.block == 3); },
      {{"jointly in (W, a)", [](const Terms& t) { return t.convex(true, false, false, true); }},
       {"strictly: 1e-6 ||dW||^2 to spare",
        [](const Terms& t) {
          Sides s = t.convex(true, false, false, false);
          s.left += Ball(1e-6) * norm_squared(t.dW);
          return s;
        }},
       {"jointly in (W, b, z)", [](const Terms& t) { return t.convex(true, true, true, false); }, true},
       {"jointly in (b, z, a)", [](const Terms& t) { return t.convex(false, true, true, true); }, true}});
  return claim;
}

}  // namespace lysep::dlam_multi_convex_claim
