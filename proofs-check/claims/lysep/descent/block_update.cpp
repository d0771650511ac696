#include "proofs-check/claims/lysep/descent/block_update.hpp"

#include "core/numbers/least_squares_mp100.hpp"
#include "proofs-check/enclosures/auxiliary_constant.hpp"
#include "proofs-check/enclosures/least_squares_problem.hpp"

namespace lysep {
namespace {

/// The state, one block of it, and the update in question.
struct Update {
  Chain<Ball> chain;
  Block<Ball> block;
  SquaredNorms<Ball> norms;
  Index l;
  Ball factor;
  ConstantSet set;
  ActivationConstants<Ball> a;

  Update(const Instance& instance, ConstantSet constants)
      : chain(chain_of<Ball>(*instance.state)),
        block(block_of(*instance.state, chain, 0, instance.state->samples())),
        l(static_cast<Index>(instance.number("layer"))),
        factor(instance.number("factor")),
        set(constants),
        a(constants_of<Ball>(instance.state->activation)) {
    norms.layers = layer_norms_squared(chain);
    for (Index k = 1; k < chain.depth(); ++k) norms.residuals.push_back(squared_norm(block.r(k)));
    norms.losses = squared_norm(surrogate_losses(chain, block));
  }
};

std::optional<Ball> changed(const StepConstant& c, StepBlock which, const ConstantVariant* variant) {
  if (!variant) return c.value;
  if (variant->which != which) return std::nullopt;
  return variant->changed(c);
}

UpdateOutcome unmoved(const Ball& before) {
  UpdateOutcome o;
  o.hypothesis = o.stationary = true;
  o.after = o.before = before;
  return o;
}

UpdateOutcome moved(const Ball& after, const Ball& before) {
  UpdateOutcome o;
  o.hypothesis = true;
  o.after = after;
  o.before = before;
  return o;
}

UpdateOutcome stepped(const Ball& after, const Ball& before, const Update& u, const Ball& C, const Matrix<Ball>& g) {
  UpdateOutcome o = moved(after, before);
  o.gradient_step = true;
  o.C = C;
  o.tau = u.factor / C;
  o.gradient_squared = squared_norm(g);
  return o;
}

UpdateOutcome auxiliary_outcome(Update& u, const ConstantVariant* variant) {
  const bool last = u.l == u.chain.depth() - 1;
  const Ball& weight = u.norms.layer(u.l + 1);
  const Ball before = (last ? u.norms.losses : u.norms.residual(u.l + 1)) + weight * u.norms.residual(u.l);
  Matrix<Ball> g;
  auxiliary_gradient(u.chain, u.block, u.l, weight, g);
  if (squared_norm(g).is_zero()) return unmoved(before);
  StepConstant c{Ball(0.0), u.a, auxiliary_terms(u.chain, u.block, u.l), {}, squared_norm(u.chain.at(u.l + 1).K)};
  c.value = auxiliary_constant(u.set, last, c.terms, u.a);
  const auto C = changed(c, last ? StepBlock::last_hidden : StepBlock::hidden, variant);
  if (!C || !C->is_positive()) return {};
  Matrix<Ball> ahead;
  const Matrix<Ball> tau = Matrix<Ball>::Constant(1, u.block.samples(), u.factor / *C);
  const StepNorms<Ball> after = try_auxiliary_step(u.chain, u.block, u.l, g, tau, ahead);
  return stepped(after.ahead + weight * after.own, before, u, *C, g);
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

UpdateOutcome output_outcome(Update& u, const ConstantVariant* variant) {
  const Ball lambda = regularisers(u.norms).back();
  const Ball before = u.norms.losses + lambda * u.norms.layers.back();
  Matrix<Ball> H;
  output_correlation(u.chain, u.block, H);
  const Matrix<Ball> g = output_gradient(u.chain, H, lambda);
  if (squared_norm(g).is_zero()) return unmoved(before);
  StepConstant c{Ball(0.0), u.a, {}, output_terms(u, lambda, g), Ball(0.0)};
  c.value = u.set == ConstantSet::paper ? output_constant(u.set, c.output, u.a)
                                        : Ball(2.0) / self_consistent_output_step(c.output);
  const auto C = changed(c, StepBlock::output, variant);
  if (!C) return {};
  auto& W = u.chain.at(u.chain.depth()).K;
  for (Index i = 0; i < W.size(); ++i) W.data()[i] -= u.factor / *C * g.data()[i];
  return stepped(squared_norm(surrogate_losses(u.chain, u.block)) + lambda * squared_norm(W), before, u, *C, g);
}

/// The change of K that takes away the misfit, solved at the midpoints of the enclosures.
Matrix<Ball> change_at_midpoints(const Update& u, const Matrix<Ball>& misfit, const Ball& lambda) {
  const auto& layer = *u.chain.at(u.l).shape;
  Matrix<Ball> G;
  layer.patch_gram(u.block.V(u.l), G);
  const Matrix<mp100> zero = Matrix<mp100>::Constant(misfit.rows(), misfit.cols(), mp100(0.0));
  return exact(least_squares_change<mp100>(G.unaryExpr(&midpoint_of), misfit.unaryExpr(&midpoint_of), zero,
                                           layer.norm_weights().unaryExpr(&midpoint_of), midpoint_of(lambda)));
}

/// The sides are enclosed at the computed point.
UpdateOutcome layer_outcome(Update& u, const StateData& data) {
  const Ball lambda = regularisers(u.norms)[u.l - 1];
  const Ball before = u.norms.residual(u.l) + lambda * u.norms.layer(u.l);
  auto& link = u.chain.at(u.l);
  const Vector<Ball> w = link.shape->norm_weights();
  Matrix<Ball> misfit;  // sum r u^T - lambda_l K diag w
  link.shape->patch_correlation(u.block.r(u.l), u.block.V(u.l), misfit);
  for (Index i = 0; i < misfit.size(); ++i) misfit.data()[i] -= lambda * (w(i % w.size()) * link.K.data()[i]);
  if (squared_norm(misfit).is_zero()) return unmoved(before);
  if (encloses_zero(misfit)) {  // K stays; that it is a minimiser, and so that S stays, is not certain
    const Ball size = squared_norm(misfit);
    return moved(before + (size - size), before);
  }
  const LeastSquaresProblem problem(data, u.l);
  const auto objective = [&](const Matrix<Ball>& dK) {
    Matrix<Ball> residual;
    residual_after(u.chain, u.block, u.l, dK, residual);
    return squared_norm(residual) + lambda * operator_norm_squared(*link.shape, sum(link.K, dK));
  };
  Ball after = objective(exact(problem.change(problem.lambda)));
  // A minimiser is no larger than where it started. Otherwise the 100 digits were not enough for V_l, as for the sine
  // of 1e300: it is taken from the enclosures. A solve that fails again decides nothing.
  if (after > before) after = objective(change_at_midpoints(u, misfit, lambda));
  return moved(after > before ? Ball(0.0) / Ball(0.0) : after, before);
}

UpdateOutcome bias_outcome(Update& u) {
  const Matrix<Ball>& r = u.block.r(u.l);
  const auto& layer = *u.chain.at(u.l).shape;
  Vector<Ball> sums;
  layer.bias_sums(r, sums);
  const Ball each = count(layer.outputs_per_bias() * u.block.samples());
  for (Index i = 0; i < sums.size(); ++i) sums(i) = -(sums(i) / each);
  Matrix<Ball> after = r;
  layer.add_bias(sums, after);
  return moved(squared_norm(after), u.norms.residual(u.l));
}

}  // namespace

Ball last_hidden_printed(const StepConstant& c, const Ball& root_N, const Ball& root_2N_M2, const Ball& log_J,
                         double one) {
  const Ball W = sqrt(c.terms.norm_squared), M1 = c.a.B, n = count(c.terms.units);
  return Ball(2.0) * W *
         ((M1 * M1 * W + root_2N_M2) * (Ball(2.0) * sqrt(n) * *c.a.M0 * W + log_J) +
          W * (Ball(one) + Ball(2.0) * root_N * M1 * M1));
}
Ball root_samples(const StepConstant& c) { return sqrt(count(c.terms.samples)); }
Ball curvature_factor(const StepConstant& c) { return root_two() * root_samples(c) * *c.a.M2; }
Ball log_classes(const StepConstant& c) { return log_of<Ball>(c.terms.classes); }

UpdateOutcome outcome_of_update(const Instance& instance, ConstantSet set, const ConstantVariant* variant) {
  const auto a = constants_of<Ball>(instance.state->activation);
  const double factor = instance.number("factor"), kind = instance.number("block");
  const auto last = static_cast<double>(instance.state->depth() - 1);
  const auto is = [&](BlockKind k) { return kind == static_cast<double>(static_cast<int>(k)); };
  if (!a.M0 || !a.M2 || !(factor > 0 && factor <= 2) || last < 1) return {};
  const bool output = is(BlockKind::output_weights);
  if (!output && !(instance.number("layer") >= 1 && instance.number("layer") <= last)) return {};
  if (variant && !is(BlockKind::auxiliary) && !output) return {};
  if (!output && !is(BlockKind::auxiliary) && !is(BlockKind::layer_weights) && !is(BlockKind::bias)) return {};
  Update u(instance, set);
  UpdateOutcome o = output                         ? output_outcome(u, variant)
                    : is(BlockKind::auxiliary)     ? auxiliary_outcome(u, variant)
                    : is(BlockKind::layer_weights) ? layer_outcome(u, *instance.state)
                                                   : bias_outcome(u);
  o.shorter = factor < 2;
  return o;
}

std::vector<Array> update_arrays() {
  return {{"block", "1", "0 W_L, 1 c_l, 2 W_l, 3 b_l", Array::integer},
          {"layer", "1", "l", Array::integer},
          {"factor", "1", "tau C_l, in (0, 2]"}};
}

std::vector<std::string> step_hypotheses() {
  return {"|sigma| <= M0, |sigma'| <= M1, sigma' is M2-Lipschitz", "C_l at the current state",
          "0 < tau <= 2/C_l (unlimited where C_l = 0)"};
}

Claim block_update_claim(ConstantSet set, const std::vector<ConstantVariant>& variants) {
  Claim claim;
  claim.hypotheses = step_hypotheses();
  claim.speaks_of_state = true;
  claim.arrays = update_arrays();
  for (const auto& v : variants) claim.mutants.push_back(v.mutant);
  claim.generate = block_update;
  claim.sides = [variants, set](const Instance& instance, int mutant) -> Sides {
    const auto* variant = mutant == no_mutant ? nullptr : &variants[static_cast<std::size_t>(mutant)];
    const UpdateOutcome o = outcome_of_update(instance, set, variant);
    if (!o.hypothesis) return hypothesis_not_met();
    return {o.after, o.before};
  };
  claim.at_state = updates_of_state;
  return claim;
}

}  // namespace lysep
