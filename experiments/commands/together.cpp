#include "experiments/commands/together.hpp"

#include <fmt/format.h>

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
  std::string& message = failure.message;
  for (int rank = 0; rank < ranks.count(); ++rank) {
    int of_rank = failure.code;
    ranks.broadcast(rank, of_rank);
    if (of_rank == exit_done) continue;
    if (rank > 0) message = fmt::format("rank {}: {}", rank, message);
    share_text(message, rank);
    at_all_ranks = true;
    if (of_rank == exit_machine_fault) throw MachineFault(message);
    if (of_rank == exit_stopped) throw Interrupted(message);
    throw BadInput(message);
  }
}

std::string differences_of_ranks() {
  Ranks& ranks = *program_ranks;
  const Fingerprint own = own_fingerprint();
  std::string lines;
  for (int rank = 1; rank < ranks.count(); ++rank) {
    Fingerprint other = own;
    ranks.broadcast(rank, other);
    if (!ranks.first()) continue;
    if (other.program != own.program) lines += fmt::format("lysep: rank {} runs another build of the program\n", rank);
    if (other.processor != own.processor) {
      lines += fmt::format("lysep: rank {} runs on another processor, {}\n", rank, other.processor.data());
    }
  }
  return lines;
}

}  // namespace lysep
