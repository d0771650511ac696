#include "proofs-check/claims/lysep/cross_entropy/logits.hpp"

namespace lysep {
namespace {

/// z_y = -t/2 and z_wrong = t/2, the other classes out of reach.
Matrix<double> confident(Index J, int y, int wrong, double t) {
  Matrix<double> z = Matrix<double>::Constant(J, 1, -1000.0);
  z(y, 0) = -t / 2;
  z(wrong, 0) = t / 2;
  return z;
}

int another(Draw& draw, int y, int J) { return (y + draw.integer(1, J - 1)) % J; }

Instance moved_pair(Draw& draw) {
  const int J = draw.chance(0.6) ? 2 : draw.integer(3, 4), y = draw.integer(0, J - 1), wrong = another(draw, y, J);
  const bool extreme = draw.chance(0.1);
  const double margin = extreme ? draw.symmetric(700.0) : draw.uniform(-5.0, 60.0);
  const Matrix<double> z2 = confident(J, y, wrong, margin);
  const double step = draw.sign() * draw.magnitude(-5, 1);
  Matrix<double> z1 = z2;
  z1(y, 0) -= step;
  z1(wrong, 0) += step * (1 + draw.symmetric(1e-4));
  return logit_pair_of(extreme ? "extreme margins" : "near equality", z1, z2, {y});
}

}  // namespace

LogitPair::LogitPair(const Instance& instance)
    : labels(instance.labels("label")),
      Z1(instance.balls("z1")),
      Z2(instance.balls("z2")),
      D(difference(Z1, Z2)),
      first(losses_of(Z1, labels)),
      second(losses_of(Z2, labels)) {}

Ball LogitPair::spread() const {
  Ball most = D(0, 0), least = D(0, 0);
  for (Index j = 1; j < D.rows(); ++j) {
    most = max(most, D(j, 0));
    least = min(least, D(j, 0));
  }
  return most - least;
}

Instance one_sample(Draw& draw) {
  const int J = draw.chance(0.1) ? 2 : draw.integer(3, 6), y = draw.integer(0, J - 1);
  Instance instance;
  instance.family = "random";
  Matrix<double> z = draw.matrix(J, 1, draw.magnitude(-3, 1.5));
  const double which = draw.uniform(0, 1);
  if (which < 0.35) {
    instance.family = "one wrong class";
    const int wrong = another(draw, y, J);
    const double ahead = draw.uniform(14.0, 40.0);
    for (int j = 0; j < J; ++j) z(j, 0) = -ahead * draw.uniform(1.0, 2.0);
    z(wrong, 0) = draw.symmetric(1.0);
    z(y, 0) = z(wrong, 0) - draw.uniform(-2.0, 40.0);
  } else if (which < 0.45) {
    instance.family = "extreme margins";
    z *= 350.0 / z.cwiseAbs().maxCoeff();
  } else if (which < 0.5) {
    instance.family = "tiny";
    z *= draw.magnitude(-12, -6);
  }
  instance.set("z", z);
  instance.set("label", Labels{y});
  return instance;
}

Instance similar_samples(Draw& draw) {
  if (draw.chance(0.4)) return logits_instance(draw);
  const int J = draw.integer(2, 4), N = draw.integer(2, 5);
  const Matrix<double> z = draw.matrix(J, 1, draw.magnitude(-1, 2));
  const double apart = draw.magnitude(-7, -1);
  Instance instance;
  instance.family = "nearly alike";
  instance.set("z", Matrix<double>(z.replicate(1, N) + draw.matrix(J, N, apart)));
  instance.set("label", Labels(static_cast<std::size_t>(N), draw.integer(0, J - 1)));
  return instance;
}

Instance sample_pair(Draw& draw) {
  if (draw.chance(0.4)) return moved_pair(draw);
  const Instance many = logit_pair_instance(draw);
  return logit_pair_of(many.family.c_str(), many.matrix("z1").col(0), many.matrix("z2").col(0),
                       {many.labels("label").front()});
}

Instance doubled_pair(Draw& draw) {
  if (draw.chance(0.5)) return logit_pair_instance(draw);
  const int J = draw.integer(2, 4), N = draw.integer(1, 3);
  const bool alike = draw.chance(0.6);
  Matrix<double> z1(J, N), z2(J, N);
  Labels labels;
  for (int n = 0; n < N; ++n) {
    if (n > 0 && alike) {
      z1.col(n) = z1.col(0);
      z2.col(n) = z2.col(0);
      labels.push_back(labels[0]);
      continue;
    }
    const int y = draw.integer(0, J - 1), wrong = another(draw, y, J);
    const double t = draw.uniform(16.0, 60.0);
    labels.push_back(y);
    z2.col(n) = confident(J, y, wrong, t);
    z1.col(n) = confident(J, y, wrong, 2 * t * (1 + draw.symmetric(1e-5)));
  }
  return logit_pair_of(alike ? "near equality, samples alike" : "near equality", z1, z2, labels);
}

std::vector<Array> one_sample_arrays() {
  return {{"z", "J x 1", "logits"}, {"label", "1", "the class, from 0", Array::label}};
}

std::vector<Array> sample_pair_arrays() {
  return {{"z1", "J x 1", "logits"}, {"z2", "J x 1", "logits"}, {"label", "1", "the class, from 0", Array::label}};
}

}  // namespace lysep
