// The self-consistent step of c_{L-1} rests on how R_n can grow along it: for t tau >= 0 and g = grad_{c_{L-1}} S,
//   R_n(c - t tau g) - R_n(c) <= sqrt2 ||W_L||_2 M1 t tau ||g_n||,
// from Lemma 2.1 and |sigma'| <= M1. Best possible: sigma nearly linear on the step, one wrong class certain, and a
// residual that pulls c_{L-1} towards it against the gradient of R.
#include "proofs-check/claims/lysep/descent/iterate.hpp"
#include "proofs-check/frame/network_generators.hpp"

namespace lysep::self_consistent_hidden_claim {
namespace {

struct Terms {
  Ball growth, R, step, g;                        // R_n(c - t tau g) - R_n(c), R_n(c), t tau, ||g_n||
  Ball W, M1, frobenius, largest_column, spread;  // norms of W_L; max_{j,k} ||W_L(j,:) - W_L(k,:)||
  bool hypothesis = false;

  Ball bound(const Ball& factor) const { return factor * step * g; }
};

Ball largest_row_difference(const Matrix<Ball>& W) {
  Ball largest(0.0);
  for (Index j = 0; j < W.rows(); ++j) {
    for (Index k = 0; k < j; ++k) largest = max(largest, norm(Matrix<Ball>(W.row(j) - W.row(k))));
  }
  return largest;
}

Terms terms_of(const Instance& instance) {
  Terms s;
  Iterate theta(*instance.state);
  const double n = instance.number("sample"), step = instance.number("step");
  if (!(n >= 0 && n < static_cast<double>(theta.N)) || step < 0 || theta.L < 2) return s;
  const Matrix<Ball>& W = theta.W(theta.L);
  const Matrix<Ball> g = theta.auxiliary_gradient(theta.L - 1), R = theta.R();
  const auto column = static_cast<Index>(n);
  s.hypothesis = true;
  s.step = Ball(step);
  s.g = column_norm(g, column);
  s.W = spectral_norm(W);
  s.M1 = theta.sigma.B;
  s.frobenius = norm(W);
  s.largest_column = largest_column_norm(W);
  s.spread = largest_row_difference(W);
  Iterate::step(theta.c(theta.L - 1), g, s.step);
  s.R = R(0, column);
  s.growth = theta.R()(0, column) - s.R;
  return s;
}

Sides grows_at_most(const Terms& s, const Ball& factor) {
  return s.hypothesis ? Sides{s.growth, s.bound(factor), true, s.R} : hypothesis_not_met();
}

/// Two units that do the same: ||W_L||_2 is sqrt2 times the norm of a column.
StateData doubled_units(StateData state) {
  auto &first = state.layers[0], &output = state.layers[1];
  first.W = Matrix<double>(first.W.replicate(2, 1));
  first.b = Vector<double>(first.b.replicate(2, 1));
  first.r = Matrix<double>(first.r.replicate(1, 2));
  output.W = Matrix<double>(output.W.replicate(1, 2));
  return state;
}

/// c nearly 0, where |sigma'| is M1, a margin of T through a large W_L, and r < -R/v.
Instance towards_wrong_class(Draw& draw) {
  using Kind = Activation::Kind;
  const Activation sigma{draw.pick(std::vector<Kind>{Kind::identity, Kind::tanh, Kind::sin, Kind::erf, Kind::arctan})};
  const double T = draw.uniform(15.0, 60.0), v = draw.magnitude(7, 9), c = T / v, r = -c * draw.magnitude(1, 3);
  const StateData state = scalar_chain(sigma, {draw.symmetric(2.0)}, v, {c}, {r});
  Instance instance;
  instance.family = "near equality";
  instance.state = draw.chance(0.5) ? state : doubled_units(state);
  instance.set("step", 1 / (v * v) * draw.magnitude(-8, -4));
  instance.set("sample", 0.0);
  return instance;
}

Instance generate(Draw& draw) {
  if (draw.chance(0.4)) return towards_wrong_class(draw);
  Instance instance = instance_of_state("random", random_state(draw, differentiable_activations()));
  if (draw.chance(0.15)) {
    instance.family = "extreme";
    instance.state->layers.back().W *= draw.chance(0.2) ? 0.0 : draw.magnitude(-8, 3);
  }
  instance.set("step", draw.magnitude(-6, 1));
  instance.set("sample", draw.integer(0, static_cast<int>(instance.state->samples()) - 1));
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "self-consistent-hidden";
  claim.equation = "(3.32) sharpened";
  claim.statement = "R_n(c - t tau g) - R_n(c) <= sqrt2 ||W_L||_2 M1 t tau ||g_n||, g = grad_{c_{L-1}} S";
  claim.hypotheses = {"|sigma'| <= M1", "sigma is differentiable", "t tau >= 0"};
  claim.constant_is_best_possible = true;
  claim.speaks_of_state = true;
  claim.arrays = {{"step", "1", "t tau"}, {"sample", "1", "n, from 0", Array::integer}};
  claim.generate = generate;
  set_sides<Terms>(
      claim, terms_of, [](const Terms& s) { return grows_at_most(s, root_two() * s.W * s.M1); },
      {{"1 for sqrt2", [](const Terms& s) { return grows_at_most(s, s.W * s.M1); }},
       {"without M1",
        [](const Terms& s) {
          if (s.M1 <= Ball(1.0)) return hypothesis_not_met();
          return grows_at_most(s, root_two() * s.W);
        }},
       {"max_i ||W_L(:,i)|| for ||W_L||_2",
        [](const Terms& s) { return grows_at_most(s, root_two() * s.largest_column * s.M1); }},
       {"R_n does not grow", [](const Terms& s) { return grows_at_most(s, Ball(0.0)); }},
       {"(1 - 1e-4) sqrt2", [](const Terms& s) { return grows_at_most(s, Ball(1 - 1e-4) * root_two() * s.W * s.M1); }},
       {"||W_L|| for ||W_L||_2", [](const Terms& s) { return grows_at_most(s, root_two() * s.frobenius * s.M1); },
        true},
       {"max ||W_L(j,:) - W_L(k,:)|| for sqrt2 ||W_L||_2",
        [](const Terms& s) { return grows_at_most(s, s.spread * s.M1); }, true}});
  return claim;
}

}  // namespace lysep::self_consistent_hidden_claim
