#include "proofs-check/enclosures/evaluation.hpp"

#include "core/numbers/float_environment.hpp"

namespace lysep {
namespace {

constexpr Index samples_at_once = 64;

/// Sums and maxima over samples.
struct Totals {
  Ball losses;
  SampleSums bounds;
  Ball largest_column;
  std::vector<Ball> residuals, gradients, pulled_squared, pulled_largest;
  Matrix<Ball> gram, output_correlation;
  Index correct = 0, undecided = 0;
};

Ball column_norm_squared(const Matrix<Ball>& A, Index n) {
  Ball sum(0.0);
  for (Index i = 0; i < A.rows(); ++i) sum += A(i, n) * A(i, n);
  return sum;
}

/// The first of the largest logits is the prediction.
void count_prediction(const Matrix<Ball>& Z, Index n, int label, Totals& t) {
  Index best = 0;
  bool decided = true;
  for (Index j = 1; j < Z.rows(); ++j) {
    const Ball difference = Z(j, n) - Z(best, n);
    if (difference.contains_zero() && !difference.is_zero()) decided = false;
    if (difference.approximate() > 0) best = j;
  }
  if (best == label) ++t.correct;
  if (!decided) ++t.undecided;
}

void add_losses(const Chain<Ball>& chain, const Block<Ball>& block, Totals& t) {
  Matrix<Ball> surrogate, R, losses;
  affine(chain, chain.depth(), block.V(chain.depth()), surrogate);
  cross_entropy(surrogate, block.labels, R);
  const Matrix<Ball> phi = network_logits(chain, block.X);
  cross_entropy(phi, block.labels, losses);
  Matrix<Ball> difference = phi;
  for (Index i = 0; i < difference.size(); ++i) difference.data()[i] -= surrogate.data()[i];
  const Matrix<Ball>& V = block.V(chain.depth());
  for (Index n = 0; n < block.samples(); ++n) {
    t.losses += losses(0, n);
    t.bounds.add_sample(R(0, n), column_norm_squared(difference, n));
    t.largest_column = max(t.largest_column, column_norm_squared(V, n));
    count_prediction(phi, n, block.labels[n], t);
  }
}

Totals totals_of_block(const Chain<Ball>& chain, const std::vector<Ball>& layers, const Block<Ball>& block) {
  Totals t;
  const Index D = chain.depth();
  add_losses(chain, block, t);
  for (Index l = 1; l < D; ++l) {
    t.residuals.push_back(squared_norm(block.r(l)));
    Matrix<Ball> g;
    auxiliary_gradient(chain, block, l, layers[l], g);
    t.gradients.push_back(squared_norm(g));
    if (l < D - 1) {
      const auto [squared, largest] = pulled_target(chain, block, l);
      t.pulled_squared.push_back(squared);
      t.pulled_largest.push_back(largest);
    }
  }
  gram(block.V(D), t.gram);
  output_correlation(chain, block, t.output_correlation);
  return t;
}

void add(Totals& to, const Totals& t) {
  to.losses += t.losses;
  to.bounds.add(t.bounds);
  to.largest_column = max(to.largest_column, t.largest_column);
  for (std::size_t k = 0; k < t.residuals.size(); ++k) to.residuals[k] += t.residuals[k];
  for (std::size_t k = 0; k < t.gradients.size(); ++k) to.gradients[k] += t.gradients[k];
  for (std::size_t k = 0; k < t.pulled_squared.size(); ++k) {
    to.pulled_squared[k] += t.pulled_squared[k];
    to.pulled_largest[k] = max(to.pulled_largest[k], t.pulled_largest[k]);
  }
  for (Index i = 0; i < t.gram.size(); ++i) to.gram.data()[i] += t.gram.data()[i];
  for (Index i = 0; i < t.output_correlation.size(); ++i) {
    to.output_correlation.data()[i] += t.output_correlation.data()[i];
  }
  to.correct += t.correct;
  to.undecided += t.undecided;
}

Totals totals_of(const StateData& data, const Chain<Ball>& chain, const std::vector<Ball>& layers, ThreadPool& pool) {
  const Index N = data.samples();
  std::vector<Totals> parts((N + samples_at_once - 1) / samples_at_once);
  const slong bits = Ball::precision();
  pool.for_each(parts.size(), [&](std::size_t k) {
    const PrecisionScope scope(bits);
    const Index first = static_cast<Index>(k) * samples_at_once;
    parts[k] = totals_of_block(chain, layers, block_of(data, chain, first, std::min(samples_at_once, N - first)));
  });
  Totals total = parts[0];
  for (std::size_t k = 1; k < parts.size(); ++k) add(total, parts[k]);
  return total;
}

BoundChain bounds_of(const Chain<Ball>& chain, const SquaredNorms<Ball>& norms, const Totals& t, const Ball& N) {
  BoundTerms terms{N, constants_of<Ball>(chain.activation).B, norms, {}, t.bounds};
  const auto dense = [](const auto& link) { return is_dense(link.shape->shape()); };
  if (std::all_of(chain.links.begin(), chain.links.end(), dense)) {
    for (Index l = 2; l <= chain.depth(); ++l) terms.spectral_norms.push_back(spectral_norm(chain.at(l).K));
  }
  return bound_chain(terms);
}

void add_lipschitz(const Chain<Ball>& chain, const Totals& t, Evaluation& e) {
  const auto a = constants_of<Ball>(chain.activation);
  const Index D = chain.depth();
  for (Index l = 1; l <= D; ++l) {
    const bool hidden = l < D - 1;
    for (const ConstantSet set : {ConstantSet::paper, ConstantSet::sharp}) {
      auto& out = set == ConstantSet::paper ? e.lipschitz_paper : e.lipschitz_sharp;
      std::optional<Ball> C;
      if (l == D) {
        OutputTerms<Ball> terms;
        terms.lambda = e.lambda.back();
        terms.radius = e.layer_norms.back();
        if (set == ConstantSet::sharp) terms.gram_spectral = spectral_norm(t.gram);
        terms.largest_column_squared = t.largest_column;
        terms.units = chain.at(D).K.cols();
        terms.samples = e.samples;
        terms.classes = chain.classes();
        // The paper's bounds sigma(c_{D-1}) by M0; with D = 1 the input stands in its place.
        if (a.M0 && (D > 1 || set == ConstantSet::sharp)) C = output_constant(set, terms, a);
      } else if (a.M0 && a.M2) {
        auto terms = operator_terms(*chain.at(l + 1).shape, chain.at(l + 1).K, e.samples, chain.classes());
        if (hidden) {
          terms.pulled_squared = t.pulled_squared[l - 1];
          terms.pulled_largest = t.pulled_largest[l - 1];
        }
        C = hidden ? e.omega[l] * hidden_constant(set, terms, a) : last_hidden_constant(set, terms, a);
      }
      out.push_back(C);
    }
  }
}

bool narrow_enough(const Evaluation& e, slong exponent) {
  bool ok = e.undecided == 0;
  const auto check = [&](const Ball& b) { ok = ok && b.relatively_narrower_than(exponent); };
  for (const Ball* b : {&e.CE, &e.S, &e.L_S, &e.R_norm, &e.gradient_norm_W, &e.bounds.b0, &e.bounds.b1, &e.bounds.b2,
                        &e.bounds.b4, &e.bounds.b5, &e.bounds.b6, &e.bounds.paper}) {
    check(*b);
  }
  if (e.bounds.b3) check(*e.bounds.b3);
  for (const auto* list : {&e.residual_norms, &e.layer_norms, &e.omega, &e.lambda, &e.gradient_norms_c}) {
    for (const Ball& b : *list) check(b);
  }
  for (const auto* list : {&e.lipschitz_paper, &e.lipschitz_sharp}) {
    for (const auto& b : *list) {
      if (b) check(*b);
    }
  }
  return ok;
}

}  // namespace

Evaluation evaluate(const StateData& data, ThreadPool& pool) {
  const FloatEnvironment environment;
  const Chain<Ball> chain = chain_of<Ball>(data);
  SquaredNorms<Ball> norms{layer_norms_squared(chain), {}, Ball(0.0)};
  const Totals t = totals_of(data, chain, norms.layers, pool);
  norms.residuals = t.residuals;
  norms.losses = t.bounds.R_squared;

  Evaluation e;
  e.samples = data.samples();
  e.correct = t.correct;
  e.undecided = t.undecided;
  const Ball N(static_cast<double>(e.samples));
  e.CE = t.losses / N;
  e.S = separation_loss(norms);
  e.L_S = sqrt(e.S / N);
  e.R_norm = sqrt(norms.losses);
  for (const Ball& square : norms.residuals) e.residual_norms.push_back(sqrt(square));
  for (const Ball& square : norms.layers) e.layer_norms.push_back(sqrt(square));
  e.omega = adaptive_weights(norms);
  e.lambda = regularisers(norms);
  e.bounds = bounds_of(chain, norms, t, N);
  add_lipschitz(chain, t, e);
  for (Index l = 1; l < chain.depth(); ++l) {
    const Ball gradient = sqrt(t.gradients[l - 1]);
    e.gradient_norms_c.push_back(l < chain.depth() - 1 ? e.omega[l] * gradient : gradient);
  }
  e.gradient_norm_W = sqrt(squared_norm(output_gradient(chain, t.output_correlation, e.lambda.back())));
  return e;
}

Evaluation evaluate_to(const StateData& data, slong bits, ThreadPool& pool) {
  const FloatEnvironment environment;
  for (slong working = bits + 64;; working *= 2) {
    const PrecisionScope scope(working);
    Evaluation e = evaluate(data, pool);
    if (narrow_enough(e, -(bits / 2) - 2) || working > 16 * (bits + 64)) return e;
  }
}

}  // namespace lysep
