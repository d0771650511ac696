// The protobuf form of ONNX, read from its definition: fields by number, of varints, fixed words or bytes.
#include <bit>
#include <cstdint>
#include <cstring>
#include <functional>
#include <stdexcept>
#include <string_view>

#include "tests/experiments/onnx_evaluator.hpp"

namespace lysep::testing_support {
namespace {

static_assert(std::endian::native == std::endian::little);

std::uint64_t varint(std::string_view& bytes) {
  std::uint64_t number = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    if (bytes.empty()) break;
    const auto byte = static_cast<unsigned char>(bytes[0]);
    bytes.remove_prefix(1);
    number |= static_cast<std::uint64_t>(byte & 127) << shift;
    if (byte < 128) return number;
  }
  throw std::runtime_error("a varint that does not end");
}

/// Calls seen(field, number, bytes) for each field of a message.
void for_each_field(std::string_view bytes, const std::function<void(unsigned, long, std::string_view)>& seen) {
  while (!bytes.empty()) {
    const std::uint64_t key = varint(bytes), wire = key & 7;
    const auto field = static_cast<unsigned>(key >> 3);
    if (wire == 0) {
      seen(field, static_cast<long>(varint(bytes)), {});
    } else if (wire == 2) {
      const std::uint64_t length = varint(bytes);
      if (length > bytes.size()) throw std::runtime_error("a field longer than its message");
      seen(field, 0, bytes.substr(0, length));
      bytes.remove_prefix(length);
    } else {
      throw std::runtime_error("a field of another kind");
    }
  }
}

template <class T>
std::vector<long double> numbers(std::string_view raw) {
  std::vector<long double> all;
  for (; raw.size() >= sizeof(T); raw.remove_prefix(sizeof(T))) {
    T number;
    std::memcpy(&number, raw.data(), sizeof(T));
    all.push_back(static_cast<long double>(number));
  }
  if (!raw.empty()) throw std::runtime_error("half a number");
  return all;
}

void read_tensor(std::string_view bytes, std::map<std::string, OnnxValue>& constants) {
  OnnxValue value;
  long type = 0;
  std::string name;
  std::string_view raw;
  for_each_field(bytes, [&](unsigned field, long number, std::string_view text) {
    if (field == 1) value.shape.push_back(number);
    if (field == 2) type = number;
    if (field == 6) value.texts.emplace_back(text);
    if (field == 8) name = text;
    if (field == 9) raw = text;
  });
  if (type == 1) value.x = numbers<float>(raw);
  if (type == 7) value.x = numbers<std::int64_t>(raw);
  if (type == 11) value.x = numbers<double>(raw);
  value.error.assign(value.x.size(), 0);
  const auto held = static_cast<long>(type == 8 ? value.texts.size() : value.x.size());
  if (held != value.size() || !constants.emplace(name, value).second) throw std::runtime_error("a constant " + name);
}

OnnxNode read_node(std::string_view bytes) {
  OnnxNode node;
  for_each_field(bytes, [&](unsigned field, long, std::string_view text) {
    if (field == 1) node.inputs.emplace_back(text);
    if (field == 2) node.outputs.emplace_back(text);
    if (field == 4) node.op = text;
    if (field != 5) return;
    std::string name;
    std::vector<long> values;
    long type = 0;
    for_each_field(text, [&](unsigned inner, long number, std::string_view inner_text) {
      if (inner == 1) name = inner_text;
      if (inner == 3 || inner == 8) values.push_back(number);
      if (inner == 20) type = number;
    });
    if (type != 2 && type != 7) throw std::runtime_error("an attribute without its type");
    node.attributes[name] = values;
  });
  return node;
}

OnnxFile::Port read_port(std::string_view bytes) {
  OnnxFile::Port port;
  const auto dimension = [&](unsigned, long, std::string_view text) {
    for_each_field(
        text, [&](unsigned field, long number, std::string_view) { port.shape.push_back(field == 1 ? number : -1); });
  };
  const auto tensor = [&](unsigned field, long number, std::string_view text) {
    if (field == 1) port.type = number;
    if (field == 2) for_each_field(text, dimension);
  };
  for_each_field(bytes, [&](unsigned field, long, std::string_view text) {
    if (field == 1) port.name = text;
    if (field == 2)
      for_each_field(text, [&](unsigned, long, std::string_view inner) { for_each_field(inner, tensor); });
  });
  return port;
}

void read_graph(std::string_view bytes, OnnxFile& file) {
  for_each_field(bytes, [&](unsigned field, long, std::string_view text) {
    if (field == 1) file.nodes.push_back(read_node(text));
    if (field == 5) read_tensor(text, file.constants);
    if (field == 11) file.inputs.push_back(read_port(text));
    if (field == 12) file.outputs.push_back(read_port(text));
  });
}

}  // namespace

OnnxFile read_onnx(const std::string& bytes) {
  OnnxFile file;
  for_each_field(bytes, [&](unsigned field, long number, std::string_view text) {
    if (field == 1) file.ir_version = number;
    if (field == 2) file.producer = text;
    if (field == 7) read_graph(text, file);
    if (field == 8) {
      for_each_field(text, [&](unsigned inner, long version, std::string_view) {
        if (inner == 2) file.opset = version;
      });
    }
    if (field == 14) {
      std::string key, value;
      for_each_field(text, [&](unsigned inner, long, std::string_view word) { (inner == 1 ? key : value) = word; });
      file.metadata[key] = value;
    }
  });
  return file;
}

}  // namespace lysep::testing_support
