// lysep eval: what it prints and writes are the enclosures of the state.
#include "core/numbers/multiprecision.hpp"
#include "datasets/files/state_file.hpp"
#include "proofs-check/enclosures/evaluation.hpp"
#include "tests/experiments/program.hpp"
#include "tests/support.hpp"

namespace lysep {
namespace {

using namespace testing_support;

TEST_F(Program, EvalWritesEnclosuresOfEveryQuantity) {
  run(std::string(small) + "--sweeps 10 --out run");
  ThreadPool pool(1);
  for (const int bits : {53, 256}) {
    const Result r = run("eval run/state.h5 --json - --bits " + std::to_string(bits));
    ASSERT_EQ(r.code, 0) << r.err;
    const Json e = Json::parse(r.out);
    EXPECT_EQ(e["bits"], bits);
    EXPECT_EQ(e["N"], 300);
    EXPECT_EQ(e["depth"], 3);
    EXPECT_EQ(e["classes"], 2);
    EXPECT_EQ(e["activation"], "tanh");
    for (const char* name : {"CE", "S", "L_S", "R_norm"}) {
      const mp100 lo(e[name]["lo"].get<std::string>()), hi(e[name]["hi"].get<std::string>());
      EXPECT_GT(lo, 0);
      EXPECT_LT(lo, hi);
      EXPECT_LT(mp100((hi - lo) / hi), pow(mp100(2), -bits / 2));
    }
    for (const char* name : {"residual_norms", "omega"}) EXPECT_EQ(e[name].size(), 2u);
    for (const char* name : {"layer_norms", "lambda"}) EXPECT_EQ(e[name].size(), 3u);
    EXPECT_EQ(e["gradients"]["c"].size(), 2u);
    EXPECT_EQ(e["lipschitz"]["paper"].size(), 3u);
    EXPECT_EQ(e["lipschitz"]["sharp"].size(), 3u);
    for (const char* b : {"b0", "b1", "b2", "b3", "b4", "b5", "b6"}) EXPECT_TRUE(e["bounds"][b].contains("lo")) << b;
    EXPECT_EQ(e["bounds"]["best"]["value"], e["bounds"]["b5"]);
    EXPECT_EQ(e["lambda"][0]["hi"], e["lambda"][0]["lo"]);
    EXPECT_TRUE(e["accuracy"].is_number());
    const Evaluation x = evaluate_to(read_state_file(folder_ + "/run/state.h5"), bits, pool);
    const auto expect = [&](const Json& printed, const Ball& value) {
      const mp100 middle(value.lower_decimal(90));
      EXPECT_LE(mp100(printed["lo"].get<std::string>()), middle) << printed;
      EXPECT_GE(mp100(printed["hi"].get<std::string>()) * (1 + pow(mp100(2), -bits / 2)), middle) << printed;
    };
    expect(e["residual_norms"][1], x.residual_norms[1]);
    expect(e["layer_norms"][1], x.layer_norms[1]);
    expect(e["omega"][0], x.omega[0]);
    expect(e["lambda"][2], x.lambda[2]);
    expect(e["bounds"]["b0"], x.bounds.b0);
    expect(e["bounds"]["b1"], x.bounds.b1);
    expect(e["bounds"]["b2"], x.bounds.b2);
    expect(e["bounds"]["b4"], x.bounds.b4);
    expect(e["bounds"]["b3"], *x.bounds.b3);
    expect(e["bounds"]["b6"], x.bounds.b6);
    expect(e["bounds"]["best"]["constant"], x.bounds.best_constant);
    expect(e["bounds"]["paper"]["constant"], x.bounds.paper_constant);
    expect(e["bounds"]["paper"]["value"], x.bounds.paper);
    expect(e["R_norm"], x.R_norm);
    expect(e["lipschitz"]["sharp"][0], *x.lipschitz_sharp[0]);
    expect(e["lipschitz"]["paper"][0], *x.lipschitz_paper[0]);
    expect(e["gradients"]["c"][0], x.gradient_norms_c[0]);
    expect(e["gradients"]["W_D"], x.gradient_norm_W);
  }
  expect_refused("eval run/state.h5 --bits 52", "--bits");
  expect_refused("eval run/state.h5 --bits 4097", "--bits");
  expect_refused("eval none.h5", "none.h5");
  expect_refused("eval run/trace.csv", "HDF5");
  expect_refused("eval", "STATE.h5");
}

TEST_F(Program, EvalsTableIsOfTheSameEnclosures) {
  run(std::string(small) + "--sweeps 10 --out run");
  const Result table = run("eval run/state.h5");
  EXPECT_EQ(table.code, 0);
  ThreadPool pool(1);
  const Evaluation x = evaluate_to(read_state_file(folder_ + "/run/state.h5"), 128, pool);
  const BoundChain& b = x.bounds;
  const std::vector<std::pair<std::string, const Ball*>> rows = {{"CE", &x.CE},
                                                                 {"  <= b0 per sample", &b.b0},
                                                                 {"  <= b1 Lipschitz", &b.b1},
                                                                 {"  <= b2 RMS", &b.b2},
                                                                 {"  <= b3 spectral", &*b.b3},
                                                                 {"  <= b4 Frobenius", &b.b4},
                                                                 {"  <= b5 K(B,D) L_S", &b.b5},
                                                                 {"  <= b6 paper's middle", &b.b6},
                                                                 {"  <= C_B sqrt(D-1) L_S", &b.paper},
                                                                 {"K(B, D)", &b.best_constant},
                                                                 {"C_B sqrt(D-1)", &b.paper_constant},
                                                                 {"S", &x.S},
                                                                 {"L_S", &x.L_S},
                                                                 {"||R||", &x.R_norm},
                                                                 {"||grad_{W_D} S||", &x.gradient_norm_W}};
  for (const auto& [label, ball] : rows) {
    const auto place = table.out.find("\n" + label + " ");
    ASSERT_NE(place, std::string::npos) << label;
    std::smatch match;
    const std::string row = table.out.substr(place + 1, table.out.find('\n', place + 1) - place);
    ASSERT_TRUE(std::regex_search(row, match, std::regex("\\[([^,]+), ([^\\]]+)\\]"))) << row;
    EXPECT_LE(std::stod(match[1]), ball->approximate() * (1 + 1e-14)) << label;
    EXPECT_GE(std::stod(match[2]), ball->approximate() * (1 - 1e-14)) << label;
    EXPECT_NEAR(std::stod(match[1]) / ball->approximate(), 1, 1e-12) << label;
  }
}

TEST_F(Program, EvalSaysWherePredictionsAreNotDecided) {
  StateData state = testing_support::infeasible_state(2, 2, 3, 2, 0.1);
  state.layers[1].W.row(1) = state.layers[1].W.row(0);
  write_state_file(folder_ + "/tie.h5", state);
  const Result r = run("eval tie.h5 --bits 53");
  EXPECT_EQ(r.code, 0);
  EXPECT_NE(r.err.find("counts 3 predictions by midpoints"), std::string::npos) << r.err;
}

TEST_F(Program, ASignalEndsEval) {
  run("train --samples 3000 --depth 6 --width 20 --sweeps 1 --out run");
  const Result r = run("eval run/state.h5 --bits 4096 & sleep 1; kill -TERM $!; wait $!");
  EXPECT_EQ(r.code, 3) << r.out << r.err;
  EXPECT_EQ(r.out, "");
}

}  // namespace
}  // namespace lysep
