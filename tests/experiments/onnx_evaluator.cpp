#include "tests/experiments/onnx_evaluator.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <stdexcept>

namespace lysep::testing_support {
namespace {

using Shape = std::vector<long>;

long product(const Shape& shape) { return std::accumulate(shape.begin(), shape.end(), 1L, std::multiplies<>()); }

/// The indices of an entry, from its place.
Shape indices_of(long place, const Shape& shape) {
  Shape at(shape.size());
  for (std::size_t i = shape.size(); i-- > 0; place /= shape[i]) at[i] = place % shape[i];
  return at;
}
long place_of(const Shape& at, const Shape& shape) {
  long place = 0;
  for (std::size_t i = 0; i < shape.size(); ++i) place = place * shape[i] + at[i];
  return place;
}

class Evaluator {
 public:
  explicit Evaluator(bool is_double) : u_(is_double ? 0x1p-53L : 0x1p-24L) {}

  OnnxValue operator()(const OnnxNode& node, const std::vector<const OnnxValue*>& in) const {
    const OnnxValue& a = *in.at(0);
    if (node.op == "Gemm") return gemm(a, *in[1], in.size() > 2 ? in[2] : nullptr, node);
    if (node.op == "MatMul") return matmul(a, *in[1]);
    if (node.op == "Conv") return conv(a, *in[1], in.size() > 2 ? in[2] : nullptr, node);
    if (node.op == "AveragePool") return average_pool(a, node);
    if (node.op == "ReduceMean") return reduce_mean(a, node);
    if (node.op == "Softmax") return softmax(a, node);
    if (node.op == "ArgMax") return arg_max(a, node);
    if (node.op == "Gather") return gather(a, *in[1], node.attribute("axis", 0));
    if (node.op == "Reshape") return reshape(a, *in[1]);
    if (node.op == "Transpose") return transpose(a, node);
    if (node.op == "Pad") return pad(a, *in[1]);
    if (in.size() == 2) return elementwise(node.op, a, *in[1]);
    return activation(node.op, a);
  }

 private:
  /// A sum of products, in any order: (n + 1) u of the sum of sizes covers it, doubled for what is of second order.
  struct Sum {
    long double u, value = 0, sizes = 0, carried = 0;
    long terms = 0;

    void add(long double w, long double w_error, long double v, long double v_error) {
      value += w * v;
      carried += std::fabs(w) * v_error + std::fabs(v) * w_error + w_error * v_error;
      sizes += (std::fabs(w) + w_error) * (std::fabs(v) + v_error);
      ++terms;
    }
    void put(OnnxValue& into) const {
      into.x.push_back(value);
      into.error.push_back(carried + 2 * static_cast<long double>(terms + 1) * u * sizes);
    }
  };
  Sum sum() const { return {u_}; }
  void add(Sum& to, const OnnxValue& w, long i, const OnnxValue& v, long j) const {
    to.add(w.x.at(i), w.error.at(i), v.x.at(j), v.error.at(j));
  }

  OnnxValue gemm(const OnnxValue& X, const OnnxValue& W, const OnnxValue* b, const OnnxNode& node) const {
    if (node.attribute("transB", 0) != 1 || X.shape.at(1) != W.shape.at(1)) throw std::runtime_error("Gemm");
    const long n = X.shape[0], in = X.shape[1], out = W.shape[0];
    OnnxValue Y{{n, out}, {}, {}, {}};
    for (long s = 0; s < n; ++s) {
      for (long i = 0; i < out; ++i) {
        Sum total = sum();
        for (long j = 0; j < in; ++j) add(total, W, i * in + j, X, s * in + j);
        if (b) total.add(1, 0, b->x.at(i), b->error.at(i));
        total.put(Y);
      }
    }
    return Y;
  }

  OnnxValue matmul(const OnnxValue& K, const OnnxValue& V) const {
    if (K.shape.size() != 2 || V.shape.size() != 3 || K.shape[1] != V.shape[1]) throw std::runtime_error("MatMul");
    const long n = V.shape[0], q = V.shape[1], pixels = V.shape[2], out = K.shape[0];
    OnnxValue Y{{n, out, pixels}, {}, {}, {}};
    for (long place = 0; place < product(Y.shape); ++place) {
      const Shape at = indices_of(place, Y.shape);
      Sum total = sum();
      for (long t = 0; t < q; ++t) add(total, K, at[1] * q + t, V, (at[0] * q + t) * pixels + at[2]);
      total.put(Y);
    }
    return Y;
  }

  OnnxValue conv(const OnnxValue& V, const OnnxValue& K, const OnnxValue* b, const OnnxNode& node) const {
    const Shape pads = node.attributes.at("pads");
    const long k = K.shape.at(2), channels = V.shape.at(1), height = V.shape.at(2), width = V.shape.at(3);
    if (K.shape.at(1) != channels || K.shape.at(3) != k) throw std::runtime_error("Conv");
    OnnxValue Y{
        {V.shape[0], K.shape[0], height + pads[0] + pads[2] - k + 1, width + pads[1] + pads[3] - k + 1}, {}, {}, {}};
    for (long place = 0; place < product(Y.shape); ++place) {
      const Shape at = indices_of(place, Y.shape);
      Sum total = sum();
      for (long tap = 0; tap < channels * k * k; ++tap) {
        const long c = tap / (k * k), y = at[2] + tap / k % k - pads[0], x = at[3] + tap % k - pads[1];
        if (y < 0 || y >= height || x < 0 || x >= width) continue;
        add(total, K, at[1] * channels * k * k + tap, V, place_of({at[0], c, y, x}, V.shape));
      }
      if (b) total.add(1, 0, b->x.at(at[1]), b->error.at(at[1]));
      total.put(Y);
    }
    return Y;
  }

  OnnxValue average_pool(const OnnxValue& V, const OnnxNode& node) const {
    if (node.attributes.at("kernel_shape") != Shape{2, 2} || node.attributes.at("strides") != Shape{2, 2}) {
      throw std::runtime_error("AveragePool");
    }
    OnnxValue Y{{V.shape.at(0), V.shape.at(1), V.shape.at(2) / 2, V.shape.at(3) / 2}, {}, {}, {}};
    for (long place = 0; place < product(Y.shape); ++place) {
      const Shape at = indices_of(place, Y.shape);
      Sum total = sum();
      for (long w = 0; w < 4; ++w) {
        const long of = place_of({at[0], at[1], 2 * at[2] + w / 2, 2 * at[3] + w % 2}, V.shape);
        total.add(0.25L, 0, V.x.at(of), V.error.at(of));
      }
      total.put(Y);
    }
    return Y;
  }

  /// Without the axes that are averaged.
  OnnxValue reduce_mean(const OnnxValue& V, const OnnxNode& node) const {
    const Shape& axes = node.attributes.at("axes");
    if (node.attribute("keepdims", 1) != 0) throw std::runtime_error("ReduceMean");
    const auto kept = [&](const Shape& of) {
      Shape rest;
      for (long i = 0; i < static_cast<long>(of.size()); ++i) {
        if (std::find(axes.begin(), axes.end(), i) == axes.end()) rest.push_back(of[i]);
      }
      return rest;
    };
    OnnxValue Y{kept(V.shape), {}, {}, {}};
    const auto together = static_cast<long double>(product(V.shape) / product(Y.shape));
    std::vector<Sum> sums(static_cast<std::size_t>(product(Y.shape)), sum());
    for (long place = 0; place < product(V.shape); ++place) {
      sums.at(place_of(kept(indices_of(place, V.shape)), Y.shape))
          .add(1 / together, 0, V.x.at(place), V.error.at(place));
    }
    for (const Sum& total : sums) total.put(Y);
    return Y;
  }

  /// Values alone: what is bounded are the logits.
  OnnxValue softmax(const OnnxValue& Z, const OnnxNode& node) const {
    if (node.attribute("axis", -1) != 1) throw std::runtime_error("Softmax");
    OnnxValue P = Z;
    const long J = Z.shape.at(1);
    for (long s = 0; s < Z.shape[0]; ++s) {
      long double* p = P.x.data() + s * J;
      const long double largest = *std::max_element(p, p + J);
      long double total = 0;
      for (long j = 0; j < J; ++j) total += p[j] = std::exp(p[j] - largest);
      for (long j = 0; j < J; ++j) p[j] /= total;
    }
    return P;
  }

  OnnxValue arg_max(const OnnxValue& Z, const OnnxNode& node) const {
    if (node.attribute("axis", 0) != 1 || node.attribute("keepdims", 1) != 0) throw std::runtime_error("ArgMax");
    OnnxValue Y{{Z.shape.at(0)}, {}, {}, {}};
    for (long s = 0; s < Z.shape[0]; ++s) {
      const auto row = Z.x.begin() + s * Z.shape[1];
      Y.x.push_back(static_cast<long double>(std::max_element(row, row + Z.shape[1]) - row));
      Y.error.push_back(0);
    }
    return Y;
  }

  static void copy(const OnnxValue& from, long place, OnnxValue& to) {
    if (!from.texts.empty()) return to.texts.push_back(from.texts.at(place));
    to.x.push_back(from.x.at(place));
    to.error.push_back(from.error.at(place));
  }

  OnnxValue gather(const OnnxValue& V, const OnnxValue& index, long axis) const {
    OnnxValue Y{V.shape, {}, {}, {}};
    Y.shape.erase(Y.shape.begin() + axis);
    Y.shape.insert(Y.shape.begin() + axis, index.shape.begin(), index.shape.end());
    const auto rank = static_cast<long>(index.shape.size());
    for (long place = 0; place < product(Y.shape); ++place) {
      const Shape at = indices_of(place, Y.shape);
      const Shape chosen(at.begin() + axis, at.begin() + axis + rank);
      Shape from(at.begin(), at.begin() + axis);
      from.push_back(static_cast<long>(index.x.at(place_of(chosen, index.shape))));
      if (from.back() < 0 || from.back() >= V.shape.at(axis)) throw std::runtime_error("Gather");
      from.insert(from.end(), at.begin() + axis + rank, at.end());
      copy(V, place_of(from, V.shape), Y);
    }
    return Y;
  }

  /// 0 keeps the size.
  OnnxValue reshape(const OnnxValue& V, const OnnxValue& shape) const {
    OnnxValue Y = V;
    Y.shape.clear();
    for (std::size_t i = 0; i < shape.x.size(); ++i) {
      Y.shape.push_back(shape.x[i] == 0 ? V.shape.at(i) : static_cast<long>(shape.x[i]));
    }
    if (product(Y.shape) != product(V.shape)) throw std::runtime_error("Reshape");
    return Y;
  }

  OnnxValue transpose(const OnnxValue& V, const OnnxNode& node) const {
    const Shape& order = node.attributes.at("perm");
    OnnxValue Y;
    for (const long axis : order) Y.shape.push_back(V.shape.at(axis));
    for (long place = 0; place < product(Y.shape); ++place) {
      const Shape at = indices_of(place, Y.shape);
      Shape from(at.size());
      for (std::size_t i = 0; i < at.size(); ++i) from[order[i]] = at[i];
      copy(V, place_of(from, V.shape), Y);
    }
    return Y;
  }

  OnnxValue pad(const OnnxValue& V, const OnnxValue& pads) const {
    const std::size_t rank = V.shape.size();
    OnnxValue Y;
    for (std::size_t i = 0; i < rank; ++i) {
      Y.shape.push_back(V.shape[i] + static_cast<long>(pads.x.at(i) + pads.x.at(rank + i)));
    }
    const OnnxValue zero{{1}, {0}, {0}, {}};
    for (long place = 0; place < product(Y.shape); ++place) {
      Shape at = indices_of(place, Y.shape);
      bool inside = true;
      for (std::size_t i = 0; i < rank; ++i) {
        at[i] -= static_cast<long>(pads.x[i]);
        inside = inside && at[i] >= 0 && at[i] < V.shape[i];
      }
      copy(inside ? V : zero, inside ? place_of(at, V.shape) : 0, Y);
    }
    return Y;
  }

  /// The second is repeated along what it lacks, as in numpy.
  OnnxValue elementwise(const std::string& op, const OnnxValue& a, const OnnxValue& b) const {
    OnnxValue Y{a.shape, {}, {}, {}};
    const std::size_t lacks = a.shape.size() - b.shape.size();
    for (long place = 0; place < product(a.shape); ++place) {
      const Shape at = indices_of(place, a.shape);
      Shape of(at.begin() + static_cast<long>(lacks), at.end());
      for (std::size_t i = 0; i < of.size(); ++i) {
        if (b.shape[i] == 1) of[i] = 0;
      }
      const long j = place_of(of, b.shape);
      const long double x = a.x.at(place), y = b.x.at(j), e = a.error.at(place), f = b.error.at(j);
      long double value, carried;
      if (op == "Add" || op == "Sub") {
        value = op == "Add" ? x + y : x - y;
        carried = e + f;
      } else if (op == "Mul") {
        value = x * y;
        carried = std::fabs(x) * f + std::fabs(y) * e + e * f;
      } else if (op == "Div") {
        value = x / y;
        carried = (e + std::fabs(value) * f) / (std::fabs(y) - f);
      } else {
        throw std::runtime_error("requires an operator that is known, but got " + op);
      }
      Y.x.push_back(value);
      Y.error.push_back(carried + 2 * u_ * (std::fabs(value) + carried));
    }
    return Y;
  }

  OnnxValue activation(const std::string& op, const OnnxValue& c) const {
    static const std::map<std::string, std::function<long double(long double)>> known = {
        {"Tanh", [](long double x) { return std::tanh(x); }},
        {"Sigmoid", [](long double x) { return 1 / (1 + std::exp(-x)); }},
        {"Sin", [](long double x) { return std::sin(x); }},
        {"Relu", [](long double x) { return std::max(x, 0.0L); }}};
    OnnxValue V = c;
    for (long double& x : V.x) x = known.at(op)(x);
    for (std::size_t i = 0; i < V.x.size(); ++i) {  // all of them have slopes of at most 1
      if (op != "Relu") V.error[i] += 8 * u_ * std::max(std::fabs(V.x[i]), 1.0L);
    }
    return V;
  }

  long double u_;
};

}  // namespace

long OnnxValue::size() const { return product(shape); }

long OnnxNode::attribute(const std::string& name, long otherwise) const {
  const auto found = attributes.find(name);
  return found == attributes.end() ? otherwise : found->second.at(0);
}

std::map<std::string, OnnxValue> evaluate(const OnnxFile& file, const OnnxValue& X) {
  std::map<std::string, OnnxValue> values = file.constants;
  if (!file.is_double()) {  // inputs and constants have been rounded
    for (auto& [name, constant] : values) {
      for (std::size_t i = 0; i < constant.x.size(); ++i) constant.error[i] = std::fabs(constant.x[i]) * 0x1p-24L;
    }
  }
  values["X"] = X;
  const Evaluator of(file.is_double());
  for (const OnnxNode& node : file.nodes) {
    std::vector<const OnnxValue*> inputs;
    for (const std::string& name : node.inputs) inputs.push_back(&values.at(name));
    if (!values.emplace(node.outputs.at(0), of(node, inputs)).second) {
      throw std::runtime_error("requires a name for each value, but got twice " + node.outputs[0]);
    }
  }
  return values;
}

}  // namespace lysep::testing_support
