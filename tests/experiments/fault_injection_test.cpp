// The k-th allocation, read, write, fsync, rename or open fails, for k = 1, 2, ... until a run passes: the right
// result, or one line and a code that is not 0, never an abort.
#include <fmt/format.h>

#include "tests/experiments/program.hpp"

namespace lysep::testing_support {
namespace {

class FaultInjection : public Program {
 protected:
  Result with_fault(const std::string& command, const std::string& call, long k) const {
    return run(command, fmt::format("export LD_PRELOAD={} FAIL_CALL={} FAIL_AT={};", LYSEP_FAIL_AT, call, k));
  }
  /// Runs the command with faults at k, k + 1, ... (further apart the later) until some runs in a row have not met
  /// one.
  void expect_no_abort(
      const std::string& command, const std::string& call, const std::function<void(const Result&)>& expect_right,
      const std::function<void()>& between = [] {}) {
    int untouched = 0, faults = 0;
    const int enough = call == "open" ? 8 : 3;  // what the system tells of its memory need not be there
    for (long k = 1; untouched < enough && k < 2000000; k += 1 + k / growth_) {
      between();
      const Result r = with_fault(command, call, k);
      const std::string what = fmt::format("{}, {} {}: exit {}, {}{}", command, call, k, r.code, r.out, r.err);
      if (r.code == 0) {
        const testing::ScopedTrace trace(__FILE__, __LINE__, what);
        expect_right(r);
        ++untouched;
        continue;
      }
      untouched = 0;
      ++faults;
      EXPECT_TRUE(r.code == 4 || r.code == 2) << what;  // 2: a file that cannot be opened may be the user's
      EXPECT_EQ(std::count(r.err.begin(), r.err.end(), '\n'), 1) << what;
    }
    EXPECT_GE(faults, 1) << command << ", " << call;
  }
  long growth_ = 12;
  static std::function<void(const Result&)> ends_in_hash(const std::string& hash) {
    return [hash](const Result& r) { EXPECT_EQ(hash_in(r.out), hash); };
  }
};

TEST_F(FaultInjection, TrainingEndsInItsHashOrInOneLine) {
  const std::string train = std::string(small) + "--sweeps 4 --quiet --checkpoint-every 2 --out run";
  const std::string hash = hash_in(run(train).out);
  const auto clear = [&] { fs::remove_all(folder_ + "/run"); };
  for (const char* call : {"malloc", "write", "fsync", "rename", "open"})
    expect_no_abort(train, call, ends_in_hash(hash), clear);
  expect_no_abort(train + " --threads 3", "malloc", ends_in_hash(hash), clear);
}

TEST_F(FaultInjection, AFaultWhileARunIsReplacedLosesNeither) {
  const std::string first = std::string(small) + "--sweeps 3 --quiet --out run";
  const std::string second = std::string(small) + "--sweeps 4 --quiet --overwrite --out run";
  const std::string hash = hash_in(run(second).out);
  for (const char* call : {"write", "fsync", "rename", "open"}) {
    expect_no_abort(second, call, ends_in_hash(hash), [&] {
      if (fs::exists(folder_ + "/run/run.json.partial")) run("train --resume run");  // takes the names of what is whole
      if (fs::exists(folder_ + "/run")) {
        EXPECT_EQ(run("verify run").code, 0) << call;
      }
      fs::remove_all(folder_ + "/run");
      run(first);
    });
  }
}

TEST_F(FaultInjection, ResumingEndsInTheSameStateAfterAnyFault) {
  const std::string train = std::string(small) + "--sweeps 6 --quiet --checkpoint-every 2 --out run";
  const std::string hash = hash_in(run(train).out);
  for (const char* call : {"write", "fsync", "rename"}) {
    for (long k = 1; k < 40; k += 1 + k / 6) {
      fs::remove_all(folder_ + "/run");
      if (with_fault(train, call, k).code == 0 || !fs::exists(folder_ + "/run/checkpoint.h5")) continue;
      const Result resumed = run("train --resume run --quiet");
      EXPECT_EQ(hash_in(resumed.out), hash) << call << " " << k << resumed.err;
    }
  }
}

TEST_F(FaultInjection, CheckingEndsInItsVerdictOrInOneLine) {
  for (long k = 1; k < 300000; k += 1 + k / 3) {
    const Result r = with_fault("check --claim theorem-3.1 --instances 20 --json c.json", "malloc", k);
    const std::string what = fmt::format("malloc {}: exit {}, {}{}", k, r.code, r.out, r.err);
    EXPECT_TRUE(r.code == 0 || r.code == 4) << what;
    if (r.code == 0) {
      EXPECT_NE(r.out.find("1 proved, 0 refuted"), std::string::npos) << what;
    } else {
      EXPECT_EQ(std::count(r.err.begin(), r.err.end(), '\n'), 1) << what;
    }
  }
}

/// Of data in a file, which is looked for, hashed and read.
TEST_F(FaultInjection, VerifyingEndsInItsVerdictOrInOneLine) {
  std::ofstream data(folder_ + "/d.csv");
  data << "x,y,label\n";
  for (int k = 0; k < 60; ++k) data << k % 7 << ',' << k % 5 << ',' << k % 2 << '\n';
  data.close();
  run("train --data csv:d.csv --test-samples 10 --depth 3 --width 5 --sweeps 4 --quiet --out run");
  const auto verified = [](const Result& r) { EXPECT_TRUE(r.out.ends_with("\nverified\n")); };
  for (const char* call : {"malloc", "read", "open"}) expect_no_abort("verify run", call, verified);
}

/// gnuplot meets the faults too.
TEST_F(FaultInjection, ReproducingEndsInItsRecordOrInOneLine) {
  const std::string base = "reproduce table-5.1 --rows 3x10 --methods lysep --seeds 1 --sweeps 3 --threads 1 ";
  const std::string command = base + "--checkpoint-every 1 --out out";
  run(command);
  const auto whole = timeless_records("out");
  const std::string picture = text("out/pictures/table-5.1-regions.svg");
  const auto expect_whole = [&](const Result& r) {
    EXPECT_NE(r.out.find("1 runs asked for, 1 of them new"), std::string::npos);
    EXPECT_EQ(timeless_records("out"), whole);
    EXPECT_EQ(text("out/pictures/table-5.1-regions.svg"), picture);
  };
  const auto clear = [&] { fs::remove_all(folder_ + "/out"); };
  growth_ = 3;
  for (const char* call : {"write", "fsync", "rename", "open"}) expect_no_abort(command, call, expect_whole, clear);
  expect_no_abort(base, "malloc", [](const Result& r) { EXPECT_NE(r.out.find("1 of them new"), std::string::npos); });
}

}  // namespace
}  // namespace lysep::testing_support
