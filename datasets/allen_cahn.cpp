#include "datasets/allen_cahn.hpp"

#include <algorithm>
#include <cmath>

#include "core/numbers/elementary.hpp"
#include "core/numbers/random.hpp"
#include "datasets/dataset.hpp"

namespace lysep {
namespace {

constexpr double paper_epsilon = 0.02;
constexpr std::size_t grid_points = 128;
constexpr double longest_step = 1e-5;

double coordinate(std::size_t i, std::size_t points) {
  return static_cast<double>(i) / static_cast<double>(points) - 0.5;
}

Dataset samples_of(const Field& u, const RandomStream& stream, std::size_t samples) {
  Dataset data;
  data.dimension = 2;
  data.classes = 2;
  for (std::size_t n = 0; n < samples; ++n) {
    const double x = stream.symmetric(2 * n, 0.5), y = stream.symmetric(2 * n + 1, 0.5);
    data.X.insert(data.X.end(), {x, y});
    data.labels.push_back(u(x, y) >= 0 ? 1 : 0);
  }
  return data;
}

}  // namespace

double two_discs(double x, double y) {
  constexpr double width = 1.4142135623730951 * paper_epsilon;
  const auto disc = [&](double centre) {
    return tanh((std::sqrt(x * x + (y - centre) * (y - centre)) - 0.19) / width);
  };
  return 1.0 - disc(0.2) - disc(-0.2);
}

AllenCahn::AllenCahn(double epsilon, std::size_t points, double step, const Field& initial)
    : epsilon_(epsilon), decay_(exp(-step / (epsilon * epsilon))), transform_(points) {
  constexpr double two_pi = 6.283185307179586;
  for (std::size_t k = 0; k < points; ++k) {
    const double wave = two_pi * transform_.frequency(k);
    heat_.push_back(exp(-step * (wave * wave)) / static_cast<double>(points));
  }
  for (std::size_t j = 0; j < points; ++j) {
    for (std::size_t i = 0; i < points; ++i) u_.push_back(initial(coordinate(i, points), coordinate(j, points)));
  }
}

void AllenCahn::advance() {
  react();
  diffuse(1, transform_.length());
  diffuse(transform_.length(), 1);
  react();
}

void AllenCahn::react() {
  for (double& u : u_) {
    const double square = u * u;
    u /= std::sqrt(square + (1.0 - square) * decay_);
  }
}

/// The heat equation along one axis. The kernel is real, so that two lines go through one transform, as real and
/// imaginary part; and it is even, so that the second transform forward, which is the inverse with points in reverse
/// order, needs that order only.
void AllenCahn::diffuse(std::size_t stride_along, std::size_t stride_across) {
  const std::size_t points = transform_.length();
  std::vector<Complex> line(points);
  for (std::size_t j = 0; j < points; j += 2) {
    double* first = u_.data() + j * stride_across;
    double* second = first + stride_across;
    for (std::size_t i = 0; i < points; ++i) line[i] = {first[i * stride_along], second[i * stride_along]};
    transform_.forward(line);
    for (std::size_t k = 0; k < points; ++k) line[k] = {heat_[k] * line[k].re, heat_[k] * line[k].im};
    transform_.forward(line);
    for (std::size_t i = 0; i < points; ++i) {
      const Complex value = line[(points - i) % points];
      first[i * stride_along] = value.re;
      second[i * stride_along] = value.im;
    }
  }
}

double AllenCahn::maximum() const { return *std::max_element(u_.begin(), u_.end()); }

/// Entry (l, k), l points + k, belongs to e^(2 pi i (k (x + 1/2) + l (y + 1/2))).
std::vector<Complex> AllenCahn::coefficients() const {
  const std::size_t points = transform_.length();
  std::vector<Complex> all(points * points), line(points);
  for (std::size_t j = 0; j < points; ++j) {
    for (std::size_t i = 0; i < points; ++i) line[i] = {at(i, j), 0};
    transform_.forward(line);
    std::copy(line.begin(), line.end(), all.begin() + static_cast<long>(j * points));
  }
  const double scale = 1.0 / static_cast<double>(points * points);
  for (std::size_t k = 0; k < points; ++k) {
    for (std::size_t j = 0; j < points; ++j) line[j] = all[j * points + k];
    transform_.forward(line);
    for (std::size_t l = 0; l < points; ++l) all[l * points + k] = {scale * line[l].re, scale * line[l].im};
  }
  return all;
}

double AllenCahn::energy() const {
  const std::size_t points = transform_.length();
  const std::vector<Complex> c = coefficients();
  constexpr double two_pi = 6.283185307179586;
  double gradient = 0, potential = 0;
  for (std::size_t l = 0; l < points; ++l) {
    for (std::size_t k = 0; k < points; ++k) {
      const double p = two_pi * transform_.frequency(k), q = two_pi * transform_.frequency(l);
      const Complex a = c[l * points + k];
      gradient += (p * p + q * q) * (a.re * a.re + a.im * a.im);
    }
  }
  for (const double u : u_) potential += (1.0 - u * u) * (1.0 - u * u);
  return gradient / 2 + potential / static_cast<double>(points * points) / (4 * epsilon_ * epsilon_);
}

Field AllenCahn::interpolant() const {
  const std::size_t points = transform_.length();
  // powers[k] = e^(2 pi i k s) in the transform's order; the wave of frequency points/2 as cosine.
  const auto powers = [points, transform = transform_](double s) {
    std::vector<Complex> e(points);
    for (std::size_t k = 0; k < points; ++k) e[k] = unit_root(transform.frequency(k) * s);
    e[points / 2].im = 0;
    return e;
  };
  return [points, powers, c = coefficients()](double x, double y) {
    const std::vector<Complex> ex = powers(x + 0.5), ey = powers(y + 0.5);
    double u = 0;  // the real part: frequencies -l are those of l conjugated
    for (std::size_t l = 0; l <= points / 2; ++l) {
      Complex row;
      for (std::size_t k = 0; k < points; ++k) row = row + c[l * points + k] * ex[k];
      u += (l == 0 || l == points / 2 ? 1.0 : 2.0) * (row * ey[l]).re;
    }
    return u;
  };
}

// Where u < 0 everywhere it stays so (maximum principle), and the rest of the time is not computed.
Field allen_cahn_solution(double time) {
  if (time == 0) return two_discs;
  const double end = std::min(time, 1.0);  // the discs vanish at about 0.04
  const double steps = std::ceil(end / longest_step);
  AllenCahn equation(paper_epsilon, grid_points, end / steps, two_discs);
  for (double k = 0; k < steps && equation.maximum() >= 0; ++k) equation.advance();
  return equation.interpolant();
}

TrainAndTest allen_cahn_data(double time, std::uint64_t seed, std::size_t samples, std::size_t test_samples) {
  const Field u = allen_cahn_solution(time);
  return {samples_of(u, RandomStream(seed, Purpose::train_data, 0), samples),
          samples_of(u, RandomStream(seed, Purpose::test_data, 0), test_samples)};
}

}  // namespace lysep
