#include "experiments/bench/timing.hpp"

#include <algorithm>
#include <chrono>

namespace lysep {
namespace {

constexpr double shortest_look = 5e-4;  // seconds between two looks at the clock
constexpr std::size_t fewest_rounds = 5;

double seconds_of(const std::function<void()>& body, long calls) {
  const double start = now();
  for (long k = 0; k < calls; ++k) body();
  return now() - start;
}

/// Calls that take a look's time, or one; the first of them warm the caches.
long calls_of(const std::function<void()>& body, double look) {
  long calls = 1;
  while (calls < (1L << 30) && seconds_of(body, calls) < look) calls *= 2;
  return calls;
}

}  // namespace

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

Timing timing_of(std::vector<double> seconds) {
  std::sort(seconds.begin(), seconds.end());
  return {seconds.front(), seconds[seconds.size() / 2]};
}

std::vector<Timing> time_each(double seconds, const std::vector<std::function<void()>>& bodies) {
  const double look = std::min(shortest_look, seconds / static_cast<double>(fewest_rounds));
  std::vector<long> calls;
  for (const auto& body : bodies) calls.push_back(calls_of(body, look));
  std::vector<std::vector<double>> times(bodies.size());
  const double end = now() + seconds * static_cast<double>(bodies.size());
  while (times.front().size() < fewest_rounds || now() < end) {
    for (std::size_t k = 0; k < bodies.size(); ++k) {
      times[k].push_back(seconds_of(bodies[k], calls[k]) / static_cast<double>(calls[k]));
    }
  }
  std::vector<Timing> timings;
  for (auto& of_body : times) timings.push_back(timing_of(std::move(of_body)));
  return timings;
}

std::vector<double> time_calls(long fewest, double seconds, const std::function<bool()>& body) {
  std::vector<double> times;
  double total = 0;
  for (bool more = true; more && (static_cast<long>(times.size()) < fewest || total < seconds);) {
    const double begin = now();
    more = body();
    times.push_back(now() - begin);
    total += times.back();
  }
  return times;
}

}  // namespace lysep
