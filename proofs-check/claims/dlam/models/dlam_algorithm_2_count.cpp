// How many trials Algorithm 2 takes where Omega = 0: the direction is G for every alpha, the test is alpha >= q,
//   q = rho ||G A||^2/||G||^2,   trials = 1 + max(0, ceil(log_gamma(q/alpha_0))).
// q grows like rho: at a fixed alpha_0 ten times rho costs log_gamma 10 more trials. Left: trials counted one by one
// with D = -G/alpha; right: by logarithms. At q/alpha_0 = gamma^j the ceiling is j.
#include "proofs-check/claims/dlam/models/weight_update.hpp"

namespace lysep::dlam_algorithm_2_count_claim {
namespace {

struct Terms {
  explicit Terms(const Instance& i) : at(i), alpha0(i.ball("alpha0")), gamma(i.ball("gamma")) {
    G = at.gradient(PenaltyBlock::W);
    size = norm_squared(G);
    along = at.rho * norm_squared(product(G, at.A));
    hypothesis = at.hypothesis() && alpha0 > Ball(0.0) && gamma >= Ball(1.1) && size > Ball(0.0);
  }
  PenaltyLayer at;
  Matrix<Ball> G;
  Ball alpha0, gamma, size, along;
  bool hypothesis;

  /// rho ||G A||^2 - alpha ||G||^2 by its sign; nothing where it is not known.
  std::optional<bool> fails(const Ball& alpha) const {
    if (along <= alpha * size) return false;
    return along > alpha * size ? std::optional<bool>(true) : std::nullopt;
  }
  Ball counted() const {
    Ball alpha = alpha0;
    for (int trials = 1; trials < 20000; ++trials, alpha *= gamma) {
      const auto failed = fails(alpha);
      if (!failed) return undecided();
      if (!*failed) return Ball(static_cast<double>(trials));
    }
    return undecided();
  }
  /// The least integer j with gamma^j >= square size^-1/alpha_0.
  Ball ceiling(const Ball& square, bool floor = false) const {
    const Ball power = ln(square / (size * alpha0)) / ln(gamma);
    Ball rounded, exact = power;
    arb_ceil(rounded.get(), power.get(), Ball::precision());
    if (floor) arb_floor(rounded.get(), power.get(), Ball::precision());
    if (arb_is_exact(rounded.get())) return rounded;
    const double near = std::round(power.approximate());  // the enclosure holds an integer: which side is q/alpha_0 on?
    Ball alpha = alpha0;
    for (double j = 0; j < near; ++j) alpha *= gamma;
    if (!(near >= 0)) return undecided();
    if (square <= alpha * size) return Ball(near);
    return square > alpha * size ? Ball(near + 1) : undecided();
  }
  Sides with(const Ball& square, bool floor = false) const {
    if (!hypothesis || !(square > Ball(0.0))) return hypothesis_not_met();
    if (square <= alpha0 * size) return {counted(), Ball(1.0)};  // the logarithm is not positive
    return {counted(), Ball(1.0) + max(ceiling(square, floor), Ball(0.0))};
  }
};

Instance generate(Draw& draw) {
  Instance instance = penalty_instance(draw);
  double gamma = draw.chance(0.5) ? 2.0 : draw.uniform(1.2, 4), alpha0 = draw.magnitude(-4, 1);
  const double q = direction_curvature(instance);
  if (q > 0 && draw.chance(0.5)) {
    instance.family += ", near a power";
    alpha0 = q * (1 + 1e-9 * draw.sign());
    for (int j = draw.integer(0, 8); j > 0; --j) alpha0 /= gamma;
  } else if (draw.chance(0.2)) {  // q = rho A^2 is a power of 2 times alpha_0
    instance = scalar_penalty(draw.integer(-3, 3), draw.pick<double>({1, 2, 4}), 0.5, draw.integer(4, 9), 0.25);
    instance.family = "a power exactly";
    gamma = 2;
    alpha0 = draw.pick<double>({0x1p-8, 0x1p-4, 0.25, 1, 16});
  }
  instance.set("alpha0", alpha0);
  instance.set("gamma", gamma);
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim = dlam_claim("dlam-algorithm-2-count", "Algorithm 2",
                           "trials = 1 + max(0, ceil(log_gamma(q/alpha_0))), q = rho ||G A||^2/||G||^2");
  claim.relation = Relation::equals;
  claim.hypotheses = {"Omega = 0", "G != 0", "q, rho, alpha_0 > 0", "gamma >= 1.1"};
  claim.arrays = penalty_arrays();
  claim.arrays.push_back({"alpha0", "1", "the first trial"});
  claim.arrays.push_back({"gamma", "1", "what a trial is multiplied by"});
  claim.generate = generate;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.with(t.along); },
      {{"floor for ceil", [](const Terms& t) { return t.with(t.along, true); }},
       {"rho ||A||_2^2 for q",
        [](const Terms& t) { return t.with(t.at.rho * squared(spectral_norm(t.at.A)) * t.size); }},
       {"without rho", [](const Terms& t) { return t.with(t.along / t.at.rho); }}});
  return claim;
}

}  // namespace lysep::dlam_algorithm_2_count_claim
