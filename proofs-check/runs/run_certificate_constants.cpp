// The constants of Lemma 3.3 along a run, against the largest curvature that power iteration finds.
#include "proofs-check/enclosures/ball_matrix.hpp"
#include "proofs-check/enclosures/hessian.hpp"
#include "proofs-check/runs/run_certificate.hpp"

namespace lysep {
namespace {

constexpr int power_iterations = 3;  // a sweep; the vectors are kept from sweep to sweep

Matrix<Ball> balls_of(const Matrix<double>& m) {
  return m.unaryExpr([](double x) { return Ball(x); });
}

/// Sample n of a block as a block of its own.
Block<Ball> only_sample(const Block<Ball>& block, Index n) {
  Block<Ball> one;
  one.X = block.X.col(n);
  one.labels = {block.labels[static_cast<std::size_t>(n)]};
  for (const auto& m : block.c_) one.c_.push_back(m.col(n));
  for (const auto& m : block.V_) one.V_.push_back(m.col(n));
  for (const auto& m : block.r_) one.r_.push_back(m.col(n));
  return one;
}

/// Divides every column by its norm; a column of zeros becomes the first unit vector.
void normalise_columns(Matrix<double>& v) {
  for (Index n = 0; n < v.cols(); ++n) {
    const double size = v.col(n).norm();
    if (size > 0) {
      v.col(n) /= size;
    } else {
      v(0, n) = 1;
    }
  }
}

}  // namespace

void RunChecker::check_step(double step) {
  if (!constant_ || step == 0) return;
  ++(Ball(step) * *constant_ <= Ball(2.0) ? report_.steps_within : report_.steps_beyond);
}

/// 2/tau of the self-consistent step: the constant of W_L that the sharp rule goes by.
Ball RunChecker::self_consistent_constant(OutputTerms<Ball> terms) const {
  const Index D = chain_.depth();
  const auto& W = chain_.at(D).K;
  const Layer<Ball>& layer = *chain_.at(D).shape;
  Matrix<Ball> gram_sum = Matrix<Ball>::Constant(W.cols(), W.cols(), Ball(0.0)), part;
  Matrix<Ball> H = Matrix<Ball>::Constant(W.rows(), W.cols(), Ball(0.0));
  for (const auto& f : followed_) {
    layer.patch_gram(f.block.V(D), part);
    gram_sum = sum(gram_sum, part);
    output_correlation(chain_, f.block, part);
    H = sum(H, part);
  }
  terms.gram_spectral = spectral_norm(gram_sum);
  const Matrix<Ball> g = output_gradient(chain_, H, terms.lambda);
  for (const auto& f : followed_) {
    terms.largest_loss = max(terms.largest_loss, largest_entry(f.losses));
    layer.apply(g, f.block.V(D), part);
    terms.largest_gradient_move = max(terms.largest_gradient_move, largest_column_norm(part));
  }
  return Ball(2.0) / self_consistent_output_step(terms);
}

void RunChecker::check_output_constant() {
  constant_.reset();
  const Index D = chain_.depth();
  if (!sigma_.M0 || !sigma_.M2) return;
  const Ball lambda = regularisers(norms_).back();
  OutputTerms<Ball> terms;
  terms.lambda = lambda;
  terms.radius = sqrt(norms_.layers.back());
  terms.units = chain_.at(D).K.cols();
  terms.samples = state_.samples();
  terms.classes = chain_.classes();
  const Ball C = output_constant(ConstantSet::paper, terms, sigma_);
  constant_ = options_.constants == ConstantSet::paper ? C : self_consistent_constant(terms);
  const auto times = [&](const auto& chain, auto block_at, auto regulariser, const auto& v) {
    using M = std::decay_t<decltype(v)>;
    M result = v, part;
    const auto w = chain.at(D).shape->norm_weights();
    for (Index i = 0; i < v.size(); ++i) result.data()[i] *= typename M::Scalar(2.0) * regulariser * w(i % w.size());
    for (std::size_t k = 0; k < followed_.size(); ++k) {
      output_hessian_times(chain, block_at(k), v, part);
      result = result + part;
    }
    return result;
  };
  const auto working = [&](std::size_t k) -> const Block<double>& { return state_.blocks[k]; };
  const auto enclosed = [&](std::size_t k) -> const Block<Ball>& { return followed_[k].block; };
  for (int k = 0; k < power_iterations; ++k) {
    output_vector_ = times(state_.chain, working, lambda.approximate(), output_vector_);
    const double size = output_vector_.norm();
    if (!(size > 0 && std::isfinite(size))) return;
    output_vector_ /= size;
  }
  const Matrix<Ball> v = balls_of(output_vector_);
  const Matrix<Ball> Hv = times(chain_, enclosed, lambda, v);
  const Ball curvature = abs(inner(v, Hv)) / norm_squared(v);
  report_.curvature_W.count(decide([&] { return Sides{curvature, C}; }, bits_));
}

void RunChecker::check_auxiliary_constant(Index l) {
  constant_.reset();
  if (!sigma_.M0 || !sigma_.M2) return;
  const bool last = l == chain_.depth() - 1;
  AuxiliaryTerms<Ball> terms =
      operator_terms(*chain_.at(l + 1).shape, chain_.at(l + 1).K, state_.samples(), chain_.classes());
  std::vector<std::pair<Ball, Ball>> pulled(followed_.size());
  struct Found {
    double curvature = -1;
    Index sample = 0;
  };
  std::vector<Found> found(followed_.size());
  auto& vectors = vectors_[static_cast<std::size_t>(l - 1)];
  vectors.resize(followed_.size());
  const double weight = to_double(norms_.layer(l + 1).approximate());
  pool_.for_each(followed_.size(), [&](std::size_t k) {
    const PrecisionScope scope(bits_);
    if (!last) pulled[k] = pulled_target(chain_, followed_[k].block, l);
    Matrix<double>&v = vectors[k], Hv;
    if (v.size() == 0) v = Matrix<double>::Constant(state_.blocks[k].c(l).rows(), state_.blocks[k].samples(), 1.0);
    for (int i = 0; i < power_iterations; ++i) {
      normalise_columns(v);
      auxiliary_hessian_times(state_.chain, state_.blocks[k], l, weight, v, Hv);
      for (Index n = 0; n < v.cols(); ++n) {
        const double curvature = std::fabs(v.col(n).dot(Hv.col(n)));
        if (i + 1 == power_iterations && curvature > found[k].curvature) found[k] = {curvature, n};
      }
      if (i + 1 < power_iterations) v = Hv;
    }
  });
  for (const auto& [squared, largest] : pulled) {
    if (last) break;
    terms.pulled_squared += squared;
    terms.pulled_largest = max(terms.pulled_largest, largest);
  }
  constant_ = last ? last_hidden_constant(options_.constants, terms, sigma_)
                   : hidden_constant(options_.constants, terms, sigma_);
  const auto best = std::max_element(found.begin(), found.end(),
                                     [](const Found& a, const Found& b) { return a.curvature < b.curvature; });
  const auto k = static_cast<std::size_t>(best - found.begin());
  const Matrix<Ball> v = balls_of(vectors[k].col(best->sample));
  Matrix<Ball> Hv;
  auxiliary_hessian_times(chain_, only_sample(followed_[k].block, best->sample), l, norms_.layer(l + 1), v, Hv);
  const Ball curvature = abs(inner(v, Hv)) / norm_squared(v);
  report_.curvature_c.count(decide([&] { return Sides{curvature, *constant_}; }, bits_));
}

}  // namespace lysep
