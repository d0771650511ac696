#include "core/numbers/parallel.hpp"

#include <system_error>
#include <utility>

#include "core/numbers/float_environment.hpp"

namespace lysep {
namespace {

/// Waits until the value is not `old`: rounds are short, so it looks often before it sleeps.
template <class T>
void wait_while(const std::atomic<T>& value, T old) {
  for (int looks = 0; looks < 200; ++looks) {
    if (value.load(std::memory_order_acquire) != old) return;
    std::this_thread::yield();
  }
  value.wait(old, std::memory_order_acquire);
}

}  // namespace

ThreadPool::ThreadPool(int threads, Ranks& ranks) : ranks_(ranks) {
  try {
    for (int i = 1; i < threads; ++i) workers_.emplace_back([this] { work(); });
  } catch (const std::system_error&) {  // the system has no more: fewer give the same result
  }
}

ThreadPool::~ThreadPool() {
  stop_ = true;
  ++round_;
  round_.notify_all();
  for (std::thread& worker : workers_) worker.join();
}

void ThreadPool::run(std::size_t count, Call call, void* body) {
  if (workers_.empty() || count < 2) {
    for (std::size_t i = 0; i < count; ++i) call(body, i);
    return;
  }
  call_ = call;
  body_ = body;
  count_ = count;
  next_ = 0;
  busy_ = static_cast<int>(workers_.size());
  ++round_;
  round_.notify_all();
  drain();
  for (int busy = busy_; busy != 0; busy = busy_) wait_while(busy_, busy);
  if (failed_.exchange(false)) std::rethrow_exception(std::exchange(error_, nullptr));
}

void ThreadPool::drain() {
  try {
    for (std::size_t i = next_++; i < count_; i = next_++) call_(body_, i);
  } catch (...) {
    next_ = count_;
    if (!failed_.exchange(true)) error_ = std::current_exception();
  }
}

void ThreadPool::work() {
  const FloatEnvironment environment;
  for (unsigned seen = 0;; ++seen) {
    wait_while(round_, seen);
    if (stop_) return;
    drain();
    if (--busy_ == 0) busy_.notify_one();
  }
}

}  // namespace lysep
