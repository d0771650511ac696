// Theorem 3.4 (3.30), block by block: with C_l the Lipschitz constant of the block's gradient at the current state,
//   S after one update of W_L or c_l with a step tau in (0, 2/C_l], or of W_l or b_l by least squares, <= S before.
// Hypotheses: sigma bounded with bounded, Lipschitz derivative; "2/C" is unlimited where C = 0, for there the gradient
// is 0. Only non-increase holds, not decrease. The sides are the block's own part of S (c_l: over omega_{l+1}), so
// that nothing cancels. theorem-3.4-sharp is the same with the sharper constants and the self-consistent step of W_L.
#include "core/step_constants.hpp"
#include "proofs-check/ball_matrix.hpp"
#include "proofs-check/claim.hpp"
#include "proofs-check/network_generators.hpp"

namespace lysep {
namespace {

using Kind = Activation::Kind;

enum BlockKind { output_weights, auxiliary, layer_weights, bias };

/// A Lipschitz constant together with what it is made of, for mutants to take away from.
struct Constant {
  Ball value;
  ActivationConstants<Ball> a;
  AuxiliaryTerms<Ball> terms;  // of c_l
  OutputTerms<Ball> output;    // of W_L
};

enum class Which { hidden, last_hidden, output };

using Change = Ball (*)(const Constant&);
struct Variant {
  Mutant mutant;
  Which which;
  Change changed;
};

Ball number(double x) { return Ball(x); }

/// C_{L-1} as printed, with sqrt N, ln J, the M2 term and the 1 as arguments.
Ball last_hidden_printed(const Constant& c, const Ball& root_N, const Ball& root_2N_M2, const Ball& log_J, double one) {
  const Ball W = sqrt(c.terms.norm_squared), M1 = c.a.B, n = count(c.terms.units);
  return number(2) * W *
         ((M1 * M1 * W + root_2N_M2) * (number(2) * sqrt(n) * *c.a.M0 * W + log_J) +
          W * (number(one) + number(2) * root_N * M1 * M1));
}
Ball root_samples(const Constant& c) { return sqrt(count(c.terms.samples)); }
Ball curvature_factor(const Constant& c) { return sqrt(number(2)) * root_samples(c) * *c.a.M2; }
Ball log_classes(const Constant& c) { return log_of<Ball>(c.terms.classes); }

const Variant variants[] = {
    {{"tau = 4/C_l, l <= L-2"}, Which::hidden, [](const Constant& c) { return c.value * number(0.5); }},
    {{"tau = 2.1/C_l, l <= L-2"}, Which::hidden, [](const Constant& c) { return c.value / number(1.05); }},
    {{"C_l without M1^2 ||W||^2"},
     Which::hidden,
     [](const Constant& c) { return c.value - number(2) * c.a.B * c.a.B * c.terms.norm_squared; }},
    {{"C_l without M2 ||W^T B||"},
     Which::hidden,
     [](const Constant& c) { return c.value - number(2) * *c.a.M2 * sqrt(c.terms.pulled_squared); }},
    {{"C_{L-1} without the term of M2"},
     Which::last_hidden,
     [](const Constant& c) { return last_hidden_printed(c, root_samples(c), number(0), log_classes(c), 1); }},
    {{"C_{L-1} without ln J"},
     Which::last_hidden,
     [](const Constant& c) { return last_hidden_printed(c, root_samples(c), curvature_factor(c), number(0), 1); }},
    {{"C_{L-1} without the 1"},
     Which::last_hidden,
     [](const Constant& c) { return last_hidden_printed(c, root_samples(c), curvature_factor(c), log_classes(c), 0); }},
    {{"lambda for 2 lambda in C_L"}, Which::output, [](const Constant& c) { return c.value - c.output.lambda; }},
    {{"sqrt n for sqrt(nN) in C_l", true},
     Which::hidden,
     [](const Constant& c) {
       const Ball common = number(2) * *c.a.M0 * *c.a.M2 * c.terms.norm_squared;
       return c.value + common * (sqrt(count(c.terms.units)) - sqrt(count(c.terms.units * c.terms.samples)));
     }},
    {{"1 for sqrt N in C_{L-1}", true},
     Which::last_hidden,
     [](const Constant& c) { return last_hidden_printed(c, number(1), sqrt(number(2)) * *c.a.M2, log_classes(c), 1); }},
    // sigmoid, N = 1, ||W|| about 1/2 and a large residual: the curvature 2||W||^2 exceeds half of C_{L-1}.
    {{"C_{L-1}/2"}, Which::last_hidden, [](const Constant& c) { return c.value * number(0.5); }},
    {{"half of the second term of C_L", true},
     Which::output,
     [](const Constant& c) { return c.value * number(0.5) + c.output.lambda; }},
};

const Variant sharp_variants[] = {
    {{"tau = 4/C_l, l <= L-2"}, Which::hidden, [](const Constant& c) { return c.value * number(0.5); }},
    {{"C_l without max|W^T B|"},
     Which::hidden,
     [](const Constant& c) { return c.value - number(2) * *c.a.M2 * c.terms.pulled_largest; }},
    {{"C_{L-1} without 2||W||^2"},
     Which::last_hidden,
     [](const Constant& c) { return c.value - number(2) * c.terms.norm_squared; }},
};

/// The state, one block of it, and the update in question.
struct Update {
  Chain<Ball> chain;
  Block<Ball> block;
  SquaredNorms<Ball> norms;
  Index l;
  Ball factor;
  ConstantSet set;

  Update(const Instance& instance, ConstantSet constants)
      : chain(chain_of<Ball>(*instance.state)),
        block(block_of(*instance.state, chain, 0, instance.state->samples())),
        l(static_cast<Index>(instance.number("layer"))),
        factor(instance.number("factor")),
        set(constants) {
    norms.layers = layer_norms_squared(chain);
    for (Index k = 1; k < chain.depth(); ++k) norms.residuals.push_back(squared_norm(block.r(k)));
    norms.losses = squared_norm(surrogate_losses(chain, block));
  }
};

std::optional<Ball> changed(const Constant& c, Which which, const Variant* mutant) {
  if (!mutant) return c.value;
  if (mutant->which != which) return std::nullopt;
  return mutant->changed(c);
}

const Sides not_met{Ball(0.0), Ball(0.0), false};

Sides auxiliary_sides(Update& u, const ActivationConstants<Ball>& a, const Variant* mutant) {
  const bool last = u.l == u.chain.depth() - 1;
  const Ball& weight = u.norms.layer(u.l + 1);
  const Ball before = (last ? u.norms.losses : u.norms.residual(u.l + 1)) + weight * u.norms.residual(u.l);
  Matrix<Ball> g;
  auxiliary_gradient(u.chain, u.block, u.l, weight, g);
  if (squared_norm(g).is_zero()) return {before, before};
  Constant c{Ball(0.0), a, operator_terms(u.chain.at(u.l + 1).K, u.block.samples(), u.chain.classes()), {}};
  if (!last) std::tie(c.terms.pulled_squared, c.terms.pulled_largest) = pulled_target(u.chain, u.block, u.l);
  c.value = last ? last_hidden_constant(u.set, c.terms, a) : hidden_constant(u.set, c.terms, a);
  const auto C = changed(c, last ? Which::last_hidden : Which::hidden, mutant);
  if (!C || !C->is_positive()) return not_met;
  AuxiliaryCandidate<Ball> to;
  const Matrix<Ball> tau = Matrix<Ball>::Constant(1, u.block.samples(), u.factor / *C);
  try_auxiliary_step(u.chain, u.block, u.l, g, tau, to);
  return {squared_norm(to.ahead) + weight * squared_norm(to.r), before};
}

OutputTerms<Ball> output_terms(const Update& u, const Ball& lambda, const Matrix<Ball>& g) {
  OutputTerms<Ball> t;
  t.lambda = lambda;
  t.radius = sqrt(u.norms.layers.back());
  t.units = u.chain.at(u.chain.depth()).K.cols();
  t.samples = u.block.samples();
  t.classes = u.chain.classes();
  const Matrix<Ball>& V = u.block.V(u.chain.depth());
  const Ball spectral = spectral_norm(V);
  t.gram_spectral = spectral * spectral;
  Matrix<Ball> move, squares = Matrix<Ball>::Constant(1, t.samples, Ball(0.0));
  multiply(g, V, move);
  add_column_squares(move, Ball(1.0), squares);
  const Matrix<Ball> R = surrogate_losses(u.chain, u.block);
  for (Index n = 0; n < t.samples; ++n) {
    t.largest_loss = max(t.largest_loss, R(0, n));
    t.largest_gradient_move = max(t.largest_gradient_move, sqrt(squares(0, n)));
  }
  return t;
}

Sides output_sides(Update& u, const ActivationConstants<Ball>& a, const Variant* mutant) {
  const Ball lambda = regularisers(u.norms).back();
  const Ball before = u.norms.losses + lambda * u.norms.layers.back();
  Matrix<Ball> H;
  output_correlation(u.chain, u.block, H);
  const Matrix<Ball> g = output_gradient(u.chain, H, lambda);
  if (squared_norm(g).is_zero()) return {before, before};
  Constant c{Ball(0.0), a, {}, output_terms(u, lambda, g)};
  c.value = u.set == ConstantSet::paper ? output_constant(u.set, c.output, a)
                                        : number(2) / self_consistent_output_step(c.output);
  const auto C = changed(c, Which::output, mutant);
  if (!C) return not_met;
  auto& W = u.chain.at(u.chain.depth()).K;
  for (Index i = 0; i < W.size(); ++i) W.data()[i] -= u.factor / *C * g.data()[i];
  return {squared_norm(surrogate_losses(u.chain, u.block)) + lambda * squared_norm(W), before};
}

/// The least-squares change is computed in 100 digits; the sides are enclosed at the computed point.
Sides layer_sides(Update& u, const StateData& data) {
  const State<mp100> state = [&] {
    State<mp100> s{chain_of<mp100>(data), {}};
    s.blocks.push_back(block_of(data, s.chain, 0, data.samples()));
    return s;
  }();
  const Ball lambda = regularisers(u.norms)[u.l - 1];
  const Ball before = u.norms.residual(u.l) + lambda * u.norms.layer(u.l);
  auto& link = u.chain.at(u.l);
  Matrix<Ball> exact_H;
  link.shape->patch_correlation(u.block.r(u.l), u.block.V(u.l), exact_H);
  for (Index i = 0; i < exact_H.size(); ++i) exact_H.data()[i] -= lambda * link.K.data()[i];
  if (squared_norm(exact_H).is_zero()) return {before, before};
  Matrix<mp100> G, H;
  const auto& block = state.blocks[0];
  gram(block.V(u.l), G);
  correlate(block.r(u.l), block.V(u.l), H);
  mp100 regulariser(0.0);  // lambda_l in 100 digits
  for (Index k = 1; k < u.l; ++k) {
    regulariser = regulariser * squared_norm(state.chain.at(k).K) + squared_norm(block.r(k));
  }
  const auto& K = state.chain.at(u.l).K;
  const Matrix<mp100> change =
      least_squares_change<mp100>(G, H, K, Vector<mp100>::Constant(K.cols(), mp100(1.0)), regulariser);
  const Matrix<Ball> dK = change.unaryExpr([](const mp100& x) { return ball_of(x); });
  Matrix<Ball> residual;
  residual_after(u.chain, u.block, u.l, dK, residual);
  for (Index i = 0; i < dK.size(); ++i) link.K.data()[i] += dK.data()[i];
  return {squared_norm(residual) + lambda * squared_norm(link.K), before};
}

Sides bias_sides(Update& u) {
  const Matrix<Ball>& r = u.block.r(u.l);
  Vector<Ball> sums;
  u.chain.at(u.l).shape->bias_sums(r, sums);
  const Ball N = count(u.block.samples());
  for (Index i = 0; i < sums.size(); ++i) sums(i) = -(sums(i) / N);
  Matrix<Ball> after = r;
  u.chain.at(u.l).shape->add_bias(sums, after);
  return {squared_norm(after), u.norms.residual(u.l)};
}

Sides sides(const Instance& instance, ConstantSet set, const Variant* mutant) {
  const auto a = constants_of<Ball>(instance.state->activation);
  const double factor = instance.number("factor");
  const auto kind = static_cast<BlockKind>(instance.number("block"));
  const auto last = static_cast<double>(instance.state->depth() - 1);
  if (!a.M0 || !a.M2 || !(factor > 0 && factor <= 2) || last < 1) return not_met;
  if (kind != output_weights && !(instance.number("layer") >= 1 && instance.number("layer") <= last)) return not_met;
  if (mutant && kind != auxiliary && kind != output_weights) return not_met;
  Update u(instance, set);
  switch (kind) {
    case output_weights:
      return output_sides(u, a, mutant);
    case auxiliary:
      return auxiliary_sides(u, a, mutant);
    case layer_weights:
      return layer_sides(u, *instance.state);
    default:
      return bias_sides(u);
  }
}

Instance update_of(const StateData& state, const char* family, BlockKind kind, Index layer, double factor) {
  Instance instance;
  instance.family = family;
  instance.state = state;
  instance.set("block", kind);
  instance.set("layer", static_cast<double>(layer));
  instance.set("factor", factor);
  return instance;
}

// ---- families near equality of a constant; each kills the mutants that drop what it is made of

/// sin at a minimum over c_1 with a large target: the curvature 2 W B is nearly all of C_1.
Instance large_target(Draw& draw) {
  const double W = draw.magnitude(-1, 1), B = draw.magnitude(2, 4) * W, c = 1.5707963267948966 + draw.symmetric(1e-3);
  const StateData state =
      scalar_chain({Kind::sin}, {draw.magnitude(-1, 1), W}, 1.0, {c, 0.5}, {draw.symmetric(1e-6), B});
  return update_of(state, "large target", auxiliary, 1, 2.0);
}

/// tanh near 0 with target 0: the curvature 4 W^2 needs the term M1^2 ||W||^2.
Instance small_everything(Draw& draw) {
  const double W = draw.magnitude(-1, 1), c = draw.magnitude(-7, -4);
  const StateData state = scalar_chain({Kind::tanh}, {draw.magnitude(-1, 1), W}, 1.0, {c, 0.0}, {c, -W * c});
  return update_of(state, "small", auxiliary, 1, 2.0);
}

/// sin at a minimum with a tiny W_L: the curvature is of first order in ||W||.
Instance tiny_output(Draw& draw) {
  const double v = draw.magnitude(-5, -2), c = 1.5707963267948966 + draw.symmetric(1e-2);
  const StateData state = scalar_chain({Kind::sin}, {draw.magnitude(-1, 1)}, -v, {c}, {0.0});
  return update_of(state, "tiny W_L", auxiliary, 1, 2.0);
}

/// sigmoid with a large residual: the curvature is 2 ||W||^2, the 1 in C_{L-1}.
Instance large_residual(Draw& draw) {
  const double v = draw.uniform(0.2, 0.7);
  const StateData state = scalar_chain({Kind::sigmoid}, {draw.magnitude(-1, 1)}, draw.sign() * v, {draw.symmetric(1.0)},
                                       {draw.magnitude(2, 4)});
  return update_of(state, "large residual", auxiliary, 1, 2.0);
}

/// A large lambda_L: the curvature in W_L is 2 lambda.
Instance large_regulariser(Draw& draw) {
  const StateData state =
      scalar_chain({draw.pick(std::vector<Kind>{Kind::tanh, Kind::sigmoid, Kind::sin})}, {draw.magnitude(-1, 1)},
                   draw.sign() * draw.magnitude(-1, 0.5), {draw.symmetric(1.0)}, {draw.magnitude(3, 5)});
  return update_of(state, "large lambda", output_weights, 2, 2.0);
}

Instance generate(Draw& draw) {
  const double which = draw.uniform(0, 1);
  if (which < 0.06) return large_target(draw);
  if (which < 0.12) return small_everything(draw);
  if (which < 0.18) return tiny_output(draw);
  if (which < 0.24) return large_residual(draw);
  if (which < 0.30) return large_regulariser(draw);
  std::vector<Activation> bounded;
  for (const Kind k : {Kind::tanh, Kind::sigmoid, Kind::sin, Kind::arctan, Kind::erf, Kind::softsign})
    bounded.push_back({k});
  StateData state = random_state(draw, bounded);
  const char* family = "random";
  if (draw.chance(0.1)) {
    family = "extreme";
    auto& layer = state.layers[static_cast<std::size_t>(draw.integer(0, static_cast<int>(state.depth()) - 1))];
    layer.W *= draw.chance(0.3) ? 0.0 : draw.magnitude(-8, 4);
  }
  const Index hidden = state.depth() - 1;
  const double factor = draw.chance(0.3) ? 2.0 : draw.uniform(1e-3, 2.0);
  const auto kind = static_cast<BlockKind>(draw.pick(std::vector<int>{0, 0, 1, 1, 1, 2, 3}));
  const Index layer = kind == output_weights ? hidden + 1 : draw.integer(1, static_cast<int>(hidden));
  return update_of(state, family, kind, layer, factor);
}

template <std::size_t size>
Claim claim_of(ConstantSet set, const Variant (&list)[size]) {
  Claim claim;
  claim.source = "lysep";
  claim.hypotheses = {"|sigma| <= M0, |sigma'| <= M1, sigma' is M2-Lipschitz", "C_l at the current state",
                      "0 < tau <= 2/C_l (unlimited where C_l = 0)"};
  claim.speaks_of_state = true;
  claim.arrays = {{"block", "1", "0 W_L, 1 c_l, 2 W_l, 3 b_l", Array::integer},
                  {"layer", "1", "l", Array::integer},
                  {"factor", "1", "tau C_l, in (0, 2]"}};
  for (const Variant& v : list) claim.mutants.push_back(v.mutant);
  claim.generate = generate;
  claim.sides = [&list, set](const Instance& instance, int mutant) {
    return sides(instance, set, mutant == no_mutant ? nullptr : &list[mutant]);
  };
  claim.at_state = [](const StateData& state) {
    std::vector<Instance> updates;
    for (const double factor : {1.0, 2.0}) {
      updates.push_back(update_of(state, "state", output_weights, state.depth(), factor));
      for (Index l = state.depth() - 1; l >= 1; --l) updates.push_back(update_of(state, "state", auxiliary, l, factor));
    }
    for (Index l = state.depth() - 1; l >= 1; --l) {
      updates.push_back(update_of(state, "state", layer_weights, l, 1.0));
      updates.push_back(update_of(state, "state", bias, l, 1.0));
    }
    return updates;
  };
  return claim;
}

}  // namespace

Claim theorem_3_4() {
  Claim claim = claim_of(ConstantSet::paper, variants);
  claim.id = "theorem-3.4";
  claim.equation = "(3.30)";
  claim.statement = "S does not increase in any block update with tau <= 2/C_l (Lemma 3.3's C_l)";
  return claim;
}

Claim theorem_3_4_sharp() {
  Claim claim = claim_of(ConstantSet::sharp, sharp_variants);
  claim.id = "theorem-3.4-sharp";
  claim.equation = "(3.30) sharpened";
  claim.statement = "the same with constants free of N and the self-consistent step of W_L";
  return claim;
}

}  // namespace lysep
