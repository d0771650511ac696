// `lysep export`: a trained network for other programs.
#include <fmt/format.h>

#include <memory>

#include "core/numbers/bad_input.hpp"
#include "experiments/commands/commands.hpp"
#include "experiments/runs/onnx_network.hpp"

namespace lysep {
namespace {

struct ExportCommand {
  std::string network, onnx;
  bool in_double = false;
};

int export_network(const ExportCommand& c) {
  if (c.onnx.empty()) throw BadInput("export requires --onnx FILE, but got none");
  require_writable(c.onnx);
  const TrainedNetwork network = read_trained_network("export", c.network);
  require_classes("export", network);
  write_text(c.onnx, bytes_of(onnx_model(network, c.in_double)));
  return exit_done;
}

}  // namespace

Command add_export(CommandLine line) {
  auto c = std::make_shared<ExportCommand>();
  line.option("RUN|STATE.h5", &c->network, "the folder of a run, or a state file");
  line.option("--onnx", &c->onnx, "the file to write, a model of ONNX; - for standard output");
  line.option(
      "--double", &c->in_double,
      "a network with convolutions in double too, in a form that runtimes have for doubles; without it in float");
  return [c] { return export_network(*c); };
}

}  // namespace lysep
