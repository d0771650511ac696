// Lemma 1, (7), with the printed L_b = rho: F^k - F^{k+1} is at least s_k, whose term for b is (rho/2) ||db||^2. True
// for one sample (with o2 in P, the clip, the exact z_L and no empty box). FALSE for N >= 2. Witness: N = 2, all
// weights and inputs 0, R = (1/2) ||Z||^2, rho = 1, b_2 = (1, 0): F goes from 1 to 1/2, and s_k = 2.25; with N = 3 F
// rises from 1.5 to 3.
#include "proofs-check/claims/dlam/descent/sweep.hpp"

namespace lysep::dlam_lemma_1_claim {
namespace {

/// All numbers 0 but b_2 = (1, 0), N samples.
Instance biased(Index N) {
  Instance instance;
  instance.family = "two samples";
  const auto zeros = [](Index rows, Index columns) { return Matrix<double>(Matrix<double>::Zero(rows, columns)); };
  Matrix<double> b(2, 1);
  b << 1, 0;
  instance.set("X", zeros(1, N));
  set_layer(instance, 1, zeros(1, 1), zeros(1, 1), zeros(1, N));
  instance.set("A1", zeros(1, N));
  set_layer(instance, 2, zeros(2, 1), b, zeros(2, N));
  instance.set("label", Labels(static_cast<std::size_t>(N), 0));
  instance.set("targets", zeros(2, N));
  for (const char* one : {"eps", "rho", "alpha0", "tau0", "risk"}) instance.set(one, 1.0);
  for (const char* two : {"gamma", "eta"}) instance.set(two, 2.0);
  for (const char* zero : {"mu", "regulariser"}) instance.set(zero, 0.0);
  instance.set("activation", 4);
  return instance;
}

struct Terms : SweptNetwork {
  explicit Terms(const Instance& i) : SweptNetwork(i) {
    settings.shared_bias = false;
    if (hypothesis) report = sweep_once();
  }
  SweepOutcome report;

  Sides with(double factor) const {
    if (!hypothesis) return hypothesis_not_met();
    return {Ball(factor) * report.s(), report.before - report.after, true,
            abs(report.before) + abs(report.after) + report.s()};
  }
};

}  // namespace

Claim claim() {
  Claim claim = false_dlam_claim("dlam-lemma-1", "Lemma 1, (7)", "s_k <= F^k - F^{k+1} in a sweep with L_b = rho",
                                 [] { return biased(2); });
  set_sweep(claim);
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.with(1); },
      {{"s_k/2", [](const Terms& t) { return t.with(0.5); }},
       {"0 <= F^k - F^{k+1}, N = 3",
        [](const Terms& t) { return t.point.samples() == 3 ? t.with(0) : hypothesis_not_met(); }},
       {"N = 1", [](const Terms& t) { return t.point.samples() == 1 ? t.with(1) : hypothesis_not_met(); }, true}});
  return claim;
}

}  // namespace lysep::dlam_lemma_1_claim
