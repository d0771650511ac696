#include "core/numbers/random.hpp"
#include "datasets/dataset.hpp"

namespace lysep {
namespace {

Dataset circle(const RandomStream& stream, std::size_t samples) {
  constexpr double radius_squared = 0x1.45f306dc9c883p-1;  // 2/pi
  Dataset data;
  data.dimension = 2;
  data.classes = 2;
  for (std::size_t n = 0; n < samples; ++n) {
    const double x = stream.symmetric(2 * n, 1.0), y = stream.symmetric(2 * n + 1, 1.0);
    data.X.insert(data.X.end(), {x, y});
    data.labels.push_back(x * x + y * y <= radius_squared ? 1 : 0);
  }
  return data;
}

}  // namespace

TrainAndTest circle_data(std::uint64_t seed, std::size_t samples, std::size_t test_samples) {
  return {circle(RandomStream(seed, Purpose::train_data, 0), samples),
          circle(RandomStream(seed, Purpose::test_data, 0), test_samples)};
}

}  // namespace lysep
