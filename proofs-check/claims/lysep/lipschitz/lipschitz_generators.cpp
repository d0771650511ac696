#include "proofs-check/claims/lysep/lipschitz/lipschitz_generators.hpp"

namespace lysep {
namespace {

using Kind = Activation::Kind;

constexpr double half_pi = 1.5707963267948966;

Instance pair_of(const char* family, const StateData& state, Index layer, const Matrix<double>& direction) {
  Instance instance = instance_at_layer(family, state, layer);
  instance.set("direction", direction);
  return instance;
}

Matrix<double> constant(Index rows, Index columns, double x) { return Matrix<double>::Constant(rows, columns, x); }

Kind bounded_kind(Draw& draw) { return draw.pick(bounded_activations()).kind; }

std::vector<Activation> activations(Draw& draw) {
  if (draw.chance(0.95)) return {{bounded_kind(draw)}};
  return {{Kind::identity, draw.chance(0.5) ? 1.0 : draw.magnitude(-1, 1)}};
}

/// A zero layer, norms 1e-8 and 1e8, equal rows, saturated units.
void make_extreme(Draw& draw, StateData& state) {
  auto& layer = state.layers[static_cast<std::size_t>(draw.integer(0, static_cast<int>(state.depth()) - 1))];
  switch (draw.integer(0, 4)) {
    case 0:
      layer.W.setZero();
      break;
    case 1:
      layer.W *= draw.magnitude(-8, -4);
      break;
    case 2:
      layer.W *= draw.magnitude(2, 7);
      break;
    case 3:
      layer.W.row(layer.W.rows() - 1) = layer.W.row(0);
      break;
    default:
      state.layers.front().r *= 100.0;
      break;
  }
}

/// Random or extreme, at c_l with l <= L-2 or l = L-1.
Instance random_pair(Draw& draw, bool last) {
  StateData state;
  do {
    state = random_state(draw, activations(draw));
  } while (!last && state.depth() < 3);
  const bool extreme = draw.chance(0.25);
  if (extreme) make_extreme(draw, state);
  const int hidden = static_cast<int>(state.depth()) - 1;
  const Index l = last ? hidden : draw.integer(1, hidden - 1);
  const Index rows = state.layers[static_cast<std::size_t>(l - 1)].W.rows();
  return pair_of(extreme ? "extreme" : "random", state, l, draw.matrix(rows, state.samples(), draw.magnitude(-6, 1)));
}

/// M = N = 1, l = 1, L = 3: weight W, c_1 = c, and r_2 so that B_2 = target.
Instance scalar_pair(Draw& draw, const char* family, const Activation& activation, double W, double c, double r_2,
                     double step) {
  const double out = draw.sign() * draw.magnitude(-1, 1);
  const StateData state = scalar_chain(activation, {draw.magnitude(-1, 1), W}, out, {c, 0.5}, {0.25, r_2});
  return pair_of(family, state, 1, constant(1, 1, step));
}

/// softsign next to its kink, the second unit saturated, W = [w w], B = 0: the term M0 M2 is needed.
Instance at_the_kink(Draw& draw) {
  const double w = draw.magnitude(-2, 2), step = draw.magnitude(-7, -4), far = draw.magnitude(5, 8);
  StateData state = scalar_chain({Kind::softsign}, {1.0, w}, 1.0, {0.0, 0.0}, {0.0, -w});
  state.layers[0].W = constant(2, 1, 0.0);
  state.layers[0].b = constant(2, 1, 0.0);
  state.layers[0].r = constant(1, 2, -step);
  state.layers[0].r(0, 1) = far;
  state.layers[1].W = constant(1, 2, w);
  state.layers[1].b = constant(1, 1, 0.0);
  state.layers[1].r = constant(1, 1, -w * far / (1 + far));
  Matrix<double> direction = constant(2, 1, 0.0);
  direction(0, 0) = step * draw.uniform(0.1, 1.0);
  return pair_of("at the kink of softsign", state, 1, direction);
}

/// v (e_wrong - e_y).
Matrix<double> towards_wrong(Index J, int y, int wrong, double v) {
  Matrix<double> W = constant(J, 1, 0.0);
  W(y, 0) = -v;
  W(wrong, 0) = v;
  return W;
}

/// J classes, M = 1, N samples alike, W_L = v (e_wrong - e_y), c = c, D = step.
Instance one_unit(Draw& draw, const char* family, const Activation& activation, int J, double v, double c,
                  double step) {
  const int N = draw.integer(1, 3), y = draw.integer(0, J - 1), wrong = (y + draw.integer(1, J - 1)) % J;
  const StateData state = two_layer_state(activation, towards_wrong(J, y, wrong, v), constant(1, N, c),
                                          Labels(static_cast<std::size_t>(N), y));
  return pair_of(family, state, 1, constant(1, N, step));
}

Activation odd_activation(Draw& draw) {  // slope M1 at 0
  if (draw.chance(0.15)) return {Kind::identity, draw.magnitude(-1, 1)};
  return {draw.pick(std::vector<Kind>{Kind::tanh, Kind::sin, Kind::arctan, Kind::erf})};
}

double slope_at_zero(const Activation& a) {
  return a.kind == Kind::erf ? 1.1283791670955126 : a.kind == Kind::identity ? a.factor : 1.0;
}

Instance even_odds(Draw& draw) {
  if (draw.chance(0.3)) {
    return one_unit(draw, "even odds, sigmoid", {Kind::sigmoid}, 2, draw.magnitude(-5, -2), draw.symmetric(1e-3),
                    draw.magnitude(-7, -4));
  }
  const double v = draw.magnitude(-4, 2);
  return one_unit(draw, "even odds", odd_activation(draw), 2, v, 0.0, draw.magnitude(-7, -4) / (1 + v));
}

/// The margin `margin` of a wrong class by a large W_L and a small c, where sigma has slope M1.
Instance steep(Draw& draw, const char* family, int J, double margin, double relative_step) {
  const Activation activation = odd_activation(draw);
  const double v = draw.magnitude(5, 7), c = margin / (2 * v * slope_at_zero(activation));
  return one_unit(draw, family, activation, J, v, c, c * relative_step);
}

/// Three classes, p = (0, 1/2, 1/2): the curvature R s of the squared loss, along e_2 - e_3.
Instance tie_of_wrong_classes(Draw& draw) {
  const Kind kind = draw.pick(std::vector<Kind>{Kind::tanh, Kind::sin, Kind::erf});
  const double a = draw.uniform(6.0, 15.0), w = 5 * a;
  Matrix<double> W(3, 2), c = constant(2, 1, 0.0), direction = constant(2, 1, 0.0);
  W << -a, 0, a, w, a, -w;
  c(0, 0) = kind == Kind::sin ? half_pi : 30.0;
  direction(1, 0) = draw.magnitude(-8, -5);
  return pair_of("a tie of wrong classes", two_layer_state({kind}, W, c, {0}), 1, direction);
}

double saturating(Draw& draw, Kind kind) {
  if (kind == Kind::sin) return half_pi;
  return kind == Kind::tanh || kind == Kind::sigmoid || kind == Kind::erf ? draw.uniform(20.0, 60.0)
                                                                          : draw.magnitude(7, 12);
}

/// W_L = v (e_wrong - e_y) a^T, every unit saturated with the sign of a.
StateData saturated_state(Draw& draw, bool equal_columns) {
  const Kind kind = bounded_kind(draw);
  const int M = draw.integer(1, 3), N = draw.integer(1, 3), J = draw.integer(2, 4), y = draw.integer(0, J - 1);
  Matrix<double> a(1, M), c(M, N);
  for (int i = 0; i < M; ++i) {
    const double s = kind == Kind::sigmoid ? 1.0 : draw.sign();
    a(0, i) = s * (equal_columns ? 1.0 : draw.magnitude(-3, 0));
    for (int n = 0; n < N; ++n) c(i, n) = s * saturating(draw, kind);
  }
  const Matrix<double> W = towards_wrong(J, y, (y + draw.integer(1, J - 1)) % J, draw.magnitude(-2, 2.5)) * a;
  return two_layer_state({kind}, W, c, Labels(static_cast<std::size_t>(N), y));
}

}  // namespace

StateData two_layer_state(const Activation& activation, const Matrix<double>& W_L, const Matrix<double>& c,
                          const Labels& labels) {
  StateData state{activation, constant(c.cols(), 1, 1.0), labels, static_cast<int>(W_L.rows()), {}};
  StateData::LayerData hidden, output;
  hidden.W = constant(c.rows(), 1, 0.0);
  hidden.b = Vector<double>::Zero(c.rows());
  hidden.r = c.transpose();
  output.W = W_L;
  state.layers = {hidden, output};
  return state;
}

Instance hidden_pair(Draw& draw) {
  const double which = draw.uniform(0, 1), W = draw.magnitude(-1, 1), small = draw.magnitude(-7, -4);
  if (which < 0.12) {
    const double target = W * draw.magnitude(7.5, 9.5);
    return scalar_pair(draw, "large target", {Kind::sin}, W, half_pi + draw.symmetric(1e-4), target, small);
  }
  if (which < 0.2)
    return scalar_pair(draw, "small", {Kind::tanh}, W, small, -W * small, small * draw.uniform(0.1, 1.0));
  if (which < 0.26) {
    const double c = -0.4658 + draw.symmetric(1e-2), V = 0.3856;  // the maximiser of sigma'^2 + sigma sigma''
    return scalar_pair(draw, "sigmoid towards 0", {Kind::sigmoid}, W, c, -W * V, small);
  }
  if (which < 0.32) return at_the_kink(draw);
  if (which < 0.5) {
    const Activation activation = draw.chance(0.15) ? Activation{Kind::identity} : Activation{bounded_kind(draw)};
    return scalar_pair(draw, "scalar chain", activation, W, draw.symmetric(2.0), draw.symmetric(10.0),
                       draw.symmetric(draw.magnitude(-5, 0)));
  }
  return random_pair(draw, false);
}

namespace {

/// With the number "layer", which is L - 1 here.
Instance last_pair_at_layer(Draw& draw) {
  const double which = draw.uniform(0, 1), small = draw.magnitude(-7, -4);
  if (which < 0.12) return even_odds(draw);
  if (which < 0.24) return steep(draw, "wrong by far", draw.integer(2, 4), draw.uniform(20, 60), draw.symmetric(0.3));
  // log(1 + e^margin) is the R of kappa
  if (which < 0.36) return steep(draw, "steepest", 2, 3.0977 + draw.symmetric(1e-3), small);
  if (which < 0.44) return tie_of_wrong_classes(draw);
  if (which < 0.5) {
    return one_unit(draw, "tiny W_L", {Kind::sin}, draw.integer(2, 4), draw.magnitude(-5, -2),
                    half_pi + draw.symmetric(1e-2), small);
  }
  if (which < 0.56) {
    return one_unit(draw, "sigmoid", {Kind::sigmoid}, 2, draw.uniform(0.2, 0.7), draw.symmetric(1.0), small);
  }
  return random_pair(draw, true);
}

Instance without_layer(Instance instance) {
  instance.data.erase("layer");
  return instance;
}

}  // namespace

Instance last_hidden_pair(Draw& draw) { return without_layer(last_pair_at_layer(draw)); }

Instance unbounded_last_hidden_pair(Draw& draw) {
  if (draw.chance(0.85)) return last_hidden_pair(draw);
  const double factor = draw.magnitude(0.3, 2), v = draw.magnitude(-2, 2), step = draw.magnitude(-7, -4) / (1 + v);
  const double c = draw.chance(0.5) ? 0.0 : draw.uniform(20, 60) / (2 * v * factor);
  const Activation scaled{Kind::identity, factor};
  if (c == 0.0) return without_layer(one_unit(draw, "even odds, scaled identity", scaled, 2, v, c, step));
  return without_layer(
      one_unit(draw, "wrong by far, scaled identity", scaled, draw.integer(2, 4), v, c, c * draw.symmetric(0.3)));
}

Instance auxiliary_pair(Draw& draw) { return draw.chance(0.5) ? hidden_pair(draw) : last_pair_at_layer(draw); }

std::string layer_group(const Instance& instance) {
  return instance.number("layer") < static_cast<double>(instance.state->depth() - 1) ? "l <= L-2" : "l = L-1";
}

Instance surrogate_instance(Draw& draw) {
  Instance instance;
  const double which = draw.uniform(0, 1);
  if (which < 0.4) {
    instance.family = "saturated, one wrong class";
    instance.state = saturated_state(draw, which < 0.25);
    return instance;
  }
  instance.family = "random";
  instance.state = random_state(draw, {{bounded_kind(draw)}});
  if (which < 0.55) {
    instance.family = "extreme";
    make_extreme(draw, *instance.state);
  } else if (which < 0.7) {
    instance.family = "small W_L";
    instance.state->layers.back().W *= draw.chance(0.2) ? 0.0 : draw.magnitude(-8, -3);
  }
  return instance;
}

std::vector<Array> pair_arrays() {
  return {{"layer", "1", "l", Array::integer}, {"direction", "M x N", "D = c~ - c^, c^ the state's c_l"}};
}

std::vector<Array> last_pair_arrays() { return {{"direction", "M x N", "D = c~ - c^, c^ the state's c_{L-1}"}}; }

}  // namespace lysep
