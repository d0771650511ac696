#include "datasets/preparation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/numbers/bad_input.hpp"
#include "core/numbers/random.hpp"

namespace lysep {
namespace {

/// Whether a sample is one of the test samples.
std::vector<bool> test_choice(std::size_t samples, const Preparation& how) {
  std::vector<bool> chosen(samples);
  if (how.test_at_end) {
    std::fill(chosen.end() - static_cast<long>(how.test_samples), chosen.end(), true);
    return chosen;
  }
  std::vector<std::size_t> order(samples);
  std::iota(order.begin(), order.end(), std::size_t{0});
  const RandomStream stream(how.seed, Purpose::test_choice, 0);
  for (std::size_t i = 0; i < how.test_samples; ++i) {
    std::swap(order[i], order[i + stream.bits(i) % (samples - i)]);
    chosen[order[i]] = true;
  }
  return chosen;
}

struct Column {
  double mean = 0, deviation = 0;
};

/// Mean and deviation of a column in two passes, in the order of the rows; scaled, so that no square overflows.
Column column_of(const Dataset& data, std::size_t k) {
  const std::size_t N = data.samples(), d = data.dimension;
  const auto count = static_cast<double>(N);
  Column column;
  double largest = 0;
  for (std::size_t n = 0; n < N; ++n) column.mean += data.X[n * d + k] / count;
  for (std::size_t n = 0; n < N; ++n) largest = std::max(largest, std::fabs(data.X[n * d + k] - column.mean));
  if (largest == 0 || !std::isfinite(largest)) return column;
  double rest = 0, squares = 0;
  for (std::size_t n = 0; n < N; ++n) rest += (data.X[n * d + k] - column.mean) / largest;
  rest /= count;  // what rounding left of the mean
  for (std::size_t n = 0; n < N; ++n) {
    const double x = (data.X[n * d + k] - column.mean) / largest - rest;
    squares += x * x;
  }
  column.mean += rest * largest;
  column.deviation = std::sqrt(squares / count) * largest;
  const double rounding = 1e-15 * std::fabs(column.mean);  // of a column of one value
  if (column.deviation <= rounding) column.deviation = 0;
  return column;
}

void standardise(Dataset& data, const TrainAndTest& by) {
  for (std::size_t i = 0; i < data.X.size(); ++i) {
    const std::size_t k = i % data.dimension;
    data.X[i] = (data.X[i] - by.mean[k]) / by.deviation[k];
  }
}

/// Columns whose scales a network with weights of one scale does not see. Columns of one value tell nothing.
void warn_of_scales(const std::vector<Column>& columns, const std::string& name, std::vector<std::string>& warnings) {
  constexpr double much = 1e3;
  std::size_t least = columns.size(), most = columns.size(), far = columns.size();
  for (std::size_t k = 0; k < columns.size(); ++k) {
    const Column& c = columns[k];
    if (c.deviation == 0) continue;
    if (least == columns.size() || c.deviation < columns[least].deviation) least = k;
    if (most == columns.size() || c.deviation > columns[most].deviation) most = k;
    if (far == columns.size() && std::fabs(c.mean) > much * c.deviation) far = k;
  }
  if (least < columns.size() && columns[most].deviation > much * columns[least].deviation) {
    warnings.push_back(fmt::format("{}: inputs {} and {} have deviations {:.1e} and {:.1e}; --standardise makes all 1",
                                   name, least + 1, most + 1, columns[least].deviation, columns[most].deviation));
  } else if (far < columns.size()) {
    warnings.push_back(
        fmt::format("{}: input {} has mean {:.1e} and deviation {:.1e}; --standardise makes them 0 and 1", name,
                    far + 1, columns[far].mean, columns[far].deviation));
  }
}

void warn_of_classes(const Dataset& train, const std::string& name, std::vector<std::string>& warnings) {
  std::vector<bool> there(static_cast<std::size_t>(train.classes));
  for (const int label : train.labels) there[static_cast<std::size_t>(label)] = true;
  const auto lacking = static_cast<std::size_t>(std::find(there.begin(), there.end(), false) - there.begin());
  if (lacking == there.size()) return;
  const auto others = std::count(there.begin(), there.end(), false) - 1;
  warnings.push_back(
      fmt::format("{}: no training sample is of class {}{}", name,
                  lacking < train.class_names.size() ? train.class_names[lacking] : std::to_string(lacking),
                  others > 0 ? fmt::format(", nor of {} others", others) : ""));
}

void add_sample(const Dataset& from, std::size_t n, Dataset& to) {
  const auto row = from.X.begin() + static_cast<long>(n * from.dimension);
  to.X.insert(to.X.end(), row, row + static_cast<long>(from.dimension));
  if (!from.regression()) return to.labels.push_back(from.labels[n]);
  const auto target = from.targets.begin() + static_cast<long>(n * from.outputs);
  to.targets.insert(to.targets.end(), target, target + static_cast<long>(from.outputs));
}

}  // namespace

TrainAndTest prepared(const Dataset& all, const Preparation& how, const std::string& name,
                      std::vector<std::string>& warnings) {
  const std::size_t needed = how.test_samples + std::max<std::size_t>(how.samples, 1);
  if (all.samples() < needed) {
    throw BadInput(fmt::format("train requires at least {} rows for --samples and --test-samples, but got {} in {}",
                               needed, all.samples(), name));
  }
  const std::size_t wanted = how.samples == 0 ? all.samples() - how.test_samples : how.samples;
  TrainAndTest parts;
  for (Dataset* part : {&parts.train, &parts.test}) {
    part->dimension = all.dimension;
    part->classes = all.classes;
    part->class_names = all.class_names;
    part->outputs = all.outputs;
  }
  const std::vector<bool> test = test_choice(all.samples(), how);
  for (std::size_t n = 0; n < all.samples(); ++n) {
    if (test[n] || parts.train.samples() < wanted) add_sample(all, n, test[n] ? parts.test : parts.train);
  }
  if (!all.regression()) warn_of_classes(parts.train, name, warnings);
  std::vector<Column> columns;
  for (std::size_t k = 0; k < all.dimension; ++k) columns.push_back(column_of(parts.train, k));
  if (!how.standardise) {
    warn_of_scales(columns, name, warnings);
    return parts;
  }
  for (const Column& c : columns) {
    parts.mean.push_back(c.mean);
    parts.deviation.push_back(c.deviation == 0 ? 1 : c.deviation);
  }
  standardise(parts.train, parts);
  standardise(parts.test, parts);
  return parts;
}

}  // namespace lysep
