#include "datasets/class_labels.hpp"

#include <fmt/format.h>

namespace lysep {

void ClassLabels::add(const std::string& text, const std::optional<double>& number) {
  const auto known = known_.find(text);
  if (known != known_.end()) {
    labels_.push_back(known->second);
    return;
  }
  const auto next = static_cast<int>(names_.size());
  const int of_class = number ? numbers_.try_emplace(*number, next).first->second  // 1, 01 and 1.0 are one class
                              : texts_.try_emplace(text, next).first->second;
  if (of_class == next) names_.push_back(number ? fmt::format("{:.0f}", *number + 0.0) : text);
  known_[text] = of_class;
  labels_.push_back(of_class);
}

void ClassLabels::finish(Dataset& data) const {
  std::vector<int> place(names_.size());
  const auto next = [&](int of_class) {
    place[static_cast<std::size_t>(of_class)] = static_cast<int>(data.class_names.size());
    data.class_names.push_back(names_[static_cast<std::size_t>(of_class)]);
  };
  data.class_names.clear();
  for (const auto& [number, of_class] : numbers_) next(of_class);
  for (const auto& [text, of_class] : texts_) next(of_class);
  data.classes = static_cast<int>(names_.size());
  data.labels.clear();
  for (const int label : labels_) data.labels.push_back(place[static_cast<std::size_t>(label)]);
}

}  // namespace lysep
