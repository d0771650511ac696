// The models touch phi where they begin: P(W^k) = U(b^k) = V(z^k) = Q(a^k) = phi. The model is written out as a
// quadratic in the block itself,
//   c/2 ||Y||^2 + <grad - c Y^k, Y> + phi - <grad, Y^k> + c/2 ||Y^k||^2,
// and taken at Y = Y^k.
#include "proofs-check/claims/dlam/models/quadratic_model.hpp"

namespace lysep::dlam_models_touch_claim {
namespace {

struct Terms : QuadraticModel {
  explicit Terms(const Instance& i) : QuadraticModel(i) {
    const Matrix<Ball>& Y = at.block(which);
    const Matrix<Ball> gradient = at.gradient(which);
    squares = Ball(0.5) * c * norm_squared(Y);
    linear = inner(difference(gradient, scaled(c, Y)), Y);
    along = inner(gradient, Y);
  }
  Ball squares, linear, along;

  Sides with(const Ball& constant) const {
    return {squares + linear + constant, at.phi(), hypothesis, at.size() + squares + abs(along)};
  }
};

Instance generate(Draw& draw) {
  const int which = draw.integer(0, 3);
  Instance instance = move_instance(draw, static_cast<PenaltyBlock>(which), rho_of);
  instance.set("block", which);
  instance.data.erase("D");
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim = dlam_claim("dlam-models-touch", "2.2", "P(W^k) = U(b^k) = V(z^k) = Q(a^k) = phi");
  claim.relation = Relation::equals;
  claim.hypotheses = {"rho > 0"};
  claim.arrays = penalty_arrays();
  claim.arrays.push_back({"c", "1", "the constant of the model"});
  claim.arrays.push_back({"block", "1", "0 W, 1 b, 2 z, 3 a", Array::integer});
  claim.generate = generate;
  set_sides<Terms>(
      claim,
      [](const Instance& i) {
        Instance with_move = i;
        const char* names[] = {"W", "b", "Z", "A"};
        const double which = i.number("block");
        with_move.data["D"] = i.data.at(names[which >= 0 && which <= 3 ? static_cast<int>(which) : 0]);
        return Terms(with_move);
      },
      [](const Terms& t) { return t.with(t.at.phi() - t.along + t.squares); },
      {{"phi + c/2 ||Y^k||^2 for the constant", [](const Terms& t) { return t.with(t.at.phi() + t.squares); }},
       {"c/4 for c/2 in the constant",
        [](const Terms& t) { return t.with(t.at.phi() - t.along + Ball(0.5) * t.squares); }},
       {"+ for - <grad, Y^k>", [](const Terms& t) { return t.with(t.at.phi() + t.along + t.squares); }}});
  return claim;
}

}  // namespace lysep::dlam_models_touch_claim
