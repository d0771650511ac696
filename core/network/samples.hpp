#pragma once
// Labelled samples, one sample a row.
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

  std::size_t samples() const { return labels.size(); }
};

struct TrainAndTest {
  Dataset train, test;                            // test may hold no sample
  std::vector<double> mean = {}, deviation = {};  // by which each column was standardised; empty: not at all
};

}  // namespace lysep
