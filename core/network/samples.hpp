#pragma once
// Labelled samples, one sample a row.
#include <cstddef>
#include <vector>

namespace lysep {

struct Dataset {
  std::vector<double> X;    // N x dimension, row-major
  std::vector<int> labels;  // N, 0-based
  std::size_t dimension = 0;
  int classes = 0;

  std::size_t samples() const { return labels.size(); }
};

struct TrainAndTest {
  Dataset train, test;  // test may hold no sample
};

}  // namespace lysep
