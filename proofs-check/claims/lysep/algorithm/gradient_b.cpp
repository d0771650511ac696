// (3.11): the gradient of S in b_l, 1 <= l <= L-1: grad_{b_l} S = -2 omega_l r_l 1.
// Left: <grad, D> with the program's sums of the residual; right: dS(b_l + t D)/dt at 0 by dual numbers.
#include "proofs-check/claims/lysep/algorithm/blocks.hpp"

namespace lysep::gradient_b_claim {
namespace {

struct Terms {
  Direction at;
  Matrix<Ball> sums;  // r_l 1

  explicit Terms(const Instance& i) : at(i, Variable::b, any_hidden_layer(i)) {
    Vector<Ball> column;
    at.network.chain.at(at.l).shape->bias_sums(at.network.r(at.l), column);
    sums = column;
  }
  Ball gradient(const Ball& omega) const { return Ball(-2.0) * omega * at.along(sums); }
  Ball gradient() const { return gradient(at.network.omega(at.l)); }
};

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "gradient-b";
  claim.equation = "(3.11)";
  claim.statement = "grad_{b_l} S = -2 omega_l r_l 1";
  claim.hypotheses = {"1 <= l <= L-1"};
  claim.relation = Relation::equals;
  claim.speaks_of_state = true;
  claim.arrays = {{"layer", "1", "l", Array::integer}, {"direction", "p x 1", "D, of b_l's shape"}};
  claim.generate = [](Draw& draw) { return block_instance(draw, Variable::b, "direction", every_activation()); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.at.against_derivative(t.gradient()); },
      {{"without the factor 2", [](const Terms& t) { return t.at.against_derivative(t.gradient() * Ball(0.5)); }},
       {"+2 for -2", [](const Terms& t) { return t.at.against_derivative(-t.gradient()); }},
       {"the mean for the sum",
        [](const Terms& t) { return t.at.against_derivative(t.gradient() / t.at.network.samples()); }},
       {"omega_{l+1} for omega_l",
        [](const Terms& t) { return t.at.against_derivative(t.gradient(omega_after(t.at.network, t.at.l))); }},
       {"2 omega_l (N b_l - (c_l - W_l V_l) 1)",
        [](const Terms& t) {
          Ball along(0.0);
          const Matrix<Ball> r = residual_by_definition(t.at.network, t.at.l);
          for (Index i = 0; i < r.rows(); ++i) along += t.at.D(i, 0) * total(r.row(i));
          return t.at.against_derivative(Ball(-2.0) * t.at.network.omega(t.at.l) * along);
        },
        true}});
  return claim;
}

}  // namespace lysep::gradient_b_claim
