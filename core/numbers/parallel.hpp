#pragma once
// Threads over fixed blocks. Which thread runs a block is left open; what a block computes is not, and
// reductions add the blocks' results in their order, so no bit depends on the number of threads.
#include <atomic>
#include <exception>
#include <memory>
#include <thread>
#include <type_traits>
#include <vector>

#include "core/numbers/ranks.hpp"

namespace lysep {

class ThreadPool {
 public:
  /// threads >= 1; one thread runs everything in the caller. `ranks`: the processes that this one works with.
  explicit ThreadPool(int threads, Ranks& ranks = alone());
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  int threads() const { return static_cast<int>(workers_.size()) + 1; }
  Ranks& ranks() const { return ranks_; }

  /// body(0), ..., body(count - 1), each once, in no particular order. What a body throws reaches the
  /// caller, once all threads have left the round; indices that were not begun by then are left out.
  template <class Body>
  void for_each(std::size_t count, Body&& body) {
    run(
        count, [](void* f, std::size_t i) { (*static_cast<std::remove_reference_t<Body>*>(f))(i); },
        const_cast<void*>(static_cast<const void*>(std::addressof(body))));
  }

 private:
  using Call = void (*)(void* body, std::size_t i);

  void run(std::size_t count, Call call, void* body);
  void work();
  void drain();

  Ranks& ranks_;
  std::vector<std::thread> workers_;
  Call call_ = nullptr;
  void* body_ = nullptr;
  std::size_t count_ = 0;
  std::atomic<std::size_t> next_{0};
  std::atomic<int> busy_{0};        // workers that have not finished the round
  std::atomic<unsigned> round_{0};  // counts the calls of run
  bool stop_ = false;               // set before a round
  std::atomic<bool> failed_{false};
  std::exception_ptr error_;  // what was thrown first
};

}  // namespace lysep
