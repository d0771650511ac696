#pragma once
// Work that a signal need not wait for.
#include <chrono>
#include <future>
#include <memory>
#include <optional>
#include <system_error>
#include <thread>

#include "experiments/commands/commands.hpp"

namespace lysep {

/// Set where work is left at which a thread still is: the program then ends without its destructors.
inline bool work_left_behind = false;

/// What the work gives, or throws. It is done in a thread of its own; where a signal has asked to stop and it has not
/// ended a second later, nothing: the thread goes on until the program ends, so that the work has to own all that it
/// uses.
template <class Work, class T = std::invoke_result_t<Work>>
std::optional<T> unless_stopped(Work work) {
  using Clock = std::chrono::steady_clock;
  const auto task = std::make_shared<std::packaged_task<T()>>(std::move(work));
  std::future<T> result = task->get_future();
  std::thread worker;
  try {
    worker = std::thread([task] { (*task)(); });
  } catch (const std::system_error&) {  // the system has no more of them
    (*task)();
    return result.get();
  }
  std::optional<Clock::time_point> stopped;
  while (result.wait_for(std::chrono::milliseconds(50)) != std::future_status::ready) {
    if (!stopped && stop_requested) stopped = Clock::now();
    if (!stopped || Clock::now() - *stopped < std::chrono::seconds(1)) continue;
    worker.detach();
    work_left_behind = true;
    return std::nullopt;
  }
  worker.join();
  return result.get();
}

}  // namespace lysep
