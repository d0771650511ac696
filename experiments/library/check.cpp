#include <lysep/check.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "experiments/runs/enclosed_prediction.hpp"
#include "experiments/runs/ranges.hpp"
#include "experiments/library/entry.hpp"
#include "experiments/library/kept_network.hpp"
#include "proofs-check/frame/decide_claim.hpp"
#include "proofs-check/runs/trajectory.hpp"

namespace lysep {
namespace {

/// The next double on the side of `towards`, for the text has been rounded; 0 stays.
double beyond(const std::string& decimal, double towards) {
  double value = 0;
  std::from_chars(decimal.data(), decimal.data() + decimal.size(), value);
  return value == 0 ? 0 : std::nextafter(value, towards);
}

Interval interval_of(const std::string& lo, const std::string& hi) {
  return {lo, hi, beyond(lo, -INFINITY), beyond(hi, INFINITY)};
}

/// Enclosures with the digits of a precision.
class Intervals {
 public:
  explicit Intervals(long bits) : digits_(static_cast<slong>(static_cast<double>(bits) * 0.30103) + 4) {}

  Interval operator()(const Ball& b) const { return interval_of(b.lower_decimal(digits_), b.upper_decimal(digits_)); }
  std::optional<Interval> operator()(const std::optional<Ball>& b) const {
    return b ? std::optional((*this)(*b)) : std::nullopt;
  }
  template <class Balls>
  std::vector<std::optional<Interval>> list(const Balls& balls) const {
    std::vector<std::optional<Interval>> all;
    for (const auto& b : balls) all.push_back((*this)(b));
    return all;
  }

 private:
  slong digits_;
};

const StateData& state_for(const char* command, const Network& network) {
  const StateData& state = network.kept().state;
  if (state.format != StateFormat().name || state.layers.back().b.size() > 0) {
    throw BadInput(fmt::format("{} requires a state of format {}, its last layer without b, but got {}", command,
                               StateFormat().name, state.format));
  }
  return state;
}

NetworkEvaluation evaluation_of(const Evaluation& e, long bits) {
  const Intervals of(bits);
  const BoundChain& b = e.bounds;
  NetworkEvaluation out{bits,
                        static_cast<std::size_t>(e.samples),
                        static_cast<std::size_t>(e.correct),
                        static_cast<std::size_t>(e.undecided),
                        {},
                        {}};
  const std::pair<const char*, const Ball*> values[] = {{"CE", &e.CE},
                                                        {"S", &e.S},
                                                        {"L_S", &e.L_S},
                                                        {"R_norm", &e.R_norm},
                                                        {"b0", &b.b0},
                                                        {"b1", &b.b1},
                                                        {"b2", &b.b2},
                                                        {"b4", &b.b4},
                                                        {"b5", &b.b5},
                                                        {"b6", &b.b6},
                                                        {"best_constant", &b.best_constant},
                                                        {"paper_constant", &b.paper_constant},
                                                        {"paper_bound", &b.paper},
                                                        {"gradient_W_D", &e.gradient_norm_W}};
  for (const auto& [name, ball] : values) out.values[name] = of(*ball);
  out.values["b3"] = of(b.b3);
  out.lists["residual_norms"] = of.list(e.residual_norms);
  out.lists["layer_norms"] = of.list(e.layer_norms);
  out.lists["omega"] = of.list(e.omega);
  out.lists["lambda"] = of.list(e.lambda);
  out.lists["lipschitz_paper"] = of.list(e.lipschitz_paper);
  out.lists["lipschitz_sharp"] = of.list(e.lipschitz_sharp);
  out.lists["gradients_c"] = of.list(e.gradient_norms_c);
  return out;
}

EnclosedPredictions predictions_of(const Network& network, std::span<const double> X, long bits, ThreadPool& pool,
                                   const std::atomic<bool>& stop) {
  const TrainedNetwork& use = network.kept().use;
  const std::size_t d = network.inputs(), J = network.classes();
  EnclosedPredictions all{network.predict(X).labels, {}, {}};
  const std::size_t n = all.labels.size(), together = 256;
  std::vector<std::vector<EnclosedPrediction>> parts((n + together - 1) / together);
  pool.for_each(parts.size(), [&](std::size_t k) {
    const std::size_t first = k * together, count = std::min(together, n - first);
    const auto labels = all.labels.begin() + static_cast<long>(first);
    if (stop) return;
    parts[k] = enclosed_predictions(use, X.subspan(first * d, count * d), {labels, labels + static_cast<long>(count)},
                                    bits, stop);
  });
  if (stop) throw Error(Error::Kind::stopped, "predict was stopped");
  for (const auto& part : parts) {
    for (const EnclosedPrediction& of_sample : part) {
      all.certain.push_back(of_sample.certain);
      for (std::size_t j = 0; j < J; ++j) all.probabilities.push_back(interval_of(of_sample.lo[j], of_sample.hi[j]));
    }
  }
  return all;
}

/// A flag that the token sets.
class Stop {
 public:
  explicit Stop(const std::stop_token& token) : callback_(token, Set{&flag}) {}
  std::atomic<bool> flag{false};

 private:
  struct Set {
    std::atomic<bool>* flag;
    void operator()() const { *flag = true; }
  };
  std::stop_callback<Set> callback_;
};

CertifiedState certified_state(const Evaluation& at, const Intervals& of) {
  return {of(at.S), of(at.CE), of(at.bounds.b5), bound_holds(at), {}, ""};
}

Certificate certificate_of(std::span<const Network> states, long bits, ThreadPool& pool,
                           const std::atomic<bool>& stop) {
  const Intervals of(bits);
  for (std::size_t k = 0; k < states.size(); ++k) {  // all are looked at first, before hours of work
    const std::string other = difference_of(state_for("certify", states[0]), state_for("certify", states[k]));
    if (other.empty()) continue;
    throw BadInput(
        fmt::format("certify requires states of one network and data, but got another {} in state {} than "
                    "in state 0",
                    other, k));
  }
  Certificate all;
  Evaluation before;
  for (std::size_t k = 0; k < states.size() && !stop; ++k) {
    Evaluation at = evaluate_to(states[k].kept().state, bits, pool);
    std::string verdict;
    if (k > 0) verdict = change_of_S(states[k - 1].kept().state, before, states[k].kept().state, at, pool, stop);
    all.states.push_back(certified_state(at, of));
    if (k > 0) all.states.back().change = of(at.S - before.S);
    all.states.back().verdict = verdict;
    before = std::move(at);
  }
  all.interrupted = stop;
  all.certified = !stop && std::all_of(all.states.begin(), all.states.end(), [](const CertifiedState& state) {
    return state.bound_holds == true && state.verdict != "increase" && state.verdict != "undecided";
  });
  return all;
}

ClaimHeading heading_of(const Claim& claim) { return {claim.id, claim.source, claim.statement, claim.expected}; }

const Claim& claim_of(const std::string& id) {
  try {
    return claim_named(id);
  } catch (const std::out_of_range&) {
    throw BadInput("check requires the id of a claim, but got " + id);
  }
}

CheckOptions options_of(const ClaimOptions& options) {
  if (options.instances < 1 || options.instances > 1000000000) {
    throw BadInput(fmt::format("check requires 1 <= --instances <= 1000000000, but got {}", options.instances));
  }
  require_bits("check", options.bits);
  require_threads("check", options.threads);
  CheckOptions of;
  of.instances = options.instances;
  of.bits = options.bits;
  of.seed = options.seed;
  return of;
}

ClaimOutcome outcome_of(const Claim& claim, const ClaimReport& report) {
  ClaimOutcome out;
  out.claim = heading_of(claim);
  out.verdict = report.verdict() == Verdict::hypothesis_not_met ? "not applicable" : name_of(report.verdict());
  out.as_expected = report.as_expected(claim);
  out.proved = report.proved;
  out.equal = report.equal;
  out.refuted = report.refuted;
  out.inconclusive = report.inconclusive;
  out.worst_ratio = report.worst_ratio;
  for (const MutantReport& mutant : report.mutants) {
    if (mutant.mutant.equivalent) continue;
    ++out.mutants;
    out.mutants_killed += mutant.killed;
  }
  out.interrupted = report.interrupted;
  return out;
}

}  // namespace

inline namespace v0_2 {

NetworkEvaluation evaluate(const Network& network, long bits, int threads) {
  return at_entry([&] {
    require_bits("eval", bits);
    require_threads("eval", threads);
    ThreadPool pool(threads);
    return evaluation_of(evaluate_to(state_for("eval", network), bits, pool), bits);
  });
}

EnclosedPredictions enclose(const Network& network, std::span<const double> X, long bits, int threads,
                            std::stop_token stop) {
  return at_entry([&] {
    require_bits("predict", bits);
    require_threads("predict", threads);
    const Stop stopped(stop);
    ThreadPool pool(threads);
    return predictions_of(network, X, bits, pool, stopped.flag);
  });
}

Certificate certify(std::span<const Network> states, long bits, int threads, std::stop_token stop) {
  return at_entry([&] {
    require_bits("certify", bits);
    require_threads("certify", threads);
    if (states.empty()) throw BadInput("certify requires states, but got none");
    const Stop stopped(stop);
    ThreadPool pool(threads);
    return certificate_of(states, bits, pool, stopped.flag);
  });
}

std::vector<ClaimHeading> claims() {
  return at_entry([] {
    std::vector<ClaimHeading> all;
    for (const Claim& claim : all_claims()) all.push_back(heading_of(claim));
    return all;
  });
}

ClaimOutcome check_claim(const std::string& id, const ClaimOptions& options, std::stop_token stop) {
  return at_entry([&] {
    const Claim& claim = claim_of(id);
    const CheckOptions of = options_of(options);
    const Stop stopped(stop);
    ThreadPool pool(options.threads);
    return outcome_of(claim, lysep::check_claim(
                                 claim, of, pool, [](long) {}, stopped.flag));
  });
}

}  // namespace v0_2
}  // namespace lysep
