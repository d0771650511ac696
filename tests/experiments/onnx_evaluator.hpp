#pragma once
// A small runtime of ONNX in long double, from the bytes of a file alone, that also bounds how far a runtime in the
// file's own precision may be from the real number, whatever the order of its sums.
#include <map>
#include <string>
#include <vector>

namespace lysep::testing_support {

/// A tensor, row-major. Texts stand in the place of numbers.
struct OnnxValue {
  std::vector<long> shape;
  std::vector<long double> x;      // values
  std::vector<long double> error;  // |runtime - value| <= error, for a model whose constants are exact
  std::vector<std::string> texts;

  long size() const;
};

struct OnnxNode {
  std::string op;
  std::vector<std::string> inputs, outputs;
  std::map<std::string, std::vector<long>> attributes;

  long attribute(const std::string& name, long otherwise) const;
};

struct OnnxFile {
  long ir_version = 0, opset = 0;
  std::string producer;
  std::map<std::string, std::string> metadata;
  std::vector<OnnxNode> nodes;
  std::map<std::string, OnnxValue> constants;
  struct Port {
    std::string name;
    long type = 0;            // 1 float, 8 string, 11 double
    std::vector<long> shape;  // -1: named
  };
  std::vector<Port> inputs, outputs;

  bool is_double() const { return inputs.at(0).type == 11; }
};

/// Throws std::runtime_error where the bytes are no such file.
OnnxFile read_onnx(const std::string& bytes);

/// All values of the graph at X (samples x inputs). A runtime rounds with unit u = 2^-53 or 2^-24: sums in any order,
/// and tanh, sigmoid and sin to within 8 u of max(|value|, 1).
std::map<std::string, OnnxValue> evaluate(const OnnxFile& file, const OnnxValue& X);

}  // namespace lysep::testing_support
