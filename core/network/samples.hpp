#pragma once
// Samples with labels or real targets, one sample a row.
#include <cstddef>
#include <string>
#include <vector>

namespace lysep {

struct Dataset {
  std::vector<double> X;    // N x dimension, row-major
  std::vector<int> labels;  // N, 0-based
  std::size_t dimension = 0;
  int classes = 0;
  std::vector<std::string> class_names = {};  // of the classes 0, 1, ...; empty where they have none
  std::vector<double> targets = {};           // N x outputs, row-major: of regression, in the place of labels
  std::size_t outputs = 0;                    // numbers of a target; 0: classification

  bool regression() const { return outputs > 0; }
  std::size_t samples() const { return regression() ? targets.size() / outputs : labels.size(); }
};

struct TrainAndTest {
  Dataset train, test;                            // test may hold no sample
  std::vector<double> mean = {}, deviation = {};  // by which each column was standardised; empty: not at all
};

}  // namespace lysep
