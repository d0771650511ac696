// The gradient of S = ||R||^2 at r = 0 in all parameters, and the rank-one rows of the Jacobian it is made of:
//   grad S = 2 J^T R,  row n of J in layer l: delta_ln (V_ln; 1)^T,  delta_L = p - a,
//   delta_l = (W_{l+1}^T delta_{l+1}) o sigma'(c_l).
// Left: <grad S, x> with the program's J^T R; right: d/dt ||R(theta + t x)||^2 at 0 by dual numbers.
#include "proofs-check/claims/lysep/joint/joint_terms.hpp"

namespace lysep::joint_gradient_claim {
namespace {

struct Terms {
  JointTerms at;
  Matrix<Ball> x;

  explicit Terms(const Instance& i) : at(*i.state), x(joint_direction(i)) {}

  Sides against(const Ball& left) const {
    const Ball scale = sqrt(norm_squared(at.gradient) * norm_squared(x)) + at.network.S();
    return {left, feasible_loss_derivative(at.network, x), at.network.L >= 2, scale};
  }
  /// How a changed J^T u is formed.
  struct Form {
    bool slopes = true, labels = true, biases = true, losses = true;
  };
  /// 2 sum_n R_n sum_l <delta_ln, dW_l V_ln + db_l>, written anew.
  Ball composed(const Form& form) const {
    const Network& net = at.network;
    Matrix<Ball> delta = at.delta(net.L);
    if (!form.labels) delta = sum(delta, one_hot(net.labels, net.J));
    const Matrix<Ball> along = [&] {
      Matrix<Ball> sums = Matrix<Ball>::Constant(1, net.N, Ball(0.0));
      for (Index l = net.L, end = x.cols(); l >= 1; --l) {
        const Index q = net.W(l).cols() + (l < net.L ? 1 : 0);
        end -= net.W(l).rows() * q;
        for (Index n = 0; n < net.N; ++n) {
          for (Index i = 0; i < delta.rows(); ++i) {
            Ball moved(0.0);
            for (Index j = 0; j < net.W(l).cols(); ++j) moved += x(0, end + i * q + j) * net.V(l)(j, n);
            if (form.biases && l < net.L) moved += x(0, end + i * q + q - 1);
            sums(0, n) += delta(i, n) * moved;
          }
        }
        if (l == 1) break;
        delta = transposed_product(net.W(l), delta);
        if (form.slopes) delta = entrywise_product(delta, activation_slopes(net.chain.activation, net.c(l - 1)));
      }
      return sums;
    }();
    return Ball(2.0) * (form.losses ? inner(along, net.R) : total(along));
  }
};

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "joint-gradient";
  claim.statement = "grad S = 2 J^T R, row n of J in layer l: delta_ln (V_ln; 1)^T";
  claim.hypotheses = {"sigma is differentiable"};
  claim.relation = Relation::equals;
  set_feasible_state(claim);
  claim.arrays = {{"direction", "1 x P", "x, of each layer (W_l b_l), row after row"}};
  claim.generate = joint_direction_instance;
  using Form = Terms::Form;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.against(Ball(2.0) * inner(t.at.gradient, t.x)); },
      {{"without the factor 2", [](const Terms& t) { return t.against(inner(t.at.gradient, t.x)); }},
       {"without sigma'",
        [](const Terms& t) {
          return t.against(t.composed(Form{false, true, true, true}));
        }},
       {"p for p - a",
        [](const Terms& t) {
          return t.against(t.composed(Form{true, false, true, true}));
        }},
       {"without the 1 of (V; 1)",
        [](const Terms& t) {
          return t.against(t.composed(Form{true, true, false, true}));
        }},
       {"1 for R_n",
        [](const Terms& t) {
          return t.against(t.composed(Form{true, true, true, false}));
        }},
       {"written anew", [](const Terms& t) { return t.against(t.composed(Form{})); }, true}});
  return claim;
}

}  // namespace lysep::joint_gradient_claim
