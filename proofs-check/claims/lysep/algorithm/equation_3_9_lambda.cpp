// The regularisers of (3.9) and, for l = L, of (3.15):
//   lambda_l = sum_{i<l} ( prod_{j=i+1}^{l-1} ||W_j||^2 ) ||W_i V_i - B_i||^2,   lambda_1 = 0, l = 1..L.
// Left: the program's recurrence lambda_{l+1} = lambda_l ||W_l||^2 + ||r_l||^2; right: the sum of products.
// For L = 2, lambda_L = ||W_1 X - B_1||^2.
#include "proofs-check/claims/lysep/algorithm/blocks.hpp"

namespace lysep::equation_3_9_lambda_claim {
namespace {

struct Terms {
  Network network;
  Index l;

  Sides against(const Ball& right) const { return {network.lambda(l), right, true, loss_scale(network)}; }
  Sides with_sum(const LambdaSum& form) const { return against(lambda_as_printed(network, l, form)); }
};

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "equation-3.9-lambda";
  claim.equation = "(3.9), (3.15)";
  claim.statement = "lambda_l = sum_{i<l} prod_{j=i+1}^{l-1} ||W_j||^2 ||W_i V_i - B_i||^2";
  claim.hypotheses = {"1 <= l <= L"};
  claim.relation = Relation::equals;
  claim.generate = [](Draw& draw) {
    Instance instance = layer_instance(draw, every_activation());
    const int L = static_cast<int>(instance.state->depth());
    instance.set("layer", draw.chance(0.3) ? L : draw.integer(1, L));
    return instance;
  };
  set_state_and_layer(claim, 0);
  set_sides<Terms>(
      claim,
      [](const Instance& i) {
        return Terms{Network(*i.state), layer_of(i, i.state->depth())};
      },
      [](const Terms& t) { return t.with_sum({}); },
      {{"without the neighbour's ||r_{l-1}||^2",
        [](const Terms& t) {
          LambdaSum form;
          form.neighbours = 0;
          return t.with_sum(form);
        }},
       {"the product from j = i",
        [](const Terms& t) {
          LambdaSum form;
          form.first = 0;
          return t.with_sum(form);
        }},
       {"the product to j = l",
        [](const Terms& t) {
          LambdaSum form;
          form.last = 1;
          return t.with_sum(form);
        }},
       {"norms for squared norms",
        [](const Terms& t) {
          LambdaSum form;
          form.squared = false;
          return t.with_sum(form);
        }},
       {"lambda_{l-1} ||W_{l-1}||^2 + ||W_{l-1} V_{l-1} - B_{l-1}||^2",
        [](const Terms& t) {
          if (t.l == 1) return t.against(Ball(0.0));
          return t.against(lambda_as_printed(t.network, t.l - 1) * norm_squared(t.network.W(t.l - 1)) +
                           norm_squared(residual_by_definition(t.network, t.l - 1)));
        },
        true}});
  return claim;
}

}  // namespace lysep::equation_3_9_lambda_claim
