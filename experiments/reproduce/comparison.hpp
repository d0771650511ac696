#pragma once
// The finished runs of a table side by side with the paper's numbers.
#include "experiments/reproduce/reference_runs.hpp"

namespace lysep {

/// The finished runs of one method in one row of the paper, a seed each.
struct MethodRuns {
  const PaperRow* row;
  const ReferenceMethod* method;
  std::vector<const RunRecord*> runs;

  /// The run of the smallest final cross-entropy.
  const RunRecord* best() const;
};

struct Statistics {
  double mean = 0, deviation = 0;  // the sample's, n - 1 in the denominator; 0 of a single value
  std::size_t count = 0;
};

Statistics statistics(const std::vector<double>& values);
/// The middle one, or the mean of both. Requires one value at least.
double median(std::vector<double> values);

/// Of the mean over seeds against the paper's mean and standard deviation s: better below mean - 2 s, worse above mean
/// + 2 s.
enum class Standing { better, within, worse };
Standing compare(double mean_CE, const PaperFigures& paper);

struct TextTable {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;

  std::string text() const;
};

/// What `reproduce` shows of finished runs.
struct Shown {
  TextTable table;
  std::vector<std::string> sentences;
};

TextTable comparison(const std::vector<MethodRuns>& results);

/// Sentences: how each method stands against the paper, and which method has the smallest cross-entropy where.
std::vector<std::string> summary(const std::vector<MethodRuns>& results, long sweeps);

}  // namespace lysep
