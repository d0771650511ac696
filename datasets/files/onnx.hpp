#pragma once
// Models of ONNX (Open Neural Network Exchange), IR version 7, opset 13, as bytes of its protobuf form. Only what a
// chain of layers needs; the field numbers are those of the format's onnx.proto.
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace lysep {

enum class OnnxType { float32 = 1, int64 = 7, string = 8, float64 = 11 };

/// A constant of the graph; row-major.
struct OnnxTensor {
  std::string name;
  std::vector<std::int64_t> shape;
  std::variant<std::vector<double>, std::vector<float>, std::vector<std::int64_t>, std::vector<std::string>> values;
};

/// An input or output of the graph, "N" x width, or "N" alone where width = 0: N is any number of samples.
struct OnnxValue {
  std::string name;
  OnnxType type;
  std::int64_t width = 0;
};

struct OnnxAttribute {
  std::string name;
  std::variant<std::int64_t, std::vector<std::int64_t>> value;
};

/// op(inputs) = output.
struct OnnxNode {
  std::string op;
  std::vector<std::string> inputs;
  std::string output;
  std::vector<OnnxAttribute> attributes = {};
};

struct OnnxModel {
  std::string producer_version, name;
  std::vector<std::pair<std::string, std::string>> metadata;
  std::vector<OnnxValue> inputs, outputs;
  std::vector<OnnxTensor> constants;
  std::vector<OnnxNode> nodes;  // each reads what stands before it
};

/// The bytes of the model's file. They depend on nothing but the model. Requires less than 2 GB, protobuf's limit;
/// throws BadInput.
std::string bytes_of(const OnnxModel& model);

}  // namespace lysep
