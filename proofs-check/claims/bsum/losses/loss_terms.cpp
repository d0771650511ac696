#include "proofs-check/claims/bsum/losses/loss_terms.hpp"

#include <algorithm>

namespace lysep::bsum {
namespace {

template <class T>
T ln_of(const T& h) {  // 0 < h < 1, without a loss of digits at either end
  return -log1p((T(1.0) - h) / h);
}

/// sum over entries, or over samples, of what the loss adds up.
template <class T>
T summed(Loss loss, const Matrix<T>& H, const Matrix<Ball>& Y) {
  T sum(0.0);
  for (Index n = 0; n < H.cols(); ++n) {
    T margin(0.0);
    for (Index k = 0; k < H.rows(); ++k) {
      const T h = H(k, n), y(Y(k, n));
      if (loss == Loss::squared || loss == Loss::exponential) {
        sum += (h - y) * (h - y);
      } else if (loss == Loss::cross_entropy) {
        sum -= Y(k, n).is_zero() ? ln_of(T(1.0) - h) : ln_of(h);
      } else if (loss == Loss::hinge) {
        const T gap = max(T(1.0) - y * h, T(0.0));
        sum += gap * gap;
      } else {
        margin += y * h;
      }
    }
    if (loss == Loss::logistic) sum += log1p(exp(-margin));
  }
  return sum;
}

template <class T>
T value_of(Loss loss, const Matrix<T>& H, const Matrix<Ball>& Y, const Ball& c) {
  const T sum = summed(loss, H, Y), N(static_cast<double>(H.cols()));
  if (loss == Loss::exponential) return T(c) * exp(sum / (T(c) * N));
  if (loss == Loss::hinge) return sum / (T(2.0) * T(c) * N);
  return sum / N;
}

double output_of(Draw& draw, Loss loss, double size) {
  if (loss != Loss::cross_entropy) return draw.symmetric(size);
  const double h = draw.chance(0.3) ? draw.magnitude(-8, -0.01) : draw.uniform(0.001, 0.999);
  return draw.chance(0.2) ? 1.0 - 0x1p-30 * h : h;
}

double target_of(Draw& draw, Loss loss, double size) {
  if (loss == Loss::cross_entropy) return draw.chance(0.5) ? 1.0 : 0.0;
  return loss == Loss::hinge || loss == Loss::logistic ? draw.sign() : draw.symmetric(size);
}

template <class F>
Matrix<double> filled(Index d, Index N, F f) {
  Matrix<double> m(d, N);
  for (Index i = 0; i < m.size(); ++i) m.data()[i] = f();
  return m;
}

}  // namespace

bool is_in(const Matrix<Ball>& Y, double low, double high) {
  return std::all_of(Y.data(), Y.data() + Y.size(), [&](const Ball& y) { return y >= Ball(low) && y <= Ball(high); });
}

bool is_one_of(const Matrix<Ball>& Y, double a, double b) {
  return std::all_of(Y.data(), Y.data() + Y.size(),
                     [&](const Ball& y) { return (y - Ball(a)).is_zero() || (y - Ball(b)).is_zero(); });
}

bool is_defined(Loss loss, const Matrix<Ball>& H, const Matrix<Ball>& Y, const Ball& c) {
  if (loss == Loss::exponential || loss == Loss::hinge) return c > Ball(0.0);
  if (loss != Loss::cross_entropy) return true;
  const auto inside = [](const Ball& h) { return h > Ball(0.0) && h < Ball(1.0); };
  return std::all_of(H.data(), H.data() + H.size(), inside) && is_one_of(Y, 0.0, 1.0);
}

LossPoint::LossPoint(const Instance& i) : H(i.balls("H")), Y(i.balls("Y")), D(i.balls("direction")), c(i.ball("c")) {}

LossPoint LossPoint::sample(Index n) const {
  LossPoint one = *this;
  one.H = H.col(n);
  one.Y = Y.col(n);
  one.D = D.col(n);
  return one;
}

Matrix<Ball> LossPoint::cross_entropy_gradient(bool printed) const {
  return entries([&](const Ball& h, const Ball& y) {
    const Ball right = (Ball(1.0) - y) / (Ball(1.0) - h);
    return (printed ? right * h - y / h : right - y / h) / N();
  });
}

Sides LossPoint::along(Loss loss, const Matrix<Ball>& gradient) const {
  if (!is_defined(loss, H, Y, c)) return hypothesis_not_met();
  Matrix<Dual<Ball>> moved(H.rows(), H.cols());
  for (Index i = 0; i < H.size(); ++i) moved.data()[i] = Dual<Ball>(H.data()[i], D.data()[i]);
  return {value_of(loss, moved, Y, c).d, inner(gradient, D), true, inner(absolute(gradient), absolute(D))};
}

Sides LossPoint::unbiased(Loss loss, double factor, bool hypothesis) const {
  const Sides whole = along(loss, D);
  if (!whole.hypothesis || H.cols() < 2 || !hypothesis) return hypothesis_not_met();
  Ball sum(0.0), size(0.0);
  for (Index n = 0; n < H.cols(); ++n) {
    const LossPoint one = sample(n);
    const Ball derivative = one.along(loss, one.D).left;
    sum += derivative;
    size += abs(derivative);
  }
  return {Ball(factor) * sum / N(), whole.left, true, size};
}

LossPair::LossPair(const Instance& i) : H1(i.balls("H1")), H2(i.balls("H2")), Y(i.balls("Y")), c(i.ball("c")) {}

Ball LossPair::value(Loss loss, const Matrix<Ball>& H) const { return value_of(loss, H, Y, c); }

bool LossPair::is_defined(Loss loss) const {
  return bsum::is_defined(loss, H1, Y, c) && bsum::is_defined(loss, H2, Y, c);
}

bool LossPair::is_ordered() const {
  for (Index i = 0; i < Y.size(); ++i) {
    if (!(H1.data()[i] <= H2.data()[i])) return false;
  }
  return true;
}

Sides LossPair::falls(Loss loss, bool hypothesis, const Ball& factor) const {
  if (!is_defined(loss) || !is_ordered() || !hypothesis) return hypothesis_not_met();
  return {factor * second(loss), first(loss), true, mean(loss)};
}

Sides LossPair::rises(Loss loss, bool hypothesis, const Ball& factor) const {
  if (!is_defined(loss) || !is_ordered() || !hypothesis) return hypothesis_not_met();
  return {factor * first(loss), second(loss), true, mean(loss)};
}

Sides LossPair::convex(Loss loss, const Ball& modulus) const {
  if (!is_defined(loss)) return hypothesis_not_met();
  const Ball average = mean(loss);
  return {modulus * squared(distance()) / Ball(8.0), average - middle(loss), true, average};
}

Sides LossPair::concave(Loss loss) const {
  return is_defined(loss) ? Sides{mean(loss), middle(loss)} : hypothesis_not_met();
}

Instance loss_instance(Draw& draw, Loss loss) {
  const int d = draw.integer(1, 3), N = draw.integer(1, 3);
  const double size = draw.magnitude(-2, 1), which = draw.uniform(0, 1);
  Instance instance;
  instance.family = N == 1 ? "one sample" : "random";
  const Matrix<double> Y = filled(d, N, [&] { return target_of(draw, loss, size); });
  Matrix<double> H = filled(d, N, [&] { return output_of(draw, loss, size); });
  if (which < 0.1 && loss != Loss::cross_entropy) {
    H = Y + draw.matrix(d, N, 1e-9);
    instance.family = "at the target";
  } else if (which < 0.15 && loss != Loss::cross_entropy) {
    H *= 20.0;
    instance.family = "far";
  }
  instance.set("H", H);
  instance.set("Y", Y);
  instance.set("direction", draw.matrix(d, N, draw.magnitude(-2, 2)));
  instance.set("c", draw.magnitude(-1, 2));
  return instance;
}

Instance loss_pair_instance(Draw& draw, Loss loss, bool ordered) {
  const int d = draw.integer(1, 3), N = draw.integer(1, 3);
  const double size = draw.magnitude(-2, 1);
  Instance instance;
  instance.family = "random";
  const Matrix<double> Y = filled(d, N, [&] { return target_of(draw, loss, size); });
  const Matrix<double> H1 = filled(d, N, [&] { return output_of(draw, loss, size); });
  Matrix<double> H2 = filled(d, N, [&] { return output_of(draw, loss, size); });
  if (draw.chance(0.3)) {
    instance.family = "close pair";
    H2 = H1 + (H2 - H1) * draw.magnitude(-5, -1);
  }
  instance.set("H1", ordered ? Matrix<double>(H1.cwiseMin(H2)) : H1);
  instance.set("H2", ordered ? Matrix<double>(H1.cwiseMax(H2)) : H2);
  instance.set("Y", Y);
  instance.set("c", draw.magnitude(-1, 2));
  return instance;
}

Instance scalar_pair(const char* family, double h1, double h2, double y, double c) {
  const auto one = [](double x) { return Matrix<double>(Matrix<double>::Constant(1, 1, x)); };
  Instance instance;
  instance.family = family;
  instance.set("H1", one(h1));
  instance.set("H2", one(h2));
  instance.set("Y", one(y));
  instance.set("c", c);
  return instance;
}

std::vector<Array> loss_arrays() {
  return {{"H", "k x N", "outputs"},
          {"Y", "k x N", "targets"},
          {"direction", "k x N", "D, along which the loss is differentiated"},
          {"c", "1", "of the exponential and the hinge loss"}};
}

std::vector<Array> loss_pair_arrays() {
  return {{"H1", "k x N", "outputs"},
          {"H2", "k x N", "others"},
          {"Y", "k x N", "targets"},
          {"c", "1", "of the exponential and the hinge loss"}};
}

Claim falls_without_negative_labels(Loss loss) {
  Claim claim;
  claim.source = "bsum";
  claim.equation = "Appendix A.1";
  claim.arrays = loss_pair_arrays();
  claim.generate = [loss](Draw& draw) {
    Instance i = loss_pair_instance(draw, loss, true);
    if (draw.chance(0.8)) {
      i.family = "as the hypothesis asks";
      i.set("Y", Matrix<double>(i.matrix("Y").cwiseAbs()));
    }
    return i;
  };
  const auto holds = [](const LossPair& t) { return is_in(t.Y, 0.0, 1e300); };
  set_sides<LossPair>(
      claim, [](const Instance& i) { return LossPair(i); },
      [=](const LossPair& t) { return t.falls(loss, holds(t), Ball(1.0)); },
      {{"without the hypothesis on Y", [=](const LossPair& t) { return t.falls(loss, true, Ball(1.0)); }},
       {"1.01 times the left side", [=](const LossPair& t) { return t.falls(loss, holds(t), Ball(1.01)); }},
       {"the opposite", [=](const LossPair& t) { return t.rises(loss, holds(t), Ball(1.0)); }},
       {"for the labels -1 the opposite",
        [=](const LossPair& t) { return t.rises(loss, is_one_of(t.Y, -1.0, -1.0), Ball(1.0)); }, true}});
  return claim;
}

}  // namespace lysep::bsum
