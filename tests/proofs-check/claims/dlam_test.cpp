// What the claims about DLAM stand on: a sweep against naive loops in double, the exact update of z_L by its optimality
// condition, Wright's omega, boxes by hand, and the numbers that the documents give of the counterexamples.
#include "core/numbers/bad_input.hpp"
#include "proofs-check/claims/dlam/block_updates/activation_box.hpp"
#include "proofs-check/claims/dlam/block_updates/exact_output.hpp"
#include "proofs-check/claims/dlam/convergence/logistic_run.hpp"
#include "proofs-check/claims/dlam/descent/sweep.hpp"
#include "proofs-check/frame/decide_claim.hpp"
#include "tests/support.hpp"

namespace lysep {
namespace {

using M = Matrix<double>;

double value(const Ball& x) { return x.approximate(); }

M doubles(const Matrix<Ball>& m) {
  return m.unaryExpr([](const Ball& x) { return x.approximate(); });
}

Sides sides_of(const std::string& claim, const Instance& instance, int mutant = no_mutant) {
  const PrecisionScope scope(256);
  return claim_named(claim).sides(instance, mutant);
}

Sides of_counterexample(const std::string& claim) { return sides_of(claim, claim_named(claim).counterexample()); }

/// Two layers with h = ReLU, R = (1/2) ||Z - Y||^2 and Omega = (mu/2) ||W||^2 in double, by the text of Algorithm 1.
struct NaiveSweep {
  M X, W[2], b[2], Z[2], A, Y;
  double rho, eps, mu, alpha0, tau0;
  double s = 0, squares = 0;

  const M& input(int l) const { return l == 0 ? X : A; }
  double phi(int l) const { return phi_at(l, W[l], input(l)); }
  double phi_at(int l, const M& weights, const M& a) const {
    double sum = 0;
    for (int n = 0; n < X.cols(); ++n) {
      for (int i = 0; i < weights.rows(); ++i) {
        double r = Z[l](i, n) - b[l](i, 0);
        for (int j = 0; j < weights.cols(); ++j) r -= weights(i, j) * a(j, n);
        sum += r * r;
      }
    }
    return rho / 2 * sum;
  }
  double F() const {
    return phi(0) + phi(1) + (Z[1] - Y).squaredNorm() / 2 + mu / 2 * (W[0].squaredNorm() + W[1].squaredNorm());
  }
  M misfit(int l) const { return W[l] * input(l) + b[l].replicate(1, X.cols()) - Z[l]; }

  void weights(int l) {
    const M G = rho * misfit(l) * input(l).transpose(), before = W[l];
    for (double theta = alpha0;; theta *= 2) {
      const M after = (theta * before - G) / (theta + mu), D = after - before;
      const double model = phi(l) + (G.array() * D.array()).sum() + theta / 2 * D.squaredNorm();
      if (phi_at(l, after, input(l)) > model) continue;
      s += theta / 2 * D.squaredNorm();
      squares += D.squaredNorm();
      W[l] = after;
      return;
    }
  }
  void biases(int l) {
    const M db = -misfit(l).rowwise().mean();
    s += static_cast<double>(X.cols()) * rho / 2 * db.squaredNorm();
    squares += db.squaredNorm();
    b[l] += db;
  }
  void set_Z(int l, const M& to) {
    s += rho / 2 * (to - Z[l]).squaredNorm();
    squares += (to - Z[l]).squaredNorm();
    Z[l] = to;
  }
  void hidden() {
    M to = misfit(0) + Z[0];
    for (Index k = 0; k < to.size(); ++k) {
      double& z = to.data()[k];
      const double a = A.data()[k];
      if (a > eps) z = std::max(z, a - eps);
      z = std::min(z, a + eps);
    }
    set_Z(0, to);
  }
  void outputs() {
    const M G = rho * W[1].transpose() * misfit(1), before = A, h = Z[0].cwiseMax(0.0);
    const double start = phi(1);
    for (double tau = tau0;; tau *= 2) {
      M after = before - G / tau;
      for (Index k = 0; k < after.size(); ++k)
        after.data()[k] = std::min(std::max(after.data()[k], h.data()[k] - eps), h.data()[k] + eps);
      const M D = after - before;
      const double model = start + (G.array() * D.array()).sum() + tau / 2 * D.squaredNorm();
      if (phi_at(1, W[1], after) > model) continue;
      s += tau / 2 * D.squaredNorm();
      squares += D.squaredNorm();
      A = after;
      return;
    }
  }
  void run() {
    weights(0), biases(0), hidden(), outputs();
    weights(1), biases(1);
    const M V = misfit(1) + Z[1];
    set_Z(1, (Y + rho * V) / (1 + rho));
  }
};

Instance swept(const NaiveSweep& n) {
  Instance i;
  i.set("X", n.X);
  set_layer(i, 1, n.W[0], n.b[0], n.Z[0]);
  set_layer(i, 2, n.W[1], n.b[1], n.Z[1]);
  i.set("A1", n.A);
  i.set("targets", n.Y);
  i.set("label", Labels(static_cast<std::size_t>(n.X.cols()), 0));
  i.set("activation", 3);
  i.set("risk", 1);
  i.set("regulariser", 1);
  i.set("mu", n.mu);
  i.set("rho", n.rho);
  i.set("eps", n.eps);
  i.set("alpha0", n.alpha0);
  i.set("tau0", n.tau0);
  for (const char* two : {"gamma", "eta"}) i.set(two, 2.0);
  return i;
}

TEST(Dlam, ASweepIsTheNaiveOne) {
  Draw draw(5, "naive sweep", 0);
  for (int k = 0; k < 20; ++k) {
    NaiveSweep n;
    n.X = draw.matrix(2, 3, 1.0);
    for (int l = 0; l < 2; ++l) n.W[l] = draw.matrix(2, 2, 1.5), n.b[l] = draw.matrix(2, 1, 1.0);
    n.Z[0] = draw.matrix(2, 3, 2.0);
    n.eps = draw.uniform(0.1, 1);
    n.A = n.Z[0].cwiseMax(0.0) + draw.matrix(2, 3, 0.99 * n.eps);
    n.Z[1] = draw.matrix(2, 3, 2.0);
    n.Y = draw.matrix(2, 3, 1.0);
    n.rho = draw.magnitude(-1, 1);
    n.mu = 0.1;
    n.alpha0 = n.tau0 = 0.3;
    SweptNetwork network(swept(n));
    ASSERT_TRUE(network.hypothesis);
    EXPECT_NEAR(value(network.F(network.point)), n.F(), 1e-12 * n.F());
    for (int sweep = 0; sweep < 2; ++sweep) {
      n.s = n.squares = 0;
      n.run();
      const SweepOutcome report = network.sweep(network.point);
      EXPECT_NEAR(value(report.after), n.F(), 1e-10 * n.F()) << k;
      EXPECT_NEAR(value(report.s()), n.s, 1e-10 * (n.s + n.F())) << k;
      for (int l = 0; l < 2; ++l) {
        EXPECT_LT((doubles(network.point.W(l + 1)) - n.W[l]).norm(), 1e-10);
        EXPECT_LT((doubles(network.point.Z(l + 1)) - n.Z[l]).norm(), 1e-10);
      }
      EXPECT_LT((doubles(network.point.A(1)) - n.A).norm(), 1e-10);
      EXPECT_NEAR(value(report.squares), n.squares, 1e-10 * (1 + n.squares)) << k;
      double weights = 0;
      for (int l = 0; l < 2; ++l)
        weights += (n.rho * n.misfit(l) * n.input(l).transpose() + n.mu * n.W[l]).squaredNorm();
      EXPECT_NEAR(value(report.gradient_W), weights, 1e-9 * (1 + weights)) << k;
      const M g2 = n.rho * n.misfit(1).rowwise().sum(), g1 = n.rho * n.misfit(0).rowwise().sum();
      EXPECT_NEAR(value(report.gradient_b), g1.squaredNorm() + g2.squaredNorm(), 1e-9 * (1 + g2.squaredNorm()));
    }
  }
}

TEST(Dlam, WrightsOmegaSolvesItsEquation) {
  const PrecisionScope scope(200);
  EXPECT_NEAR(value(wright_omega(Ball(0.0))), 0.56714329040978387, 1e-15);
  EXPECT_NEAR(value(wright_omega(Ball(1.0))), 1.0, 1e-15);
  for (const double x : {-1e300, -1e8, -800.0, -30.0, -1.0, -1e-9, 0.3, 1.0, 1.5, 2.0, 30.0, 1e8, 1e300}) {
    const Ball w = wright_omega(Ball(x));
    if (x < -1e200) continue;  // e^x is narrow in its exponent alone
    EXPECT_TRUE((w + ln(w) - Ball(x)).contains_zero()) << x;
    EXPECT_TRUE(w.relatively_narrower_than(-120)) << x;
  }
  Ball wide(3.0);
  arb_add_error_2exp_si(wide.get(), -10);  // contains omega of what it contains
  EXPECT_TRUE(arb_contains(wright_omega(wide).get(), wright_omega(Ball(3.0 + 0x1p-11)).get()));
}

TEST(Dlam, TheExactOutputIsOptimal) {
  const PrecisionScope scope(256);
  Draw draw(5, "exact output", 0);
  for (int k = 0; k < 40; ++k) {
    const int J = draw.integer(2, 4), y = draw.integer(0, J - 1);
    const Matrix<Ball> v = draw.matrix(J, 1, draw.magnitude(-2, 2)).unaryExpr([](double x) { return Ball(x); });
    const Ball rho(draw.magnitude(-8, 8));
    const Matrix<Ball> z = exact_output(v, y, rho);
    const Matrix<Ball> remainder = sum(softmax_minus_labels_of(z, {y}), scaled(rho, difference(z, v)));
    for (Index i = 0; i < J; ++i) {
      EXPECT_TRUE(remainder(i, 0).contains_zero()) << k;
      EXPECT_LT(abs(remainder(i, 0)), Ball(1e-20)) << k;
    }
  }
  EXPECT_FALSE(is_finite(exact_output(Matrix<Ball>::Constant(2, 1, Ball(1.0)), 0, Ball(0.0))(0, 0)));
}

TEST(Dlam, BoxesByHand) {
  const PrecisionScope scope(128);
  const auto box = [](Activation::Kind kind, double a, double eps) {
    return activation_box({kind}, Ball(a), Ball(eps));
  };
  using Kind = Activation::Kind;
  for (const double a : {-0.5, 0.0, 1.0}) {
    EXPECT_FALSE(box(Kind::relu, a, 1).lower) << a;
    EXPECT_EQ(value(*box(Kind::relu, a, 1).upper), a + 1);
  }
  EXPECT_EQ(value(*box(Kind::relu, 1.5, 1).lower), 0.5);
  EXPECT_TRUE(box(Kind::relu, -1.5, 1).empty);
  EXPECT_FALSE(box(Kind::relu, -1, 1).empty);
  EXPECT_NEAR(value(*box(Kind::tanh, 0, 0.5).upper), std::atanh(0.5), 1e-15);
  EXPECT_NEAR(value(*box(Kind::tanh, 0, 0.5).lower), -std::atanh(0.5), 1e-15);
  EXPECT_FALSE(box(Kind::tanh, 0.5, 0.5).upper);
  EXPECT_TRUE(box(Kind::tanh, 1.5, 0.5).empty);
  EXPECT_TRUE(box(Kind::tanh, -1.5, 0.5).empty);
  EXPECT_NEAR(value(*box(Kind::sigmoid, 0.5, 0.25).upper), std::log(3.0), 1e-15);
  EXPECT_FALSE(box(Kind::sigmoid, 0.25, 0.25).lower);
  EXPECT_TRUE(box(Kind::sigmoid, -0.5, 0.25).empty);
  EXPECT_EQ(value(box(Kind::identity, 3, 1).clip(Ball(7.0))), 4);
  EXPECT_EQ(value(box(Kind::identity, 3, 1).clip(Ball(-7.0))), 2);
}

TEST(Dlam, CounterexamplesHaveTheNumbersThatAreTold) {
  const auto expect = [](const std::string& claim, double left, double right) {
    const Sides s = of_counterexample(claim);
    EXPECT_NEAR(value(s.left), left, 1e-12 * std::abs(left)) << claim;
    EXPECT_NEAR(value(s.right), right, 1e-12 * std::abs(right)) << claim;
  };
  expect("dlam-lemma-1", 2.25, 0.5);
  expect("dlam-lemma-6-10", 0.125, 0.03125);
  expect("dlam-lemma-6-11", 2.0, 0.0);
  expect("dlam-lemma-6-13", 0.125, 0.03125);
  expect("dlam-eq-6", 3.0, 1.0);
  expect("dlam-eq-3", 1.0, 0.0);
  expect("dlam-lemma-4-a", 3.0, 0.0);
  expect("dlam-limit-z", 1 + 0x1p-10, 0.5);
  expect("dlam-epsilon-printed", 4.0, 0.01);
  expect("dlam-model-P", 2.0, 1.0);
  EXPECT_NEAR(value(of_counterexample("dlam-approaches").right), 2 * std::exp(-40.0), 1e-30);
  EXPECT_NEAR(value(of_counterexample("dlam-figure-1").right), std::exp(-40.0), 1e-30);
  EXPECT_NEAR(value(of_counterexample("dlam-figure-1").left), 3.99 * 3.99 / 2, 1e-12);
  EXPECT_NEAR(value(of_counterexample("dlam-lemma-2-bounded").left), 4.55, 0.01);
}

TEST(Dlam, TheLogisticRunGrowsLikeTheLogarithm) {
  const PrecisionScope scope(128);
  const std::pair<int, double> told[] = {{10, 2.10}, {100, 4.55}, {1000, 6.90}};
  for (const auto& [k, z] : told) EXPECT_NEAR(value(logistic_run(Ball(0.0), k)), z, 0.006) << k;
  const Ball z = logistic_step(Ball(-2.0));
  EXPECT_TRUE((z + Ball(2.0) - Ball(1.0) / (Ball(1.0) + exp(z))).contains_zero());
  EXPECT_TRUE(z.relatively_narrower_than(-100));
}

TEST(Dlam, HypothesesThatNoGeneratorBreaks) {
  const auto holds = [](const char* id, const char* name, double x) {
    Instance instance = instance_of(claim_named(id), 1, 0);
    for (double& entry : instance.data.at(name).values) entry = x;
    return sides_of(id, instance).hypothesis;
  };
  EXPECT_FALSE(holds("dlam-assumption-1", "activation", 2));
  for (const double t : {-0.1, 1.1}) EXPECT_FALSE(holds("dlam-box-interval", "t", t));
  EXPECT_FALSE(holds("dlam-multi-convex", "mu", -1));
  EXPECT_FALSE(holds("dlam-multi-convex", "block", 4));
  EXPECT_FALSE(holds("dlam-problem-2-below", "rho_above", 1e-9));
  EXPECT_FALSE(holds("dlam-problem-2-below", "eps", 1e-9));
  EXPECT_FALSE(holds("dlam-approaches", "rho", 10));
  EXPECT_FALSE(holds("dlam-approaches", "eps", 0.5));
  EXPECT_FALSE(holds("dlam-approaches-corrected", "eps1", -1));
  for (const char* id : {"dlam-gradient-W", "dlam-models-touch", "dlam-eq-3", "dlam-lemma-3-b", "dlam-telescoping"})
    EXPECT_FALSE(holds(id, "rho", -1)) << id;
  for (const char* id : {"dlam-model-P", "dlam-model-P-corrected"}) EXPECT_FALSE(holds(id, "theta", 1e-12)) << id;
  for (const char* id : {"dlam-lemma-5-8", "dlam-lemma-5-8-corrected", "dlam-lemma-5-9"})
    EXPECT_FALSE(holds(id, "c", 1e-12)) << id;
  EXPECT_FALSE(holds("dlam-eq-3-descent", "L_b", 1e-12));
  for (const char* id : {"dlam-lemma-6-11", "dlam-lemma-6-11-corrected"}) EXPECT_FALSE(holds(id, "L_b", 1e-12)) << id;
  EXPECT_FALSE(holds("dlam-algorithm-2-ends", "gamma", 1.05));
  EXPECT_FALSE(holds("dlam-algorithm-2-count", "gamma", 1.05));
  EXPECT_FALSE(holds("dlam-algorithm-3-ends", "eta", 1.05));
  for (const char* id : {"dlam-eq-4", "dlam-lemma-4", "dlam-eq-6-corrected", "dlam-lemma-4-a-corrected"})
    EXPECT_FALSE(holds(id, "Y", 1e9)) << id;
  for (const char* id : {"dlam-algorithm-3-ends", "dlam-lemma-6-13-corrected", "dlam-epsilon-projection"})
    EXPECT_FALSE(holds(id, "A", 1e9)) << id;
  for (const char* id : {"dlam-lemma-6-12", "dlam-16"}) {
    Instance instance = instance_of(claim_named(id), 1, 0);
    if (instance.data.contains("output")) instance.set("output", 0);
    for (double& z : instance.data.at("Z").values) z = 1e9;
    EXPECT_FALSE(sides_of(id, instance).hypothesis) << id;
  }
  for (const char* id :
       {"dlam-14", "dlam-15", "dlam-lemma-6-10-corrected", "dlam-eq-2-solution", "dlam-lemma-1-corrected"})
    EXPECT_FALSE(holds(id, "mu", -1)) << id;
  for (const char* id :
       {"dlam-lemma-1-corrected", "dlam-lemma-2-F", "dlam-theorem-1-corrected", "dlam-figure-1-corrected"})
    EXPECT_FALSE(holds(id, "A1", 1e9)) << id;
  for (const char* id : {"dlam-lemma-2-F", "dlam-lemma-2-steps", "dlam-figure-1-corrected"})
    EXPECT_FALSE(holds(id, "risk", 2)) << id;
  EXPECT_FALSE(holds("dlam-epsilon-values-corrected", "R", -1));
  EXPECT_FALSE(holds("dlam-lemma-2-bounded-corrected", "k", 2001));
  EXPECT_FALSE(holds("dlam-F-continuous-corrected", "a_feasible", 1e9));
  EXPECT_FALSE(holds("dlam-limit-z", "activation", 4));
  EXPECT_FALSE(holds("dlam-theorem-2", "s", -1));
}

/// What is not told of an instance cannot be given by a user, nor does the search for equality look at it.
TEST(Dlam, InstancesHoldWhatIsToldOfThem) {
  for (const Claim& claim : all_claims()) {
    if (claim.source != "dlam") continue;
    EXPECT_EQ(instance_of(claim, 1, 0).data.size(), claim.arrays.size()) << claim.id;
  }
}

TEST(Dlam, AMoveOfAnotherShapeIsNoInstance) {
  Instance instance = instance_of(claim_named("dlam-stop-test"), 1, 0);
  const M D = instance.matrix("D");
  instance.set("D", M(M::Zero(D.rows() + 1, D.cols())));
  EXPECT_FALSE(sides_of("dlam-stop-test", instance).hypothesis);
}

TEST(Dlam, TrialsAreCountedAtExactPowers) {
  Instance instance = scalar_penalty(0, 2, 0, 1, 0.5);  // q = rho A^2 = 2
  for (const auto& [alpha0, trials] :
       {std::pair{0.25, 4.0}, {1.0, 2.0}, {2.0, 1.0}, {0.26, 4.0}, {0.24, 5.0}, {5.0, 1.0}}) {
    instance.set("alpha0", alpha0);
    instance.set("gamma", 2.0);
    const Sides s = sides_of("dlam-algorithm-2-count", instance);
    EXPECT_EQ(value(s.left), trials) << alpha0;
    EXPECT_EQ(value(s.right), trials) << alpha0;
  }
}

}  // namespace
}  // namespace lysep
