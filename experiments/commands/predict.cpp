#include "experiments/commands/predict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <thread>

#include "core/numbers/bad_input.hpp"
#include "core/numbers/parallel.hpp"
#include "experiments/runs/ranges.hpp"

namespace lysep {
namespace {

struct PredictCommand {
  std::string network, data, out = "-";
  std::optional<std::string> header;
  bool enclose = false;
  long bits = 128;
  int threads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
};

/// A name as a field of a table.
std::string field(const std::string& name) {
  if (name.find_first_of(",\"\r\n") == std::string::npos) return name;
  std::string quoted = "\"";
  for (const char letter : name) quoted += letter == '"' ? std::string("\"\"") : std::string(1, letter);
  return quoted + "\"";
}

std::string header_of(const TrainedNetwork& network, bool enclose) {
  std::string line = "label";
  for (const std::string& name : network.classes) line += "," + field("p_" + name);
  for (std::size_t j = 0; enclose && j < network.classes.size(); ++j) {
    line += "," + field("p_" + network.classes[j] + "_lo") + "," + field("p_" + network.classes[j] + "_hi");
  }
  return line + (enclose ? ",certain\n" : "\n");
}

/// The rows of some samples.
std::string rows_of(const TrainedNetwork& network, std::span<const double> rows, EncloseFunction enclose, long bits) {
  const auto [labels, P] = predicted_samples(network, rows);
  std::vector<EnclosedPrediction> enclosed;
  if (enclose) enclosed = enclose(network, rows, labels, bits);
  fmt::memory_buffer text;
  for (std::size_t n = 0; n < labels.size(); ++n) {
    fmt::format_to(std::back_inserter(text), "{}", field(network.classes[static_cast<std::size_t>(labels[n])]));
    for (Index j = 0; j < P.rows(); ++j) fmt::format_to(std::back_inserter(text), ",{}", P(j, static_cast<Index>(n)));
    for (std::size_t j = 0; enclose && j < enclosed[n].lo.size(); ++j) {
      fmt::format_to(std::back_inserter(text), ",{},{}", enclosed[n].lo[j], enclosed[n].hi[j]);
    }
    fmt::format_to(std::back_inserter(text), "{}", enclose ? enclosed[n].certain ? ",yes\n" : ",no\n" : "\n");
  }
  return fmt::to_string(text);
}

void check_ranges(const PredictCommand& c) {
  if (c.header && *c.header != "yes" && *c.header != "no") {
    throw BadInput(fmt::format("predict requires --header yes or no, but got {}", *c.header));
  }
  require_bits("predict", c.bits);
  require_threads("predict", c.threads);
}

int predict(const PredictCommand& c, EncloseFunction enclose) {
  check_ranges(c);
  if (c.enclose && !enclose) throw BadInput("predict requires the whole program for --enclose, but got a part of it");
  require_writable(c.out);
  TrainedNetwork network = read_trained_network("predict", c.network);
  require_classes("predict", network);
  if (c.header) network.csv.header = *c.header == "yes";
  const CsvInputs samples = inputs_for(network, c.data);
  const auto inputs = static_cast<std::size_t>(network.inputs());
  const auto together = static_cast<std::size_t>(samples_together(network.chain));
  std::vector<std::string> parts((samples.samples + together - 1) / together);
  ThreadPool pool(c.threads);
  pool.for_each(parts.size(), [&](std::size_t k) {
    if (stop_requested) return;
    const std::size_t first = k * together, count = std::min(together, samples.samples - first);
    const std::span rows = std::span(samples.X).subspan(first * inputs, count * inputs);
    parts[k] = rows_of(network, rows, c.enclose ? enclose : nullptr, c.bits);
  });
  if (stop_requested) return exit_stopped;
  std::string text = header_of(network, c.enclose);
  for (const std::string& part : parts) text += part;
  write_text(c.out, text);
  return exit_done;
}

}  // namespace

Command add_predict_with(CommandLine line, EncloseFunction enclose) {
  auto c = std::make_shared<PredictCommand>();
  line.option("RUN|STATE.h5", &c->network, "the folder of a run, or a state file");
  line.option("--data", &c->data, "csv:FILE, the label's column in it or not, or idx:IMAGES");
  line.option("--header", &c->header, "yes or no: the first row of the csv file; default: as it looks");
  line.option("--out", &c->out,
              "a csv file of a row a sample: its class, then the probability of each; - for standard output");
  line.option(
      "--enclose", &c->enclose,
      "beside them lower and upper ends of the probabilities in real arithmetic, and whether the class is certain");
  line.option("--bits", &c->bits, "53 to 4096, of enclosures: relatively narrower than 2^(-bits/2)");
  line.option("--threads", &c->threads, "changes the time, never the result");
  return [c, enclose] {
    if (c->data.empty()) throw BadInput("predict requires --data csv:FILE or idx:IMAGES, but got none");
    return predict(*c, enclose);
  };
}

Command add_predict(CommandLine line) { return add_predict_with(line, nullptr); }

}  // namespace lysep
