// The enclosures of `lysep predict --enclose`.
#include "experiments/commands/predict.hpp"

namespace lysep {

Command add_predict_enclosing(CommandLine line) {
  return add_predict_with(
      line, [](const TrainedNetwork& network, std::span<const double> rows, const std::vector<int>& labels, long bits) {
        return enclosed_predictions(network, rows, labels, bits, stop_requested);
      });
}

}  // namespace lysep
