// `train --certify-every`: what is written beside a run, and that nothing of its folder can be edited unseen.
#include <fmt/format.h>

#include "core/numbers/random.hpp"
#include "core/numbers/sha256.hpp"
#include "tests/experiments/program.hpp"

namespace lysep::testing_support {
namespace {

const std::string tiny = "train --samples 40 --test-samples 10 --depth 3 --width 3 --seed 1 --quiet ";

class Certificate : public Program {
 protected:
  void write(const std::string& file, const std::string& bytes) const {
    std::ofstream(folder_ + "/" + file, std::ios::binary) << bytes;
  }
  /// certificate.csv as edited, with its SHA-256 in a run.json that is sealed anew: by someone who means it.
  void forge(const std::string& from, const std::string& to) const {
    std::string table = text("run/certificate.csv");
    const auto place = table.find(from);
    ASSERT_NE(place, std::string::npos) << from;
    write("run/certificate.csv", table.replace(place, from.size(), to));
    auto record = nlohmann::ordered_json::parse(text("run/run.json"));
    record["sha256"]["certificate.csv"] = digest(table);
    record["seal"] = std::string(64, '0');
    std::string sealed = record.dump(2) + "\n";
    const std::string seal = digest(sealed);
    write("run/run.json", sealed.replace(sealed.rfind(std::string(64, '0')), 64, seal));
  }
  static std::string digest(const std::string& bytes) {
    Sha256 hash;
    hash.add(bytes.data(), bytes.size());
    return hex_of(hash.digest());
  }
  std::vector<std::vector<std::string>> rows(const std::string& file) const {
    std::istringstream lines(text(file));
    std::vector<std::vector<std::string>> all;
    for (std::string line; std::getline(lines, line);) {
      std::istringstream fields(line);
      all.emplace_back();
      for (std::string field; std::getline(fields, field, ',');) all.back().push_back(field);
    }
    return all;
  }
  /// What verify says does not hold.
  std::string failed() const {
    const Result r = run("verify run");
    EXPECT_EQ(r.code, 1) << r.out << r.err;
    std::string lines;
    const std::regex line("  FAILED  ([^\n]*)\n");
    for (std::sregex_iterator m(r.out.begin(), r.out.end(), line), end; m != end; ++m) lines += (*m)[1].str() + "\n";
    return lines;
  }
};

TEST_F(Certificate, HasARowForEachUpdateOfEveryKthSweepAndChangesNoBit) {
  const Result plain = run(tiny + "--sweeps 7"), certified = run(tiny + "--sweeps 7 --out run --certify-every 3");
  EXPECT_EQ(hash_in(certified.out), hash_in(plain.out)) << certified.err;
  const auto all = rows("run/certificate.csv");
  ASSERT_EQ(all.size(), 1u + 2 * 9);
  EXPECT_EQ(all[0], (std::vector<std::string>{"sweep", "block", "l", "lo", "hi", "verdict"}));
  const std::vector<std::pair<std::string, std::string>> order = {
      {"W", "3"}, {"c", "2"}, {"W", "2"}, {"b", "2"}, {"c", "1"}, {"W", "1"}, {"b", "1"}, {"CE", "0"}, {"bound", "0"}};
  for (std::size_t i = 1; i < all.size(); ++i) {
    const auto& [block, l] = order[(i - 1) % 9];
    EXPECT_EQ(all[i][0], i <= 9 ? "3" : "6");
    EXPECT_EQ(all[i][1], block);
    EXPECT_EQ(all[i][2], l);
    EXPECT_LE(std::stod(all[i][3]), std::stod(all[i][4]));
    EXPECT_EQ(all[i][5], l == "0" ? "holds" : "decrease") << i;
  }
  const Json record = json("run/run.json");
  EXPECT_EQ(record["options"]["certify_every"], 3);
  EXPECT_EQ(record["sha256"]["certificate.csv"], digest(text("run/certificate.csv")));
  const Result r = run("verify run");
  EXPECT_EQ(r.code, 0) << r.out;
  EXPECT_NE(r.out.find("  ok      certificate.csv is that of the run repeated\n"
                       "  ok      certificate.csv: the enclosures of 2 sweeps hold, by balls\nverified\n"),
            std::string::npos)
      << r.out;
}

TEST_F(Certificate, RunsOfEveryKindAreCertified) {
  for (const std::string& options :
       {std::string("--activation sin"), std::string("--activation relu"), std::string("--step per-sample --threads 2"),
        std::string("--relaxation 1.9"), std::string("--batch 8 --refresh 2"), std::string("--method joint"),
        std::string("--method gauss-newton --activation relu --batch 8 --refresh 2"),
        std::string("--data csv:" LYSEP_SOURCE_DIR
                    "/tests/images.csv --conv 1 --channels 2 --pools 1 --fc-width 4 --method joint --freeze conv"),
        std::string("--data csv:" LYSEP_SOURCE_DIR
                    "/tests/images.csv --conv 1 --channels 2 --pools 1 --fc-width 4 --batch 8")}) {
    const std::string data = options.starts_with("--data") ? "train --quiet " : tiny;
    EXPECT_EQ(run(data + "--sweeps 5 --overwrite --out run --certify-every 1 " + options).code, 0) << options;
    const Result r = run("verify run");
    EXPECT_EQ(r.code, 0) << options << r.out << r.err;
  }
}

TEST_F(Certificate, OfAJointStepHasOneRowForAllBlocks) {
  run(tiny + "--method joint --sweeps 6 --certify-every 2 --out run");
  const auto all = rows("run/certificate.csv"), trace = rows("run/trace.csv");
  ASSERT_EQ(all.size(), 1u + 3 * 3);
  for (std::size_t i = 1; i < all.size(); i += 3) {
    EXPECT_EQ(all[i][1] + all[i][2] + all[i][5], "joint0decrease");
    const std::size_t sweep = std::stoul(all[i][0]);
    const double change = std::stod(trace[sweep][2]) - std::stod(trace[sweep - 1][2]);
    EXPECT_LE(std::stod(all[i][3]), change * (1 - 1e-9));
    EXPECT_GE(std::stod(all[i][4]), change * (1 + 1e-9));
    EXPECT_LT(std::stod(all[i][4]) - std::stod(all[i][3]), 1e-9 * std::stod(trace[sweep][2]));
    EXPECT_EQ(all[i + 1][1] + all[i + 1][5], "CEholds");
    EXPECT_EQ(all[i + 2][1] + all[i + 2][5], "boundholds");
  }
  // An interval beside the change is found by balls, by which the file's own sum does not help.
  const std::string row = fmt::format("2,joint,0,{},{},decrease", all[1][3], all[1][4]);
  forge(row, fmt::format("2,joint,0,{},{},decrease", 1.001 * std::stod(all[1][3]), 1.0005 * std::stod(all[1][3])));
  EXPECT_NE(
      failed().find("the enclosures of 0 sweeps hold, by balls; sweep 2 requires an enclosure of the change of S"),
      std::string::npos);
}

TEST_F(Certificate, IsRefusedWhereItCannotBeWritten) {
  expect_refused(tiny + "--certify-every 2", "requires --out for --certify-every");
  expect_refused(tiny + "--out run --certify-every 2 --method adam",
                 "requires --method lysep or joint or gauss-newton or quasi-newton for --certify-every, but got adam");
  expect_refused(tiny + "--out run --certify-every 2 --method joint --weight-decay 0.5",
                 "requires --weight-decay 0 for --certify-every, which speaks of S alone, but got 0.5");
  expect_refused(tiny + "--out run --certify-every 2 --scalar mp50", "requires --scalar double for --certify-every");
  expect_refused(tiny + "--out run --certify-every -1", "--certify-every");
  expect_refused(tiny + "--out run --certify-every x", "--certify-every");
}

TEST_F(Certificate, OfAResumedRunIsThatOfARunWithoutABreak) {
  const std::string options = "train --samples 3000 --depth 6 --width 10 --sweeps 40 --certify-every 3 --quiet ";
  run(options + "--out whole");
  for (const std::string signal : {"KILL", "TERM"}) {
    run(options +
        "--checkpoint-every 4 --out run & while [ $(cat run/trace.csv 2>&1 | wc -l) -le 14 ] && kill -0 $!; "
        "do :; done; kill -" +
        signal + " $!; wait $!");
    EXPECT_EQ(run("train --resume run --quiet").code, 0);
    EXPECT_EQ(text("run/certificate.csv"), text("whole/certificate.csv"));
    EXPECT_EQ(json("run/run.json")["options"], json("whole/run.json")["options"]);
    EXPECT_FALSE(fs::exists(folder_ + "/run/certificate.csv.partial"));
    fs::remove_all(folder_ + "/run");
  }
  expect_refused("train --resume whole --out whole", "--out");
}

TEST_F(Certificate, GoesWithTheRunThatIsReplaced) {
  run(tiny + "--sweeps 4 --out run --certify-every 2");
  EXPECT_EQ(run(tiny + "--sweeps 3 --out run --overwrite").code, 0);
  EXPECT_FALSE(fs::exists(folder_ + "/run/certificate.csv"));
  EXPECT_EQ(run("verify run").code, 0);
  EXPECT_EQ(run(tiny + "--sweeps 3 --out run --overwrite --certify-every 1").code, 0);
  EXPECT_EQ(rows("run/certificate.csv").size(), 1u + 3 * 9);
  fs::remove(folder_ + "/run/run.json");
  fs::remove(folder_ + "/run/trace.csv");
  fs::remove(folder_ + "/run/state.h5");
  expect_refused(tiny + "--sweeps 3 --out run", "requires a folder without certificate.csv");
}

TEST_F(Certificate, TheFirstSweepThatIsForgedIsNamed) {
  run(tiny + "--sweeps 6 --out run --certify-every 2");
  const std::string table = text("run/certificate.csv"), record = text("run/run.json");
  const auto all = rows("run/certificate.csv");
  const auto& row = all[1 + 9 + 4];  // c_1 of sweep 4
  const std::string before = "4,c,1,", lo = before + row[3], hi = row[4] + ",decrease";
  const auto again = [&] {
    write("run/certificate.csv", table);
    write("run/run.json", record);
  };
  const std::string other = "certificate.csv is that of the run repeated, the first other line is of sweep 4\n";
  const std::string balls = "certificate.csv: the enclosures of 1 sweeps hold, by balls; sweep 4 requires ";
  forge(lo, before + "-1e300");  // still true, but not what the run wrote
  EXPECT_EQ(failed(), other);
  again();
  forge(before + row[3] + "," + hi, before + fmt::format("{0:.17g},{0:.17g},decrease", 2 * std::stod(row[3])));
  EXPECT_EQ(failed().substr(0, other.size() + balls.size()), other + balls);
  again();
  forge(before + row[3] + "," + hi, before + "0,0,equal");
  EXPECT_NE(failed().find(balls + "an enclosure of the change of S in the row of c 1"), std::string::npos);
  again();
  forge(before + row[3] + "," + hi, before + row[3] + "," + row[4] + ",increase");
  EXPECT_NE(failed().find(balls + "the verdict of the enclosure"), std::string::npos);
  again();
  forge("\n4,W,1,", "\n4,W,2,");
  EXPECT_NE(failed().find(balls + "a row 4,W,1,..."), std::string::npos);
  again();
  const auto& CE = all[9 + 8];
  forge("4,CE,0," + CE[3], "4,CE,0,1" + CE[3]);
  EXPECT_NE(failed().find("sweep 4 requires"), std::string::npos);
  again();
  forge(table, table + "6,W,3,0,0,equal\n");
  EXPECT_NE(failed().find("requires no more rows, but got some"), std::string::npos);
  again();
  forge("sweep,block", "sweep,blocks");
  EXPECT_NE(failed().find("requires a first line sweep,block,l,lo,hi,verdict, but got another"), std::string::npos);
  again();
  EXPECT_EQ(run("verify run").code, 0);
}

/// One byte at a random place, 50 in each file.
TEST_F(Certificate, NoByteOfARunsFolderCanBeEdited) {
  run(tiny + "--sweeps 3 --out run --certify-every 2");
  const RandomStream stream(2026, Purpose::batches, 0);
  std::uint64_t next = 0;
  for (const std::string file : {"run/run.json", "run/state.h5", "run/trace.csv", "run/certificate.csv"}) {
    const std::string whole = text(file);
    for (int k = 0; k < 50; ++k) {
      const std::size_t place = stream.bits(next++) % whole.size();
      std::string edited = whole;
      edited[place] = static_cast<char>(edited[place] ^ static_cast<char>(1 + stream.bits(next++) % 255));
      write(file, edited);
      const Result r = run("verify run");
      EXPECT_TRUE(r.code == 1 || r.code == 2) << file << " " << place << ": " << r.code << r.out << r.err;
      const bool told = r.code == 1 ? r.out.find("  FAILED  ") != std::string::npos
                                    : std::count(r.err.begin(), r.err.end(), '\n') == 1;
      EXPECT_TRUE(told) << file << " " << place << r.out << r.err;
    }
    write(file, whole);
  }
  EXPECT_EQ(run("verify run").code, 0);
}

/// What an interrupted run goes on from is on record too.
TEST_F(Certificate, NoByteOfTheCheckpointOfAnInterruptedRunCanBeEdited) {
  run(tiny +
      "--sweeps 100000000 --out run --certify-every 1000000 & until [ -s run/trace.csv ]; do sleep 0.05; done; "
      "kill -TERM $!; wait $!");
  ASSERT_TRUE(fs::exists(folder_ + "/run/checkpoint.h5"));
  EXPECT_EQ(run("verify run").code, 0);
  const std::string whole = text("run/checkpoint.h5");
  const RandomStream stream(2027, Purpose::batches, 0);
  for (std::uint64_t k = 0; k < 10; ++k) {
    std::string edited = whole;
    edited[stream.bits(k) % whole.size()] ^= 0x10;
    write("run/checkpoint.h5", edited);
    EXPECT_EQ(failed(), "checkpoint.h5 is as it was written\n");
  }
}

}  // namespace
}  // namespace lysep::testing_support
