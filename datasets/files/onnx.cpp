#include "datasets/files/onnx.hpp"

#include <fmt/format.h>

#include <bit>
#include <limits>

#include "core/numbers/bad_input.hpp"

namespace lysep {
namespace {

constexpr std::int64_t ir_version = 7, opset = 13;
constexpr std::int64_t attribute_int = 2, attribute_ints = 7;  // AttributeProto.type

/// A message of protobuf: fields of a number, which are a whole number or bytes (text, a message, packed numbers).
class Message {
 public:
  Message& add(unsigned field, std::int64_t number) {
    varint(field << 3);
    varint(static_cast<std::uint64_t>(number));
    return *this;
  }
  Message& add(unsigned field, const std::string& bytes) {
    varint(field << 3 | 2);
    varint(bytes.size());
    bytes_ += bytes;
    return *this;
  }
  Message& add(unsigned field, const Message& message) { return add(field, message.bytes_); }
  const std::string& bytes() const { return bytes_; }

 private:
  void varint(std::uint64_t number) {
    for (; number >= 128; number >>= 7) bytes_ += static_cast<char>(number % 128 + 128);
    bytes_ += static_cast<char>(number);
  }
  std::string bytes_;
};

/// The lowest byte first, on every machine.
template <class T>
std::string little_endian(const std::vector<T>& numbers) {
  using Bits = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
  std::string bytes;
  bytes.reserve(numbers.size() * sizeof(T));
  for (const T number : numbers) {
    auto bits = std::bit_cast<Bits>(number);
    for (std::size_t k = 0; k < sizeof(T); ++k, bits >>= 8) bytes += static_cast<char>(bits & 0xff);
  }
  return bytes;
}

constexpr OnnxType type_of(double) { return OnnxType::float64; }
constexpr OnnxType type_of(float) { return OnnxType::float32; }
constexpr OnnxType type_of(std::int64_t) { return OnnxType::int64; }

Message message_of(const OnnxTensor& tensor) {
  Message message;
  for (const std::int64_t size : tensor.shape) message.add(1, size);
  std::visit(
      [&]<class T>(const std::vector<T>& values) {
        if constexpr (std::is_same_v<T, std::string>) {
          message.add(2, static_cast<std::int64_t>(OnnxType::string));
          for (const std::string& text : values) message.add(6, text);
          message.add(8, tensor.name);
        } else {
          message.add(2, static_cast<std::int64_t>(type_of(T{}))).add(8, tensor.name).add(9, little_endian(values));
        }
      },
      tensor.values);
  return message;
}

Message message_of(const OnnxValue& value) {
  Message shape;
  shape.add(1, Message().add(2, "N"));
  if (value.width > 0) shape.add(1, Message().add(1, value.width));
  const Message tensor = Message().add(1, static_cast<std::int64_t>(value.type)).add(2, shape);
  return Message().add(1, value.name).add(2, Message().add(1, tensor));
}

Message message_of(const OnnxAttribute& attribute) {
  Message message;
  message.add(1, attribute.name);
  if (const auto* number = std::get_if<std::int64_t>(&attribute.value)) {
    return message.add(3, *number).add(20, attribute_int);
  }
  for (const std::int64_t number : std::get<std::vector<std::int64_t>>(attribute.value)) message.add(8, number);
  return message.add(20, attribute_ints);
}

Message message_of(const OnnxNode& node) {
  Message message;
  for (const std::string& input : node.inputs) message.add(1, input);
  message.add(2, node.output).add(3, node.output).add(4, node.op);  // named as what it gives
  for (const OnnxAttribute& attribute : node.attributes) message.add(5, message_of(attribute));
  return message;
}

}  // namespace

std::string bytes_of(const OnnxModel& model) {
  Message graph;
  for (const OnnxNode& node : model.nodes) graph.add(1, message_of(node));
  graph.add(2, model.name);
  for (const OnnxTensor& constant : model.constants) graph.add(5, message_of(constant));
  for (const OnnxValue& input : model.inputs) graph.add(11, message_of(input));
  for (const OnnxValue& output : model.outputs) graph.add(12, message_of(output));
  Message file;
  file.add(1, ir_version).add(2, "lysep").add(3, model.producer_version).add(7, graph);
  file.add(8, Message().add(1, "").add(2, opset));
  for (const auto& [key, value] : model.metadata) file.add(14, Message().add(1, key).add(2, value));
  constexpr auto most = static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max());
  if (file.bytes().size() > most) {
    throw BadInput(fmt::format("a file of ONNX requires at most {} bytes, but got {}", most, file.bytes().size()));
  }
  return file.bytes();
}

}  // namespace lysep
