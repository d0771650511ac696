#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "core/numbers/bad_input.hpp"
#include "datasets/dataset.hpp"
#include "datasets/image_data.hpp"
#include "experiments/commands/commands.hpp"

namespace lysep {
namespace {

struct DataCommand {
  std::string name;
};

constexpr const char* circle_title = "points uniform on [-1, 1]^2, inside or outside the circle of radius sqrt(2/pi)";
constexpr const char* allen_cahn_title = "points uniform on [-1/2, 1/2]^2, two phases at the time T >= 0";
constexpr const char* bodyfat_title =
    "13 inputs and a target in (0, 1), of the size of the body fat measurements (252)";
constexpr const char* csv_title = "a table of your own, one sample a row, the label last or in the column called label";
constexpr const char* idx_title = "images and labels of your own, in the format of MNIST";

int list_data() {
  fmt::print("{:<14} {:<12} {}\n", "circle", "made", circle_title);
  fmt::print("{:<14} {:<12} {}\n", "allen-cahn:T", "made", allen_cahn_title);
  fmt::print("{:<14} {:<12} {}\n", bodyfat_like_name, "made", bodyfat_title);
  fmt::print("{:<14} {:<12} {}\n", "csv:FILE", "yours", csv_title);
  fmt::print("{:<14} {:<12} {}\n", "idx:FILE,FILE", "yours", idx_title);
  for (const ImageDataset& set : image_datasets()) {
    fmt::print("{:<14} {:<12} {}\n", set.name, set.present() ? "here" : "to be fetched", set.title);
  }
  return exit_done;
}

const ImageDataset& image_set(const char* action, const std::string& name) {
  if (const ImageDataset* set = image_dataset_named(name)) return *set;
  std::vector<std::string> names;
  if (action == std::string("describe")) {
    for (const char* made : {"circle", "allen-cahn", bodyfat_like_name}) names.emplace_back(made);
  }
  for (const ImageDataset& set : image_datasets()) names.push_back(set.name);
  throw BadInput(fmt::format("data {} requires one of {}, but got {}", action, fmt::join(names, ", "), name));
}

int fetch_data(const DataCommand& c) {
  const ImageDataset& set = image_set("fetch", c.name);
  fetch_images(set);
  fmt::print("{} in {}, SHA-256 of every file as on record\n", set.name, set.folder);
  return exit_done;
}

void describe_part(const char* part, const Dataset& data) {
  std::vector<std::size_t> of_class(static_cast<std::size_t>(data.classes));
  for (const int label : data.labels) ++of_class[static_cast<std::size_t>(label)];
  double sum = 0, squares = 0;
  for (const double x : data.X) sum += x, squares += x * x;
  const auto count = static_cast<double>(data.X.size());
  const double mean = sum / count;
  fmt::print("  {:<9} {} images of {} pixels; pixels as trained on: mean {:.4f}, deviation {:.4f}\n", part,
             data.samples(), data.dimension, mean, std::sqrt(squares / count - mean * mean));
  fmt::print("  {:<9} of each class {}\n", "", fmt::join(of_class, " "));
}

void describe_allen_cahn() {
  fmt::print("allen-cahn:T: {}; --seed chooses the points\n", allen_cahn_title);
  fmt::print(
      "  equation  u_t = Laplace u + (u - u^3) / epsilon^2, epsilon = 0.02, periodic (section 5.1.2 of the paper)\n");
  fmt::print("  start     two discs of radius 0.19 about (0, +-0.2)\n");
  fmt::print("  method    Strang splitting, steps of at most 1e-5, Fourier on 128 x 128 points\n");
  fmt::print("  labels    1 where u >= 0 (trigonometric interpolation; T = 0: the start's formula), else 0\n");
  for (const double time : {0.0, 0.001, 0.004, 0.015}) {
    const Dataset data = allen_cahn_data(time, 0, 3000, 0).train;
    fmt::print("  T = {:<5} {} of 3000 training points of seed 0 have label 1\n", time,
               std::count(data.labels.begin(), data.labels.end(), 1));
  }
}

int describe_data(const DataCommand& c) {
  if (c.name == "circle") {
    fmt::print("circle: {}, 2 classes of equal area; --seed chooses the points\n", circle_title);
    return exit_done;
  }
  if (c.name == bodyfat_like_name) {
    fmt::print("{}: {}; --seed chooses them\n", c.name, bodyfat_title);
    fmt::print("  inputs    a_i s + b_i q + c_i e_i, with normal s (size), q (fatness) and e of their own\n");
    fmt::print("  target    1/(1 + exp(-(0.9 q - 0.25 s + 0.15 q s + 0.35 e)))\n");
    return exit_done;
  }
  if (c.name == "allen-cahn") {
    describe_allen_cahn();
    return exit_done;
  }
  const ImageDataset& set = image_set("describe", c.name);
  fetch_images(set);
  const TrainAndTest data = image_data(set, {}, {});
  fmt::print("{}: {}\n  source    {}\n  folder    {}\n", set.name, set.title, set.source, set.folder);
  fmt::print("  pixels    (x/255 - {}) / {}\n", set.mean, set.deviation);
  describe_part("training", data.train);
  describe_part("test", data.test);
  for (const ImageFile& file : set.files) fmt::print("  {}  {}\n", file.sha256, file.name);
  return exit_done;
}

}  // namespace

Command add_data(CommandLine line) {
  auto c = std::make_shared<DataCommand>();
  line.require_command();
  line.command("list", "the data sets, and whether they are here");
  const auto add_named = [&](const char* name, const char* text, const char* names) {
    const CommandLine action = line.command(name, text);
    action.option("NAME", &c->name, names);
    return action;
  };
  const CommandLine fetch =
      add_named("fetch", "download a data set where it is not here, and compare checksums", "mnist or fashion-mnist");
  const CommandLine describe = add_named("describe", "where a data set is from, its sizes, classes and checksums",
                                         "circle, allen-cahn, bodyfat-like, mnist or fashion-mnist");
  return [c, fetch, describe] {
    if (fetch.given()) return fetch_data(*c);
    return describe.given() ? describe_data(*c) : list_data();
  };
}

}  // namespace lysep
