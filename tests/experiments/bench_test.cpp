// lysep bench as a user meets it, at sizes at which no time means anything; and the count of a sweep.
#include "experiments/bench/bsum_cost.hpp"
#include "experiments/bench/dlam_cost.hpp"
#include "experiments/bench/joint_cost.hpp"
#include "tests/experiments/program.hpp"

namespace lysep {
namespace {

using namespace testing_support;

class Bench : public Program {
 protected:
  Json measured(const std::string& arguments) const {
    const Result r = run("bench " + arguments + " --json -");
    EXPECT_EQ(r.code, 0) << arguments << ": " << r.err;
    return Json::parse(r.out, nullptr, false);
  }
};

TEST_F(Bench, KernelsHaveRatesAndFunctionsErrorsBelowTheLimit) {
  const Json b = measured("kernels --points 1000 --seconds 0.0001");
  EXPECT_GT(b["peak_multiply_adds_per_second"], 0.0);
  std::map<std::string, std::set<int>> widths;
  for (const Json& k : b["kernels"]) {
    EXPECT_GT(k["multiply_adds_per_second"], 0.0) << k;
    widths[k["kernel"]].insert(k["width"].get<int>());
  }
  for (const char* name : {"multiply", "multiply_transposed", "correlate", "gram"}) {
    EXPECT_EQ(widths[name], (std::set<int>{10, 20, 30})) << name;
  }
  std::set<std::string> functions, levels;
  for (const Json& f : b["functions"]) {
    if (f.contains("c_library_over_ours")) functions.insert(f["function"].get<std::string>());
  }
  EXPECT_EQ(functions, (std::set<std::string>{"exp", "expm1", "log1p", "tanh"}));
  for (const Json& level : b["memory"]) levels.insert(level["level"].get<std::string>());
  EXPECT_EQ(levels, (std::set<std::string>{"L1", "L2", "L3", "memory"}));
  ASSERT_EQ(b["accuracy"].size(), 6u);
  for (const Json& a : b["accuracy"]) {
    EXPECT_EQ(a["points"], 1000);
    EXPECT_GT(a["largest_error_ulp"], 0.49) << a;
    EXPECT_LT(a["largest_error_ulp"], 1.5) << a;
    EXPECT_EQ(a["holds"], true) << a;
  }
}

TEST_F(Bench, TheLargestErrorsDoNotDependOnTheNumberOfThreads) {
  const std::string arguments = "kernels --points 5000 --seconds 0.0001 --threads ";
  EXPECT_EQ(measured(arguments + "1")["accuracy"], measured(arguments + "3")["accuracy"]);
}

TEST_F(Bench, SweepsAreMeasuredBesideTheirFloorAndGradientDescent) {
  const Json b = measured("sweep --samples 30 --seconds 0.0001");
  std::vector<std::pair<int, int>> shapes;
  for (const Json& s : b["sweeps"]) {
    shapes.emplace_back(s["layers"], s["width"]);
    EXPECT_EQ(s["samples"], 30);
    EXPECT_GE(s["trials_per_step"], 1.0);
    EXPECT_DOUBLE_EQ(s["floor_over_time"].get<double>(), s["floor_seconds"].get<double>() / s["seconds"].get<double>());
    EXPECT_DOUBLE_EQ(s["floor_seconds"].get<double>(),
                     std::max(s["arithmetic_seconds"].get<double>(), s["memory_seconds"].get<double>()));
    EXPECT_GT(s["gradient_descent_seconds"], 0.0);
    const SweepCost cost = sweep_cost({s["layers"], s["width"], s["samples"]}, s["trials_per_step"].get<double>());
    EXPECT_DOUBLE_EQ(s["cost"]["combine_multiply_adds"].get<double>(), cost.combine);
  }
  EXPECT_EQ(shapes, (std::vector<std::pair<int, int>>{{3, 10}, {10, 10}, {20, 10}, {10, 20}, {20, 20}, {3, 30}}));
  EXPECT_EQ(b["threads"]["samples"], 300);
  EXPECT_GT(b["threads"]["ratio"], 0.0);
}

TEST_F(Bench, JointStepsAreMeasuredBesideTheirFloor) {
  const Json b = measured("joint --samples 300 --seconds 0.0001");
  std::map<std::string, std::vector<std::pair<int, int>>> shapes;
  for (const Json& s : b["steps"]) {
    shapes[s["method"]].emplace_back(s["layers"], s["width"]);
    EXPECT_GE(s["trials_per_step"], 1.0) << s;
    EXPECT_EQ(s["products_per_step"] > 0.0, s["method"] == "gauss-newton") << s;
    EXPECT_DOUBLE_EQ(s["floor_over_time"].get<double>(), s["floor_seconds"].get<double>() / s["seconds"].get<double>());
    EXPECT_DOUBLE_EQ(s["floor_seconds"].get<double>(),
                     std::max(s["arithmetic_seconds"].get<double>(), s["memory_seconds"].get<double>()));
    EXPECT_GT(s["gradient_descent_seconds"], 0.0);
  }
  const std::vector<std::pair<int, int>> all = {{3, 10}, {3, 30}, {10, 10}, {20, 10}, {10, 20}, {20, 20}};
  EXPECT_EQ(shapes, (decltype(shapes){{"gauss-newton", all}, {"quasi-newton", all}}));
}

TEST_F(Bench, ASweepOfDlamIsMeasuredBesideItsFloor) {
  const Json b = measured("dlam --samples 300 --seconds 0.0001");
  ASSERT_EQ(b["sweeps"].size(), 1u);
  const Json& s = b["sweeps"][0];
  EXPECT_EQ(s["samples"], 300);
  EXPECT_EQ(s["width"], 100);
  EXPECT_GE(s["trials_per_step"], 1.0);
  EXPECT_LE(s["best_seconds"], s["seconds"]);
  EXPECT_DOUBLE_EQ(s["floor_over_time"].get<double>(), s["floor_seconds"].get<double>() / s["seconds"].get<double>());
  EXPECT_DOUBLE_EQ(s["floor_seconds"].get<double>(),
                   std::max(s["arithmetic_seconds"].get<double>(), s["memory_seconds"].get<double>()));
}

TEST_F(Bench, FirstOrderUpdatesOfBsumAreMeasuredBesideTheirFloor) {
  const Json b = measured("bsum --samples 300 --seconds 0.0001");
  std::map<std::string, std::vector<std::pair<int, int>>> shapes;
  for (const Json& s : b["updates"]) {
    shapes[s["gamma"]].emplace_back(s["layers"], s["width"]);
    EXPECT_EQ(s["samples"], 300);
    const double trials = s["trials_per_update"];
    EXPECT_EQ(trials > 1, s["gamma"] == "backtracking") << s;
    EXPECT_LE(s["best_seconds"], s["seconds"]);
    EXPECT_DOUBLE_EQ(s["floor_over_time"].get<double>(), s["floor_seconds"].get<double>() / s["seconds"].get<double>());
    EXPECT_DOUBLE_EQ(s["floor_seconds"].get<double>(),
                     std::max(s["arithmetic_seconds"].get<double>(), s["memory_seconds"].get<double>()));
  }
  const std::vector<std::pair<int, int>> all = {{4, 10}, {4, 30}, {10, 10}, {20, 10}, {10, 20}};
  EXPECT_EQ(shapes, (decltype(shapes){{"backtracking", all}, {"lipschitz", all}}));
}

TEST_F(Bench, ScalingMeasuresEverySizeInAProcessOfItsOwnAndWritesPlots) {
  const Json b = measured("scaling --samples 40 --seconds 0.0001 --out plots");
  std::vector<int> layers;
  for (const Json& p : b["points"]) {
    layers.push_back(p["layers"]);
    EXPECT_EQ(p["samples"], 40);
    EXPECT_DOUBLE_EQ(p["seconds_per_sample_and_layer"].get<double>(),
                     p["seconds"].get<double>() / (40.0 * (layers.back() - 1)));
    EXPECT_EQ(p["state_bytes"].get<double>(), 3.0 * 8 * 40 * 10 * (layers.back() - 1));
    EXPECT_GT(p["peak_bytes"], 0.0);
  }
  EXPECT_EQ(layers, (std::vector<int>{20, 50, 100, 200}));
  for (const char* file : {"samples.dat", "layers.dat", "scaling.gp"}) {
    EXPECT_TRUE(fs::exists(folder_ + "/plots/" + file)) << file;
  }
  if (std::system("command -v gnuplot >/dev/null") != 0) return;
  EXPECT_EQ(text("plots/scaling.png").substr(1, 3), "PNG");
  EXPECT_NE(text("plots/scaling.svg").find("<svg"), std::string::npos);
}

TEST_F(Bench, ClaimsAreListedFromTheDearestOn) {
  const Json b = measured("check --instances 5 --claim lemma-2.1 --claim theorem-3.1 --claim theorem-3.4");
  ASSERT_EQ(b["claims"].size(), 3u);
  for (std::size_t k = 0; k < 3; ++k) {
    EXPECT_GT(b["claims"][k]["instances_per_second"], 0.0);
    if (k == 0) continue;
    EXPECT_GE(b["claims"][k - 1]["seconds_with_search_and_mutants"], b["claims"][k]["seconds_with_search_and_mutants"]);
  }
}

TEST_F(Bench, CertifyingIsMeasuredPerBlockUpdate) {
  const Json b = measured("certify --samples 5");
  ASSERT_EQ(b["shapes"].size(), 3u);
  for (const Json& s : b["shapes"]) {
    EXPECT_EQ(s["updates"], 3 * (1 + 3 * (s["layers"].get<int>() - 1)));
    EXPECT_GT(s["seconds_per_update"], 0.0);
  }
}

TEST_F(Bench, ATableIsPrintedAndTheMachinesFormWrittenBesideIt) {
  const Result r = run("bench certify --samples 5 --json certify.json");
  EXPECT_EQ(r.code, 0) << r.err;
  EXPECT_EQ(std::count(r.out.begin(), r.out.end(), '\n'), 4) << r.out;
  EXPECT_EQ(json("certify.json")["shapes"].size(), 3u);
}

TEST_F(Bench, RefusesBadInput) {
  expect_refused("bench", "requires one of kernels, sweep, joint, dlam, bsum, scaling, check, certify");
  expect_refused("bench everything", "everything");
  expect_refused("bench kernels --points 0", "--points");
  expect_refused("bench sweep --samples 0", "--samples");
  expect_refused("bench scaling --samples 0", "--samples");
  expect_refused("bench sweep --samples 5000000000", "--samples");
  expect_refused("bench scaling --samples 5000000000", "--samples");
  expect_refused("bench sweep --seconds 0", "--seconds");
  expect_refused("bench check --claim nonsense", "nonsense");
}

/// L = 4, M = 3, d = 2, J = 2, one sample, two trials of every step: counted layer by layer from the algorithm.
TEST(SweepCost, IsThatOfASmallNetworkCountedByHand) {
  const SweepCost c = sweep_cost({4, 3, 1}, 2);
  const double W4 = 2 * 6, c3 = 6 + 2 * 6, c2 = 9 + 2 * 9, c1 = 9 + 2 * 9, E3 = 9, E2 = 9, E1 = 6;
  EXPECT_EQ(c.combine, W4 + c3 + c2 + c1 + E3 + E2 + E1);
  // W_4: H and ||R||^2; c_l: ||g||^2 and two trials; E_l: Gram matrix, right-hand side; ||r||^2, the bias's sum,
  // ||r||^2
  const double dots_W4 = 6 + 2, dots_c3 = 3 + 2 * (3 + 1), dots_c = 3 + 2 * (3 + 3), dots_E = 6 + 9 + 9,
               dots_E1 = 3 + 6 + 9;
  EXPECT_EQ(c.dots, dots_W4 + dots_c3 + 2 * dots_c + 2 * dots_E + dots_E1);
  EXPECT_EQ(c.elementwise, 3 * (9 + 2 * 3 + 3 + 3));
  EXPECT_EQ(c.tanh, 2 * 3 + 3 + 3 + 3);
  EXPECT_EQ(c.short_tanh, 2 * 3 + 2 * 3);
  EXPECT_EQ(c.exp, 4);
  EXPECT_EQ(c.log1p, 4);
  EXPECT_EQ(c.expm1, 4);
  const double moves_W4 = 3, moves_c3 = 3 + 6 + 2, moves_c = 6 + 6 + 2, inputs = 2 * (3 + 3 + 2);
  EXPECT_EQ(c.bytes, 8 * (3 * (moves_W4 + moves_c3 + 2 * moves_c) + inputs));
}

/// L = 3, M = 3, d = 2, J = 2, ten samples, two steps with three trials, five products with four rows, P of eight.
TEST(JointCost, IsThatOfASmallNetworkCountedByHand) {
  const SweepCost c = joint_cost({3, 3, 10}, {2, 3, 20, 8});
  const double W = 3 * 2 + 3 * 3 + 2 * 3, biases = 6, outputs = 3 + 3 + 2;
  EXPECT_EQ(c.combine, 10 * 3 * W + 10 * 2 * (6 + 9 + 6) + 20 * W);  // logits, and E_3, E_2 transposed
  const double G = 6 + 6 + 3, A = 6 + 10 + 6;                        // p (p + 1)/2 and q (q + 1)/2: q = 3, 4, 3
  EXPECT_EQ(c.dots, (2 * 10 + 20) * (W + biases) + 8 * (G + A + outputs));
  EXPECT_EQ(c.elementwise, 20 * (2 * 6 + outputs) + 20 * 2 * outputs);
  EXPECT_EQ(c.tanh, 10 * 3 * 6);
  EXPECT_EQ(c.exp, 10 * (3 + 4));
  EXPECT_EQ(c.log1p, 10 * (3 + 2));
  EXPECT_EQ(c.bytes, 8 * 6 * (10 * (2 * 3 + 5 * 2) + 2 * (20 + 8)));
}

/// L = 3, M = 3, d = 2, J = 4, ten samples, two trials of every step on a_l.
TEST(DlamCost, IsThatOfASmallNetworkCountedByHand) {
  const SweepCost c = dlam_cost({3, 3, 10, 2, 4}, 2);
  const double W1 = 6, W2 = 9, W3 = 12;
  EXPECT_EQ(c.combine, 10 * (3 * (W1 + W2 + W3) + (2 + 2) * W2 + (2 + 2) * W3));
  const double layers = W1 + W2 + W3 + 6 * (3 + 3 + 4), a1 = 3 + 2 * (3 + 3), a2 = 3 + 2 * (3 + 4);
  EXPECT_EQ(c.dots, 10 * (layers + a1 + a2));
  EXPECT_EQ(c.elementwise, 10 * (5 * (3 + 3 + 4) + (3 + 3 * 3 + 2 * 2 * 3) + (4 + 3 * 3 + 2 * 2 * 3)));
  EXPECT_EQ(c.exp, 10 * 2 * 4);
  EXPECT_EQ(c.log1p, 10 * 4);
  EXPECT_EQ(c.tanh + c.short_tanh + c.expm1, 0);
  const double passes = 3 * (2 + 3 + 3) + (2 + 2 + 4) * (3 + 3 + 4) + 3 + 3;  // W_l, b_l and z_l, which reads a_l
  const double of_a1 = 2 * 3 + 3 + 2 * 3 * 3 + 4 * 3 + 2 * 3, of_a2 = 2 * 3 + 4 + 2 * 3 * 3 + 4 * 3 + 2 * 3;
  EXPECT_EQ(c.bytes, 8 * 10 * (passes + of_a1 + of_a2));
}

/// L = 3, M = 3, d = 2, J = 4, ten samples, two trials: update by update.
TEST(BsumCost, IsThatOfASmallNetworkCountedByHand) {
  const double W1 = 6, W2 = 9, W3 = 12;
  const SweepCost b = bsum_cost({3, 3, 10, 2, 4}, 2, false);
  const double combine1 = W2 + W3 + 2 * (W1 + W2 + W3), combine2 = W3 + 2 * (W2 + W3), combine3 = 2 * W3;
  EXPECT_EQ(b.combine, 10 * (combine1 + combine2 + combine3));
  EXPECT_EQ(b.dots, 10 * (W1 + W2 + W3));
  EXPECT_EQ(b.elementwise, 10 * ((2 * 6 + 4) + (2 * 3 + 4) + 4));
  EXPECT_EQ(b.tanh, 10 * 2 * (6 + 3));
  EXPECT_EQ(b.exp, 10 * 3 * 2 * 3);
  EXPECT_EQ(b.log1p, 10 * 3 * 2);
  EXPECT_EQ(b.short_tanh + b.expm1, 0);
  EXPECT_EQ(b.bytes, 8 * 10 * (1 + 2) * ((2 + 4 + 3 + 3) + (3 + 4 + 3) + (3 + 4)));

  const SweepCost l = bsum_cost({3, 3, 10, 2, 4}, 1, true);
  EXPECT_EQ(l.combine, 10 * (combine1 + combine2 + combine3 - (W1 + W2 + W3) - (W2 + W3) - W3));
  EXPECT_EQ(l.dots, b.dots + 10 * (2 * (6 + 3) + 3 * 4));  // Z_1 and Z_2, and the slopes of three gradients
}

TEST(SweepCost, GrowsInProportionToTheSamples) {
  const SweepCost one = sweep_cost({5, 7, 1}, 1.5), many = sweep_cost({5, 7, 1000}, 1.5);
  EXPECT_NEAR(many.combine, 1000 * one.combine, 1e-9 * many.combine);
  EXPECT_NEAR(many.dots, 1000 * one.dots, 1e-9 * many.dots);
  EXPECT_NEAR(many.bytes, 1000 * one.bytes, 1e-9 * many.bytes);
}

/// Rates of one operation a second for each kind, so that the floor is a count.
TEST(SweepCost, TheFloorIsTheLargerOfArithmeticAndMemory) {
  MachineRates rates;
  rates.peak = 2;
  rates.kernels = {{"multiply", true, 10, 256, 0.5}, {"gram", false, 10, 256, 1.0}, {"multiply", true, 20, 256, 1.0}};
  rates.functions = {{"tanh", 1, 0}, {"short tanh change", 1, 0}, {"exp", 1, 0}, {"log1p", 1, 0}, {"expm1", 1, 0}};
  rates.levels = {{"L1", 100, 1e6, 1e6}, {"memory", 1e9, 0.5, 1}};
  const SweepCost c = sweep_cost({4, 3, 1}, 2);
  const double functions = c.tanh + c.short_tanh + c.exp + c.log1p + c.expm1;
  const SweepFloor small = sweep_floor({4, 3, 1}, 2, rates);  // 7 arrays of 3 doubles: more than L1 holds
  EXPECT_EQ(small.level, "memory");
  EXPECT_EQ(small.arithmetic, c.combine + c.elementwise + c.dots + functions);
  EXPECT_EQ(small.at_peak, (c.combine + c.elementwise + c.dots) / 2 + functions);
  EXPECT_EQ(small.memory, c.bytes);
  EXPECT_EQ(small.seconds(), c.bytes);
}

}  // namespace
}  // namespace lysep
