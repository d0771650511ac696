#pragma once
// Wall-clock times for `lysep bench`.
#include <functional>
#include <vector>

namespace lysep {

/// Seconds since some moment in the past.
double now();

/// Of one call, in seconds.
struct Timing {
  double best = 0, median = 0;
};

/// The smallest and the middle one. Requires one time at least.
Timing timing_of(std::vector<double> seconds);

/// Times the bodies in turn, round after round, so that what is compared meets the same moods of the machine; about
/// `seconds` for each body. Short ones are called many times between two looks at the clock.
std::vector<Timing> time_each(double seconds, const std::vector<std::function<void()>>& bodies);

/// Seconds of each call of the body: of `fewest` at least, until they have taken `seconds` or it says that there are no
/// more.
std::vector<double> time_calls(long fewest, double seconds, const std::function<bool()>& body);

/// What the bytes at p are is unknown to the compiler from here on, and somebody reads them.
inline void escape(const void* p) { asm volatile("" : : "r"(p) : "memory"); }

}  // namespace lysep
