// What the claims say, beside what they declare of themselves: right sides against formulas written again, hypotheses
// that no generator breaks, the instances at a user's state, and instances that no claim speaks of.
#include <set>

#include "core/numbers/bad_input.hpp"
#include "proofs-check/frame/decide_claim.hpp"
#include "proofs-check/enclosures/network.hpp"
#include "tests/support.hpp"

namespace lysep {
namespace {

using testing_support::infeasible_state;

Sides sides_of(const std::string& claim, const Instance& instance) {
  const PrecisionScope scope(128);
  return claim_named(claim).sides(instance, no_mutant);
}

TEST(Claims, RightSidesAreThePrintedOnes) {
  const PrecisionScope scope(128);
  for (const char* id : {"theorem-3.1", "theorem-4.1"}) {
    for (long k = 0; k < 200; ++k) {
      const Instance instance = instance_of(claim_named(id), 1, k);
      const Network n(*instance.state);
      const Ball right = theorem_3_1_constant(n.B(), n.L) * sqrt(count(n.L - 1)) * n.L_S();
      EXPECT_TRUE(arb_overlaps(sides_of(id, instance).right.get(), right.get())) << id << k;
    }
  }
  const StateData data = infeasible_state(4, 3, 6, 3, 0.4);
  const oracle::Net net = testing_support::oracle_of(data);
  const double W = data.layers[3].W.norm(), loss = 2 * std::sqrt(3.0) * W + std::log(3.0);
  const auto expect = [&](const char* id, Index l, double right) {
    Instance instance = instance_at_layer("", data, l);
    instance.set("direction", Matrix<double>(Matrix<double>::Constant(3, 6, 0.1)));  // ||D||^2 = 0.18
    instance.set("factor", 1);
    EXPECT_NEAR(sides_of(id, instance).right.approximate() / right, 1, 1e-12) << id;
  };
  for (Index l = 1; l <= 3; ++l) expect("lemma-3.2-c", l, 0.5 * static_cast<double>(net.C(l - 1)) * 0.18);
  expect("equation-3.27", 3, loss);
  expect("equation-3.28", 3, W * W * (loss + 2 * std::sqrt(6.0)) * std::sqrt(0.18));
  expect("equation-3.29", 3, std::sqrt(12.0) * W * loss);
  expect("review-f-sweep-corrected", 3, std::sqrt(7 * static_cast<double>(net.S()) / 6));
}

TEST(Claims, AreStrictWhereTheyShouldBe) {
  std::set<std::string> strict;
  for (const Claim& claim : all_claims()) {
    if (claim.relation == Relation::less) strict.insert(claim.id);
  }
  EXPECT_EQ(strict,
            (std::set<std::string>{"equation-2.1-positive", "equation-2.8", "theorem-3.4-strict", "review-c",
                                   "review-c-corrected", "review-e-corrected", "review-g", "dlam-model-P-literal",
                                   "dlam-eq-5-move", "dlam-algorithm-3-line-1", "dlam-F-continuous"}));
}

TEST(Claims, HypothesesThatNoGeneratorBreaks) {
  const auto holds = [](const char* id, const std::function<void(Instance&)>& change) {
    Instance instance = instance_of(claim_named(id), 1, 0);
    change(instance);
    return sides_of(id, instance).hypothesis;
  };
  const auto with = [&](const char* id, const char* name, double x) {
    return holds(id, [=](Instance& instance) { instance.set(name, x); });
  };
  EXPECT_TRUE(with("relaxation", "rho", 2));
  for (const double rho : {-0.5, 2.5}) EXPECT_FALSE(with("relaxation", "rho", rho));
  for (const char* id : {"equation-3.17", "equation-3.19", "segment-norm"}) {
    for (const double t : {-1.0, 2.0}) EXPECT_FALSE(with(id, "t", t)) << id;
  }
  EXPECT_FALSE(with("constant-K", "B", -1));
  EXPECT_FALSE(with("constant-K", "L", 1));
  EXPECT_FALSE(with("curvature-h", "R", -1));
  EXPECT_FALSE(with("curvature-h", "classes", 1));
  EXPECT_FALSE(with("self-consistent-hidden", "step", -1));
  for (const char* id : {"theorem-3.4", "equation-3.32", "theorem-3.4-sweep", "self-consistent-output"}) {
    EXPECT_FALSE(with(id, "factor", -1)) << id;
  }
  EXPECT_FALSE(holds("lemma-2.1-simplex", [](Instance& i) { i.data["weights"].values[0] = -1e-9; }));
  for (const auto& [radius, step] : {std::pair{1e-9, 1e-12}, std::pair{100.0, -1e-12}}) {
    EXPECT_FALSE(holds("review-f", [r = radius, s = step](Instance& i) {
      i.state = infeasible_state(2, 2, 3, 2, 0.3);
      i.set("radius", r);
      i.set("step", s);
    }));
  }
}

TEST(Claims, OfABlockSpeakOfItsFourKinds) {
  Instance instance = instance_at_layer("", infeasible_state(3, 2, 3, 2, 0.5), 1);
  instance.set("factor", 1);
  for (const double block : {-1.0, 0.0, 1.0, 2.0, 3.0, 4.0, 7.0}) {
    instance.set("block", block);
    EXPECT_EQ(sides_of("theorem-3.4", instance).hypothesis, block >= 0 && block <= 3) << block;
  }
}

TEST(ReviewE, SpeaksOfIdenticalInputsAlone) {
  const auto speaks = [](const std::function<void(StateData&)>& change) {
    Instance instance = claim_named("review-e").counterexample();
    change(*instance.state);
    return sides_of("review-e", instance).hypothesis;
  };
  EXPECT_TRUE(speaks([](StateData&) {}));
  EXPECT_FALSE(speaks([](StateData& s) { s.layers[0].r(0, 0) = 1; }));
  EXPECT_FALSE(speaks([](StateData& s) { s.X(1, 0) = 2; }));
  EXPECT_FALSE(speaks([](StateData& s) { s.labels = {0, 1, 1}; }));
  EXPECT_FALSE(speaks([](StateData& s) { s.labels = {0, 0, 0}; }));
  EXPECT_FALSE(speaks([](StateData& s) {
    s.classes = 3;
    s.layers[1].W.conservativeResize(3, 1);
    s.layers[1].W(2, 0) = 0;
  }));
}

TEST(Claims, AtAUsersStateAreAsManyAsItHasBlocks) {
  const StateData state = infeasible_state(3, 2, 5, 2, 0.3);
  const std::map<std::string, long> sizes = {{"equation-3.5", 2},           {"equation-3.9-lambda", 3},
                                             {"equation-3.8-step", 3},      {"lemma-3.3-i", 4},
                                             {"lemma-3.3-ii-corrected", 2}, {"lemma-3.3-ii-sharp", 2},
                                             {"decrease-amount", 6},        {"theorem-3.4-sweep", 2},
                                             {"theorem-3.4-sharp", 10},     {"lemma-3.3-ii-two-classes", 2},
                                             {"review-h-corrected", 1}};
  ThreadPool pool(1);
  for (const auto& [id, size] : sizes) {
    const auto report = check_instances(claim_named(id), instances_at(claim_named(id), state), 128, pool);
    EXPECT_EQ(report.proved + report.equal, size) << id;
  }
  StateData images = testing_support::convolutional_state(1, 3, true, Padding::same, 2);
  images.layers.erase(images.layers.begin() + 2);  // L2 = 1: T is undefined
  EXPECT_TRUE(instances_at(claim_named("theorem-4.1"), images).empty());
}

TEST(Claims, LayersAndDirectionsThatDoNotFitAreRefused) {
  ThreadPool pool(1);
  for (const Claim& claim : all_claims()) {
    Instance instance = instance_of(claim, 1, 0);
    if (instance.data.contains("block")) instance.set("block", 1);
    const bool at_a_layer =
        std::any_of(claim.arrays.begin(), claim.arrays.end(), [](const Array& a) { return a.name == "layer"; });
    for (const double layer : {0.0, 99.0}) {
      if (!at_a_layer) break;
      Instance wrong = instance;
      wrong.set("layer", layer);
      try {
        EXPECT_FALSE(sides_of(claim.id, wrong).hypothesis) << claim.id;
      } catch (const BadInput&) {
      }
    }
    if (!instance.state || !instance.data.contains("direction")) continue;
    const Matrix<double> D = instance.matrix("direction");
    instance.set("direction", Matrix<double>(Matrix<double>::Constant(D.rows() + 1, D.cols(), 1.0)));
    EXPECT_THROW(check_instances(claim, {instance}, 128, pool), BadInput) << claim.id;
  }
  Instance deep = instance_of(claim_named("constant-K"), 1, 0);
  deep.set("L", 1e12);
  EXPECT_THROW(check_instances(claim_named("constant-K"), {deep}, 128, pool), BadInput);
}

TEST(Generators, MeetWhatTheSpecificationAsksFor) {
  std::set<std::string> seen;
  for (long k = 0; k < 1000; ++k) {
    const StateData s = *instance_of(claim_named("theorem-3.1"), 1, k).state;
    seen.insert("L" + std::to_string(std::min<Index>(s.depth(), 3)));
    seen.insert("N" + std::to_string(std::min<Index>(s.samples(), 3)));
    seen.insert(s.classes == 2 ? "J2" : "J3");
    for (const auto& layer : s.layers) {
      const double norm = layer.W.norm();
      if (norm == 0) seen.insert("zero");
      if (norm > 0 && norm < 1e-6) seen.insert("tiny");
      if (norm > 0 && layer.W.rows() > 1 && layer.W.row(0) == layer.W.row(layer.W.rows() - 1)) seen.insert("deficient");
    }
    const Matrix<double> z = instance_of(claim_named("equation-2.1"), 1, k).matrix("z");
    const double largest = z.cwiseAbs().maxCoeff();
    if (largest > 699) seen.insert("700");
    if (largest < 1e-4) seen.insert("small logits");
    if (z.maxCoeff() == z.minCoeff()) seen.insert("ties");
  }
  EXPECT_EQ(seen, (std::set<std::string>{"L2", "L3", "N1", "N2", "N3", "J2", "J3", "zero", "tiny", "deficient", "700",
                                         "small logits", "ties"}));
}

TEST(CheckRun, ThoroughAndInterruptedComeFromTheRun) {
  Claim claim;
  claim.id = "loose";
  claim.constant_is_best_possible = true;
  claim.arrays = {{"x", "1", "a number"}};
  claim.generate = [](Draw& draw) {
    Instance instance;
    instance.set("x", draw.uniform(0, 1));
    return instance;
  };
  claim.sides = [](const Instance&, int) { return Sides{Ball(0.5), Ball(1.0)}; };
  ThreadPool pool(1);
  CheckOptions options;
  options.instances = options.mutant_instances = 10;
  const auto run = [&](bool stop) {
    const std::atomic<bool> stopped{stop};
    return check_claim(
        claim, options, pool, [](long) {}, stopped);
  };
  EXPECT_FALSE(run(false).as_expected(claim));
  EXPECT_TRUE(run(true).as_expected(claim));  // stopped at once: nothing is unexpected
  options.instances = 9;
  EXPECT_TRUE(run(false).as_expected(claim));  // too few to approach a constant
}

TEST(CheckRun, AWitnessMustRefuteAtTwiceTheBits) {
  Claim claim;
  claim.id = "coarse";
  claim.sides = [](const Instance&, int) {
    return Ball::precision() <= 128 ? Sides{Ball(1.0), Ball(0.0)} : Sides{Ball(0.0), Ball(1.0)};
  };
  Instance instance;
  instance.set("x", 1.0);
  const std::string path = testing::TempDir() + "lysep_coarse_" + std::to_string(getpid()) + ".h5";
  EXPECT_THROW(keep_witness(path, claim, instance, 128), std::runtime_error);
  std::remove(path.c_str());
}

}  // namespace
}  // namespace lysep
