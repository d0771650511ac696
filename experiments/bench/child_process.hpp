#pragma once
// Work in a process of its own, so that its memory can be measured.
#include <nlohmann/json.hpp>
#include <functional>

namespace lysep {

/// What `work` returns, run in a child of this process, which must have one thread only.
/// Throws std::runtime_error where the child fails or is ended.
nlohmann::ordered_json run_in_child(const std::function<nlohmann::ordered_json()>& work);

/// Bytes of this process in memory, now and at most so far; of the machine, that can be had.
double resident_bytes();
double peak_resident_bytes();
double available_bytes();

}  // namespace lysep
