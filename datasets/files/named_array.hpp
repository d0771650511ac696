#pragma once
// What a dataset of a file is, and what an instance of a claim is made of.
#include <vector>

namespace lysep {

/// Numbers with their shape, row-major.
struct NamedArray {
  std::vector<unsigned long long> shape;
  std::vector<double> values;
};

}  // namespace lysep
