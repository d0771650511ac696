// What the program refuses: one line that says what is required and what was got, and nothing on disk.
#include "datasets/files/state_file.hpp"
#include "tests/experiments/program.hpp"
#include "tests/support.hpp"

namespace lysep {
namespace {

using namespace testing_support;

TEST_F(Program, WrongTrainingOptionsAreRefused) {
  expect_refused("train --depth 1", "requires --depth >= 2, but got 1");
  expect_refused("train --width 0", "--width");
  expect_refused("train --sweeps -1", "--sweeps");
  expect_refused("train --sweeps ten", "ten");
  for (const char* seed : {"010", "0x10", "-1", "18446744073709551616", "1e30", "+1"}) {
    expect_refused(std::string("train --sweeps 0 --seed ") + seed, "decimal");
  }
  expect_refused("train --threads 0", "--threads");
  expect_refused("train --samples 0", "--samples");
  expect_refused("train --scale -1", "--scale");
  expect_refused("train --scale nan", "--scale");
  expect_refused("train --shrink 1", "--shrink");
  expect_refused("train --grow 0.9", "--grow");
  expect_refused("train --relaxation 2", "requires 0 < --relaxation < 2, but got 2");
  expect_refused("train --relaxation 0", "--relaxation");
  expect_refused("train --step certified --tau-factor 2.5", "requires 0 < --tau-factor <= 2, but got 2.5");
  expect_refused("train --tau-factor 1", "--step certified");
  expect_refused("train --step certified --grow 2", "--grow");
  expect_refused("train --step certified --activation relu", "finite M0 and M2");
  expect_refused("train --step certified --activation identity --constants sharp", "finite M0 and M2");
  expect_refused("train --step exact", "exact");
  expect_refused("train --constants loose --step certified", "loose");
  expect_refused("train --method newton", "newton");
  expect_refused("train --method gd --relaxation 1.5", "--relaxation");
  expect_refused("train --method adam --grow 2", "--method lysep");
  expect_refused("train --method adam --learning-rate 0", "requires 0 < --learning-rate");
  expect_refused("train --learning-rate 0.1", "--method gd");
  expect_refused("train --scalar float", "float");
  expect_refused("train --activation softplus", "softplus");
  expect_refused("train --data moons", "moons");
  expect_refused("train --data allen-cahn:-1", "requires --data allen-cahn:T with a time T >= 0, but got \"-1\"");
  expect_refused("train --data allen-cahn:1x", "but got \"1x\"");
  expect_refused("train --data allen-cahn", "allen-cahn:T");
  expect_refused("train --data csv:none.csv", "none.csv");
  expect_refused("train --init none.h5", "none.h5");
  expect_refused("train --init none.h5 --depth 3", "--depth");
  expect_refused("train --out /proc/no/folder --sweeps 1", "/proc/no/folder");
  expect_refused("train --resume run", "--resume");
  expect_refused("train --nonsense", "--nonsense");
  expect_refused("train extra", "extra");
  expect_refused("", "requires a command");
  expect_refused("explain", "explain");
}

TEST_F(Program, StatesThatDoNotTrainAreRefused) {
  StateData state = testing_support::infeasible_state(3, 2, 4, 2, 0.1);
  const auto write = [&](const char* name) { write_state_file(folder_ + "/" + name, state); };
  state.activation = {Activation::Kind::softplus};
  write("softplus.h5");
  state.activation = {Activation::Kind::relu};
  write("relu.h5");
  state.layers = {state.layers[2]};
  write("one.h5");
  expect_refused("train --init softplus.h5", "requires an activation that trains, but got softplus");
  expect_refused("train --init relu.h5 --step certified", "finite M0 and M2");
  expect_refused("train --init one.h5", "requires depth >= 2, but got 1");
}

TEST_F(Program, RangesHaveTheirEnds) {
  EXPECT_EQ(run(std::string(small) + "--sweeps 0 --grow 1").code, 0);
  EXPECT_EQ(run("train --samples 10 --depth 2 --width 1 --batch 10 --sweeps 0").code, 0);
  for (const std::string option : {"--depth 100001", "--width 100001", "--threads 1025", "--grow 1000001", "--shrink 0",
                                   "--conv -1", "--conv 101", "--samples 100000001", "--test-samples 100000001",
                                   "--data allen-cahn:inf", "--until -1", "--until nan", "--until inf"}) {
    expect_refused("train " + option, "requires");
  }
}

TEST_F(Program, OptionsThatDoNotGoTogetherAreRefused) {
  write_state_file(folder_ + "/s.h5", infeasible_state(3, 4, 12, 3, 0.2));
  const auto refuse = [&](const std::string& base, const std::vector<std::string>& options) {
    for (const std::string& o : options) {
      expect_refused("train --sweeps 0 " + base + o, "but got " + o.substr(0, o.find(' ')));
    }
  };
  for (const std::string option : {"--step backtracking", "--shrink 0.5", "--constants paper", "--tau-factor 1"}) {
    const std::string name = option.substr(0, option.find(' '));
    expect_refused("train --method gd " + option, "requires --method lysep for " + name + ", but got gd");
  }
  expect_refused("train --learning-rate 1",
                 "requires --method gd or momentum or adam or adagrad or adadelta for --learning-rate, but got lysep");
  for (const std::string option : {"--shrink 0.5", "--grow 2"}) {
    const std::string name = option.substr(0, option.find(' '));
    expect_refused("train --step certified " + option,
                   "requires --step backtracking or per-sample for " + name + ", but got certified");
  }
  expect_refused("train --constants sharp", "requires --step certified for --constants, but got backtracking");
  expect_refused("train --step per-sample --tau-factor 1",
                 "requires --step certified for --tau-factor, but got per-sample");
  refuse("", {"--fc 2", "--fc-width 5", "--pools 1"});
  refuse("--conv 1 ", {"--width 5"});
  refuse("--init s.h5 ", {"--data circle", "--samples 9", "--test-samples 9", "--width 4", "--activation sin",
                          "--scale 1", "--batch 3", "--conv 1"});
  expect_refused("train --activation swish", "swish");
}

TEST_F(Program, NumbersOfEveryCommandAreDecimalAndInRange) {
  for (const std::string options :
       {"train --sweeps 010", "train --threads 0x2", "check --instances 010", "reproduce table-5.1 --sweeps 010"}) {
    expect_refused(options, "decimal");
  }
  write_state_file(folder_ + "/s.h5", infeasible_state(3, 4, 12, 3, 0.2));
  for (const std::string options :
       {"check --bits 4097", "check --threads 1025", "eval s.h5 --threads 0", "reproduce table-5.1 --seeds 10001",
        "reproduce table-5.1 --threads 1025", "train --step certified --tau-factor 0"}) {
    expect_refused(options, "requires");
  }
}

}  // namespace
}  // namespace lysep
