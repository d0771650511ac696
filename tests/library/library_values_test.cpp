// Every value that the library hands out, beside the program's; every word with which it refuses arrays.
#include <algorithm>

#include "tests/library/library_support.hpp"

namespace lysep::testing_support {
namespace {

/// What `body` is refused with.
template <class Body>
std::string error_of(Body body) {
  try {
    body();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), Error::Kind::bad_input);
    return error.what();
  }
  return "none";
}

std::vector<LayerArrays> layers_of(const Network& network) {
  std::vector<LayerArrays> layers;
  for (std::size_t l = 1; l <= network.depth(); ++l) {
    const LayerView v = network.layer(l);
    layers.push_back({v.rows, v.columns, v.W, v.b, v.r});
  }
  return layers;
}

/// The doubles lie just outside of the decimal numbers.
void expect_interval(const Interval& of, const Json& json) {
  EXPECT_EQ(of.lo, json.at("lo").get<std::string>());
  EXPECT_EQ(of.hi, json.at("hi").get<std::string>());
  const double lo = std::stod(of.lo), hi = std::stod(of.hi);
  EXPECT_EQ(of.lower, lo == 0 ? 0 : std::nextafter(lo, -INFINITY));
  EXPECT_EQ(of.upper, hi == 0 ? 0 : std::nextafter(hi, INFINITY));
}

TEST_F(Library, EveryValueOfAnEvaluationIsTheProgramsOfItsName) {
  const Network network = train(points_.samples(), options_of("--sweeps 3 --depth 4")).network;
  network.save(folder_ + "/state.h5");
  run("eval state.h5 --bits 90 --json e.json");
  const Json json = this->json("e.json");
  const NetworkEvaluation e = evaluate(network, 90);
  EXPECT_EQ(e.bits, 90);
  EXPECT_EQ(e.samples, 150u);
  EXPECT_EQ(e.undecided, 0u);
  EXPECT_EQ(static_cast<double>(e.correct) / 150, json["accuracy"].get<double>());
  for (const char* name : {"CE", "S", "L_S", "R_norm"}) expect_interval(*e.values.at(name), json[name]);
  for (const char* name : {"b0", "b1", "b2", "b3", "b4", "b5", "b6"}) {
    expect_interval(*e.values.at(name), json["bounds"][name]);
  }
  expect_interval(*e.values.at("best_constant"), json["bounds"]["best"]["constant"]);
  expect_interval(*e.values.at("paper_constant"), json["bounds"]["paper"]["constant"]);
  expect_interval(*e.values.at("paper_bound"), json["bounds"]["paper"]["value"]);
  expect_interval(*e.values.at("gradient_W_D"), json["gradients"]["W_D"]);
  EXPECT_EQ(e.values.size(), 15u);
  const std::pair<const char*, Json> lists[] = {{"residual_norms", json["residual_norms"]},
                                                {"layer_norms", json["layer_norms"]},
                                                {"omega", json["omega"]},
                                                {"lambda", json["lambda"]},
                                                {"lipschitz_paper", json["lipschitz"]["paper"]},
                                                {"lipschitz_sharp", json["lipschitz"]["sharp"]},
                                                {"gradients_c", json["gradients"]["c"]}};
  for (const auto& [name, list] : lists) {
    ASSERT_EQ(e.lists.at(name).size(), list.size()) << name;
    for (std::size_t k = 0; k < list.size(); ++k) expect_interval(*e.lists.at(name)[k], list[k]);
  }
  EXPECT_EQ(e.lists.size(), 7u);
}

/// 600 rows are more than are computed together: each is what it is alone.
TEST_F(Library, ARowsPredictionDoesNotDependOnTheOthers) {
  const Network network = train(points_.samples(), options_of("--sweeps 5 --standardise")).network;
  const Points many(600, 2, 7);
  const Prediction all = network.predict(many.X, 2);
  const EnclosedPredictions enclosed = enclose(network, many.X, 64, 2);
  EXPECT_EQ(enclosed.labels, all.labels);
  ASSERT_EQ(enclosed.certain.size(), 600u);
  for (const std::size_t n : {0u, 255u, 256u, 257u, 511u, 512u, 599u}) {
    const std::span<const double> row = std::span(many.X).subspan(2 * n, 2);
    const Prediction one = network.predict(row);
    const EnclosedPredictions alone = enclose(network, row, 64);
    EXPECT_EQ(one.labels[0], all.labels[n]);
    EXPECT_EQ(alone.certain[0], enclosed.certain[n]);
    for (std::size_t j = 0; j < 3; ++j) {
      EXPECT_EQ(one.probabilities[j], all.probabilities[3 * n + j]) << n;
      EXPECT_EQ(alone.probabilities[j].lo, enclosed.probabilities[3 * n + j].lo) << n;
      EXPECT_LE(alone.probabilities[j].lower, one.probabilities[j] * (1 + 1e-14));
      EXPECT_GE(alone.probabilities[j].upper, one.probabilities[j] * (1 - 1e-14));
    }
  }
}

TEST_F(Library, AnArrayThatDoesNotFitIsRefusedByName) {
  const Network good = train(points_.samples(), options_of("--sweeps 1")).network;  // depth 3, width 10
  const auto refused = [&](const std::function<void(std::vector<LayerArrays>&)>& change) {
    std::vector<LayerArrays> layers = layers_of(good);
    change(layers);
    return error_of([&] { Network::dense("tanh", layers, points_.samples()); });
  };
  std::vector<double> bad(good.layer(2).W.begin(), good.layer(2).W.end());
  bad[3] = NAN;
  EXPECT_EQ(refused([](auto&) {}), "none");
  EXPECT_EQ(refused([](auto& l) { l.clear(); }), "dense requires a layer, but got none");
  EXPECT_EQ(refused([](auto& l) { l[1].W = l[1].W.first(7); }),
            "dense requires 10 x 10 numbers in W of layer 2, but got 7");
  EXPECT_EQ(refused([](auto& l) { l[0].b = l[0].b.first(9); }),
            "dense requires 10 x 1 numbers in b of layer 1, but got 9");
  EXPECT_EQ(refused([](auto& l) { l[1].r = l[1].r.first(9); }),
            "dense requires 150 x 10 numbers in r of layer 2, but got 9");
  EXPECT_EQ(refused([&](auto& l) { l[1].W = bad; }),
            "dense requires finite numbers in W of layer 2, but got nan at place 3");
  EXPECT_EQ(refused([](auto& l) { l[1].columns = 9; }), "dense requires 10 columns in W of layer 2, but got 9");
  EXPECT_EQ(refused([](auto& l) { l[1].rows = 0; }), "dense requires a row in W of layer 2, but got none");
  EXPECT_EQ(refused([](auto& l) { l.pop_back(); }), "dense requires 3 rows, one a class, in W of layer 2, but got 10");
  for (const bool bias : {false, true}) {
    EXPECT_EQ(refused([&](auto& l) { (bias ? l[2].b : l[2].r) = l[0].b; }),
              "dense requires no b and no r of the last layer, but got them");
  }
  EXPECT_EQ(error_of([&] { Network::dense("softplus", layers_of(good), points_.samples()); }),
            "dense requires an activation tanh, sigmoid, sin, relu or identity, but got softplus");
  EXPECT_EQ(error_of([] { certify({}); }), "certify requires states, but got none");
}

/// Residuals that nobody gives are zeros, as a state file has them; samples in the place of others begin so.
TEST_F(Library, ANetworkWithoutResidualsHasZeros) {
  const Network good = train(points_.samples(), options_of("--sweeps 2 --standardise")).network;
  std::vector<LayerArrays> layers = layers_of(good);
  for (LayerArrays& layer : layers) layer.r = {};
  const Points other(40, 2, 5);
  for (const Network& network :
       {Network::dense("tanh", layers, other.samples()), good.at_samples(other.X, other.labels)}) {
    EXPECT_TRUE(std::ranges::equal(network.labels(), other.labels));
    EXPECT_EQ(network.samples(), 40u);
    for (std::size_t l = 1; l <= 3; ++l) {
      EXPECT_EQ(network.layer(l).r.size(), l < 3 ? 400u : 0u);
      EXPECT_EQ(network.layer(l).kind, "dense");
      for (const double r : network.layer(l).r) EXPECT_EQ(r, 0);
    }
  }
  EXPECT_TRUE(std::ranges::equal(good.at_samples(other.X, other.labels).mean(), good.mean()));
  EXPECT_EQ(good.mean().size(), 2u);
  EXPECT_TRUE(std::ranges::equal(good.at_samples(other.X, other.labels).deviation(), good.deviation()));
  const Points images(40, 16);
  EXPECT_EQ(train(images.samples(), options_of("--conv 2 --sweeps 1")).network.layer(1).kind, "conv");
}

TEST_F(Library, EveryFigureOfARunIsTheProgramsOfItsName) {
  const std::string options = "--sweeps 5 --test-samples 30 --batch 50 --refresh 2 --seed 4";
  std::vector<SweepProgress> rows;
  const Trained t =
      train(points_.samples(), options_of(options), {[&](const SweepProgress& p) { rows.push_back(p); }, true, {}});
  run("train --data csv:points.csv --quiet --out run " + options);
  const Json result = json("run/run.json")["result"];
  EXPECT_EQ(t.CE, result["CE"].get<double>());
  EXPECT_EQ(t.accuracy, result["accuracy"].get<double>());
  EXPECT_EQ(t.batch_CE, result["batch_CE"].get<double>());
  EXPECT_EQ(t.batch_accuracy, result["batch_accuracy"].get<double>());
  EXPECT_EQ(*t.test_accuracy, result["test_accuracy"].get<double>());
  EXPECT_EQ(t.objective, result["S"].get<double>());
  EXPECT_EQ(t.sweeps, 5);
  EXPECT_EQ(t.seconds, rows.back().seconds);
  EXPECT_GT(t.seconds, 0);
  std::istringstream trace(text("run/trace.csv"));
  std::string line;
  std::getline(trace, line);
  ASSERT_TRUE(line.starts_with("sweep,batch,S,L_S,CE,bound,accuracy,")) << line;
  ASSERT_EQ(rows.size(), 5u);
  for (const SweepProgress& row : rows) {
    std::getline(trace, line);
    const std::string ours = fmt::format("{},{},{:.17g},{:.17g},{:.17g},{:.17g},{:.17g},", row.sweep, row.batch,
                                         row.objective, row.L_S, row.CE, row.bound, row.accuracy);
    EXPECT_TRUE(line.starts_with(ours)) << line << ' ' << ours;
  }
  EXPECT_FALSE(train(points_.samples(), options_of("--sweeps 1")).test_accuracy.has_value());
  rows.clear();
  train(points_.samples(), options_of("--method dlam --sweeps 1"),
        {[&](const SweepProgress& p) { rows.push_back(p); }, true, {}});
  EXPECT_TRUE(std::isnan(rows.at(0).L_S) && std::isnan(rows.at(0).bound) && !std::isnan(rows.at(0).CE));
}

TEST_F(Library, ItsOptionsAreThoseOfTheProgramButFiles) {
  const std::string help = printed(run("train --help").out);
  std::set<std::string> names;
  for (const OptionHelp& option : train_options()) {
    EXPECT_TRUE(names.insert(option.name).second) << option.name;
    EXPECT_FALSE(option.help.empty());
    EXPECT_NE(help.find("--" + option.name), std::string::npos) << option.name;
  }
  EXPECT_EQ(names.count("depth") + names.count("rho") + names.count("standardise"), 3u);
  EXPECT_EQ(names.count("data") + names.count("init") + names.count("out"), 0u);
}

TEST_F(Library, EveryStateOfATrajectoryHasItsEnclosures) {
  const Points few(20);
  std::vector<Network> states = {train(few.samples(), options_of("--sweeps 1")).network};
  states.push_back(train(states[0], options_of("--sweeps 1")).network);
  const Certificate all = certify(states, 80);
  for (std::size_t k = 0; k < 2; ++k) {
    const NetworkEvaluation e = evaluate(states[k], 80);
    const std::pair<const Interval*, const char*> parts[] = {
        {&all.states[k].S, "S"}, {&all.states[k].CE, "CE"}, {&all.states[k].bound, "b5"}};
    for (const auto& [part, name] : parts) {
      EXPECT_EQ(part->lo, e.values.at(name)->lo) << name;
      EXPECT_EQ(part->hi, e.values.at(name)->hi) << name;
    }
  }
  EXPECT_EQ(all.states[0].verdict, "");
  EXPECT_FALSE(all.interrupted);
  const double change = std::stod(all.states[1].S.lo) - std::stod(all.states[0].S.lo);
  EXPECT_NEAR(std::stod(all.states[1].change.lo) / change, 1, 1e-9);
}

/// Seed, instances and bits reach the claim; what is out of range is refused.
TEST_F(Library, AClaimIsDecidedWithTheOptionsGiven) {
  for (const char* id : {"lemma-3.3-i", "joint-monotone"}) {
    run(fmt::format("check --claim {} --instances 60 --seed 5 --bits 64 --json c.json", id));
    const Json row = json("c.json")["claims"][0];
    const ClaimOutcome outcome = check_claim(id, {.instances = 60, .bits = 64, .seed = 5});
    EXPECT_EQ(outcome.worst_ratio, row["worst_ratio"].get<double>());
    EXPECT_EQ(outcome.proved, row["instances"]["proved"].get<long>());
    EXPECT_EQ(outcome.equal, row["instances"]["equal"].get<long>());
    EXPECT_EQ(outcome.claim.id, id);
    EXPECT_EQ(outcome.claim.statement, row["statement"].get<std::string>());
    EXPECT_EQ(outcome.claim.source, row["source"].get<std::string>());
    EXPECT_TRUE(outcome.claim.expected);
    EXPECT_NE(check_claim(id, {.instances = 60, .seed = 6}).worst_ratio, outcome.worst_ratio);
  }
  const auto refused = [](const ClaimOptions& options) { return error_of([&] { check_claim("lemma-2.1", options); }); };
  EXPECT_EQ(refused({.instances = 0}), "check requires 1 <= --instances <= 1000000000, but got 0");
  EXPECT_EQ(refused({.instances = 1000000001}), "check requires 1 <= --instances <= 1000000000, but got 1000000001");
  EXPECT_NE(refused({.bits = 52}).find("--bits"), std::string::npos);
  EXPECT_NE(refused({.threads = 0}).find("--threads"), std::string::npos);
  EXPECT_EQ(error_of([] { check_claim("lemma-0"); }), "check requires the id of a claim, but got lemma-0");
  std::stop_source stop;
  stop.request_stop();
  EXPECT_TRUE(check_claim("lemma-2.1", {.instances = 60}, stop.get_token()).interrupted);
}

}  // namespace
}  // namespace lysep::testing_support
