#pragma once
// Threads over fixed blocks. Which thread runs a block is left open; what a block computes is not, and
// reductions add the blocks' results in their order, so no bit depends on the number of threads.
#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace lysep {

class ThreadPool {
 public:
  /// threads >= 1; one thread runs everything in the caller.
  explicit ThreadPool(int threads);
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  int threads() const { return static_cast<int>(workers_.size()) + 1; }

  /// body(0), ..., body(count - 1), each once, in no particular order. The body must not throw.
  void for_each(std::size_t count, const std::function<void(std::size_t)>& body);

 private:
  void work();
  void drain();

  std::vector<std::thread> workers_;
  std::mutex mutex_;
  std::condition_variable start_, finished_;
  const std::function<void(std::size_t)>* body_ = nullptr;
  std::atomic<std::size_t> next_{0};
  std::size_t count_ = 0;
  std::size_t busy_ = 0;
  unsigned long generation_ = 0;
  bool stop_ = false;
};

/// sum of value(0), ..., value(count - 1), added in this order.
template <class T>
T ordered_sum(ThreadPool& pool, std::size_t count, const T& zero, const std::function<T(std::size_t)>& value) {
  std::vector<T> partial(count, zero);
  pool.for_each(count, [&](std::size_t i) { partial[i] = value(i); });
  T total = zero;
  for (const T& p : partial) total += p;
  return total;
}

}  // namespace lysep
