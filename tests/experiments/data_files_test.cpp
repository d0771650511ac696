// Data of users: files as other programs write them, trained on, recorded and verified.
#include <sys/stat.h>
#include <zlib.h>

#include "datasets/files/state_file.hpp"
#include "tests/experiments/program.hpp"

namespace lysep {
namespace {

using namespace testing_support;

class DataFiles : public Program {
 protected:
  void write(const std::string& name, const std::string& bytes) const {
    std::ofstream(folder_ + "/" + name, std::ios::binary) << bytes;
  }
  void write_packed(const std::string& name, const std::string& bytes) const {
    gzFile file = gzopen((folder_ + "/" + name).c_str(), "wb");
    gzwrite(file, bytes.data(), static_cast<unsigned>(bytes.size()));
    gzclose(file);
  }
  /// Two classes about two points, in turns; offset and scale of the first column.
  static std::string table(double offset = 0, double scale = 1, int samples = 60) {
    std::string text = "x,y,label\n";
    for (int n = 0; n < samples; ++n) {
      char row[100];
      std::snprintf(row, sizeof row, "%.3f,%.3f,%d\n", offset + scale * (n % 2 * 3 + n * 7 % 5 * 0.2), n * 3 % 7 * 0.3,
                    n % 2);
      text += row;
    }
    return text;
  }
  static std::string idx(unsigned magic, const std::vector<unsigned>& sizes, const std::string& bytes) {
    std::string text;
    const auto number = [&](unsigned n) {
      for (const int shift : {24, 16, 8, 0}) text += static_cast<char>(n >> shift);
    };
    number(magic);
    for (const unsigned size : sizes) number(size);
    return text + bytes;
  }
};

const std::string quick = "--depth 3 --width 6 --sweeps 5 ";

TEST_F(DataFiles, WhatWasReadIsToldInALine) {
  write("d.csv", "a;b;kind\n1;2;x\n3;4,5;y\n5;6;x\n");
  const Result r = run("train --data csv:d.csv " + quick);
  EXPECT_EQ(r.code, 0) << r.err;
  EXPECT_EQ(r.err,
            "lysep: d.csv: header, label \"kind\" (column 3), 2 inputs, 2 classes (x, y), separator ;, decimal comma\n"
            "lysep: 3 training samples of 2 inputs in 2 classes, 0 test samples\n"
            "lysep: 3 dense layers, tanh, 72 weights and biases\n"
            "lysep: lysep, 5 sweeps in double, seed 0, 1 thread\n");
  EXPECT_EQ(run("train --quiet --data csv:d.csv " + quick).err, "");
}

TEST_F(DataFiles, NamesOfClassesAreKept) {
  write("d.csv", "a,kind\n1,setosa\n3,virginica\n5,setosa\n");
  run("train --data csv:d.csv --out run " + quick);
  EXPECT_EQ(json("run/run.json")["options"]["classes"], (Json{"setosa", "virginica"}));
  EXPECT_EQ(read_state_names(folder_ + "/run/state.h5").classes, (std::vector<std::string>{"setosa", "virginica"}));
  EXPECT_EQ(read_state_file(folder_ + "/run/state.h5").classes, 2);
  EXPECT_EQ(run("train --init run/state.h5 --sweeps 1 --out more").code, 0);
  EXPECT_EQ(read_state_names(folder_ + "/more/state.h5").classes, (std::vector<std::string>{"setosa", "virginica"}));
  EXPECT_EQ(run("verify run").code, 0);
}

TEST_F(DataFiles, TestSamplesAreChosenByTheSeed) {
  std::string sorted = "x,label\n";
  for (int n = 0; n < 40; ++n) sorted += std::to_string(n % 20) + "," + std::to_string(n / 20) + "\n";
  write("d.csv", sorted);
  const std::string train = "train --data csv:d.csv --test-samples 20 " + quick;
  const Result r = run(train + "--out run");
  EXPECT_EQ(r.err.find("no training sample"), std::string::npos) << r.err;
  EXPECT_EQ(hash_in(run(train).out), hash_in(r.out));
  EXPECT_NE(hash_in(run(train + "--seed 1 --scale 1e-9").out), hash_in(run(train + "--seed 2 --scale 1e-9").out));
  EXPECT_EQ(json("run/run.json")["options"]["test_choice"], "seed");
  EXPECT_EQ(run("verify run").code, 0);
  const Result last = run("train --data csv:d.csv --test-samples last:20 --out last " + quick);
  EXPECT_NE(last.err.find("lysep: d.csv: no training sample is of class 1\n"), std::string::npos) << last.err;
  EXPECT_EQ(read_state_file(folder_ + "/last/state.h5").labels, Labels(20, 0));
  EXPECT_EQ(run("verify last").code, 0);
  expect_refused("train --data csv:d.csv --test-samples first:3", "--test-samples N or last:N");
  expect_refused("train --test-samples last:3", "for --test-samples last:N, but got circle");
  expect_refused("train --data csv:d.csv --test-samples 40",
                 "at least 41 rows for --samples and --test-samples, but got 40");
}

/// Their run.json tells nothing of separator, header and choice of test samples.
TEST_F(DataFiles, RunsOfOlderVersionsAreReadAsThen) {
  write("d.csv", table());
  run("train --data csv:d.csv --test-samples last:7 --out run " + quick);
  Json record = json("run/run.json");
  for (const char* name : {"separator", "header", "label", "classes", "test_choice", "files_from_here"}) {
    record["options"].erase(name);
  }
  write("run/run.json", record.dump());
  const std::string out = run("verify run").out;
  EXPECT_EQ(out.find("FAILED"), out.find("FAILED  run.json is sealed")) << out;  // all else holds
  EXPECT_EQ(out.find("FAILED"), out.rfind("FAILED"));
}

TEST_F(DataFiles, ColumnsOfAnyScaleAreStandardised) {
  for (const auto& [offset, scale] : {std::pair{1e8, 1.0}, {0.0, 1e8}}) {
    write("d.csv", table(offset, scale));
    const std::string train = "train --data csv:d.csv --test-samples 10 --depth 3 --width 6 --sweeps 200 ";
    const Result plain = run(train);
    EXPECT_NE(plain.err.find("--standardise"), std::string::npos) << plain.err;
    const Result r = run(train + "--standardise --out run --overwrite");
    EXPECT_EQ(r.err.find("--standardise"), std::string::npos) << r.err;
    EXPECT_GT(value_in(r.out, "accuracy"), 95.0) << offset;
    EXPECT_GT(value_in(r.out, "test_accuracy"), 95.0) << offset;
    EXPECT_EQ(run("verify run").code, 0);
    const Json options = json("run/run.json")["options"];
    const StateNames names = read_state_names(folder_ + "/run/state.h5");
    EXPECT_EQ(options["mean"].get<std::vector<double>>(), names.mean);
    EXPECT_EQ(options["deviation"].get<std::vector<double>>(), names.deviation);
    const StateData state = read_state_file(folder_ + "/run/state.h5");
    EXPECT_NEAR(state.X.col(0).mean(), 0, 1e-6);
    EXPECT_NEAR(state.X.col(0).squaredNorm() / 50, 1, 1e-6);
  }
  EXPECT_EQ(run("train --quiet --data csv:d.csv " + quick).err.find("lysep: d.csv: inputs 2 and 1 have deviations"),
            0u);
  write("d.csv", "x,one,label\n1,7,0\n2,7,1\n3,7,0\n");
  EXPECT_EQ(run("train --quiet --standardise --data csv:d.csv --out run --overwrite " + quick).err, "");
  EXPECT_EQ(json("run/run.json")["options"]["deviation"][1], 1.0);  // of a column of one value
  expect_refused("train --standardise", "--data csv:FILE or idx:IMAGES,LABELS for --standardise");
}

TEST_F(DataFiles, OptionsOfCsvAreRefusedElsewhere) {
  for (const char* option : {"--separator ,", "--header no", "--label y", "--drop x"}) {
    expect_refused(std::string("train ") + option, "requires --data csv:FILE for its options, but got --");
  }
  write("d.csv", table());
  expect_refused("train --data csv:d.csv --header maybe", "requires --header yes or no, but got maybe");
  expect_refused("train --data csv:d.csv --separator ab", "requires --separator of one character");
  expect_refused("train --data csv:d.csv --label z", "--label z");
}

TEST_F(DataFiles, TheOptionsOfARunAreOnRecord) {
  write("d.csv", "#,,\nid|a|7\n1|x|0.5\n2|y|1.5\n3|x|2.5\n");
  run("train --data csv:d.csv --separator '|' --header yes --label a --drop id --out run " + quick);
  const Json options = json("run/run.json")["options"];
  EXPECT_EQ(options["separator"], "|");
  EXPECT_EQ(options["header"], true);
  EXPECT_EQ(options["label"], "a");
  EXPECT_EQ(options["drop"], Json{"id"});
  EXPECT_EQ(read_state_file(folder_ + "/run/state.h5").X.cols(), 1);
  EXPECT_EQ(run("verify run").code, 0);
}

TEST_F(DataFiles, ImagesOfYourOwnTrain) {
  std::string pixels, labels;
  for (unsigned n = 0; n < 30; ++n) {
    for (unsigned i = 0; i < 16; ++i) pixels += static_cast<char>(n % 2 * 100 + n * i % 50);
    labels += static_cast<char>(n % 2 * 7 + 3);
  }
  write("images", idx(0x803, {30, 4, 4}, pixels));
  write_packed("labels.gz", idx(0x801, {30}, labels));
  const Result r =
      run("train --data idx:images,labels.gz --test-samples 5 --conv 1 --fc-width 3 --pools 1 --sweeps 3 --out run");
  EXPECT_EQ(r.code, 0) << r.err;
  EXPECT_EQ(json("run/run.json")["options"]["classes"], (Json{"3", "10"}));
  EXPECT_EQ(run("verify run").code, 0) << run("verify run").err;
  fs::create_directory(folder_ + "/other");
  fs::rename(folder_ + "/images", folder_ + "/other/images");
  EXPECT_EQ(run("verify run --data idx:other/images,labels.gz").code, 0);
  expect_refused("train --data idx:images", "requires --data idx:IMAGES,LABELS");
  write("images", idx(0x803, {4000000000u, 4096, 4096}, pixels));
  expect_refused("train --data idx:images,labels.gz", "images, but got 4000000000");
  write("images", idx(0x803, {30000, 4096, 4096}, pixels));
  expect_refused("train --data idx:images,labels.gz", "but got a file that ends after 480");
}

TEST_F(DataFiles, ARunMovesTogetherWithItsData) {
  fs::create_directories(folder_ + "/a");
  write("a/d.csv", table());
  run("train --data csv:a/d.csv --out a/run " + quick);
  fs::rename(folder_ + "/a", folder_ + "/b");
  EXPECT_EQ(run("verify b/run").code, 0) << run("verify b/run").err;
  fs::rename(folder_ + "/b/d.csv", folder_ + "/e.csv");
  expect_refused("verify b/run", "a/d.csv, of which the run was made, but it is missing");
  EXPECT_EQ(run("verify b/run --data csv:e.csv").code, 0);
  write("e.csv", table(1));
  expect_refused("verify b/run --data csv:e.csv", "but it has changed");
  expect_refused("verify b/run --data idx:e.csv,e.csv", "verify requires --data of the kind");
}

TEST_F(DataFiles, NamesOfAnyBytesAreKept) {
  write("l\xE4%41.csv", table());
  const std::string train = "train --data csv:$(printf 'l\\344%%41.csv') " + quick;
  EXPECT_EQ(run(train + "--out run").code, 0) << run(train).err;
  EXPECT_EQ(run("verify run").code, 0) << run("verify run").err;
  EXPECT_NE(json("run/run.json")["options"]["data"].get<std::string>().find("l%E4%2541.csv"), std::string::npos);
}

TEST_F(DataFiles, OnlyRegularFilesAreOpened) {
  mkfifo((folder_ + "/pipe").c_str(), 0600);
  for (const char* data : {"csv:pipe", "csv:.", "idx:pipe,pipe"}) {
    expect_refused(std::string("train --data ") + data, "but got");
  }
  write("d.csv", table());
  run("train --data csv:d.csv --out run " + quick);
  fs::remove(folder_ + "/d.csv");
  mkfifo((folder_ + "/d.csv").c_str(), 0600);
  expect_refused("verify run", "is missing");
}

TEST_F(DataFiles, ALongLineIsNotTheEndOfTheFile) {
  write("d.csv", "1,2,0\n2,3,1\n" + std::string(100 << 20, '1') + "\n1,2,0\n");
  const Result r = run("train --data csv:d.csv", "ulimit -v 250000;");
  EXPECT_EQ(r.code, 2);
  EXPECT_NE(r.err.find("d.csv:3:1 requires fields of at most 65536 bytes"), std::string::npos) << r.err;
}

TEST_F(DataFiles, AnEmptyTextIsNoValue) {
  for (const char* option : {"--init", "--out", "--data", "--label", "--drop", "--separator", "--header",
                             "--test-samples", "--method", "--activation", "--scalar", "--step", "--freeze"}) {
    expect_refused(std::string("train --sweeps 2 ") + option + " ''", "requires a value, but got an empty text");
  }
  expect_refused("verify ''", "requires a value");
}

TEST_F(DataFiles, WholeNumbersMayHaveAnExponent) {
  const Result r = run("train --samples 1e2 --test-samples 1.5e1 --sweeps 5.0 --out run");
  EXPECT_EQ(r.code, 0) << r.err;
  EXPECT_EQ(json("run/run.json")["options"]["samples"], 100);
  EXPECT_EQ(json("run/run.json")["options"]["test_samples"], 15);
  EXPECT_EQ(json("run/run.json")["options"]["sweeps"], 5);
  for (const char* number : {"1.5", "1e30", "1e-1", "1e", "1.5e0", "01e1", "1e99999"}) {
    expect_refused(std::string("train --sweeps ") + number, "decimal");
    expect_refused(std::string("train --test-samples ") + number, "decimal");
  }
}

TEST_F(DataFiles, ImagesThatAreNotMnistAreNotTrainedOnAsMnist) {
  fs::create_directories(folder_ + "/data/mnist");
  for (const std::string part : {"train", "t10k"}) {
    write_packed("data/mnist/" + part + "-images-idx3-ubyte.gz", idx(0x803, {2, 4, 4}, std::string(32, '\x40')));
    write_packed("data/mnist/" + part + "-labels-idx1-ubyte.gz", idx(0x801, {2}, "\x01\x02"));
  }
  setenv("LYSEP_DATA", (folder_ + "/data").c_str(), 1);
  expect_refused("train --data mnist --sweeps 0", "train-images-idx3-ubyte.gz requires SHA-256 ba891046");
  setenv("LYSEP_TEST_IMAGES", "1", 1);
  const Result r = run("train --data mnist --width 2 --sweeps 0 --out run");
  EXPECT_NE(r.err.find("LYSEP_TEST_IMAGES is set"), std::string::npos) << r.err;
  EXPECT_EQ(json("run/run.json")["options"]["data_sha256"].size(), 4u);
  EXPECT_NE(json("run/run.json")["options"]["data_sha256"]["train-images-idx3-ubyte"].get<std::string>().substr(0, 8),
            "ba891046");
  unsetenv("LYSEP_DATA");
  unsetenv("LYSEP_TEST_IMAGES");
}

TEST_F(DataFiles, PixelsMayBePooledAndLeftAsTheyAre) {
  fs::create_directories(folder_ + "/data/mnist");
  std::string pixels;
  for (int k = 0; k < 32; ++k) pixels += static_cast<char>(k * k % 251);
  for (const std::string part : {"train", "t10k"}) {
    write_packed("data/mnist/" + part + "-images-idx3-ubyte.gz", idx(0x803, {2, 4, 4}, pixels));
    write_packed("data/mnist/" + part + "-labels-idx1-ubyte.gz", idx(0x801, {2}, "\x01\x02"));
  }
  setenv("LYSEP_DATA", (folder_ + "/data").c_str(), 1);
  setenv("LYSEP_TEST_IMAGES", "1", 1);
  const auto x = [&](int n, int y, int column) {
    return static_cast<unsigned char>(pixels[16 * n + 4 * y + column]) / 255.0;
  };
  const std::string mnist = "train --data mnist --width 2 --sweeps 1 --quiet ";
  ASSERT_EQ(run(mnist + "--out plain").code, 0);
  ASSERT_EQ(run(mnist + "--pixels unit --image-pool 2 --out both").code, 0);
  ASSERT_EQ(run(mnist + "--image-pool 2 --out pooled").code, 0);
  const auto X = [&](const std::string& name) { return read_state_file(folder_ + "/" + name + "/state.h5").X; };
  const Matrix<double> plain = X("plain"), both = X("both"), pooled = X("pooled");
  ASSERT_EQ(plain.cols(), 16);
  ASSERT_EQ(both.cols(), 4);
  for (int n = 0; n < 2; ++n) {
    for (int k = 0; k < 4; ++k) {
      const int y = 2 * (k / 2), column = 2 * (k % 2);
      const double mean = (x(n, y, column) + x(n, y, column + 1) + x(n, y + 1, column) + x(n, y + 1, column + 1)) / 4;
      EXPECT_NEAR(both(n, k), mean, 1e-15);
      EXPECT_NEAR(pooled(n, k), (mean - 0.1307) / 0.3081, 1e-14);
      EXPECT_NEAR(plain(n, 4 * y + column), (x(n, y, column) - 0.1307) / 0.3081, 1e-14);
    }
  }
  EXPECT_EQ(run("verify both").code, 0);
  const Json options = json("both/run.json")["options"];
  EXPECT_EQ(options["image_pool"], 2);
  EXPECT_EQ(options["pixels"], "unit");
  EXPECT_FALSE(json("plain/run.json")["options"].contains("pixels"));
  expect_refused(mnist + "--image-pool 3", "requires --image-pool 1 or 2, but got 3");
  expect_refused(mnist + "--pixels raw", "requires --pixels standard or unit, but got raw");
  expect_refused("train --pixels unit", "requires --data mnist or fashion-mnist for the options of images");
  expect_refused("train --init plain/state.h5 --image-pool 2", "requires");
  for (const std::string part : {"train", "t10k"}) {
    write_packed("data/mnist/" + part + "-images-idx3-ubyte.gz", idx(0x803, {2, 4, 3}, pixels.substr(0, 24)));
  }
  expect_refused(mnist + "--image-pool 2", "even height and width for --image-pool 2, but got 4 x 3");
  unsetenv("LYSEP_DATA");
  unsetenv("LYSEP_TEST_IMAGES");
}

TEST_F(DataFiles, InitialValuesMayBeNormal) {
  const std::string small_run = "train --samples 50 --width 3 --sweeps 1 --quiet ";
  ASSERT_EQ(run(small_run + "--init-distribution normal:0.1 --out normal").code, 0);
  const Json options = json("normal/run.json")["options"];
  EXPECT_EQ(options["init_distribution"], "normal:0.1");
  EXPECT_FALSE(options.contains("scale"));
  EXPECT_EQ(run("verify normal").code, 0);
  for (const char* name :
       {"normal", "normal:", "normal:0", "normal:-1", "normal:x", "normal:1x", "even", "normal:inf"}) {
    expect_refused(
        small_run + "--init-distribution " + name,
        std::string("requires --init-distribution uniform or normal:S with a deviation S > 0, but got ") + name);
  }
  expect_refused(small_run + "--init-distribution normal:1 --scale 2",
                 "requires --init-distribution uniform for --scale, but got normal:1");
}

}  // namespace
}  // namespace lysep
