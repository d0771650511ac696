#include "experiments/commands/together.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <exception>
#include <fstream>

#include "core/numbers/bad_input.hpp"
#include "datasets/files/confined.hpp"
#include "datasets/files/sha256.hpp"
#include "experiments/commands/commands.hpp"

namespace lysep {

Ranks* program_ranks = &alone();

namespace {

bool at_all_ranks = false;

/// What runs where, cut to a fixed length.
struct Fingerprint {
  std::array<char, 65> program = {};
  std::array<char, 96> processor = {};
};

template <std::size_t N>
void put(const std::string& text, std::array<char, N>& to) {
  text.copy(to.data(), N - 1);
}

Fingerprint own_fingerprint() {
  Fingerprint own;
  put(sha256_of("/proc/self/exe"), own.program);
  std::ifstream processors("/proc/cpuinfo");
  for (std::string line; std::getline(processors, line);) {
    if (!line.starts_with("model name")) continue;
    put(line.substr(line.find(':') + 2), own.processor);
    break;
  }
  return own;
}

}  // namespace

bool thrown_at_all_ranks() {
  return at_all_ranks || program_ranks->traffic().messages == 0;  // what is thrown before depends on the words alone
}

void share_text(std::string& text, int from) {
  std::uint64_t size = text.size();
  program_ranks->broadcast(from, size);
  text.resize(size);
  program_ranks->broadcast(from, text.data(), size);
}

void together(const std::function<void()>& work) {
  Ranks& ranks = *program_ranks;
  if (ranks.count() == 1) return work();
  Failure failure{exit_done, ""};
  try {
    work();
  } catch (const std::exception&) {
    failure = current_failure();
  }
  const std::vector<int> codes = ranks.of_all(failure.code);
  const auto failed = std::find_if(codes.begin(), codes.end(), [](int code) { return code != exit_done; });
  if (failed == codes.end()) return;
  const auto rank = static_cast<int>(failed - codes.begin());
  std::string message = rank > 0 ? fmt::format("rank {}: {}", rank, failure.message) : failure.message;
  share_text(message, rank);
  at_all_ranks = true;
  if (*failed == exit_machine_fault) throw MachineFault(message);
  if (*failed == exit_stopped) throw Interrupted(message);
  throw BadInput(message);
}

std::string differences_of_ranks() {
  Ranks& ranks = *program_ranks;
  const std::vector<Fingerprint> all = ranks.of_all(own_fingerprint());
  std::string lines;
  for (std::size_t rank = 1; rank < all.size(); ++rank) {
    const Fingerprint& other = all[rank];
    if (other.program != all[0].program) {
      lines += fmt::format("lysep: rank {} runs another build of the program\n", rank);
    }
    if (other.processor != all[0].processor) {
      lines += fmt::format("lysep: rank {} runs on another processor, {}\n", rank, other.processor.data());
    }
  }
  return lines;
}

}  // namespace lysep
