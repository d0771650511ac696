#pragma once
// Labels of any kind as classes 0, 1, ...: the distinct labels, numbers in numeric order, then texts in alphabetical
// order.
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/network/samples.hpp"

namespace lysep {

class ClassLabels {
 public:
  /// Takes the label of the next sample: a text, and the number that it is, if any.
  void add(const std::string& text, const std::optional<double>& number);
  std::size_t classes() const { return names_.size(); }
  /// Puts labels, the number of classes and their names into the data.
  void finish(Dataset& data) const;

 private:
  std::unordered_map<std::string, int> known_;  // the texts, as they are written
  std::map<double, int> numbers_;
  std::map<std::string, int> texts_;
  std::vector<std::string> names_;  // in order of appearance
  std::vector<int> labels_;
};

}  // namespace lysep
