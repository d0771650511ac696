// The library beside the program: the same bits, the same words, in whatever state a process is.
#include <immintrin.h>

#include <algorithm>
#include <cfenv>
#include <thread>

#include "tests/library/library_support.hpp"

namespace lysep::testing_support {
namespace {

TEST_F(Library, EveryMethodEndsAsTheProgramDoes) {
  for (const char* method : {"lysep", "joint", "gauss-newton", "quasi-newton", "dlam", "bsum", "gd", "momentum", "adam",
                             "adagrad", "adadelta"}) {
    expect_same_run(fmt::format("--method {} --sweeps 8 --seed 3", method), points_, "points.csv");
  }
  expect_same_run("--method admm --activation relu --sweeps 8", points_, "points.csv");
}

TEST_F(Library, EveryKindOfOptionMeansWhatItMeansToTheProgram) {
  for (const char* options :
       {"--relaxation 1.9 --step per-sample --activation sin --depth 5 --width 4 --sweeps 1e1 --scale 0.7",
        "--standardise --test-samples 30 --seed 7 --sweeps 5", "--test-samples last:30 --samples 100 --sweeps 5",
        "--batch 40 --refresh 2 --sweeps 7 --threads 2", "--method joint --until 0.4 --sweeps 100",
        "--method joint --weight-decay 0.01 --sweeps 5", "--init-distribution normal:0.3 --sweeps 5"}) {
    expect_same_run(options, points_, "points.csv");
  }
  const Points images(40, 16);
  put("images.csv", images.table());
  expect_same_run("--conv 2 --channels 2 --fc-width 5 --pools 1,2 --sweeps 5", images, "images.csv");
}

TEST_F(Library, ANetworkToBeginWithGoesOnAsAStateFileDoes) {
  for (const char* method : {"lysep", "dlam", "joint"}) {
    const std::string of = fmt::format("--method {} --sweeps ", method);
    const Trained first = train(points_.samples(), options_of(of + "4"));
    first.network.save(folder_ + "/state.h5");
    const Result program = run("train --init state.h5 --quiet " + of + "3");
    EXPECT_EQ(timeless(train(first.network, options_of(of + "3")).last_line), timeless(program.out)) << method;
    EXPECT_EQ(Network::load(folder_ + "/state.h5").hash(), first.network.hash());
    EXPECT_EQ(Network::of_bytes(first.network.bytes()).hash(), first.network.hash());
  }
  const Network dlam = train(points_.samples(), options_of("--method dlam --sweeps 1")).network;
  EXPECT_THROW(train(dlam, options_of("--method lysep")), Error);
  EXPECT_THROW(dlam.at_samples(points_.X, points_.labels), Error);
}

TEST_F(Library, RefusesInTheWordsOfTheProgram) {
  for (const char* options :
       {"--width 0", "--depth abc", "--method newton", "--shrink 2", "--scale 1e999", "--threads 1e9", "--fc 3",
        "--batch 1000", "--refresh 3", "--scalar mp60", "--activation relu --step certified",
        "--method gd --shrink 0.5", "--pools 1,x --conv 2"}) {
    const Result program = run(std::string("train --data csv:points.csv ") + options);
    EXPECT_EQ(program.code, 2);
    EXPECT_EQ("lysep: " + refusal(options) + "\n", program.err.substr(program.err.rfind("lysep: "))) << options;
  }
  EXPECT_EQ(refusal("--data circle"), "train requires an option that it has, but got --data");
  EXPECT_EQ(refusal("--separator tab"), "train requires --data csv:FILE for its options, but got --separator");
  EXPECT_EQ(refusal("--out run"), "train requires an option that it has, but got --out");
  EXPECT_EQ(refusal("--depth 3 --depth 4"), "train requires every option once, but got --depth again");
  EXPECT_EQ(refusal("--standardise maybe"), "--standardise: requires true or false, but got maybe");
}

TEST_F(Library, RefusesSamplesThatAreNone) {
  const auto refused = [](const LabelledSamples& samples) {
    try {
      train(samples, {{"sweeps", "0"}});
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string("none");
  };
  const std::vector<double> X = {0, 1, 1, 0};
  const std::vector<int> labels = {0, 1}, negative = {0, -1}, same = {0, 0};
  const std::vector<double> infinite = {0, 1, INFINITY, 0};
  const std::string one[] = {"one"};
  EXPECT_EQ(refused({X, 2, labels}), "none");
  EXPECT_EQ(refused({X, 3, labels}), "train requires rows of 3 numbers in X, but got 4 numbers");
  EXPECT_EQ(refused({X, 0, labels}), "train requires rows of 0 numbers in X, but got 4 numbers");
  EXPECT_EQ(refused({X, 1, labels}), "train requires samples and a label for each, but got 4 and 2");
  EXPECT_EQ(refused({{}, 2, {}}), "train requires samples and a label for each, but got 0 and 0");
  EXPECT_EQ(refused({X, 2, negative}), "train requires labels from 0 to 999999, but got -1");
  EXPECT_EQ(refused({X, 2, labels, one}), "train requires labels from 0 to 0, but got 1");
  EXPECT_EQ(refused({infinite, 2, labels}), "train requires finite numbers in X, but got inf at place 2");
  EXPECT_EQ(refused({X, 2, same}), "train requires labels of at least 2 classes, but got 1 in samples in memory");
}

/// Sets bits of the control word, as libraries built with -ffast-math do, and another rounding.
struct WrongEnvironment {
  WrongEnvironment() {
    std::fesetround(FE_UPWARD);
    _mm_setcsr(_mm_getcsr() | 0x8040);  // subnormal results and operands are flushed
    set = _mm_getcsr();
  }
  ~WrongEnvironment() {
    _mm_setcsr(before);
    std::fesetround(FE_TONEAREST);
  }
  unsigned before = _mm_getcsr(), set = 0;
};

TEST_F(Library, GivesTheSameBitsInAWrongFloatingPointEnvironmentAndLeavesItAsItWas) {
  const Trained right = train(points_.samples(), options_of("--sweeps 20 --threads 2"));
  const auto answers = right.network.predict(points_.X);
  const auto CE = evaluate(right.network).values.at("CE");
  const WrongEnvironment wrong;
  std::vector<unsigned> seen;
  const Monitor monitor{[&](const SweepProgress&) { seen.push_back(_mm_getcsr() & 0xffc0); }, false, {}};
  EXPECT_EQ(train(points_.samples(), options_of("--sweeps 20 --threads 2"), monitor).network.hash(),
            right.network.hash());
  EXPECT_EQ(std::count(seen.begin(), seen.end(), 0x1f80u), 20);  // within, the right one
  EXPECT_EQ(right.network.predict(points_.X).probabilities, answers.probabilities);
  EXPECT_EQ(evaluate(right.network).values.at("CE")->lo, CE->lo);
  EXPECT_THROW(train(points_.samples(), options_of("--width 0")), Error);
  EXPECT_EQ(_mm_getcsr() & 0xffc0, wrong.set & 0xffc0);
}

TEST_F(Library, TellsOfEverySweepStopsWhereItIsAskedToAndPassesOnWhatIsThrown) {
  std::stop_source stop;
  std::vector<SweepProgress> told;
  const Monitor monitor{[&](const SweepProgress& p) {
                          told.push_back(p);
                          if (p.sweep == 5) stop.request_stop();
                        },
                        true, stop.get_token()};
  const Trained trained = train(points_.samples(), {}, monitor);
  EXPECT_EQ(trained.status, "interrupted");
  EXPECT_EQ(trained.sweeps, 5);
  ASSERT_EQ(told.size(), 5u);
  EXPECT_EQ(told.back().CE, trained.batch_CE);
  for (std::size_t k = 1; k < told.size(); ++k) EXPECT_LE(told[k].objective, told[k - 1].objective);
  for (const SweepProgress& p : told) EXPECT_LE(p.CE, p.bound);
  EXPECT_EQ(train(points_.samples(), options_of("--sweeps 5")).network.hash(), trained.network.hash());

  const Monitor throws{
      [](const SweepProgress&) { throw std::system_error(std::make_error_code(std::errc::io_error)); }, true, {}};
  EXPECT_THROW(train(points_.samples(), {}, throws), std::system_error);
  const Monitor plain{[&](const SweepProgress& p) { EXPECT_TRUE(std::isnan(p.CE) && std::isnan(p.bound)); }, false, {}};
  EXPECT_EQ(train(points_.samples(), options_of("--sweeps 5"), plain).network.hash(), trained.network.hash());
}

TEST_F(Library, PredictsAsTheProgramDoesWithTheStandardisationOfTheRun) {
  Points shifted = points_;
  for (double& x : shifted.X) x = 100 * x + 40;
  put("shifted.csv", shifted.table());
  run("train --data csv:shifted.csv --standardise --sweeps 30 --quiet --out run");
  const Result program = run("predict run --data csv:shifted.csv");
  for (const char* place : {"/run", "/run/state.h5"}) {
    const Network network = Network::load(folder_ + place);
    const Prediction answers = network.predict(shifted.X, 2);
    std::string text = "label,p_0,p_1,p_2\n";
    for (std::size_t n = 0; n < answers.labels.size(); ++n) {
      const double* p = &answers.probabilities[3 * n];
      text += fmt::format("{},{},{},{}\n", network.class_names()[static_cast<std::size_t>(answers.labels[n])], p[0],
                          p[1], p[2]);
    }
    EXPECT_EQ(text, program.out);
    EXPECT_EQ(network.at_samples(shifted.X, shifted.labels).predict(shifted.X).probabilities, answers.probabilities);
  }
  const Network network = Network::load(folder_ + "/run");
  EXPECT_TRUE(std::ranges::equal(network.at_samples(shifted.X, shifted.labels).X(), network.X()));
  EXPECT_TRUE(network.predict({}).labels.empty());
  EXPECT_THROW(network.predict(shifted.X, 0), Error);
  EXPECT_THROW(network.predict(std::span(shifted.X).first(3)), Error);
  EXPECT_THROW(network.layer(0), std::out_of_range);
  EXPECT_THROW(network.layer(4), std::out_of_range);
  EXPECT_THROW(Network::load(folder_ + "/nothing"), Error);
}

TEST_F(Library, ANetworkOfRealTargetsHasNoClassesToPredict) {
  run("train --data bodyfat-like --task regression --method bsum --samples 60 --sweeps 1 --quiet --out run");
  ASSERT_TRUE(fs::exists(folder_ + "/run/state.h5"));
  EXPECT_THROW(Network::load(folder_ + "/run"), Error);
  put("rows.csv", "1,2,3,4,5,6,7,8,9,10,11,12,13,14\n");
  expect_refused("predict run/state.h5 --data csv:rows.csv",
                 "requires a network of classes, but got one of real targets");
  expect_refused("export run --onnx m.onnx", "requires a network of classes, but got one of real targets");
  EXPECT_EQ(refusal("--task regression --method bsum"),
            "train requires real targets for --task regression, but got labels");
}

TEST_F(Library, ThreadsSaveAndLoadAtOnce) {
  const Network network = train(points_.samples(), options_of("--sweeps 1")).network;
  std::vector<std::string> hashes(4);
  std::vector<std::jthread> threads;
  for (std::size_t k = 0; k < hashes.size(); ++k) {
    threads.emplace_back([&, k] {
      for (int times = 0; times < 3; ++times) hashes[k] = Network::of_bytes(network.bytes()).hash();
    });
  }
  threads.clear();
  for (const std::string& hash : hashes) EXPECT_EQ(hash, network.hash());
}

TEST_F(Library, NetworksMadeElsewhereAreEvaluatedAsTheirStateFiles) {
  const Network trained = train(points_.samples(), options_of("--sweeps 3 --depth 4")).network;
  std::vector<LayerArrays> layers;
  for (std::size_t l = 1; l <= trained.depth(); ++l) {
    const LayerView v = trained.layer(l);
    layers.push_back({v.rows, v.columns, v.W, v.b, v.r});
  }
  const Network again = Network::dense(trained.activation(), layers, points_.samples());
  EXPECT_EQ(again.hash(), trained.hash());
  again.save(folder_ + "/state.h5");
  run("eval state.h5 --bits 100 --json e.json");
  const Json json = this->json("e.json");
  const NetworkEvaluation e = evaluate(again, 100, 2);
  for (const char* name : {"CE", "S", "L_S", "R_norm"}) {
    EXPECT_EQ(e.values.at(name)->lo, json[name]["lo"].get<std::string>()) << name;
    EXPECT_EQ(e.values.at(name)->hi, json[name]["hi"].get<std::string>()) << name;
  }
  for (const char* name : {"b0", "b3", "b6"})
    EXPECT_EQ(e.values.at(name)->hi, json["bounds"][name]["hi"].get<std::string>());
  EXPECT_EQ(e.values.at("paper_bound")->lo, json["bounds"]["paper"]["value"]["lo"].get<std::string>());
  for (const char* name : {"omega", "lambda", "layer_norms", "residual_norms"}) {
    ASSERT_EQ(e.lists.at(name).size(), json[name].size());
    EXPECT_EQ(e.lists.at(name).front()->lo, json[name].front()["lo"].get<std::string>());
  }
  EXPECT_EQ(e.lists.at("lipschitz_paper").back()->lo, json["lipschitz"]["paper"].back()["lo"].get<std::string>());
  EXPECT_EQ(e.lists.at("gradients_c").front()->hi, json["gradients"]["c"].front()["hi"].get<std::string>());
  for (const auto& [name, value] : e.values) {
    EXPECT_TRUE(!value || value->lower < value->upper) << name;
  }
  const std::vector<LayerArrays> cut(layers.begin() + 1, layers.end());
  EXPECT_THROW(Network::dense("tanh", cut, points_.samples()), Error);
  EXPECT_THROW(Network::dense("softplus", layers, points_.samples()), Error);
  EXPECT_THROW(evaluate(train(points_.samples(), options_of("--method dlam --sweeps 1")).network), Error);
  EXPECT_THROW(evaluate(trained, 52), Error);
}

TEST_F(Library, EnclosesPredictionsAsTheProgramDoes) {
  put("rows.csv", "0.5,-0.25\n0,0\n0.7,0.1\n");
  run("train --data csv:points.csv --standardise --sweeps 20 --quiet --out run");
  const Result program = run("predict run --data csv:rows.csv --header no --enclose --bits 100");
  const EnclosedPredictions p =
      enclose(Network::load(folder_ + "/run"), std::vector{0.5, -0.25, 0.0, 0.0, 0.7, 0.1}, 100);
  ASSERT_EQ(p.probabilities.size(), 9u);
  std::istringstream lines(program.out);
  std::string line;
  std::getline(lines, line);
  for (std::size_t n = 0; std::getline(lines, line); ++n) {
    std::string ours = p.certain[n] ? ",yes" : ",no";
    for (std::size_t j = 3; j-- > 0;) {
      const Interval& of = p.probabilities[3 * n + j];
      EXPECT_LT(of.lower, of.upper);
      ours = "," + of.lo + "," + of.hi + ours;
    }
    EXPECT_TRUE(line.ends_with(ours)) << line << " " << ours;
  }
  std::stop_source stop;
  stop.request_stop();
  EXPECT_THROW(enclose(Network::load(folder_ + "/run"), points_.X, 100, 1, stop.get_token()), Error);
}

TEST_F(Library, CertifiesTrajectoriesAsTheProgramDoes) {
  const Points few(30);
  std::vector<Network> states = {train(few.samples(), options_of("--sweeps 1")).network};
  for (int k = 0; k < 3; ++k) states.push_back(train(states.back(), options_of("--sweeps 1")).network);
  states.push_back(states.back());
  const Certificate good = certify(states);
  EXPECT_TRUE(good.certified);
  ASSERT_EQ(good.states.size(), 5u);
  std::string names;
  for (std::size_t k = 0; k < states.size(); ++k) {
    states[k].save(fmt::format("{}/s{}.h5", folder_, k));
    names += fmt::format(" s{}.h5", k);
  }
  EXPECT_EQ(run("certify" + names + " --json c.json").code, 0);
  const Json json = this->json("c.json");
  for (std::size_t k = 1; k < states.size(); ++k) {
    const Json pair = json["pairs"][k - 1];
    EXPECT_EQ(good.states[k].verdict, pair["verdict"].get<std::string>());
    EXPECT_EQ(good.states[k].change.lo, pair["change"]["lo"].get<std::string>());
    EXPECT_EQ(good.states[k].bound_holds, true);
  }
  EXPECT_EQ(good.states[4].verdict, "equal");
  std::swap(states[0], states[1]);
  const Certificate bad = certify(states);
  EXPECT_FALSE(bad.certified);
  EXPECT_EQ(bad.states[1].verdict, "increase");
  std::stop_source stop;
  stop.request_stop();
  EXPECT_TRUE(certify(states, 128, 1, stop.get_token()).interrupted);
  states.push_back(train(few.samples(), options_of("--sweeps 1 --width 4")).network);
  EXPECT_THROW(certify(states), Error);
}

TEST_F(Library, DecidesClaimsAsTheProgramDoes) {
  run("check --claim lemma-2.1 --instances 200 --json c.json");
  const Json row = json("c.json")["claims"][0];
  const ClaimOutcome outcome = check_claim("lemma-2.1", {.instances = 200});
  EXPECT_EQ(outcome.verdict, row["verdict"].get<std::string>());
  EXPECT_EQ(outcome.worst_ratio, row["worst_ratio"].get<double>());
  EXPECT_EQ(outcome.proved + outcome.equal, 200);
  EXPECT_GT(outcome.mutants, 0);
  EXPECT_EQ(outcome.mutants_killed, outcome.mutants);
  EXPECT_TRUE(outcome.as_expected);
  EXPECT_THROW(check_claim("lemma-0"), Error);
  EXPECT_GT(claims().size(), 300u);
}

TEST_F(Library, ItsVersionIsThatOfItsHeadersAndOfTheProgram) {
  const std::string headers = fmt::format("{}.{}.{}", LYSEP_VERSION_MAJOR, LYSEP_VERSION_MINOR, LYSEP_VERSION_PATCH);
  EXPECT_EQ(library_version(), headers);
  EXPECT_EQ(run("--version").out, headers + "\n");
}

}  // namespace
}  // namespace lysep::testing_support
