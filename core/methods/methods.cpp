// The one list of methods.
#include "core/methods/methods.hpp"

#include <functional>

#include "core/methods/admm/entry.hpp"
#include "core/methods/bsum/entry.hpp"
#include "core/methods/dlam/entry.hpp"
#include "core/methods/gradient/entry.hpp"
#include "core/methods/joint/entry.hpp"
#include "core/methods/layer_separation/entry.hpp"

namespace lysep {

std::vector<MethodEntry>& methods() {
  static std::vector<MethodEntry> list = [] {
    std::vector<MethodEntry> all = {layer_separation_entry()};
    for (MethodEntry& entry : joint_entries()) all.push_back(std::move(entry));
    all.push_back(dlam_entry());
    all.push_back(admm_entry());
    all.push_back(bsum_entry());
    for (MethodEntry& entry : gradient_entries()) all.push_back(std::move(entry));
    return all;
  }();
  return list;
}

const MethodEntry* method_named(const std::string& name) {
  for (const MethodEntry& method : methods()) {
    if (method.name == name) return &method;
  }
  return nullptr;
}

namespace {

template <class Property>
std::string names_of_those(Property property) {
  std::string names;
  for (const MethodEntry& method : methods()) {
    if (std::invoke(property, method)) names += (names.empty() ? "" : " or ") + method.name;
  }
  return names;
}

}  // namespace

std::string certifiable_methods() { return names_of_those(&MethodEntry::certifiable); }
std::string growing_methods() { return names_of_those(&MethodEntry::batches_may_grow); }
std::string checkable_methods() { return names_of_those(&MethodEntry::checkable); }

OptionValues defaults_of(const MethodEntry& method) {
  OptionValues values;
  for (const Option& option : method.options) values[option.name] = option.value;
  return values;
}

}  // namespace lysep
