#pragma once
// The one exception of the library.
#include <stdexcept>
#include <string>

#include "lysep/export.hpp"

namespace lysep {
inline namespace v0_2 {

/// what() is the program's line: what is required, and what was got. Whatever throws it has changed nothing.
class LYSEP_API Error : public std::runtime_error {
 public:
  /// The program's exit codes.
  enum class Kind { stopped_by_arithmetic = 1, bad_input = 2, stopped = 3, machine_fault = 4 };

  Error(Kind kind, const std::string& line) : std::runtime_error(line), kind_(kind) {}
  Kind kind() const { return kind_; }

 private:
  Kind kind_;
};

}  // namespace v0_2
}  // namespace lysep
