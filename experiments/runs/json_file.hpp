#pragma once
// JSON that others may have written or edited: nothing of it is taken for what it is not.
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace lysep {

/// The JSON in a regular file of at most 256 MB whose arrays and objects are at most 32 deep. Throws BadInput "FILE
/// requires ..., but got ...".
nlohmann::ordered_json read_json(const std::string& path);

/// The same of a text; `name` is what an error calls it.
nlohmann::ordered_json json_of_text(const std::string& name, const std::string& text);

/// The values of an object by their names, each of exactly the type that is asked for: 3.7 and 3.0 are no whole
/// numbers, -1 is no number of samples. Errors are BadInput "WHAT requires TYPE in NAME, but got VALUE".
class JsonFields {
 public:
  /// what: whose values they are. `object` is to outlive this.
  JsonFields(std::string what, const nlohmann::ordered_json& object);

  bool has(const std::string& name) const { return object_.contains(name); }
  /// The value, where there is one; else `value` stays as it is.
  template <class T>
  void take(const std::string& name, T& value) {
    taken_.insert(name);
    if (has(name)) get(name, object_.at(name), value);
  }
  /// Throws where there is none.
  template <class T>
  void require(const std::string& name, T& value) {
    require_name(name);
    take(name, value);
  }
  void require_name(const std::string& name) const;
  /// It may be there, and is not asked for.
  void pass_over(const std::string& name) { taken_.insert(name); }
  /// Throws where a name has not been asked for.
  void require_no_others() const;

 private:
  using Json = nlohmann::ordered_json;
  void get(const std::string& name, const Json& from, std::string& value) const;
  void get(const std::string& name, const Json& from, double& value) const;
  void get(const std::string& name, const Json& from, int& value) const;
  void get(const std::string& name, const Json& from, long& value) const;
  void get(const std::string& name, const Json& from, unsigned long& value) const;
  void get(const std::string& name, const Json& from, bool& value) const;
  template <class T>
  void get(const std::string& name, const Json& from, std::vector<T>& value) const {
    if (!from.is_array()) fail("a list", name, from);
    value.clear();
    for (const Json& entry : from) {
      T there;
      get(name, entry, there);
      value.push_back(std::move(there));
    }
  }
  template <class T>
  void get(const std::string& name, const Json& from, std::optional<T>& value) const {
    T there;
    get(name, from, there);
    value = std::move(there);
  }
  [[noreturn]] void fail(const std::string& type, const std::string& name, const Json& got) const;

  std::string what_;
  const Json& object_;
  std::set<std::string> taken_;
};

}  // namespace lysep
