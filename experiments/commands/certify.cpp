// `lysep certify STATE.h5...`: a trajectory made by any program, state by state.
#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <map>
#include <thread>

#include "core/numbers/bad_input.hpp"
#include "datasets/files/state_file.hpp"
#include "experiments/commands/commands.hpp"
#include "experiments/commands/decimal_enclosure.hpp"
#include "experiments/runs/ranges.hpp"
#include "proofs-check/runs/trajectory.hpp"

namespace lysep {
namespace {

using Json = nlohmann::ordered_json;

struct CertifyCommand {
  std::vector<std::string> states;
  std::string json;
  long bits = 128;
  int threads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
};

struct Point {
  std::string file;
  StateData data;
  Evaluation at;
};

Json bound_holds(const Point& p) {
  const auto holds = bound_holds(p.at);
  return holds ? Json(*holds) : Json(nullptr);
}

Json json_of(const Point& p, const DecimalEnclosure& write) {
  return {{"state", p.file},
          {"S", write(p.at.S)},
          {"CE", write(p.at.CE)},
          {"bound", write(p.at.bounds.b5)},
          {"bound_holds", bound_holds(p)}};
}

/// The exit code and the machine's form of all pairs.
class Certificate {
 public:
  Certificate(const CertifyCommand& c) : write_(c.bits), json_{{"format", "lysep-certificate"}, {"bits", c.bits}} {}

  void begin(const Point& first) {
    json_["first"] = json_of(first, write_);
    judge_bound(first);
    json_["pairs"] = Json::array();
    fmt::print("{:<40} S in [{}, {}]\n", first.file, first.at.S.lower_decimal(15), first.at.S.upper_decimal(15));
  }

  void add(const Point& before, const Point& after, const std::string& verdict) {
    const Ball change = after.at.S - before.at.S;
    Json pair = {{"from", before.file}};
    pair.update(json_of(after, write_));
    pair["change"] = write_(change);
    pair["verdict"] = verdict;
    json_["pairs"].push_back(pair);
    fmt::print("{:<40} {:<10} change of S in [{}, {}]\n", after.file, verdict, change.lower_decimal(6),
               change.upper_decimal(6));
    ++counts_[verdict];
    judge_bound(after);
  }

  int end(const std::string& to) {
    const long bad = counts_["increase"] + counts_["undecided"] + bounds_failed_ + bounds_undecided_;
    fmt::print(
        "S decreases {} times, is equal {}, increases {}, undecided {}; CE <= K(B, D) L_S fails {} times, undecided "
        "{}\n",
        counts_["decrease"], counts_["equal"], counts_["increase"], counts_["undecided"], bounds_failed_,
        bounds_undecided_);
    json_["interrupted"] = stop_requested.load();
    json_["certified"] = bad == 0 && !stop_requested;
    if (!to.empty()) write_text(to, json_.dump(1) + "\n");
    return stop_requested ? exit_stopped : bad > 0 ? exit_check_failed : exit_done;
  }

 private:
  void judge_bound(const Point& p) {
    const auto holds = bound_holds(p.at);
    if (!holds) ++bounds_undecided_;
    if (holds == false) {
      ++bounds_failed_;
      fmt::print("{:<40} CE <= K(B, D) L_S fails\n", p.file);
    }
  }

  DecimalEnclosure write_;
  Json json_;
  std::map<std::string, long> counts_;
  long bounds_failed_ = 0, bounds_undecided_ = 0;
};

int certify(const CertifyCommand& c) {
  require_bits("certify", c.bits);
  require_threads("certify", c.threads);
  if (!c.json.empty()) require_writable(c.json);
  std::vector<StateData> states;
  for (const std::string& file : c.states) {  // all are read first: bad input is told before hours of work
    states.push_back(read_state_file(file));
    const std::string other = difference_of(states.front(), states.back());
    if (!other.empty()) {
      throw BadInput(fmt::format("certify requires states of one network and data, but got another {} in {} than in {}",
                                 other, file, c.states.front()));
    }
  }
  ThreadPool pool(c.threads);
  Certificate certificate(c);
  Point before{c.states[0], std::move(states[0]), {}};
  before.at = evaluate_to(before.data, c.bits, pool);
  certificate.begin(before);
  for (std::size_t k = 1; k < states.size() && !stop_requested; ++k) {
    Point after{c.states[k], std::move(states[k]), {}};
    after.at = evaluate_to(after.data, c.bits, pool);
    const std::string verdict = change_of_S(before.data, before.at, after.data, after.at, pool, stop_requested);
    certificate.add(before, after, verdict);
    before = std::move(after);
  }
  return certificate.end(c.json);
}

}  // namespace

Command add_certify(CommandLine line) {
  auto c = std::make_shared<CertifyCommand>();
  line.option("STATE.h5", &c->states, "state files of one network and data, in order");
  line.option("--bits", &c->bits,
              "53 to 4096: enclosures are relatively narrower than 2^(-bits/2), and narrower where needed");
  line.option("--threads", &c->threads, "changes the time, never the result");
  line.option("--json", &c->json, "write the machine's form to FILE, - for standard output");
  return [c] { return certify(*c); };
}

}  // namespace lysep
