// Trajectories of states, certified.
#include <fmt/format.h>

#include "datasets/files/state_file.hpp"
#include "tests/experiments/program.hpp"
#include "tests/support.hpp"

namespace lysep::testing_support {
namespace {

class Certify : public Program {
 protected:
  /// States after 0..count-1 sweeps as s0.h5, s1.h5, ...; their names.
  std::string states(int count) const {
    std::string names;
    write_state_file(folder_ + "/s0.h5", infeasible_state(4, 5, 40, 3, 0.4));
    for (int k = 0; k < count; ++k) {
      if (k > 0) {
        run(fmt::format("train --init s{}.h5 --sweeps 1 --quiet --out run --overwrite", k - 1));
        fs::rename(folder_ + "/run/state.h5", folder_ + fmt::format("/s{}.h5", k));
        fs::remove_all(folder_ + "/run");
      }
      names += fmt::format(" s{}.h5", k);
    }
    return names;
  }
  StateData state(int k) const { return read_state_file(folder_ + fmt::format("/s{}.h5", k)); }
};

TEST_F(Certify, ATrajectoryOfTrainingDecreases) {
  const Result r = run("certify" + states(6) + " --json c.json");
  EXPECT_EQ(r.code, 0) << r.out << r.err;
  EXPECT_NE(r.out.find("S decreases 5 times, is equal 0, increases 0, undecided 0"), std::string::npos) << r.out;
  const Json c = json("c.json");
  ASSERT_EQ(c["pairs"].size(), 5);
  EXPECT_EQ(c["certified"], true);
  for (const Json& pair : c["pairs"]) {
    EXPECT_EQ(pair["verdict"], "decrease");
    EXPECT_EQ(pair["bound_holds"], true);
    EXPECT_LT(std::stod(pair["change"]["hi"].get<std::string>()), 0);
    EXPECT_LE(std::stod(pair["CE"]["hi"].get<std::string>()), std::stod(pair["bound"]["lo"].get<std::string>()));
  }
}

TEST_F(Certify, ChangesFarBelowTheRoundingOfDoublesAreDecidedAsTheOracleSays) {
  states(5);
  const StateData before = state(3);
  const oracle::Real S = oracle_of(before).S();
  int increases = 0;
  for (const double size : {4e-13, -4e-13, 1e-15, -1e-15}) {
    StateData after = before;
    for (auto& layer : after.layers) {
      for (Index i = 0; i < layer.r.size(); ++i) layer.r.data()[i] *= 1 + size;
    }
    const oracle::Real change = oracle_of(after).S() - S;
    write_state_file(folder_ + "/changed.h5", after);
    const Result r = run("certify s0.h5 s1.h5 s2.h5 s3.h5 s3.h5 changed.h5 --json c.json");
    EXPECT_EQ(r.code, change > 0 ? 1 : 0) << r.out;
    const Json c = json("c.json");
    std::vector<std::string> verdicts;
    for (const Json& pair : c["pairs"]) verdicts.push_back(pair["verdict"]);
    EXPECT_EQ(verdicts, (std::vector<std::string>{"decrease", "decrease", "decrease", "equal",
                                                  change > 0 ? "increase" : "decrease"}));
    EXPECT_EQ(c["certified"], change < 0);
    EXPECT_EQ(c["pairs"][4]["state"], "changed.h5");
    const oracle::Real lo(c["pairs"][4]["change"]["lo"].get<std::string>()),
        hi(c["pairs"][4]["change"]["hi"].get<std::string>());
    EXPECT_LE(lo, change);
    EXPECT_GE(hi, change);
    EXPECT_LT(abs(change / S), 1e-11);
    increases += change > 0;
  }
  EXPECT_GE(increases, 1);
  EXPECT_LE(increases, 3);
}

TEST_F(Certify, EnclosuresThatOverlapAreNarrowed) {
  states(2);
  StateData a = state(1), b = a;
  a.layers[0].r(0, 0) = 1e-40;
  b.layers[0].r(0, 0) = 1.000001e-40;
  write_state_file(folder_ + "/a.h5", a);
  write_state_file(folder_ + "/b.h5", b);
  const bool grows = oracle_of(b).S() > oracle_of(a).S();
  EXPECT_EQ(run("certify a.h5 b.h5 --bits 53").code, grows ? 1 : 0);
  EXPECT_EQ(run("certify b.h5 a.h5 --bits 53").code, grows ? 0 : 1);
}

TEST_F(Certify, StatesOfOtherDataOrNetworksAreRefused) {
  states(2);
  StateData other = state(1);
  other.X(0, 0) += 1;
  write_state_file(folder_ + "/x.h5", other);
  expect_refused("certify s0.h5 x.h5", "but got another /X in x.h5 than in s0.h5");
  other = state(1);
  other.labels[0] = (other.labels[0] + 1) % 3;
  write_state_file(folder_ + "/y.h5", other);
  expect_refused("certify s0.h5 y.h5", "another /labels");
  other = infeasible_state(3, 5, 40, 3, 0.4);
  other.labels = state(1).labels;
  write_state_file(folder_ + "/w.h5", other);
  expect_refused("certify s0.h5 w.h5", "another depth");
  other = state(1);
  other.activation.kind = Activation::Kind::sin;
  write_state_file(folder_ + "/s.h5", other);
  expect_refused("certify s0.h5 s.h5", "another activation");
  expect_refused("certify s0.h5 nowhere.h5", "nowhere.h5");
  expect_refused("certify s0.h5 --bits 20", "53 <= --bits");
}

}  // namespace
}  // namespace lysep::testing_support
