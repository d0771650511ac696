#pragma once
// `lysep check --run DIR`: a finished run, repeated from its run.json with every block update checked.
#include <nlohmann/json.hpp>

#include "proofs-check/runs/method_checker.hpp"

namespace lysep {

struct Replay {
  RunReport report;
  std::string hash, recorded_hash;  // of the final state, and what run.json says
  std::string objective;            // its name: S or f
  bool interrupted = false;

  bool reproduced() const { return interrupted || hash == recorded_hash; }
};

/// Throws BadInput where the folder holds no run in double of a method whose updates are decided.
Replay replay_run(const std::string& folder, slong bits, ThreadPool& pool);

/// The lines below the table, and the machine's form.
void print_replay(const std::string& folder, const Replay& replay);
nlohmann::ordered_json json_of(const Replay& replay);

}  // namespace lysep
