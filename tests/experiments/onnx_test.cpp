// lysep export: the model that it writes says what the network says. An evaluator of our own reads the bytes; ONNX
// Runtime and the checker of ONNX do where they are to be had.
#include <fmt/format.h>

#include <cmath>

#include "datasets/files/state_file.hpp"
#include "proofs-check/enclosures/ball_chain.hpp"
#include "proofs-check/enclosures/network.hpp"
#include "tests/experiments/onnx_evaluator.hpp"
#include "tests/experiments/program.hpp"
#include "tests/support.hpp"

namespace lysep {
namespace {

using namespace testing_support;

/// A network, what it is given, and how it is exported.
struct OnnxCase {
  std::string name;
  StateData state;
  StateNames names;
  std::vector<double> X;  // samples x inputs
  bool in_double = false;

  Index samples() const { return static_cast<Index>(X.size()) / state.X.cols(); }
};

class Onnx : public Program {
 protected:
  OnnxCase case_of(const std::string& name, const char* activation, const std::vector<LayerPlan>& plan,
                   std::uint64_t seed, bool last_bias = false) const {
    OnnxCase c{name, initial_state(*activation_named(activation, 0.75), plan, 2.0, seed, last_bias), {}, {}, false};
    const Index inputs = plan[0].shape.kernel > 0 ? pooled_image(plan[0].shape).rows() : plan[0].columns;
    c.state.X = Matrix<double>::Constant(1, inputs, 0.5);
    c.state.labels = {0};
    c.state.classes = static_cast<int>(plan.back().rows);
    for (Index l = 0; l + 1 < c.state.depth(); ++l) {
      auto& layer = c.state.layers[static_cast<std::size_t>(l)];
      layer.r = Matrix<double>::Constant(1, layer.outputs(), 0.0);
    }
    for (Index i = 0; i < 7 * inputs; ++i) c.X.push_back(3 * std::sin(static_cast<double>(seed + 1) * (i + 1)));
    return c;
  }

  /// Mean and deviation of inputs, and names that ask for care.
  static OnnxCase with_names(OnnxCase c) {
    for (Index i = 0; i < c.state.X.cols(); ++i) {
      c.names.mean.push_back(0.1 * static_cast<double>(i) - 7.3);
      c.names.deviation.push_back(1 + 0.3 * static_cast<double>(i % 5));
    }
    for (int j = 0; j < c.state.classes; ++j) c.names.classes.push_back(fmt::format("\"{}\", \u00e9\n", 3 * j));
    return c;
  }

  static LayerPlan convolution(ImageShape image, Index channels, Index kernel, Padding padding, bool pooled) {
    LayerShape shape{kernel, padding, pooled, image};
    return {shape, channels, image.channels * kernel * kernel};
  }
  /// Two convolutions, the second behind a pooling, and dense layers, the first behind one.
  static std::vector<LayerPlan> convolutional(Padding padding) {
    const LayerPlan first = convolution({1, 8, 12}, 3, 3, padding, false);
    const LayerPlan second = convolution(convolved_image(first.shape, 3), 2, 3, Padding::same, true);
    const ImageShape image = convolved_image(second.shape, 2);
    const bool pools = image.height % 2 == 0 && image.width % 2 == 0;
    LayerShape behind;
    if (pools) behind.pooled = true, behind.image = image;
    return {first, second, {behind, 5, pools ? pooled_image(behind).rows() : image.rows()}, {{}, 3, 5}};
  }

  /// Networks of every kind, and as many others as LYSEP_TEST_SCALE, above 1, asks for.
  std::vector<OnnxCase> scaled_cases() const {
    std::vector<OnnxCase> all;
    std::uint64_t seed = 0;
    const char* scale = std::getenv("LYSEP_TEST_SCALE");
    for (double round = 0; round < std::max(1.0, scale ? std::atof(scale) : 1.0); ++round) add_cases(all, seed);
    return all;
  }
  std::vector<OnnxCase> cases() const {
    std::vector<OnnxCase> all;
    std::uint64_t seed = 0;
    add_cases(all, seed);
    return all;
  }
  void add_cases(std::vector<OnnxCase>& all, std::uint64_t& seed) const {
    for (const char* activation : {"tanh", "sigmoid", "sin", "relu", "identity", "scaled-identity"}) {
      all.push_back(with_names(case_of(activation, activation, dense_network(4, 6, 3, 3), ++seed)));
      all.push_back(case_of(std::string(activation) + "-deep", activation, dense_network(2, 9, 7, 2), ++seed));
      const bool convolutions = activation == std::string("tanh") || activation == std::string("relu");
      for (const bool in_double : {false, true}) {
        if (!convolutions) continue;
        all.push_back(with_names(case_of("conv", activation, convolutional(Padding::same), ++seed)));
        all.back().in_double = in_double;
        all.push_back(case_of("conv-valid", activation, convolutional(Padding::valid), ++seed));
        all.back().in_double = in_double;
      }
    }
    all.push_back(case_of("last-bias", "tanh", dense_network(3, 4, 3, 4), ++seed));
    all.back().state.layers.back().b = Vector<double>::Constant(4, 0.25);
    all.push_back(case_of("wide", "tanh", dense_network(300, 150, 3, 10), ++seed));
  }

  /// The bytes that the program writes for the network; through a state of DLAM where the last layer has a bias.
  std::string exported(OnnxCase c, const std::string& file) const {
    if (c.state.layers.back().b.size() > 0) {
      c.state.format = "lysep-dlam-state";
      for (auto& layer : c.state.layers) {
        layer.r.resize(0, 0);
        layer.variables["z"] = Matrix<double>::Constant(1, layer.W.rows(), 0.0);
        if (&layer == &c.state.layers.back()) continue;
        layer.variables["a"] = layer.variables["z"];
        layer.numbers["epsilon"] = 1.0;
      }
      c.state.options = {{"loss", "cross-entropy"}, {"rho", 1.0},   {"regulariser", "none"}, {"mu", 0.0},
                         {"alpha0", 1.0},           {"gamma", 2.0}, {"tau0", 1.0},           {"eta", 2.0}};
    }
    write_state_file(folder_ + "/state.h5", c.state, c.names);
    const Result r = run(fmt::format("export state.h5 --onnx {}{}", file, c.in_double ? " --double" : ""));
    EXPECT_EQ(r.code, 0) << c.name << r.err;
    EXPECT_EQ(r.out + r.err, "");
    return text(file);
  }

  static std::vector<std::string> labels_of(const OnnxCase& c) {
    std::vector<std::string> labels = c.names.classes;
    for (int j = static_cast<int>(labels.size()); j < c.state.classes; ++j) labels.push_back(std::to_string(j));
    return labels;
  }

  /// The parts of the model that a runtime and its users ask for.
  static void expect_form(const OnnxFile& file, const OnnxCase& c) {
    EXPECT_EQ(file.ir_version, 7);
    EXPECT_EQ(file.opset, 13);
    EXPECT_EQ(file.producer, "lysep");
    EXPECT_EQ(Json::parse(file.metadata.at("classes")), Json(labels_of(c)));
    const long type = file.is_double() ? 11 : 1, J = c.state.classes;
    ASSERT_EQ(file.inputs.size(), 1u);
    EXPECT_EQ(file.inputs[0].name, "X");
    EXPECT_EQ(file.inputs[0].shape, (std::vector<long>{-1, c.state.X.cols()}));
    ASSERT_EQ(file.outputs.size(), 3u);
    EXPECT_EQ(file.outputs[0].name, "label");
    EXPECT_EQ(file.outputs[0].type, 8);
    EXPECT_EQ(file.outputs[0].shape, (std::vector<long>{-1}));
    EXPECT_EQ(file.outputs[1].name, "probabilities");
    EXPECT_EQ(file.outputs[2].name, "logits");
    for (const int k : {1, 2}) {
      EXPECT_EQ(file.outputs[k].type, type);
      EXPECT_EQ(file.outputs[k].shape, (std::vector<long>{-1, J}));
    }
    std::set<std::string> ops;
    for (const OnnxNode& node : file.nodes) ops.insert(node.op);
    EXPECT_EQ(ops.count("Conv"), c.name.starts_with("conv") && !c.in_double)
        << c.name;  // of which there is none for doubles
    EXPECT_TRUE(!file.is_double() || ops.count("AveragePool") == 0) << c.name;
    EXPECT_EQ(ops.count("Sub"), c.names.mean.empty() ? 0u : 1u);
  }

  static OnnxValue inputs_of(const OnnxCase& c, bool in_double) {
    OnnxValue X{{c.samples(), c.state.X.cols()}, {c.X.begin(), c.X.end()}, {}, {}};
    for (const double x : c.X) X.error.push_back(in_double ? 0 : std::fabs(x) * 0x1p-24L);
    return X;
  }

  /// The logits in real arithmetic, J x n.
  static Matrix<Ball> real_logits(const OnnxCase& c) {
    const PrecisionScope scope(256);
    Matrix<Ball> X(c.state.X.cols(), c.samples());
    for (Index i = 0; i < X.rows(); ++i) {
      for (Index n = 0; n < X.cols(); ++n) {
        const Ball x(c.X[static_cast<std::size_t>(n * X.rows() + i)]);
        const auto k = static_cast<std::size_t>(i);
        X(i, n) = c.names.mean.empty() ? x : (x - Ball(c.names.mean[k])) / Ball(c.names.deviation[k]);
      }
    }
    return network_logits(enclosed(chain_of<double>(c.state)), X);
  }

  /// |number - real| <= bound, all of it in balls.
  static bool within(const Ball& real, double number, long double bound) {
    const PrecisionScope scope(256);
    const Ball upper = Ball(std::nextafter(static_cast<double>(bound), INFINITY));
    return abs(Ball(number) - real) <= upper;
  }

  /// What ONNX Runtime answers; nothing where it is not to be had, and why.
  Json runtime_results(const Json& cases, std::string& lacks) const {
    std::ofstream(folder_ + "/cases.json") << cases;
    const auto shell = [&](const std::string& command) {
      return std::system(("cd " + folder_ + " && { " + command + "; } >npm.out 2>&1").c_str());
    };
    const char* install = "npm install --ignore-scripts --no-save --prefix . onnxruntime-node";
    if (shell("node -e \"require('onnxruntime-node')\"") != 0) {  // in NODE_PATH
      if (shell("command -v node && command -v npm") != 0) return lacks = "requires node and npm", Json();
      if (shell(fmt::format("timeout 200 {}", install)) != 0) return lacks = std::string("requires ") + install, Json();
    }
    fs::copy_file(LYSEP_SOURCE_DIR "/tests/experiments/onnx_runtime.js", folder_ + "/run.js");
    if (shell("node run.js cases.json") != 0) ADD_FAILURE() << text("npm.out");
    return json("npm.out");
  }
};

TEST_F(Onnx, TheModelSaysWhatTheNetworkSays) {
  for (const OnnxCase& c : cases()) {
    const OnnxFile file = read_onnx(exported(c, "model.onnx"));
    const bool in_double = c.in_double || !c.name.starts_with("conv");
    ASSERT_EQ(file.is_double(), in_double) << c.name;
    expect_form(file, c);
    const auto values = evaluate(file, inputs_of(c, in_double));
    const OnnxValue &Z = values.at("logits"), &P = values.at("probabilities"), &label = values.at("label");
    const Matrix<Ball> real = real_logits(c);
    ASSERT_EQ(Z.shape, (std::vector<long>{c.samples(), c.state.classes})) << c.name;
    ASSERT_EQ(label.texts.size(), static_cast<std::size_t>(c.samples()));
    for (Index n = 0; n < c.samples(); ++n) {
      Index best = 0;
      long double total = 0;
      for (Index j = 0; j < c.state.classes; ++j) {
        const std::size_t k = static_cast<std::size_t>(n * c.state.classes + j);
        const long double z = real(j, n).approximate();
        EXPECT_LE(std::fabs(Z.x[k] - z), (in_double ? 3e-15L : 1e-5L) * (1 + std::fabs(z))) << c.name;
        EXPECT_TRUE(within(real(j, n), static_cast<double>(Z.x[k]), Z.error[k])) << c.name;
        EXPECT_LE(Z.error[k], (in_double ? 1e-8L : 1L) * (1 + std::fabs(z))) << c.name;  // the bound says something
        if (z > real(best, n).approximate()) best = j;
        total += P.x[k];
      }
      EXPECT_NEAR(static_cast<double>(total), 1, 1e-15);
      EXPECT_EQ(label.texts[static_cast<std::size_t>(n)], labels_of(c)[static_cast<std::size_t>(best)]) << c.name;
    }
  }
}

TEST_F(Onnx, TheFirstOfEqualLogitsIsTheClass) {
  OnnxCase c = case_of("equal", "tanh", dense_network(2, 3, 2, 3), 5);
  c.state.layers[1].W.row(2) = c.state.layers[1].W.row(1);
  c.state.layers[1].W.row(0) = -c.state.layers[1].W.row(1);
  const auto values = evaluate(read_onnx(exported(c, "model.onnx")), inputs_of(c, true));
  int seen = 0;
  for (const std::string& label : values.at("label").texts) {
    EXPECT_NE(label, "2");
    seen += label == "1";
  }
  EXPECT_GT(seen, 0);
}

/// Rows of a table as they are, and images as 0..1, go through the model as through `predict`.
TEST_F(Onnx, ARunIsExportedAsPredictReadsIt) {
  std::string table = "x,y,kind\n";
  for (int n = 0; n < 60; ++n) table += fmt::format("{},{},{}\n", n * 37 % 60, n * 53 % 60 / 60.0, n * 37 % 60 < 30);
  std::ofstream(folder_ + "/t.csv") << table;
  for (const char* method : {"lysep", "dlam", "adam"}) {
    const Result r =
        run(fmt::format("train --data csv:t.csv --standardise --sweeps 30 --method {0} --quiet --out {0} && {1} export "
                        "{0} --onnx m.onnx",
                        method, LYSEP_PROGRAM));
    ASSERT_EQ(r.code, 0) << r.err;
    EXPECT_EQ(run(fmt::format("export {}/state.h5 --onnx s.onnx", method)).code, 0);
    EXPECT_EQ(text("s.onnx"), text("m.onnx")) << "a state says all of it";
    OnnxValue X{{60, 2}, {}, std::vector<long double>(120, 0), {}};
    for (int n = 0; n < 60; ++n) X.x.insert(X.x.end(), {n * 37 % 60 + 0.0L, n * 53 % 60 / 60.0});
    const auto values = evaluate(read_onnx(text("m.onnx")), X);
    std::istringstream lines(run(fmt::format("predict {} --data csv:t.csv", method)).out);
    std::string line;
    std::getline(lines, line);
    for (std::size_t n = 0; n < 60; ++n) {
      ASSERT_TRUE(std::getline(lines, line));
      const auto comma = line.find(',');
      EXPECT_EQ(line.substr(0, comma), values.at("label").texts[n]);
      EXPECT_NEAR(std::stod(line.substr(comma + 1)), static_cast<double>(values.at("probabilities").x[2 * n]), 1e-13);
    }
  }
}

/// Pixels come as 0..1; the mean and deviation of their data set are inside.
TEST_F(Onnx, ImagesOfADataSetAreStandardisedInside) {
  const auto number = [](unsigned n) {
    return std::string{static_cast<char>(n >> 24), static_cast<char>(n >> 16), static_cast<char>(n >> 8),
                       static_cast<char>(n)};
  };
  fs::create_directories(folder_ + "/data/mnist");
  std::string pixels, labels;
  for (int n = 0; n < 12; ++n) {
    for (int i = 0; i < 784; ++i) pixels += static_cast<char>((n % 10 * 20 + i * 7) % 256);
    labels += static_cast<char>(n % 10);
  }
  for (const char* part : {"train", "t10k"}) {
    const std::string name = folder_ + "/data/mnist/" + part;
    std::ofstream(name + "-images-idx3-ubyte") << number(0x803) + number(12) + number(28) + number(28) + pixels;
    std::ofstream(name + "-labels-idx1-ubyte") << number(0x801) + number(12) + labels;
  }
  setenv("LYSEP_DATA", (folder_ + "/data").c_str(), 1);
  setenv("LYSEP_TEST_IMAGES", "1", 1);
  const Result r = run("train --data mnist --width 4 --sweeps 2 --quiet --out run");
  ASSERT_EQ(r.code, 0) << r.err;
  ASSERT_EQ(run("export run --onnx m.onnx").code, 0);
  OnnxValue X{{12, 784}, {}, std::vector<long double>(12 * 784, 0), {}};
  for (const char pixel : pixels) X.x.push_back(static_cast<unsigned char>(pixel) / 255.0);
  const auto values = evaluate(read_onnx(text("m.onnx")), X);
  const std::string images = "data/mnist/train-images-idx3-ubyte";
  std::istringstream lines(run("predict run --data idx:" + images).out);
  unsetenv("LYSEP_DATA");
  unsetenv("LYSEP_TEST_IMAGES");
  std::string line;
  std::getline(lines, line);
  for (std::size_t n = 0; n < 12; ++n) {
    ASSERT_TRUE(std::getline(lines, line));
    const double p = std::stod(line.substr(line.find(',') + 1));
    EXPECT_NEAR(p, static_cast<double>(values.at("probabilities").x[10 * n]), 1e-13 * p);
  }
}

TEST_F(Onnx, RefusesBadInput) {
  expect_refused("export", "RUN|STATE.h5 is required");
  expect_refused("export nowhere --onnx m.onnx", "requires an existing file, but got nowhere");
  const OnnxCase c = case_of("tanh", "tanh", dense_network(2, 3, 2, 2), 1);
  write_state_file(folder_ + "/state.h5", c.state);
  expect_refused("export state.h5", "export requires --onnx FILE, but got none");
  expect_refused("export state.h5 --onnx none/m.onnx", "none/m.onnx");
  StateData other = c.state;
  other.activation = *activation_named("arctan");
  write_state_file(folder_ + "/state.h5", other);
  expect_refused("export state.h5 --onnx m.onnx", "requires an activation that trains, but got arctan");
  EXPECT_FALSE(fs::exists(folder_ + "/m.onnx"));
}

TEST_F(Onnx, TheCheckerOfOnnxPassesTheModels) {
  if (std::system("/usr/bin/python3 -c 'import onnx' 2>/dev/null") != 0) GTEST_SKIP() << "requires python3-onnx";
  std::string files;
  int k = 0;
  for (const OnnxCase& c : cases()) {
    const std::string file = fmt::format("{}.onnx", k++);
    exported(c, file);
    files += " " + folder_ + "/" + file;
  }
  const char* check =
      "/usr/bin/python3 -c 'import onnx, sys\nfor f in sys.argv[1:]: onnx.checker.check_model(onnx.load(f), "
      "full_check=True)'";
  EXPECT_EQ(std::system((check + files).c_str()), 0);
}

TEST_F(Onnx, RuntimeIsWithinItsOwnRoundingOfTheRealLogits) {
  const std::vector<OnnxCase> all = scaled_cases();
  Json asked = Json::array();
  for (std::size_t k = 0; k < all.size(); ++k) {
    const std::string file = fmt::format("{}.onnx", k);
    exported(all[k], file);
    asked.push_back({{"model", file}, {"X", all[k].X}, {"samples", all[k].samples()}});
  }
  std::string lacks;
  const Json answers = runtime_results(asked, lacks);
  if (!lacks.empty()) GTEST_SKIP() << lacks;
  ASSERT_EQ(answers.size(), all.size());
  double largest[2] = {0, 0};
  for (std::size_t k = 0; k < all.size(); ++k) {
    const OnnxCase& c = all[k];
    const OnnxFile file = read_onnx(text(fmt::format("{}.onnx", k)));
    const auto values = evaluate(file, inputs_of(c, file.is_double()));
    const Matrix<Ball> real = real_logits(c);
    const Json& answer = answers[k];
    ASSERT_EQ(answer["logits"].size(), c.samples() * c.state.classes) << c.name;
    for (Index n = 0; n < c.samples(); ++n) {
      for (Index j = 0; j < c.state.classes; ++j) {
        const std::size_t at = static_cast<std::size_t>(n * c.state.classes + j);
        const double z = answer["logits"][at], exact = real(j, n).approximate();
        EXPECT_TRUE(within(real(j, n), z, values.at("logits").error[at])) << c.name << z - exact;
        double& worst = largest[file.is_double() ? 1 : 0];
        worst = std::max(worst, std::fabs(z - exact) / std::max(1.0, std::fabs(exact)));
      }
    }
    EXPECT_EQ(answer["label"], Json(values.at("label").texts)) << c.name;
  }
  std::printf("ONNX Runtime, %zu networks: largest difference of a logit %.1e in double, %.1e in float\n", all.size(),
              largest[1], largest[0]);
}

}  // namespace
}  // namespace lysep
