#pragma once
// Time of a processor, which other work on the machine does not lengthen.
#include <time.h>

namespace lysep {

/// That this thread has had, in seconds.
inline double thread_seconds() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

}  // namespace lysep
