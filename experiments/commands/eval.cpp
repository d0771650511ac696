#include <fmt/format.h>
#include <unistd.h>

#include <csignal>
#include <nlohmann/json.hpp>
#include <thread>

#include "core/numbers/bad_input.hpp"
#include "datasets/files/state_file.hpp"
#include "experiments/commands/commands.hpp"
#include "experiments/commands/decimal_enclosure.hpp"
#include "experiments/runs/ranges.hpp"
#include "proofs-check/enclosures/evaluation.hpp"

namespace lysep {
namespace {

using Json = nlohmann::ordered_json;

struct EvalCommand {
  std::string state, json;
  long bits = 128;
  int threads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
};

Json json_of(const Evaluation& e, const StateData& data, long bits) {
  const DecimalEnclosure write(bits);
  const BoundChain& b = e.bounds;
  Json out = {{"bits", bits},
              {"N", e.samples},
              {"depth", data.depth()},
              {"classes", data.classes},
              {"activation", std::string(name_of(data.activation))}};
  out["CE"] = write(e.CE);
  out["S"] = write(e.S);
  out["L_S"] = write(e.L_S);
  out["R_norm"] = write(e.R_norm);
  out["residual_norms"] = write.list(e.residual_norms);
  out["layer_norms"] = write.list(e.layer_norms);
  out["omega"] = write.list(e.omega);
  out["lambda"] = write.list(e.lambda);
  out["bounds"] = {{"b0", write(b.b0)},
                   {"b1", write(b.b1)},
                   {"b2", write(b.b2)},
                   {"b3", write(b.b3)},
                   {"b4", write(b.b4)},
                   {"b5", write(b.b5)},
                   {"b6", write(b.b6)},
                   {"best", {{"constant", write(b.best_constant)}, {"value", write(b.b5)}}},
                   {"paper", {{"constant", write(b.paper_constant)}, {"value", write(b.paper)}}}};
  out["lipschitz"] = {{"paper", write.list(e.lipschitz_paper)}, {"sharp", write.list(e.lipschitz_sharp)}};
  out["gradients"] = {{"c", write.list(e.gradient_norms_c)}, {"W_D", write(e.gradient_norm_W)}};
  out["accuracy"] = static_cast<double>(e.correct) / static_cast<double>(e.samples);
  return out;
}

void print_list(const char* name, const std::vector<Ball>& balls) {
  fmt::print("{:<22}", name);
  for (const Ball& b : balls) fmt::print(" {:.6e}", b.approximate());
  fmt::print("\n");
}

void print_table(const Evaluation& e, const StateData& data, long bits) {
  fmt::print("state: {} samples, depth {}, {} classes, {}; enclosures at {} bits, shown [lower, upper]\n", e.samples,
             data.depth(), data.classes, name_of(data.activation), bits);
  const BoundChain& b = e.bounds;
  const std::pair<const char*, const Ball*> rows[] = {{"CE", &e.CE},
                                                      {"  <= b0 per sample", &b.b0},
                                                      {"  <= b1 Lipschitz", &b.b1},
                                                      {"  <= b2 RMS", &b.b2},
                                                      {"  <= b3 spectral", b.b3 ? &*b.b3 : nullptr},
                                                      {"  <= b4 Frobenius", &b.b4},
                                                      {"  <= b5 K(B,D) L_S", &b.b5},
                                                      {"  <= b6 paper's middle", &b.b6},
                                                      {"  <= C_B sqrt(D-1) L_S", &b.paper},
                                                      {"K(B, D)", &b.best_constant},
                                                      {"C_B sqrt(D-1)", &b.paper_constant},
                                                      {"S", &e.S},
                                                      {"L_S", &e.L_S},
                                                      {"||R||", &e.R_norm},
                                                      {"||grad_{W_D} S||", &e.gradient_norm_W}};
  for (const auto& [name, ball] : rows) {
    if (ball) fmt::print("{:<22} [{}, {}]\n", name, ball->lower_decimal(15), ball->upper_decimal(15));
  }
  print_list("||r_l||", e.residual_norms);
  print_list("||E_l||", e.layer_norms);
  print_list("omega_l", e.omega);
  print_list("lambda_l", e.lambda);
  print_list("||grad_{c_l} S||", e.gradient_norms_c);
  for (const auto& [name, list] : {std::pair{"C_l paper", &e.lipschitz_paper}, {"C_l sharp", &e.lipschitz_sharp}}) {
    fmt::print("{:<22}", name);
    for (const auto& c : *list) fmt::print(" {}", c ? fmt::format("{:.6e}", c->approximate()) : "none");
    fmt::print("\n");
  }
  fmt::print("{:<22} {:.2f} %\n", "accuracy", 100.0 * static_cast<double>(e.correct) / static_cast<double>(e.samples));
}

/// While there is one, the first signal ends the program: for work that has nothing to save and no good place to stop
/// at.
class SignalsEndAtOnce {
 public:
  SignalsEndAtOnce() {
    for (int k = 0; k < 3; ++k) before_[k] = std::signal(signals[k], [](int) { _exit(exit_stopped); });
    if (stop_requested) _exit(exit_stopped);  // before there was one
  }
  ~SignalsEndAtOnce() {
    for (int k = 0; k < 3; ++k) std::signal(signals[k], before_[k]);
  }
  SignalsEndAtOnce(const SignalsEndAtOnce&) = delete;
  SignalsEndAtOnce& operator=(const SignalsEndAtOnce&) = delete;

 private:
  static constexpr int signals[] = {SIGINT, SIGTERM, SIGHUP};
  void (*before_[3])(int);
};

Evaluation evaluate_or_stop(const StateData& data, const EvalCommand& c) {
  const SignalsEndAtOnce here;
  ThreadPool pool(c.threads);
  return evaluate_to(data, c.bits, pool);
}

int eval(const EvalCommand& c) {
  require_bits("eval", c.bits);
  require_threads("eval", c.threads);
  if (!c.json.empty()) require_writable(c.json);
  const StateData data = read_state_file(c.state);
  const Evaluation e = evaluate_or_stop(data, c);
  if (e.undecided > 0) {
    fmt::print(stderr, "lysep: eval counts {} predictions by midpoints: logits that may be equal\n", e.undecided);
  }
  if (c.json != "-") print_table(e, data, c.bits);
  if (!c.json.empty()) write_text(c.json, json_of(e, data, c.bits).dump(1) + "\n");
  return exit_done;
}

}  // namespace

Command add_eval(CommandLine line) {
  auto c = std::make_shared<EvalCommand>();
  line.option("STATE.h5", &c->state, "state file");
  line.option("--bits", &c->bits, "53 to 4096: enclosures are relatively narrower than 2^(-bits/2)");
  line.option("--threads", &c->threads, "changes the time, never the result");
  line.option("--json", &c->json, "write the machine's form to FILE, - for standard output");
  return [c] { return eval(*c); };
}

}  // namespace lysep
