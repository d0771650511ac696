#pragma once
#include <string>

namespace lysep {

/// `lysep verify` of a run's folder; its exit code. Throws BadInput where it holds no run.
int verify_run(const std::string& folder, const std::string& data = "");

}  // namespace lysep
