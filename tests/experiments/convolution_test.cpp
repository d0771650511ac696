// Convolutional networks, batches and image data as a user meets them.
#include "datasets/files/state_file.hpp"
#include "tests/experiments/program.hpp"

namespace lysep {
namespace {

using namespace testing_support;

const std::string images = "train --data csv:" LYSEP_SOURCE_DIR "/tests/images.csv --seed 1 ";
const std::string network = images + "--test-samples 12 --conv 2 --channels 2 --fc-width 6 ";

class Convolutions : public Program {
 protected:
  struct Row {
    long sweep, batch;
    double S;
  };
  std::vector<Row> trace(const std::string& folder) const {
    std::istringstream in(text(folder + "/trace.csv"));
    std::vector<Row> rows;
    std::string line;
    for (std::getline(in, line); std::getline(in, line);) {
      Row row{};
      EXPECT_EQ(std::sscanf(line.c_str(), "%ld,%ld,%lf", &row.sweep, &row.batch, &row.S), 3) << line;
      rows.push_back(row);
    }
    return rows;
  }
};

TEST_F(Convolutions, ATrainedNetworkIsAStateOfConvolutions) {
  const Result r = run(network + "--sweeps 200 --out run");
  EXPECT_EQ(r.code, 0) << r.err;
  EXPECT_GT(value_in(r.out, "accuracy"), 70.0);
  const StateData state = read_state_file(folder_ + "/run/state.h5");
  ASSERT_EQ(state.depth(), 4);
  EXPECT_EQ(state.layers[0].shape.kernel, 3);
  EXPECT_FALSE(state.layers[0].shape.pooled);
  EXPECT_TRUE(state.layers[1].shape.pooled);
  EXPECT_EQ(state.layers[1].W.cols(), 2 * 9);
  EXPECT_TRUE(state.layers[2].shape.pooled);
  EXPECT_EQ(state.layers[2].W.cols(), 2 * 2 * 2);
  EXPECT_EQ(state.layers[3].W.rows(), 3);
  const Json options = json("run/run.json")["options"];
  EXPECT_EQ(options["conv"], 2);
  EXPECT_EQ(options["channels"], 2);
  EXPECT_EQ(options["fc"], 2);
  EXPECT_EQ(options["fc_width"], 6);
  const std::vector<Row> rows = trace("run");
  for (std::size_t k = 1; k < rows.size(); ++k) EXPECT_LE(rows[k].S, rows[k - 1].S);
}

TEST_F(Convolutions, DefaultsAreThoseOfTheHelp) {
  run(images + "--conv 3 --fc-width 5 --sweeps 0 --out three");
  const StateData state = read_state_file(folder_ + "/three/state.h5");
  EXPECT_TRUE(state.layers[1].shape.pooled && state.layers[2].shape.pooled);
  EXPECT_FALSE(state.layers[3].shape.pooled);
  EXPECT_EQ(state.layers[0].W.rows(), 4);
  run(images + "--conv 1 --batch 20 --sweeps 0 --out one");
  const Json options = json("one/run.json")["options"];
  EXPECT_EQ(options["channels"], 4);
  EXPECT_EQ(options["fc"], 2);
  EXPECT_EQ(options["fc_width"], 50);
  EXPECT_EQ(options["refresh"], 200);
  run(images + "--samples 10 --sweeps 0 --out ten");
  EXPECT_EQ(json("ten/run.json")["options"]["samples"], 10);
}

TEST_F(Convolutions, EvalTellsTheFiguresOfTheRun) {
  run(network + "--sweeps 5 --out run");
  const Result r = run("eval run/state.h5 --json state.json");
  EXPECT_EQ(r.code, 0) << r.err;
  const Json e = json("state.json"), result = json("run/run.json")["result"];
  EXPECT_NEAR(std::stod(e["S"]["lo"].get<std::string>()), result["S"].get<double>(), 1e-9 * result["S"].get<double>());
  EXPECT_NEAR(std::stod(e["CE"]["hi"].get<std::string>()), result["CE"].get<double>(), 1e-9);
  EXPECT_TRUE(e["bounds"]["b3"].is_null());
  EXPECT_EQ(e["layer_norms"].size(), 4u);
}

TEST_F(Convolutions, ABatchIsARunOfItsOwn) {
  const Result r = run(images + "--conv 1 --channels 2 --fc-width 5 --batch 20 --refresh 4 --sweeps 14 --out run");
  EXPECT_EQ(r.code, 0) << r.err;
  const std::vector<Row> rows = trace("run");
  ASSERT_EQ(rows.size(), 14u);
  int jumps = 0;
  for (std::size_t k = 0; k < rows.size(); ++k) {
    EXPECT_EQ(rows[k].batch, static_cast<long>(k / 4));
    if (k == 0) continue;
    if (rows[k].batch == rows[k - 1].batch) {
      EXPECT_LE(rows[k].S, rows[k - 1].S);
    } else {
      jumps += rows[k].S > rows[k - 1].S;
    }
  }
  EXPECT_GE(jumps, 1);
  EXPECT_EQ(read_state_file(folder_ + "/run/state.h5").samples(), 20);
  EXPECT_NE(value_in(r.out, "CE"), value_in(r.out, "batch_CE"));
  EXPECT_EQ(json("run/run.json")["options"]["batch"], 20);
  EXPECT_EQ(json("run/run.json")["options"]["samples"], 60);
}

TEST_F(Convolutions, BatchesAreThoseOfTheSeed) {
  const std::string options = "--conv 1 --channels 2 --fc-width 5 --batch 20 --refresh 1 --sweeps 4 ";
  const std::string one = hash_in(run(images + options).out);
  EXPECT_EQ(one, hash_in(run(images + options + "--threads 3").out));
  EXPECT_NE(one, hash_in(run(images + options + "--refresh 2").out));
  // One batch of all samples is another order of them, and dense networks have batches too.
  EXPECT_EQ(run(images + "--depth 3 --width 4 --batch 30 --refresh 2 --sweeps 6").code, 0);
}

TEST_F(Convolutions, FrozenConvolutionsStayAsTheyWere) {
  run(network + "--sweeps 0 --out start");
  for (const char* method : {"", "--method gd "}) {
    run(network + method + "--sweeps 6 --freeze conv --overwrite --out run");
    const StateData before = read_state_file(folder_ + "/start/state.h5");
    const StateData after = read_state_file(folder_ + "/run/state.h5");
    for (Index l = 0; l < 4; ++l) EXPECT_EQ(before.layers[l].W == after.layers[l].W, l < 2) << method << l;
  }
}

TEST_F(Convolutions, WhatDoesNotFitIsRefused) {
  expect_refused(network + "--depth 3", "--conv, --fc and --fc-width for a convolutional network, but got --depth");
  expect_refused("train --conv 2", "requires square images for --conv, but got samples of 2 numbers");
  expect_refused(
      images + "--conv 4 --pools 1,2,3,4",
      "requires images of even height and width where --pools pools them, but got 1 x 1 behind convolution 4");
  expect_refused(images + "--conv 2 --pools 3", "requires 0 < --pools <= 2, but got 3");
  expect_refused(images + "--conv 2 --pools 0", "requires 0 < --pools <= 2, but got 0");
  for (const std::string option :
       {"--channels 10001", "--fc 100001", "--fc-width 0", "--fc-width 100001", "--batch 1000000001"}) {
    expect_refused(images + "--conv 1 " + option, option.substr(0, option.find(' ')));
  }
  expect_refused(images + "--conv 2 --fc 1", "requires --fc >= 2, but got 1");
  expect_refused(images + "--conv 2 --channels 0", "--channels");
  expect_refused(images + "--channels 2",
                 "requires --conv for the options of a convolutional network, but got --channels");
  expect_refused(images + "--freeze conv", "but got --freeze");
  expect_refused(network + "--freeze all", "all");
  expect_refused(images + "--batch 61", "requires --batch <= 60 training samples, but got 61");
  expect_refused(images + "--batch -1", "--batch");
  expect_refused(images + "--refresh 3", "requires --batch for --refresh");
  expect_refused(images + "--batch 3 --refresh 0", "--refresh");
}

TEST_F(Convolutions, DataAreListedAndDescribed) {
  const Result r = run("data list");
  EXPECT_EQ(r.code, 0) << r.err;
  for (const char* name : {"circle", "allen-cahn:T", "bodyfat-like", "csv:FILE", "mnist", "fashion-mnist"}) {
    EXPECT_NE(r.out.find(name), std::string::npos) << name;
  }
  EXPECT_EQ(run("data describe circle").code, 0);
  expect_refused("data describe cifar",
                 "requires one of circle, allen-cahn, bodyfat-like, mnist, fashion-mnist, but got cifar");
  expect_refused("data fetch circle", "requires one of mnist, fashion-mnist, but got circle");
  EXPECT_NE(run("data describe allen-cahn").out.find("epsilon = 0.02"), std::string::npos);
  expect_refused("data", "subcommand");
}

TEST_F(Convolutions, ImageFilesThatAreNotWhatTheyShouldBeAreRefused) {
  const auto number = [](unsigned n) {
    return std::string{static_cast<char>(n >> 24), static_cast<char>(n >> 16), static_cast<char>(n >> 8),
                       static_cast<char>(n)};
  };
  fs::create_directories(folder_ + "/data/mnist");
  const auto write = [&](const char* name, const std::string& bytes) {
    std::ofstream(folder_ + "/data/mnist/" + name, std::ios::binary) << bytes;
  };
  const std::string pixels(2 * 16, '\x40'), four_by_four = number(0x803) + number(2) + number(4) + number(4);
  write("train-images-idx3-ubyte", four_by_four + pixels);
  write("train-labels-idx1-ubyte", number(0x801) + number(2) + std::string("\x01\x02"));
  write("t10k-images-idx3-ubyte", four_by_four + pixels);
  write("t10k-labels-idx1-ubyte", number(0x801) + number(2) + std::string("\x01\x02"));
  setenv("LYSEP_DATA", (folder_ + "/data").c_str(), 1);
  setenv("LYSEP_TEST_IMAGES", "1", 1);
  const std::string train = "train --data mnist --conv 2 --fc-width 3 --sweeps 1 ";
  EXPECT_EQ(run(train).code, 0) << run(train).err;
  EXPECT_NE(run(train + "--test-samples 0").out.find("test_accuracy=nan"), std::string::npos);
  expect_refused(train + "--samples 3", "requires --samples <= 2 of this data, but got 3");
  EXPECT_EQ(run(train + "--samples 2 --test-samples 1 --out two").code, 0);
  EXPECT_EQ(json("two/run.json")["options"]["samples"], 2);
  EXPECT_EQ(json("two/run.json")["options"]["test_samples"], 1);
  EXPECT_EQ(run(train + "--samples 1 --out one").code, 0);
  EXPECT_EQ(read_state_file(folder_ + "/one/state.h5").samples(), 1);
  fs::remove_all(folder_ + "/one");
  fs::remove_all(folder_ + "/two");
  expect_refused("train --data mnist --conv 3 --pools 1,2,3 --sweeps 1", "1 x 1 behind convolution 3");
  expect_refused("data describe mnist", "requires SHA-256");
  write("train-labels-idx1-ubyte", number(0x801) + number(3) + std::string("\x01\x02\x03"));
  expect_refused(train, "2 labels, one for each image, but got 3");
  write("train-images-idx3-ubyte", four_by_four + pixels.substr(1));
  expect_refused(train, "ends after 31 of them");
  write("train-images-idx3-ubyte", number(0x801) + pixels);
  expect_refused(train, "magic number 0x00000803, but got 0x00000801");
  unsetenv("LYSEP_DATA");
  unsetenv("LYSEP_TEST_IMAGES");
}

}  // namespace
}  // namespace lysep
