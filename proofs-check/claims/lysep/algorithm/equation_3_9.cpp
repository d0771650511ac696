// (3.9): as a function of W_l, 1 <= l <= L-1, S is a constant plus
//   omega_l ( ||W_l V_l - B_l||^2 + lambda_l ||W_l||^2 ),   B_l = c_l - b_l 1^T,
// so that for every other matrix W
//   S(W_l) - S(W) = omega_l ( ||W_l V_l - B_l||^2 - ||W V_l - B_l||^2 + lambda_l (||W_l||^2 - ||W||^2) ).
// Minimising (3.9) is minimising S only where omega_l > 0; where a later W_j is 0, S does not depend on W_l.
// Left: S twice by its definition (3.4); right: (3.9) with lambda_l as printed.
#include "proofs-check/claims/lysep/algorithm/blocks.hpp"

namespace lysep::equation_3_9_claim {
namespace {

struct Terms {
  Network network;
  Index l;
  Matrix<Ball> W;

  /// omega ( ... ) with another weight, regulariser or target.
  Sides with(const Ball& omega, const Ball& lambda, const Matrix<Ball>& target) const {
    const auto misfit = [&](const Matrix<Ball>& at) {
      return norm_squared(difference(product(at, network.V(l)), target));
    };
    const Matrix<Ball>& own = network.W(l);
    const Ball right = omega * (misfit(own) - misfit(W) + lambda * (norm_squared(own) - norm_squared(W)));
    const Ball left = loss_by_definition(network) - loss_where(network, Variable::W, l, W);
    return {left, right, true, loss_scale(network, norm(W)) * (Ball(1.0) + lambda)};
  }
  Sides with_lambda(const Ball& lambda) const { return with(network.omega(l), lambda, target(network, l)); }
  Sides with_sum(const LambdaSum& form) const { return with_lambda(lambda_as_printed(network, l, form)); }
};

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "equation-3.9";
  claim.equation = "(3.9)";
  claim.statement =
      "S(W_l) - S(W) = omega_l (||W_l V_l - B_l||^2 - ||W V_l - B_l||^2 + lambda_l (||W_l||^2 - ||W||^2))";
  claim.hypotheses = {"1 <= l <= L-1"};
  claim.relation = Relation::equals;
  claim.speaks_of_state = true;
  claim.arrays = {{"layer", "1", "l", Array::integer}, {"W", "p x q", "another matrix of W_l's shape"}};
  claim.generate = [](Draw& draw) { return block_instance(draw, Variable::W, "W", every_activation()); };
  set_sides<Terms>(
      claim,
      [](const Instance& i) {
        const Index l = any_hidden_layer(i);
        return Terms{Network(*i.state), l, block_matrix(i, "W", Variable::W, l)};
      },
      [](const Terms& t) { return t.with_sum({}); },
      {{"lambda_l without the neighbour's ||r_{l-1}||^2",
        [](const Terms& t) {
          LambdaSum form;
          form.neighbours = 0;
          return t.with_sum(form);
        }},
       {"the product in lambda_l from j = i",
        [](const Terms& t) {
          LambdaSum form;
          form.first = 0;
          return t.with_sum(form);
        }},
       {"lambda_l of norms that are not squared",
        [](const Terms& t) {
          LambdaSum form;
          form.squared = false;
          return t.with_sum(form);
        }},
       {"without lambda_l", [](const Terms& t) { return t.with_lambda(Ball(0.0)); }},
       {"omega_{l+1} for omega_l",
        [](const Terms& t) {
          return t.with(omega_after(t.network, t.l), lambda_as_printed(t.network, t.l), target(t.network, t.l));
        }},
       {"c_l for B_l",
        [](const Terms& t) {
          return t.with(t.network.omega(t.l), lambda_as_printed(t.network, t.l), t.network.c(t.l));
        }},
       {"lambda_l by its recurrence", [](const Terms& t) { return t.with_lambda(t.network.lambda(t.l)); }, true}});
  return claim;
}

}  // namespace lysep::equation_3_9_claim
