#include "proofs-check/claims/lysep/lipschitz/curvature_terms.hpp"

#include "core/numbers/bad_input.hpp"
#include "proofs-check/frame/network_generators.hpp"

namespace lysep {

Ball two_class_curvature(const Ball& R) {
  const Ball s = -expm1(-R);
  return Ball(4.0) * s * s + Ball(4.0) * R * s * exp(-R);
}

Ball curvature_bound(const Ball& R, Index classes) {
  const Ball h = two_class_curvature(R);
  return classes == 2 ? h : max(h, R * -expm1(-R));
}

Ball curvature_along(const Matrix<Ball>& z, int y, const Matrix<Ball>& u, Index n) {
  std::vector<Dual<Dual<Ball>>> along;
  for (Index j = 0; j < z.rows(); ++j) along.push_back(second_dual(z(j, n), u(j, n), u(j, n)));
  const Dual<Dual<Ball>> loss = cross_entropy_by_definition(along, y);
  return (loss * loss).d.d;
}

Ball output_regulariser(const Network& network) {
  Ball lambda(0.0);
  for (Index i = 1; i < network.L; ++i) {
    Ball term = norm_squared(network.r(i));
    for (Index j = i + 1; j < network.L; ++j) term *= norm_squared(network.W(j));
    lambda += term;
  }
  return lambda;
}

Matrix<Ball> output_gradient_by_definition(const Network& network, const Matrix<Ball>& W) {
  const Matrix<Ball>& V = network.V(network.L);
  const Matrix<Ball> Z = product(W, V);
  Matrix<Ball> slopes(Z.rows(), Z.cols());
  for (Index n = 0; n < Z.cols(); ++n) {
    std::vector<Dual<Ball>> z;
    for (Index j = 0; j < Z.rows(); ++j) z.emplace_back(Z(j, n));
    for (Index j = 0; j < Z.rows(); ++j) {
      z[static_cast<std::size_t>(j)].d = Ball(1.0);
      const Dual<Ball> loss = cross_entropy_by_definition(z, network.labels[static_cast<std::size_t>(n)]);
      slopes(j, n) = (loss * loss).d;
      z[static_cast<std::size_t>(j)].d = Ball(0.0);
    }
  }
  return sum(scaled(Ball(2.0) * output_regulariser(network), W), product_transposed(slopes, V));
}

Ball output_curvature_by_definition(const Network& network, const Matrix<Ball>& D) {
  const Matrix<Ball>&W = network.W(network.L), &V = network.V(network.L);
  const Matrix<Ball> Z = product(W, V), moved = product(D, V);
  Ball curvature(0.0);
  for (Index n = 0; n < network.N; ++n) {
    curvature += curvature_along(Z, network.labels[static_cast<std::size_t>(n)], moved, n);
  }
  Dual<Dual<Ball>> size(0.0);  // ||W_L + t D||^2
  for (Index i = 0; i < D.size(); ++i) {
    const Dual<Dual<Ball>> along = second_dual(W.data()[i], D.data()[i], D.data()[i]);
    size += along * along;
  }
  return curvature + output_regulariser(network) * size.d.d;
}

void require_output_shape(const Network& network, const Matrix<Ball>& D, const std::string& name) {
  const Matrix<Ball>& W = network.W(network.L);
  if (D.rows() != W.rows() || D.cols() != W.cols()) throw BadInput(name + " requires the shape of W_L");
}

OutputPair::OutputPair(const Instance& instance) : network(*instance.state), W_to(instance.balls("W_to")) {
  const Matrix<Ball>&W = network.W(network.L), &V = network.V(network.L);
  require_output_shape(network, W_to, "W_to");
  const Matrix<Ball> here = output_gradient_by_definition(network, W);
  const Matrix<Ball> there = output_gradient_by_definition(network, W_to);
  distance = norm(difference(W, W_to));
  change = distance.is_zero() ? Ball(0.0) : norm(difference(here, there));  // one point: no difference to enclose
  gradients = norm(here) + norm(there);
  largest_norm = max(norm(W), norm(W_to));
  output.lambda = output_regulariser(network);
  output.radius = instance.ball("radius");
  output.gram_spectral = squared(spectral_norm(V));
  output.largest_column_squared = squared(largest_column_norm(V));
  output.units = V.rows();
  output.samples = V.cols();
  output.classes = W.rows();
}

Ball OutputPair::printed(double a, const Ball& factor, double offset) const {
  const Ball& M0 = *network.sigma.M0;
  return Ball(a) * output.lambda +
         factor * M0 * M0 * (Ball(2.0) * sqrt(M()) * M0 * output.radius + log_of<Ball>(J()) + Ball(offset));
}

Ball OutputPair::sharpened(double a, const Ball& gram, const Ball& curvature, const Ball& radius) const {
  Ball h = curvature;
  if (J() >= 3) {
    const Ball margin = root_two() * radius * sqrt(output.largest_column_squared);
    h = max(h, log1p(count(J() - 1) * exp(margin)));
  }
  return Ball(a) * output.lambda + gram * h;
}

std::vector<Array> output_pair_arrays() {
  return {{"W_to", "J x M", "W~, the second output weights"}, {"radius", "1", "R of the ball"}};
}

std::string group_of_classes(Index J) { return J == 2 ? "J = 2" : "J >= 3"; }

// ---- instances

namespace {

using Kind = Activation::Kind;

Instance pair_of(const char* family, const StateData& state, const Matrix<double>& W_to, double wider = 1e-12) {
  Instance instance = instance_of_state(family, state);
  instance.set("W_to", W_to);
  instance.set("radius", std::max(state.layers.back().W.norm(), W_to.norm()) * (1 + wider) + 1e-300);
  return instance;
}

/// L = 2, M equal hidden units at c in N equal samples, r_1 = r everywhere, W_2(j, i) = rows[j]/(M sigma(c)): the
/// logits are `rows`. The first class is true.
StateData equal_units(const Activation& activation, double c, double r, Index M, Index N,
                      const std::vector<double>& rows) {
  const double V = sigma_of(activation, c);
  StateData state{activation,
                  Matrix<double>::Constant(N, 1, 1.0),
                  Labels(static_cast<std::size_t>(N), 0),
                  static_cast<int>(rows.size()),
                  {}};
  StateData::LayerData hidden, last;
  hidden.W = Matrix<double>::Constant(M, 1, c - r);
  hidden.b = Vector<double>::Zero(M);
  hidden.r = Matrix<double>::Constant(N, M, r);
  last.W.resize(state.classes, M);
  for (Index j = 0; j < state.classes; ++j) last.W.row(j).setConstant(rows[j] / (static_cast<double>(M) * V));
  state.layers = {hidden, last};
  return state;
}

struct Unit {
  Activation activation;
  double c, r;
};

/// Often saturated, so that |sigma(c)| is nearly M0; without a residual, lambda = 0.
Unit unit_of(Draw& draw) {
  if (draw.chance(0.4)) return {{Kind::sin}, 1.5707963267948966, 0.0};
  const double r = draw.chance(0.5) ? 0.0 : draw.magnitude(-2, 1);
  return {draw.pick(bounded_activations()), draw.sign() * draw.uniform(0.2, 3.0), r};
}

/// Two classes, W~ nearly W and parallel to it: the quotient is 2 lambda + ||V_L||_2^2 h_2(R), R often the maximiser.
Instance aligned_two_classes(Draw& draw) {
  const Unit unit = draw.chance(0.85) ? unit_of(draw) : Unit{{Kind::tanh}, 1.0, draw.magnitude(3, 6)};
  const double maximiser = log(exp(3.141864) - 1);
  const double t = draw.chance(0.5) ? maximiser : draw.magnitude(-2, 0.6);
  const Index M = draw.chance(0.5) ? 3 : draw.integer(1, 3), N = draw.integer(1, 4);
  const StateData state = equal_units(unit.activation, unit.c, unit.r, M, N, {-t / 2, t / 2});
  const Matrix<double> W_to = state.layers.back().W * (1 + draw.sign() * draw.magnitude(-6, -3.5));
  return pair_of(unit.r > 100 ? "two classes, large lambda" : "two classes, aligned", state, W_to);
}

Instance random_pair(Draw& draw, const std::vector<Activation>& activations) {
  StateData state = random_state(draw, activations);
  Matrix<double>& W = state.layers.back().W;
  const char* family = "random";
  const double which = draw.uniform(0, 1);
  if (which < 0.12) {
    family = "extreme W_L";
    W *= draw.chance(0.3) ? 0.0 : draw.pick(std::vector<double>{1e-8, 300.0, 1e8});
  } else if (which < 0.2) {
    family = "equal hidden units";
    auto& hidden = state.layers[state.layers.size() - 2];
    hidden.W.setZero();
    hidden.b.setConstant(draw.symmetric(2.0));
    hidden.r.setZero();
  }
  const bool close = draw.chance(0.3);
  Matrix<double> W_to = draw.matrix(W.rows(), W.cols(), close ? draw.magnitude(-8, -1) : draw.magnitude(-1, 1.5));
  if (close) W_to += W;
  if (draw.chance(0.08)) return pair_of("outside the ball", state, W_to, -draw.uniform(0.1, 0.9));
  return pair_of(close ? "close pair" : family, state, W_to, draw.chance(0.5) ? 1e-12 : draw.magnitude(-2, 1));
}

}  // namespace

Instance equal_wrong_classes(Draw& draw) {
  const Unit unit = unit_of(draw);
  const double t = draw.magnitude(0.3, 2.5), e = draw.magnitude(-6, -2);
  std::vector<double> from = {-t, e, -e}, to = {-t, -e, e};
  if (draw.chance(0.3)) {
    from.push_back(-t);
    to.push_back(-t);
  }
  const Index M = draw.integer(1, 2), N = draw.integer(1, 3);
  const StateData state = equal_units(unit.activation, unit.c, unit.r, M, N, from);
  return pair_of("two equal wrong classes", state,
                 equal_units(unit.activation, unit.c, unit.r, M, N, to).layers.back().W);
}

Instance equal_wrong_classes_witness() {
  StateData state = equal_units({Kind::sin}, 1.5707963267948966, 0.0, 1, 1, {-10.0, 1e-4, -1e-4});
  Matrix<double> W_to(3, 1);
  W_to << -10.0, -1e-4, 1e-4;
  Instance instance = pair_of("two equal wrong classes", state, W_to);
  instance.set("radius", 1.0);
  return instance;
}

Instance two_class_pair_instance(Draw& draw) {
  if (draw.chance(0.4)) return aligned_two_classes(draw);
  Instance instance;
  do {
    instance = random_pair(draw, bounded_activations());
  } while (instance.state->classes != 2);
  return instance;
}

Instance output_pair_instance(Draw& draw) {
  const double which = draw.uniform(0, 1);
  if (which < 0.25) return aligned_two_classes(draw);
  if (which < 0.4) return equal_wrong_classes(draw);
  return random_pair(draw, bounded_activations());
}

Instance logits_and_direction(Draw& draw) {
  const bool two = draw.chance(0.4);
  const int J = two ? 2 : draw.integer(3, 4), y = draw.integer(0, J - 1);
  const int wrong = (y + draw.integer(1, J - 1)) % J, another = (wrong == (y + 1) % J ? y + 2 : y + 1) % J;
  const double t = draw.chance(0.1) ? draw.symmetric(700.0) : draw.uniform(-10.0, 30.0);
  Matrix<double> z = draw.matrix(J, 1, draw.magnitude(-2, 1.5)), u = draw.matrix(J, 1, 1.0);
  Instance instance;
  instance.family = std::fabs(t) > 100 ? "extreme margins" : "random";
  const double which = draw.uniform(0, 1);
  if (which < 0.6) {
    z.setConstant(-1000.0);
    u.setZero();
    z(y, 0) = -t / 2;
    z(wrong, 0) = t / 2;
    u(wrong, 0) = 1.0;
    u(y, 0) = -1.0;
    if (which < 0.5) instance.family = "one wrong class";
    if (!two && which < 0.3) {
      instance.family = "two equal wrong classes";
      z(another, 0) = t / 2;
      u(another, 0) = -1.0;
      u(y, 0) = 0.0;
    }
  }
  u *= draw.magnitude(-8, 8);
  instance.set("z", z);
  instance.set("direction", u);
  instance.set("label", Labels{y});
  return instance;
}

std::vector<Instance> pairs_at_state(const StateData& state) {
  const Matrix<double>& W = state.layers.back().W;
  return {pair_of("state", state, W * 0.0), pair_of("state", state, -W)};
}

}  // namespace lysep
