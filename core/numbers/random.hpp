#pragma once
// Counter-based random numbers: number `index` of a stream depends on (seed, purpose, tensor, index) only,
// so no order of evaluation, thread or platform changes it.
#include <cstdint>

#include <Random123/philox.h>

namespace lysep {

/// What the numbers are for; one stream for each (seed, purpose, tensor).
enum class Purpose : std::uint32_t {
  train_data = 1,
  test_data = 2,
  initial_state = 3,
  claim_instance = 4,
  batches = 5,
  test_choice = 6,
  joint_rows = 7,
  block_order = 8
};

class RandomStream {
 public:
  RandomStream(std::uint64_t seed, Purpose purpose, std::uint32_t tensor)
      : key_{{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)}},
        purpose_(static_cast<std::uint32_t>(purpose)),
        tensor_(tensor) {}

  /// 64 random bits: Philox4x32-10 at counter (index, tensor, purpose).
  std::uint64_t bits(std::uint64_t index) const {
    const r123::Philox4x32::ctr_type counter{
        {static_cast<std::uint32_t>(index), static_cast<std::uint32_t>(index >> 32), tensor_, purpose_}};
    const auto word = r123::Philox4x32{}(counter, key_);
    return static_cast<std::uint64_t>(word[1]) << 32 | word[0];
  }

  /// Uniform on [0, 1), a multiple of 2^-53.
  double uniform(std::uint64_t index) const { return static_cast<double>(bits(index) >> 11) * 0x1p-53; }

  /// Uniform on [-bound, bound).
  double symmetric(std::uint64_t index, double bound) const { return (2.0 * uniform(index) - 1.0) * bound; }

 private:
  r123::Philox4x32::key_type key_;
  std::uint32_t purpose_, tensor_;
};

}  // namespace lysep
