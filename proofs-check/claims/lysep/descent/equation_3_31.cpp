// (3.31): the gradient step of W_L by itself,
//   S(W_L^{k+1}) <= S(W_L^k),  W_L^{k+1} = W_L^k - tau grad_{W_L} S,  0 < tau <= 2/C_L(R),
// where both iterates lie in the ball ||W_L|| <= R on which Lemma 3.3 holds. C_L(R) is not best possible: its term in R
// is about three times the largest curvature; 2 lambda_L alone is approached (a large lambda_L).
#include "proofs-check/claims/lysep/descent/iterate.hpp"

namespace lysep::equation_3_31_claim {
namespace {

/// Takes the step with the gradient and the constant given; false where it leaves the ball.
bool stepped(Iterate& t, const Instance& i, const Matrix<Ball>& g, const Ball& C) {
  const Ball R = i.ball("slack") * norm(t.W(t.L));
  if (!takes_step(i) || i.number("slack") < 1 || !C.is_positive()) return false;
  Iterate::step(t.W(t.L), g, i.ball("factor") / C);
  return norm(t.W(t.L)) <= R;
}

Ball constant(const Iterate& t, const Instance& i) { return t.output_constant(i.ball("slack") * norm(t.W(t.L))); }

Instance generate(Draw& draw) {
  Instance instance = output_step(draw);
  instance.data.erase("block");
  instance.data.erase("layer");
  instance.set("slack", draw.chance(0.4) ? 1 + draw.magnitude(-6, 0) : draw.uniform(1.0, 6.0));
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "equation-3.31";
  claim.equation = "(3.31)";
  claim.statement = "S(W_L - tau grad S) <= S(W_L), 0 < tau <= 2/C_L(R)";
  claim.hypotheses = {"|sigma| <= M0", "||W_L^k|| <= R and ||W_L^{k+1}|| <= R", "0 < tau <= 2/C_L(R)"};
  claim.arrays = factor_array();
  claim.arrays.push_back({"slack", "1", "R / ||W_L^k||, at least 1"});
  claim.generate = generate;
  using I = Iterate;
  set_step(
      claim, [](I& t, const Instance& i) { return stepped(t, i, t.output_gradient(), constant(t, i)); },
      {{"tau = 4/C_L",
        [](I& t, const Instance& i) { return stepped(t, i, t.output_gradient(), Ball(0.5) * constant(t, i)); }},
       {"lambda for 2 lambda in C_L",
        [](I& t, const Instance& i) { return stepped(t, i, t.output_gradient(), constant(t, i) - t.lambda(t.L)); }},
       {"A - P for P - A",
        [](I& t, const Instance& i) {
          const Matrix<Ball> g = t.output_gradient();
          return stepped(t, i, difference(g, scaled(Ball(2.0), t.loss_gradient())), constant(t, i));
        }},
       {"the gradient without 2 lambda W_L",
        [](I& t, const Instance& i) { return stepped(t, i, t.loss_gradient(), constant(t, i)); }},
       // The curvature is at most 2 lambda + N n M0^2 h, h(R_n) <= R_n + 2, R_n <= 2 sqrt(n) M0 R + ln J.
       {"half of the second term of C_L",
        [](I& t, const Instance& i) {
          return stepped(t, i, t.output_gradient(), Ball(0.5) * constant(t, i) + t.lambda(t.L));
        },
        true}});
  return claim;
}

}  // namespace lysep::equation_3_31_claim
