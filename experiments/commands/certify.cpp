// `lysep certify STATE.h5...`: a trajectory made by any program, state by state.
#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <map>
#include <thread>
#include <tuple>

#include "core/numbers/bad_input.hpp"
#include "datasets/files/state_file.hpp"
#include "experiments/commands/commands.hpp"
#include "experiments/commands/decimal_enclosure.hpp"
#include "proofs-check/enclosures/evaluation.hpp"

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

constexpr slong most_bits = 16384;

/// What makes two states points of one trajectory; empty where they are.
std::string difference(const StateData& a, const StateData& b) {
  if (a.X.rows() != b.X.rows() || a.X.cols() != b.X.cols() || a.X != b.X) return "/X";
  if (a.labels != b.labels || a.classes != b.classes) return "/labels";
  if (!(a.activation == b.activation)) return "activation";
  if (a.depth() != b.depth()) return "depth";
  for (std::size_t l = 0; l < a.layers.size(); ++l) {
    const auto &x = a.layers[l], &y = b.layers[l];
    const auto shape = [](const LayerShape& s) {
      return std::tuple(s.kernel, s.padding, s.pooled, s.image.channels, s.image.height, s.image.width);
    };
    if (shape(x.shape) != shape(y.shape) || x.W.rows() != y.W.rows() || x.W.cols() != y.W.cols()) {
      return fmt::format("shape of /layers/{}/W", l + 1);
    }
  }
  return "";
}

/// "decrease", "increase" or "equal" where that is certain, else "undecided". Enclosures that overlap are narrowed
/// first.
std::string verdict_of(Point& before, Point& after, ThreadPool& pool) {
  if (hash_of(before.data) == hash_of(after.data)) return "equal";
  for (slong bits = 256; !(after.at.S < before.at.S) && !(before.at.S < after.at.S) && !stop_requested; bits *= 2) {
    if (bits > most_bits) return "undecided";
    const PrecisionScope scope(bits);
    before.at = evaluate(before.data, pool);
    after.at = evaluate(after.data, pool);
  }
  return after.at.S < before.at.S ? "decrease" : before.at.S < after.at.S ? "increase" : "undecided";
}

/// CE <= K(B, D) L_S: true, false, or null where the enclosures overlap.
Json bound_holds(const Evaluation& e) {
  if (e.CE <= e.bounds.b5) return true;
  return e.bounds.b5 < e.CE ? Json(false) : Json(nullptr);
}

Json json_of(const Point& p, const DecimalEnclosure& write) {
  return {{"state", p.file},
          {"S", write(p.at.S)},
          {"CE", write(p.at.CE)},
          {"bound", write(p.at.bounds.b5)},
          {"bound_holds", bound_holds(p.at)}};
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
    const Json holds = bound_holds(p.at);
    if (holds.is_null()) ++bounds_undecided_;
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
  if (c.bits < 53 || c.bits > 4096) {
    throw BadInput(fmt::format("certify requires 53 <= --bits <= 4096, but got {}", c.bits));
  }
  if (c.threads < 1 || c.threads > 1024) {
    throw BadInput(fmt::format("certify requires 1 <= --threads <= 1024, but got {}", c.threads));
  }
  if (!c.json.empty()) require_writable(c.json);
  std::vector<StateData> states;
  for (const std::string& file : c.states) {  // all are read first: bad input is told before hours of work
    states.push_back(read_state_file(file));
    const std::string other = difference(states.front(), states.back());
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
    const std::string verdict = verdict_of(before, after, pool);
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
