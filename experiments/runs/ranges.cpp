#include "experiments/runs/ranges.hpp"

#include <fmt/format.h>

#include "core/numbers/bad_input.hpp"

namespace lysep {

void require_bits(const std::string& command, long bits) {
  if (bits >= 53 && bits <= 4096) return;
  throw BadInput(fmt::format("{} requires 53 <= --bits <= 4096, but got {}", command, bits));
}

void require_threads(const std::string& command, int threads) {
  if (threads >= 1 && threads <= 1024) return;
  throw BadInput(fmt::format("{} requires 1 <= --threads <= 1024, but got {}", command, threads));
}

}  // namespace lysep
