// Algorithm 2 stops, with theta <= max(alpha_0, gamma rho ||A||_2^2): every alpha >= rho ||A||_2^2 passes the stop
// test, whatever the direction. Best possible: A of rank one, where every gradient lies along it, and alpha_0 gamma^j
// just below rho ||A||_2^2. The largest ||a_n||^2 in place of ||A||_2^2 is too small for N >= 2; ||A||_F^2 is enough.
#include "proofs-check/claims/dlam/models/weight_update.hpp"

namespace lysep::dlam_algorithm_2_ends_claim {
namespace {

struct Terms {
  explicit Terms(const Instance& i) : at(i), alpha0(i.ball("alpha0")), gamma(i.ball("gamma")) {
    const auto omega = regulariser_of(i);
    hypothesis = at.hypothesis() && omega && alpha0 > Ball(0.0) && gamma >= Ball(1.1);
    if (hypothesis) theta = backtracked(at, *omega, alpha0, gamma);
  }
  PenaltyLayer at;
  Ball alpha0, gamma;
  std::optional<Ball> theta;
  bool hypothesis;

  /// theta <= max(alpha_0, factor rho `square`); undecided where the trials were cut off.
  Sides at_most(const Ball& factor, const Ball& square) const {
    if (!hypothesis) return hypothesis_not_met();
    return {theta ? *theta : undecided(), max(alpha0, factor * at.rho * square)};
  }
  Ball spectral() const { return squared(spectral_norm(at.A)); }
};

Instance generate(Draw& draw) {
  Instance instance = penalty_instance(draw);
  const double gamma = draw.chance(0.5) ? 2.0 : draw.uniform(1.2, 4);
  double alpha0 = draw.magnitude(-4, 2);
  const double q = direction_curvature(instance);
  if (q > 0 && draw.chance(0.6)) {
    instance.family += ", barely not";
    alpha0 = q * (1 - draw.magnitude(-12, -7));
    for (int j = draw.integer(0, 5); j > 0; --j) alpha0 /= gamma;
  }
  draw_regulariser(draw, instance, alpha0);
  if (draw.chance(0.5)) instance.set("regulariser", 0);
  instance.set("alpha0", alpha0);
  instance.set("gamma", gamma);
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim = dlam_claim("dlam-algorithm-2-ends", "Algorithm 2",
                           "Algorithm 2 stops, and theta <= max(alpha_0, gamma rho ||A||_2^2)");
  claim.hypotheses = {"rho, alpha_0 > 0", "mu >= 0", "gamma >= 1.1: nearer to 1 there are too many trials to follow"};
  claim.constant_is_best_possible = true;
  claim.arrays = penalty_arrays();
  for (const Array& array : regulariser_arrays()) claim.arrays.push_back(array);
  claim.arrays.push_back({"alpha0", "1", "the first trial"});
  claim.arrays.push_back({"gamma", "1", "what a trial is multiplied by"});
  claim.generate = generate;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.at_most(t.gamma, t.spectral()); },
      {{"without gamma", [](const Terms& t) { return t.at_most(Ball(1.0), t.spectral()); }},
       {"max_n ||a_n||^2 for ||A||_2^2",
        [](const Terms& t) { return t.at_most(t.gamma, squared(largest_column_norm(t.at.A))); }},
       {"without alpha_0",
        [](const Terms& t) {
          const Sides s = t.at_most(t.gamma, t.spectral());
          return s.hypothesis ? Sides{s.left, t.gamma * t.at.rho * t.spectral()} : s;
        }},
       {"||A||_F^2 for ||A||_2^2", [](const Terms& t) { return t.at_most(t.gamma, norm_squared(t.at.A)); }, true}});
  return claim;
}

}  // namespace lysep::dlam_algorithm_2_ends_claim
