// (3.32): the gradient step of c_l by itself, l = L-1 and l <= L-2,
//   S(c_l^{k+1}) <= S(c_l^k),  c_l^{k+1} = c_l^k - tau grad_{c_l} S,  0 < tau <= 2/C_l,
// with Lemma 3.3's C_l at the current W_{l+1}, b_{l+1}, c_{l+1}; the gradient is (3.12) or (3.14), S the definition.
// C_l is not best possible in N; for l <= L-2 its parts are approached (large targets of sin, tanh at 0).
#include "proofs-check/claims/lysep/descent/iterate.hpp"

namespace lysep::equation_3_32_claim {
namespace {

Index layer(const Iterate& t, const Instance& i) {
  const auto l = static_cast<Index>(i.number("layer"));
  return takes_step(i) && l >= 1 && l < t.L ? l : 0;
}

bool stepped(Iterate& t, const Instance& i, Index l, const Matrix<Ball>& g, const Ball& C) {
  if (C.is_zero()) return true;  // W_{l+1} or a later layer is 0, and the gradient with it
  if (!C.is_positive()) return false;
  Iterate::step(t.c(l), g, i.ball("factor") / C);
  return true;
}

using Constant = Ball (*)(const Iterate&, Index);

/// The step with a changed constant of c_l, l <= L-2 or l = L-1.
Step with(bool last, Constant C) {
  return [=](Iterate& t, const Instance& i) {
    const Index l = layer(t, i);
    if (l == 0 || (l == t.L - 1) != last) return false;
    return stepped(t, i, l, t.auxiliary_gradient(l), C(t, l));
  };
}

/// The step with a changed gradient.
Step along(bool last, Matrix<Ball> (*g)(const Iterate&, Index)) {
  return [=](Iterate& t, const Instance& i) {
    const Index l = layer(t, i);
    if (l == 0 || (l == t.L - 1) != last) return false;
    return stepped(t, i, l, g(t, l), t.auxiliary_constant(l));
  };
}

Instance generate(Draw& draw) {
  Instance instance = auxiliary_step(draw);
  instance.data.erase("block");
  return instance;
}

Ball term_of_M1(const Iterate& t, Index l) {
  return Ball(2.0) * t.omega(l + 1) * squared(t.sigma.B) * norm_squared(t.W(l + 1));
}
Ball term_of_B(const Iterate& t, Index l) {
  return Ball(2.0) * t.omega(l + 1) * *t.sigma.M2 * norm(transposed_product(t.W(l + 1), t.target(l + 1)));
}
/// What C_{L-1} owes to M2.
Ball term_of_M2(const Iterate& t) {
  const Ball W = norm(t.W(t.L)), n = count(t.W(t.L).cols());
  return Ball(2.0) * W * sqrt(Ball(2.0) * count(t.N)) * *t.sigma.M2 *
         (Ball(2.0) * sqrt(n) * *t.sigma.M0 * W + log_of<Ball>(t.J));
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "equation-3.32";
  claim.equation = "(3.32)";
  claim.statement = "S(c_l - tau grad S) <= S(c_l), 0 < tau <= 2/C_l, 1 <= l <= L-1";
  claim.hypotheses = step_hypotheses();
  claim.arrays = factor_array();
  claim.arrays.push_back({"layer", "1", "l, 1..L-1", Array::integer});
  claim.generate = generate;
  using I = Iterate;
  const auto statement = [](I& t, const Instance& i) {
    const Index l = layer(t, i);
    return l > 0 && stepped(t, i, l, t.auxiliary_gradient(l), t.auxiliary_constant(l));
  };
  set_step(
      claim, statement,
      {{"tau = 4/C_l, l <= L-2", with(false, [](const I& t, Index l) { return Ball(0.5) * t.auxiliary_constant(l); })},
       {"tau = 2.1/C_l, l <= L-2",
        with(false, [](const I& t, Index l) { return t.auxiliary_constant(l) / Ball(1.05); })},
       {"C_l without M1^2 ||W||^2",
        with(false, [](const I& t, Index l) { return t.auxiliary_constant(l) - term_of_M1(t, l); })},
       {"C_l without M2 ||W^T B||",
        with(false, [](const I& t, Index l) { return t.auxiliary_constant(l) - term_of_B(t, l); })},
       {"omega_l for omega_{l+1} in C_l, l <= L-2", with(false,
                                                         [](const I& t, Index l) {
                                                           const Ball own = Ball(2.0) * t.omega(l);
                                                           const Ball rest = t.auxiliary_constant(l) - own;
                                                           return rest * norm_squared(t.W(l + 1)) + own;
                                                         })},
       {"the gradient's sign of the next residual",
        along(false,
              [](const I& t, Index l) { return difference(t.auxiliary_gradient(l), scaled(Ball(2.0), t.pull(l))); })},
       {"the gradient without 2 omega_l r_l", along(false, [](const I& t, Index l) { return t.pull(l); })},
       {"C_{L-1} without the term of M2",
        with(true, [](const I& t, Index l) { return t.auxiliary_constant(l) - term_of_M2(t); })},
       {"C_{L-1} without the 1",
        with(true, [](const I& t, Index l) { return t.auxiliary_constant(l) - Ball(2.0) * norm_squared(t.W(t.L)); })},
       {"C_{L-1}/2", with(true, [](const I& t, Index l) { return Ball(0.5) * t.auxiliary_constant(l); })},
       {"A - P for P - A",
        along(true,
              [](const I& t, Index l) { return difference(t.auxiliary_gradient(l), scaled(Ball(2.0), t.pull(l))); })},
       {"sqrt n for sqrt(nN) in C_l",
        with(false,
             [](const I& t, Index l) {
               const Ball n = count(t.c(l).rows()), common = *t.sigma.M0 * *t.sigma.M2 * norm_squared(t.W(l + 1));
               return t.auxiliary_constant(l) + Ball(2.0) * t.omega(l + 1) * common * (sqrt(n) - sqrt(n * count(t.N)));
             }),
        true}});
  return claim;
}

}  // namespace lysep::equation_3_32_claim
