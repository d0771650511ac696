// DLAM followed by enclosures: the updates it makes, and updates that are not its own.
#include "proofs-check/runs/dlam_run.hpp"

#include "core/methods/dlam/entry.hpp"
#include "tests/core/methods/dlam/dlam_support.hpp"

namespace lysep {
namespace {

using namespace testing_support;

constexpr int sweeps = 6;
constexpr Index depth = 3;

/// What is done to the state behind an update, before the checker looks.
using Mutation = std::function<void(State<double>& state, const State<double>& before, BlockUpdate<double>& update)>;

struct Setting {
  std::string activation = "relu";
  OptionValues options;
};

OptionValues with_defaults(const Setting& setting) {
  OptionValues values = defaults_of(dlam_entry());
  values["rho"] = 1.0;
  values["epsilon"] = 0.3;
  values["epsilon-rule"] = std::string("fixed");
  values["start-output"] = std::string("signs");
  for (const auto& [name, value] : setting.options) values.at(name) = value;
  return values;
}

RunReport follow(const Setting& setting, const Mutation& mutation = {}) {
  StateData start = circle_state(depth, 4, 40);
  start.activation = *activation_named(setting.activation);
  const DlamOptions options = dlam_options_of(with_defaults(setting));
  ThreadPool pool(2);
  State<double> state = state_of<double>(start);
  Dlam<double> method(options, state, pool);
  DlamRunChecker checker(state, options, pool, 128);
  for (int k = 0; k < sweeps; ++k) {
    checker.begin_sweep();
    State<double> before = state_of<double>(data_of(state));
    method.sweep([&](const BlockUpdate<double>& made) {
      BlockUpdate<double> update = made;
      if (mutation) mutation(state, before, update);
      checker.after(update);
      before = state_of<double>(data_of(state));
    });
  }
  return checker.report();
}

/// Decided instances of a claim; how many of them are refuted.
long decided(const RunReport& r, const std::string& claim) {
  const ClaimReport c = RunReport(r).of(claim);
  return c.proved + c.equal + c.refuted + c.inconclusive;
}
long refuted(const RunReport& r, const std::string& claim) { return RunReport(r).of(claim).refuted; }

TEST(DlamRunChecker, ProvesWhatTheLemmasSayOfEveryUpdate) {
  using Values = std::vector<std::pair<std::string, OptionValue>>;
  const std::vector<Values> all = {{},
                                   {{"loss", std::string("squared")}},
                                   {{"regulariser", std::string("l2")}, {"mu", 0.3}},
                                   {{"regulariser", std::string("l1")}, {"mu", 0.3}, {"epsilon", 5.0}},
                                   {{"theta", std::string("exact")}, {"first-trial", std::string("last")}},
                                   {{"epsilon-rule", std::string("halve")}, {"rho", 0.01}}};
  for (const std::string activation : {"relu", "tanh", "sigmoid", "identity"}) {
    for (const Values& values : all) {
      Setting setting{activation, {}};
      for (const auto& [name, value] : values) setting.options[name] = value;
      const RunReport r = follow(setting);
      EXPECT_EQ(r.sweeps, sweeps);
      long all_decided = r.increase_count;
      for (const auto& [claim, report] : r.claims) {
        EXPECT_EQ(report.refuted + report.inconclusive + report.hypothesis_not_met, 0) << activation << claim;
        all_decided += report.proved + report.equal;
      }
      // W_l, b_l, z_l of each layer; a_l, and two looks at the box, of those but the last; two statements on a sweep
      EXPECT_EQ(all_decided, sweeps * (3 * depth + 3 * (depth - 1) + 2)) << activation;
      EXPECT_LT(r.largest_increase, 1e-14) << activation;
      EXPECT_GT(RunReport(r).of("dlam-lemma-1-corrected").worst_ratio, 0.1) << activation;
    }
  }
}

/// Three times the step, of W_l and a_l; twice, of those that are minima; a step that is told longer than it is; a_l
/// outside of its box. Only what is wrong is refuted, and what follows of it for the sweep.
TEST(DlamRunChecker, RefutesUpdatesThatAreNotThose) {
  const auto further = [](BlockKind kind, double factor) {
    return [=](State<double>& state, const State<double>& before, BlockUpdate<double>& update) {
      if (update.kind != kind) return;
      const auto extend = [&](auto& to, const auto& from) { to = (from + factor * (to - from)).eval(); };
      if (kind == BlockKind::layer_weights) extend(state.chain.at(update.l).K, before.chain.at(update.l).K);
      if (kind == BlockKind::bias) extend(state.chain.at(update.l).b, before.chain.at(update.l).b);
      if (kind != BlockKind::auxiliary && kind != BlockKind::activated) return;
      const char* name = kind == BlockKind::auxiliary ? "z" : "a";
      const auto i = static_cast<std::size_t>(update.l - 1);
      for (std::size_t k = 0; k < state.blocks.size(); ++k) {
        extend(state.blocks[k].variables.at(name)[i], before.blocks[k].variables.at(name)[i]);
      }
    };
  };
  const std::map<std::string, Mutation> mutations = {
      {"dlam-lemma-6-10-corrected", further(BlockKind::layer_weights, 3)},
      {"dlam-lemma-6-11-corrected", further(BlockKind::bias, 2)},
      {"dlam-lemma-6-12", further(BlockKind::auxiliary, 2)},
      {"dlam-lemma-6-13-corrected", further(BlockKind::activated, 3)}};
  for (const auto& [claim, mutation] : mutations) {
    const RunReport r = follow({"tanh", {{"epsilon", 50.0}, {"rho", 0.1}}}, mutation);
    for (const auto& [name, report] : r.claims) {
      const bool of_sweep = name.starts_with("dlam-lemma-1") || name.starts_with("dlam-lemma-2");
      if (of_sweep) continue;
      EXPECT_EQ(report.refuted > 0, name == claim) << name << " where " << claim << " is to fail";
    }
  }
  const RunReport told = follow({}, [](State<double>&, const State<double>&, BlockUpdate<double>& update) {
    if (update.kind == BlockKind::layer_weights) update.step *= 8;
  });
  EXPECT_GT(refuted(told, "dlam-lemma-6-10-corrected"), 0);
  const RunReport out = follow({}, [](State<double>& state, const State<double>&, BlockUpdate<double>& update) {
    if (update.kind == BlockKind::activated && update.l == 2)
      state.blocks[0].variables.at("a")[1](0, 0) =
          std::max(state.blocks[0].variables.at("z")[1](0, 0), 0.0) + 0.3 * (1 + 1e-9);
  });
  EXPECT_GT(refuted(out, "dlam-a-feasible"), 0);
}

/// Both sides of each claim by the oracle, in 100 digits, from the states before and after every update.
class NaiveRatios {
 public:
  NaiveRatios(const StateData& start, const OptionValues& values) : options_(oracle_options(start, values)) {}

  void see(const State<double>& state, const State<double>& before, const BlockUpdate<double>& update) {
    const oracle::DlamNet from = net_of(before), to = net_of(state);
    const auto i = static_cast<std::size_t>(update.l - 1);
    if (update.kind == BlockKind::layer_weights && update.l == 1) begin_ = from, s_ = 0;
    oracle::Real moved = 0;
    const char* claim = "dlam-lemma-6-13-corrected";
    if (update.kind == BlockKind::layer_weights) {
      claim = "dlam-lemma-6-10-corrected";
      moved = update.step / 2 * squares(from.W[i], to.W[i]);
    } else if (update.kind == BlockKind::bias) {
      claim = "dlam-lemma-6-11-corrected";
      moved = to.N() * options_.rho / 2 * squares({from.b[i]}, {to.b[i]});
    } else if (update.kind == BlockKind::auxiliary) {
      claim = "dlam-lemma-6-12";
      moved = options_.rho / 2 * squares(from.z[i], to.z[i]);
    } else {
      moved = update.step / 2 * squares(from.a[i], to.a[i]);
    }
    s_ += moved;
    take(claim, moved, F(from, options_) - F(to, options_));
    if (update.l == depth && update.kind == BlockKind::auxiliary) {
      take("dlam-lemma-1-corrected", s_, F(begin_, options_) - F(to, options_));
      take("dlam-lemma-2-F", F(to, options_), F(begin_, options_));
    } else if (update.kind == BlockKind::auxiliary || update.kind == BlockKind::activated) {
      oracle::Real gap = 0;
      for (std::size_t r = 0; r < to.a[i].size(); ++r)
        for (std::size_t n = 0; n < to.N(); ++n)
          gap = std::max(gap, oracle::Real(abs(to.a[i][r][n] - oracle::activated(options_.activation, to.z[i][r][n]))));
      take("dlam-a-feasible", gap, to.epsilon[i]);
    }
  }
  double worst(const std::string& claim) const { return worst_.at(claim); }

 private:
  static oracle::DlamNet net_of(const State<double>& state) { return oracle::dlam_net_of(data_of(state)); }
  static oracle::Real squares(const oracle::Rows& a, const oracle::Rows& b) {
    oracle::Real sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
      for (std::size_t k = 0; k < a[i].size(); ++k) sum += (a[i][k] - b[i][k]) * (a[i][k] - b[i][k]);
    return sum;
  }
  /// What is not at most is by rounding, and has no ratio.
  void take(const std::string& claim, const oracle::Real& left, const oracle::Real& right) {
    double& worst = worst_[claim];
    if (left <= right && right > 0) worst = std::max(worst, static_cast<double>(oracle::Real(left / right)));
  }

  oracle::DlamOptions options_;
  oracle::DlamNet begin_;
  oracle::Real s_ = 0;
  std::map<std::string, double> worst_;
};

TEST(DlamRunChecker, TheRatiosAreThoseOfTheOraclesF) {
  const std::vector<Setting> settings = {{"relu", {}},
                                         {"tanh", {{"regulariser", "l2"}, {"mu", 0.5}, {"rho", 0.1}}},
                                         {"sigmoid", {{"regulariser", "l1"}, {"mu", 0.25}, {"epsilon", 5.0}}},
                                         {"identity", {{"loss", "squared"}, {"theta", "exact"}}}};
  for (const Setting& setting : settings) {
    StateData start = circle_state(depth, 4, 40);
    start.activation = *activation_named(setting.activation);
    NaiveRatios naive(start, with_defaults(setting));
    const RunReport r = follow(setting, [&](State<double>& state, const State<double>& before,
                                            BlockUpdate<double>& update) { naive.see(state, before, update); });
    for (const auto& [claim, report] : r.claims) {
      EXPECT_NEAR(report.worst_ratio, naive.worst(claim), 1e-9) << setting.activation << ' ' << claim;
      EXPECT_GT(report.worst_ratio, 0) << setting.activation << ' ' << claim;
    }
  }
}

/// F of a sweep that goes up, and s_k that is more than F falls, though each block may be in order by itself.
TEST(DlamRunChecker, LooksAtSweepsToo) {
  const RunReport r = follow({}, [](State<double>& state, const State<double>&, BlockUpdate<double>& update) {
    if (update.kind != BlockKind::auxiliary || update.l != depth) return;
    state.chain.at(1).K.array() += 3.0;  // not the block that is told
  });
  EXPECT_GT(refuted(r, "dlam-lemma-2-F"), 0);
  EXPECT_GT(refuted(r, "dlam-lemma-1-corrected"), 0);
}

TEST(DlamRunChecker, SaysNothingWhereTheHypothesesFail) {
  const RunReport fista = follow({"tanh", {{"output-step", std::string("fista")}}});
  EXPECT_EQ(RunReport(fista).of("dlam-lemma-6-12").hypothesis_not_met, sweeps);
  EXPECT_EQ(decided(fista, "dlam-lemma-1-corrected"), 0);
  EXPECT_EQ(decided(fista, "dlam-lemma-2-F"), sweeps);
  const RunReport own = follow({"relu", {{"a-step", std::string("per-sample")}}});
  EXPECT_EQ(decided(own, "dlam-lemma-6-13-corrected"), 0);
  EXPECT_EQ(decided(own, "dlam-lemma-1-corrected"), 0);
  EXPECT_EQ(refuted(own, "dlam-a-feasible"), 0);
  const RunReport printed = follow({"relu", {{"epsilon-rule", std::string("printed")}, {"epsilon", 1000.0}}});
  EXPECT_GT(RunReport(printed).of("dlam-lemma-2-F").hypothesis_not_met, 0);  // epsilon falls, a_l is not projected
  EXPECT_EQ(refuted(printed, "dlam-lemma-2-F"), 0);
}

/// The printed L_b = rho, with forty samples.
TEST(DlamRunChecker, RefutesThePrintedStepOfTheBias) {
  const RunReport r = follow({"relu", {{"literal", std::string("on")}}});
  EXPECT_GT(refuted(r, "dlam-lemma-6-11-corrected"), 0);
  EXPECT_GT(refuted(r, "dlam-lemma-1-corrected"), 0);
  EXPECT_EQ(refuted(r, "dlam-lemma-6-10-corrected"), 0);
}

}  // namespace
}  // namespace lysep
