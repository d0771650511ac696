#pragma once
// What the gradient methods make of a gradient: the rules, with the means that they keep.
#include "core/methods/archive.hpp"
#include "core/methods/gradient/entry.hpp"
#include "core/numbers/matrix.hpp"

namespace lysep {

/// The step of every layer over the rate, from its gradient g, m = v = 0 at first:
///   gradient   g
///   momentum   m <- 0.9 m + g,                                         m                    (Polyak's heavy ball)
///   adam       m <- 0.9 m + 0.1 g, v <- 0.999 v + 0.001 g o g,         m^ / (sqrt(v^) + 1e-8),
///              m^ = m / (1 - 0.9^t), v^ = v / (1 - 0.999^t) in step t = 1, 2, ...
///   adagrad    v += g o g,                                             g / (sqrt(v) + 1e-8)
///   adadelta   v <- 0.95 v + 0.05 g o g, d = sqrt(m + 1e-6) / sqrt(v + 1e-6) o g, m <- 0.95 m + 0.05 d o d,  d
template <class S>
class DescentDirection {
 public:
  explicit DescentDirection(DescentRule rule) : rule_(rule) {}

  /// A step of so many layers begins.
  void begin_step(std::size_t layers) {
    mean_.resize(layers);
    square_.resize(layers);
    mean_power_ *= mean_factor;
    square_power_ *= square_factor;
  }
  /// Of layer l; once in a step.
  Matrix<S> of_layer(Index l, const Matrix<S>& g) {
    if (rule_ == DescentRule::gradient) return g;
    Matrix<S>&m = mean_[l - 1], &v = square_[l - 1];
    if (m.size() == 0) m = v = Matrix<S>::Constant(g.rows(), g.cols(), S(0.0));
    Matrix<S> move(g.rows(), g.cols());
    for (Index i = 0; i < g.size(); ++i) {
      move.data()[i] = moved(g.data()[i], m.data()[i], v.data()[i]);
    }
    return move;
  }

  void visit(Archive<S>& archive) {
    archive.number("mean_power", mean_power_);
    archive.number("square_power", square_power_);
    archive.arrays("mean", mean_);
    archive.arrays("square", square_);
  }

 private:
  /// Of one parameter.
  S moved(const S& gradient, S& mean, S& square) const {
    switch (rule_) {
      case DescentRule::momentum:
        return mean = mean_factor * mean + gradient;
      case DescentRule::adagrad:
        square += gradient * gradient;
        return gradient / (sqrt(square) + S(1e-8));
      case DescentRule::adadelta: {
        constexpr double kept = 0.95, least = 1e-6;
        square = S(kept) * square + S(1.0 - kept) * (gradient * gradient);
        const S move = sqrt(S(mean + S(least))) / sqrt(S(square + S(least))) * gradient;
        mean = S(kept) * mean + S(1.0 - kept) * (move * move);
        return move;
      }
      default:
        mean = mean_factor * mean + (S(1.0) - mean_factor) * gradient;
        square = square_factor * square + (S(1.0) - square_factor) * (gradient * gradient);
        return (mean / (S(1.0) - mean_power_)) / (sqrt(S(square / (S(1.0) - square_power_))) + S(1e-8));
    }
  }

  DescentRule rule_;
  const S mean_factor = S(0.9), square_factor = S(0.999);
  S mean_power_ = S(1.0), square_power_ = S(1.0);  // factor^t
  std::vector<Matrix<S>> mean_, square_;           // m and v, a layer each
};

extern template class DescentDirection<double>;

}  // namespace lysep
