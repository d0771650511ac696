// Options from a file, the completion of words, and the help in groups.
#include <fmt/format.h>

#include "core/numbers/bad_input.hpp"
#include "experiments/runs/toml_text.hpp"
#include "tests/experiments/program.hpp"

namespace lysep {
namespace {

using namespace testing_support;

class Config : public Program {
 protected:
  void write(const std::string& name, const std::string& content) const {
    std::ofstream(folder_ + "/" + name) << content;
  }
  std::string hash_of(const std::string& arguments) const {
    const Result r = run(arguments);
    EXPECT_EQ(r.code, 0) << r.err;
    return hash_in(r.out);
  }
};

std::string toml(const std::string& text) {
  try {
    return toml_values("f", text).dump();
  } catch (const BadInput& error) {
    return error.what();
  }
}

TEST(Toml, ReadsKeysAndValues) {
  EXPECT_EQ(toml(""), "{}");
  EXPECT_EQ(toml("# only\n\n  # this"), "{}");
  EXPECT_EQ(toml("a = 1\r\nb-c_2=-3 # four\n\"d e\" = 'x\\y'\n"), R"({"a":1,"b-c_2":-3,"d e":"x\\y"})");
  EXPECT_EQ(toml("a = \"q\\\"\\\\\\t#\""), R"({"a":"q\"\\\t#"})");
  EXPECT_EQ(toml("a = true\nb = false"), R"({"a":true,"b":false})");
  EXPECT_EQ(toml("a = 1_000\nb = +0.5\nc = 1e-3\nd = 18446744073709551615"),
            R"({"a":1000,"b":0.5,"c":0.001,"d":18446744073709551615})");
  EXPECT_EQ(toml("a = [1, # one\n 'b',\n]\nc = []"), R"({"a":[1,"b"],"c":[]})");
}

TEST(Toml, SaysWhichLineItDoesNotRead) {
  const std::string value = " requires a string in quotes, a number, true, false or an array of them, but got ";
  EXPECT_EQ(toml("a = 1\nb = tanh"), "f:2" + value + "b = tanh");
  EXPECT_EQ(toml("a ="), "f:1" + value + "a =");
  EXPECT_EQ(toml("a = 010"), "f:1" + value + "a = 010");
  EXPECT_EQ(toml("a = 1__0"), "f:1" + value + "a = 1__0");
  EXPECT_EQ(toml("a = 1979-05-27"), "f:1" + value + "a = 1979-05-27");
  EXPECT_EQ(toml("\na"), "f:2 requires KEY = VALUE, but got a");
  EXPECT_EQ(toml("a.b = 1"), "f:1 requires KEY = VALUE, but got a.b = 1");
  EXPECT_EQ(toml("a = 1 b = 2"), "f:1 requires one value a line, but got a = 1 b = 2");
  EXPECT_EQ(toml("a = 1\na = 2"), "f:2 requires a key once, a, but got a = 2");
  EXPECT_EQ(toml("[train]\na = 1"), "f:1 requires options alone, no tables, but got [train]");
  EXPECT_EQ(toml("a = \"x"), "f:1 requires the end of a string on its line, but got a = \"x");
  EXPECT_EQ(toml("a = [1 2]"), "f:1 requires a comma or ] in an array, but got a = [1 2]");
  EXPECT_EQ(toml("a = [1,"), "f:1" + value + "a = [1,");
  EXPECT_EQ(toml("a = [[1]]"), "f:1 requires no array in another, but got a = [[1]]");
}

TEST_F(Config, OptionsOfAFileAreThoseOfTheCommandLine) {
  write("t.toml", "samples = 90\ntest_samples = 20\nmethod = \"joint\"\nsweeps = 4\nquiet = true\nseed=3\n");
  const std::string hash = hash_of("train --samples 90 --test-samples 20 --method joint --sweeps 4 --quiet --seed 3");
  EXPECT_EQ(hash_of("train --config t.toml"), hash);
  EXPECT_EQ(hash_of("train --threads 1 --config=t.toml"), hash);
  const std::string other = hash_of("train --samples 90 --test-samples 20 --method joint --sweeps 2 --seed 3");
  EXPECT_EQ(hash_of("train --config t.toml --sweeps 2"), other);  // the command line comes first
  EXPECT_EQ(hash_of("train --sweeps=2 --config t.toml"), other);
  EXPECT_NE(other, hash);
  write("c.toml", "data = 'csv:t.csv'\nheader = true\ndrop = ['a', 'b']\nconv = 0\nstandardise = false\nsweeps = 2\n");
  std::string table = "a,b,x,y,label\n";
  for (int n = 0; n < 30; ++n) table += fmt::format("{},0,{},{},{}\n", n, n % 7, n % 5, n % 2);
  write("t.csv", table);
  EXPECT_EQ(hash_of("train --config c.toml"), hash_of("train --data csv:t.csv --header yes --drop a,b --sweeps 2"));
}

TEST_F(Config, TheRecordOfARunIsOneToo) {
  std::string table;
  for (int n = 0; n < 80; ++n) table += fmt::format("{},{},{}\n", n % 7, n * 11 % 13, n % 2);
  write("t.csv", table);
  for (const char* options :
       {"--samples 90 --test-samples 20 --method dlam --sweeps 3", "--samples 60 --batch 20 --refresh 2 --sweeps 5",
        "--data csv:t.csv --standardise --test-samples last:20 --sweeps 4 --init-distribution normal:0.5",
        "--data csv:t.csv --test-samples 20 --step per-sample --sweeps 4 --scale 0.7"}) {
    const std::string hash = hash_of(fmt::format("train {} --quiet --out run --overwrite", options));
    EXPECT_EQ(hash_of("train --config run/run.json --quiet"), hash) << options;
  }
  write("u.csv", table + table);
  EXPECT_EQ(hash_of("train --config run/run.json --data csv:u.csv"),
            hash_of("train --data csv:u.csv --step per-sample --sweeps 4 --scale 0.7"));
  const std::string hash = hash_of("train --init run/state.h5 --sweeps 2 --quiet --out second");
  EXPECT_EQ(hash_of("train --config second/run.json"), hash);
}

TEST_F(Config, RefusesWhatIsNoOption) {
  write("t.toml", "depht = 3\n");
  expect_refused("train --config t.toml", "train --config requires options of train, but got depht in t.toml");
  write("t.toml", "config = 'u.toml'\n");
  expect_refused("train --config t.toml", "train --config requires options of train, but got config in t.toml");
  write("t.toml", "quiet = 'yes'\n");
  expect_refused("train --config t.toml", "requires quiet = true or false, but got \"yes\" in t.toml");
  write("t.toml", "depth = 'deep'\n");
  expect_refused("train --config t.toml", "--depth");
  write("t.toml", "sweeps = \n");
  expect_refused("train --config t.toml", "t.toml:1 requires a string in quotes");
  write("t.json", "{\"format\": \"lysep-state\"}");
  expect_refused("train --config t.json", "requires TOML or the run.json of a run, but got t.json");
  expect_refused("train --config none.toml", "none.toml");
  expect_refused("train --config .", "regular file");
  expect_refused("train --config", "--config: 1 required TEXT missing");
  write("t.toml", "step = \"paper\"\nmethod = \"adam\"\n");
  expect_refused("train --config t.toml", "--step");
}

/// The words that bash offers for a line that ends in the last one.
TEST_F(Config, BashCompletesCommandsAndOptions) {
  run("completion bash > lysep.bash");
  const auto offered = [&](const std::string& words, int place) {
    const std::string script =
        fmt::format("cd {} && . ./lysep.bash && COMP_WORDS=({}) COMP_CWORD={} && _lysep && echo \"${{COMPREPLY[@]}}\"",
                    folder_, words, place);
    EXPECT_EQ(std::system(fmt::format("bash -c '{}' >{}/words", script, folder_).c_str()), 0);
    return text("words");
  };
  EXPECT_EQ(offered("lysep tr", 1), "train\n");
  EXPECT_EQ(offered("lysep pre", 1), "predict\n");
  EXPECT_EQ(offered("lysep train --conf", 2), "--config\n");
  EXPECT_EQ(offered("lysep train --depth 3 --check", 4), "--checkpoint-every\n");
  EXPECT_EQ(offered("lysep check --instan", 2), "--instances --instance\n");
  EXPECT_EQ(offered("lysep data fe", 2), "fetch\n");
  EXPECT_EQ(offered("lysep train x", 2), "\n");  // names of files then
  expect_refused("completion zsh", "completion requires bash, but got zsh");
}

TEST_F(Config, EveryCommandHasAPageForMan) {
  if (std::system("command -v help2man >/dev/null") != 0) GTEST_SKIP() << "requires help2man";
  const std::string pages = LYSEP_SOURCE_DIR "/cmake/man_pages " LYSEP_PROGRAM " " + folder_ + "/man";
  ASSERT_EQ(std::system(pages.c_str()), 0);
  EXPECT_NE(text("man/lysep.1").find(".TH LYSEP \"1\""), std::string::npos);
  EXPECT_NE(text("man/lysep-train.1").find(".TH LYSEP-TRAIN \"1\""), std::string::npos);
  EXPECT_NE(text("man/lysep-train.1").find("\\-\\-config"), std::string::npos);
  for (const char* command :
       {"check", "verify", "eval", "predict", "export", "plot", "certify", "reproduce", "bench", "data"}) {
    EXPECT_TRUE(fs::exists(fmt::format("{}/man/lysep-{}.1", folder_, command))) << command;
  }
}

TEST_F(Config, TrainTellsDataNetworkAndMethodFirst) {
  const Result r = run("train --samples 90 --test-samples 20 --depth 4 --width 3 --sweeps 2 --seed 5 --threads 1");
  EXPECT_TRUE(
      r.err.starts_with("lysep: 90 training samples of 2 inputs in 2 classes, 20 test samples\n"
                        "lysep: 4 dense layers, tanh, 39 weights and biases\n"  // 2 3 + 3 + 2 (3 3 + 3) + 3 2
                        "lysep: lysep, 2 sweeps in double, seed 5, 1 thread\n"))
      << r.err;
  EXPECT_EQ(run("train --samples 90 --sweeps 2 --quiet").err, "");
}

TEST_F(Config, TheHelpOfTrainIsInGroups) {
  const std::string help = run("train --help").out;
  std::size_t at = 0;
  for (const char* group : {"\nData:", "--data", "\nNetwork:", "--depth", "\nBatches:", "--refresh", "\nMethod:",
                            "--method", "\nRun:", "--sweeps", "\nStart:", "--init ", "\nFiles:", "--config", "--out"}) {
    const auto found = help.find(group, at);
    ASSERT_NE(found, std::string::npos) << group;
    at = found;
  }
}

}  // namespace
}  // namespace lysep
