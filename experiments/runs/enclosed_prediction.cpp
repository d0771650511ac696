#include "experiments/runs/enclosed_prediction.hpp"

#include "proofs-check/enclosures/ball_chain.hpp"
#include "proofs-check/enclosures/network.hpp"

namespace lysep {
namespace {

constexpr slong most_bits = 16384;

/// The samples' logits at the thread's precision, standardised without rounding. J x n.
Matrix<Ball> logits(const TrainedNetwork& network, std::span<const double> rows) {
  const auto inputs = static_cast<std::size_t>(network.inputs());
  const std::size_t count = rows.size() / inputs;
  Matrix<Ball> X(network.inputs(), static_cast<Index>(count));
  for (std::size_t i = 0; i < inputs; ++i) {
    for (std::size_t n = 0; n < count; ++n) {
      const Ball x(rows[n * inputs + i]);
      X.data()[i * count + n] = network.mean.empty() ? x : (x - Ball(network.mean[i])) / Ball(network.deviation[i]);
    }
  }
  return network_logits(enclosed(network.chain), X);
}

/// The prediction of column n; nothing where it is not as narrow as `bits` asks for, or, unless this is the last
/// precision, where it is open which logit is largest.
std::optional<EnclosedPrediction> prediction(const Matrix<Ball>& Z, Index n, int label, long bits, bool last) {
  EnclosedPrediction of;
  of.certain = true;
  bool decided = true;
  for (Index j = 0; j < Z.rows(); ++j) {
    if (j == label || Z(label, n) > Z(j, n)) continue;
    of.certain = false;
    decided = decided && (Z(j, n) > Z(label, n) || (Z(j, n) - Z(label, n)).is_zero());
  }
  if (!decided && !last) return std::nullopt;
  const Ball shift(Z(label, n).approximate());
  std::vector<Ball> e;
  Ball sum(0.0);
  for (Index j = 0; j < Z.rows(); ++j) {
    e.push_back(exp(Z(j, n) - shift));
    sum += e.back();
  }
  const slong digits = static_cast<slong>(static_cast<double>(bits) / 2 * 0.30103) + 4;
  for (const Ball& of_class : e) {
    const Ball p = of_class / sum;
    if (!p.relatively_narrower_than(-bits / 2) && !last) return std::nullopt;
    of.lo.push_back(p.lower_decimal(digits));
    of.hi.push_back(p.upper_decimal(digits));
  }
  return of;
}

}  // namespace

std::vector<EnclosedPrediction> enclosed_predictions(const TrainedNetwork& network, std::span<const double> rows,
                                                     const std::vector<int>& labels, long bits,
                                                     const std::atomic<bool>& stop) {
  std::vector<EnclosedPrediction> all(labels.size());
  std::vector<std::size_t> open;
  {
    const PrecisionScope scope(bits);
    const Matrix<Ball> Z = logits(network, rows);
    for (std::size_t n = 0; n < labels.size(); ++n) {
      if (auto found = prediction(Z, static_cast<Index>(n), labels[n], bits, false)) {
        all[n] = std::move(*found);
      } else {
        open.push_back(n);
      }
    }
  }
  const auto inputs = static_cast<std::size_t>(network.inputs());
  for (const std::size_t n : open) {
    const std::span row = rows.subspan(n * inputs, inputs);
    for (slong finer = 2 * bits;; finer *= 2) {
      const PrecisionScope scope(finer);
      const bool last = 2 * finer > most_bits || stop;
      auto found = prediction(logits(network, row), 0, labels[n], bits, last);
      if (!found) continue;
      all[n] = std::move(*found);
      break;
    }
  }
  return all;
}

}  // namespace lysep
