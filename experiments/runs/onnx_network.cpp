#include "experiments/runs/onnx_network.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/numbers/bad_input.hpp"
#include "experiments/runs/version.hpp"

namespace lysep {
namespace {

using Shape = std::vector<std::int64_t>;

/// Makes a graph, node after node; `value()` is what the last one gives.
class Graph {
 public:
  Graph(const TrainedNetwork& network, bool in_double) : network_(network) {
    const auto& links = network.chain.links;
    in_double_ = in_double || std::all_of(links.begin(), links.end(),
                                          [](const auto& link) { return is_dense(link.shape->shape()); });
    model_.name = "network";
    model_.producer_version = version();
    model_.metadata = {{"classes", nlohmann::json(network.classes).dump()}};
    model_.inputs = {{"X", number(), network.inputs()}};
  }

  OnnxModel made() {
    standardise();
    for (Index l = 1; l <= network_.chain.depth(); ++l) {
      layer_ = l;
      add_layer(network_.chain.at(l));
      if (l < network_.chain.depth()) activate();
    }
    answer();
    return std::move(model_);
  }

 private:
  OnnxType number() const { return in_double_ ? OnnxType::float64 : OnnxType::float32; }

  /// A constant of the network's type of number; gives its name.
  std::string constant(const std::string& name, Shape shape, const std::vector<double>& values) {
    if (in_double_) {
      model_.constants.push_back({name, std::move(shape), values});
    } else {
      model_.constants.push_back({name, std::move(shape), std::vector<float>(values.begin(), values.end())});
    }
    return name;
  }
  /// The same of whole numbers.
  std::string whole(const std::string& name, Shape shape, Shape values) {
    model_.constants.push_back({name, std::move(shape), std::move(values)});
    return name;
  }

  /// name = op(inputs); the last value where `inputs` begins with "".
  void node(const std::string& op, std::vector<std::string> inputs, const std::string& name,
            std::vector<OnnxAttribute> attributes = {}) {
    if (inputs[0].empty()) inputs[0] = value_;
    model_.nodes.push_back({op, std::move(inputs), name, std::move(attributes)});
    value_ = name;
  }
  std::string named(const char* what) const { return fmt::format("{}_{}", what, layer_); }

  void reshape(const char* what, Shape shape) {
    const auto count = static_cast<std::int64_t>(shape.size());
    node("Reshape", {"", whole(named(what) + "_shape", {count}, std::move(shape))}, named(what));
  }

  /// (x - mean) / deviation; pixels, which come as 0..1, by one mean and deviation.
  void standardise() {
    value_ = "X";
    const std::int64_t inputs = network_.inputs();
    std::vector<double> mean = network_.mean, deviation = network_.deviation;
    Shape shape = {inputs};
    if (mean.empty() && (network_.pixel_mean != 0 || network_.pixel_deviation != 1)) {
      mean = {network_.pixel_mean};
      deviation = {network_.pixel_deviation};
      shape = {1};
    }
    if (mean.empty()) return;
    node("Sub", {"", constant("mean", shape, mean)}, "centred");
    node("Div", {"", constant("deviation", shape, deviation)}, "standardised");
  }

  void add_layer(const Chain<double>::Link& link) {
    const LayerShape shape = link.shape->shape();
    if (shape.pooled) pool(shape.image);
    if (shape.kernel > 0) {
      convolve(link, shape);
    } else {
      apply("Gemm", link, {link.K.rows(), link.K.cols()}, "c", {{"transB", 1}});
    }
  }

  static std::vector<double> numbers(const auto& of) { return {of.data(), of.data() + of.size()}; }

  /// op(the last value, K, b), where there is a bias.
  void apply(const char* op, const Chain<double>::Link& link, const Shape& shape_of_K, const char* what,
             std::vector<OnnxAttribute> attributes) {
    std::vector<std::string> inputs = {"", constant(named("K"), shape_of_K, numbers(link.K))};
    if (link.b.size() > 0) inputs.push_back(constant(named("b"), {link.b.size()}, numbers(link.b)));
    node(op, std::move(inputs), named(what), std::move(attributes));
  }

  /// Means over 2 x 2 pixels; the value stays a row a sample.
  void pool(const ImageShape& image) {
    const Index height = image.height / 2, width = image.width / 2;
    if (in_double_) {
      reshape("windows", {0, image.channels, height, 2, width, 2});
      node("ReduceMean", {""}, named("means"), {{"axes", Shape{3, 5}}, {"keepdims", 0}});
    } else {
      reshape("unpooled", {0, image.channels, image.height, image.width});
      node("AveragePool", {""}, named("means"), {{"kernel_shape", Shape{2, 2}}, {"strides", Shape{2, 2}}});
    }
    reshape("pooled", {0, image.channels * height * width});
  }

  void convolve(const Chain<double>::Link& link, const LayerShape& shape) {
    const ImageShape in = pooled_image(shape);
    const Index k = shape.kernel, margin = shape.padding == Padding::same ? (k - 1) / 2 : 0;
    reshape("image", {0, in.channels, in.height, in.width});
    if (in_double_) {
      convolve_patches(link, convolved_image(shape, link.K.rows()), in.channels, k, margin);
    } else {
      apply("Conv", link, {link.K.rows(), in.channels, k, k}, "maps",
            {{"pads", Shape{margin, margin, margin, margin}}});
    }
    reshape("c", {0, link.shape->outputs()});
  }

  /// The rows, then the columns, that each tap reads: N x C x k x height x k x width; K times the patches.
  void convolve_patches(const Chain<double>::Link& link, const ImageShape& out, Index channels, Index k, Index margin) {
    const auto reads = [k](Index outputs) {
      Shape lines;
      for (Index tap = 0; tap < k; ++tap) {
        for (Index o = 0; o < outputs; ++o) lines.push_back(o + tap);
      }
      return lines;
    };
    if (margin > 0) {
      node("Pad", {"", whole(named("margins"), {8}, Shape{0, 0, margin, margin, 0, 0, margin, margin})},
           named("padded"));
    }
    node("Gather", {"", whole(named("rows"), {k, out.height}, reads(out.height))}, named("of_rows"), {{"axis", 2}});
    node("Gather", {"", whole(named("columns"), {k, out.width}, reads(out.width))}, named("taps"), {{"axis", 4}});
    node("Transpose", {""}, named("taps_first"), {{"perm", Shape{0, 1, 2, 4, 3, 5}}});
    reshape("patches", {0, channels * k * k, out.pixels()});
    node("MatMul", {constant(named("K"), {link.K.rows(), link.K.cols()}, numbers(link.K)), value_}, named("products"));
    if (link.b.size() == 0) return;
    node("Add", {"", constant(named("b"), {link.b.size(), 1}, numbers(link.b))}, named("maps"));
  }

  void activate() {
    const Activation& activation = network_.chain.activation;
    switch (activation.kind) {
      case Activation::Kind::tanh:
        return node("Tanh", {""}, named("V"));
      case Activation::Kind::sigmoid:
        return node("Sigmoid", {""}, named("V"));
      case Activation::Kind::sin:
        return node("Sin", {""}, named("V"));
      case Activation::Kind::relu:
        return node("Relu", {""}, named("V"));
      case Activation::Kind::identity:
        if (activation.factor == 1) return;
        return node("Mul", {"", constant(named("factor"), {1}, std::vector<double>{activation.factor})}, named("V"));
      default:
        throw BadInput(fmt::format("export requires an activation that trains, but got {}", name_of(activation)));
    }
  }

  /// The last value is called logits.
  void answer() {
    const auto classes = static_cast<std::int64_t>(network_.classes.size());
    model_.nodes.back().output = value_ = "logits";
    node("Softmax", {"logits"}, "probabilities", {{"axis", 1}});
    node("ArgMax", {"logits"}, "place", {{"axis", 1}, {"keepdims", 0}});
    model_.constants.push_back({"classes", {classes}, network_.classes});
    node("Gather", {"classes", "place"}, "label");
    model_.outputs = {{"label", OnnxType::string}, {"probabilities", number(), classes}, {"logits", number(), classes}};
  }

  const TrainedNetwork& network_;
  bool in_double_;
  OnnxModel model_;
  std::string value_;
  Index layer_ = 0;
};

}  // namespace

OnnxModel onnx_model(const TrainedNetwork& network, bool in_double) { return Graph(network, in_double).made(); }

}  // namespace lysep
