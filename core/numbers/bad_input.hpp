#pragma once
#include <stdexcept>

namespace lysep {

/// Bad usage or bad input: one line that says what is required and what was got. Exit code 2.
class BadInput : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A fault of the machine: no room, no memory, no permission. One line; exit code 4.
class MachineFault : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace lysep
