#include "proofs-check/frame/logit_generators.hpp"

namespace lysep {
namespace {

/// z = t(e_j - e_y) with margins up to `largest`, moved along e_j - e_y by a little.
Instance near_equality(Draw& draw, double largest) {
  const int J = draw.chance(0.5) ? 2 : draw.integer(3, 5), N = draw.integer(1, 3);
  Matrix<double> z1 = Matrix<double>::Constant(J, N, -2000.0), z2;
  Labels labels;
  const double step = draw.sign() * draw.magnitude(-6, 0);
  for (int n = 0; n < N; ++n) {
    const int y = draw.integer(0, J - 1), wrong = (y + draw.integer(1, J - 1)) % J;
    labels.push_back(y);
    const double t = draw.uniform(3.0, largest);
    z1(y, n) = -t;
    z1(wrong, n) = t;
  }
  z2 = z1;
  for (int n = 0; n < N; ++n) {
    for (int j = 0; j < J; ++j) {
      if (j == labels[n]) z2(j, n) -= step;
      if (j != labels[n] && z1(j, n) > 0) z2(j, n) += step;
    }
  }
  return logit_pair_of(largest > 100 ? "extreme margins" : "near equality", z1, z2, labels);
}

}  // namespace

Instance logit_pair_of(const char* family, const Matrix<double>& z1, const Matrix<double>& z2, const Labels& labels) {
  Instance instance;
  instance.family = family;
  instance.set("z1", z1);
  instance.set("z2", z2);
  instance.set("label", labels);
  return instance;
}

Instance logit_pair_instance(Draw& draw) {
  if (draw.chance(0.3)) return near_equality(draw, draw.chance(0.1) ? 350.0 : 30.0);
  const int J = draw.integer(2, 6), N = draw.integer(1, 4);
  const Matrix<double> z1 = draw.matrix(J, N, draw.magnitude(-3, 2.5));
  Matrix<double> z2 = draw.matrix(J, N, draw.magnitude(-8, 2.5));
  const bool apart = draw.chance(0.3);
  if (!apart) z2 += z1;
  Labels labels;
  for (int n = 0; n < N; ++n) labels.push_back(draw.integer(0, J - 1));
  return logit_pair_of(apart ? "apart" : "random", z1, z2, labels);
}

Instance logits_instance(Draw& draw) {
  const int J = draw.chance(0.3) ? 2 : draw.integer(3, 6), N = draw.chance(0.3) ? 1 : draw.integer(2, 5);
  Instance instance;
  instance.family = "random";
  Matrix<double> z = draw.matrix(J, N, draw.magnitude(-3, 1.5));
  Labels labels;
  for (int n = 0; n < N; ++n) labels.push_back(draw.integer(0, J - 1));
  const double which = draw.uniform(0, 1);
  if (which < 0.15) {
    instance.family = "all samples alike";
    z = Matrix<double>(z.col(0).replicate(1, N));
    labels.assign(static_cast<std::size_t>(N), labels[0]);
  } else if (which < 0.3) {
    instance.family = "extreme margins";
    z *= 700.0 / z.cwiseAbs().maxCoeff();
  } else if (which < 0.4) {
    instance.family = "ties";
    z.setConstant(draw.symmetric(10.0));
  } else if (which < 0.5) {
    instance.family = "tiny";
    z *= draw.magnitude(-12, -6);
  }
  instance.set("z", z);
  instance.set("label", labels);
  return instance;
}

std::vector<Array> logits_arrays() {
  return {{"z", "J x N", "logits"}, {"label", "N", "classes, from 0", Array::label}};
}

std::vector<Array> logit_pair_arrays() {
  return {{"z1", "J x N", "logits"}, {"z2", "J x N", "logits"}, {"label", "N", "classes, from 0", Array::label}};
}

}  // namespace lysep
