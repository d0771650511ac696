#pragma once
// Ranks as threads of the test, whose messages wait in queues.
#include <condition_variable>
#include <cstring>
#include <deque>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "core/numbers/ranks.hpp"

namespace lysep::testing_support {

class Mail {
 public:
  void put(int from, int to, const void* data, std::size_t bytes) {
    const auto* first = static_cast<const char*>(data);
    const std::lock_guard lock(mutex_);
    queues_[{from, to}].emplace_back(first, first + bytes);
    arrived_.notify_all();
  }
  /// Throws where the message has another length.
  void take(int from, int to, void* data, std::size_t bytes) {
    std::unique_lock lock(mutex_);
    auto& queue = queues_[{from, to}];
    arrived_.wait(lock, [&] { return !queue.empty(); });
    if (queue.front().size() != bytes) throw std::logic_error("a message of another length");
    if (bytes > 0) std::memcpy(data, queue.front().data(), bytes);
    queue.pop_front();
  }

 private:
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::map<std::pair<int, int>, std::deque<std::vector<char>>> queues_;
};

class ThreadRanks final : public Ranks {
 public:
  ThreadRanks(int own, int count, Mail& mail) : own_(own), count_(count), mail_(mail) {}
  int count() const override { return count_; }
  int own() const override { return own_; }

 private:
  void do_send(int to, const void* data, std::size_t bytes) override { mail_.put(own_, to, data, bytes); }
  void do_receive(int from, void* data, std::size_t bytes) override { mail_.take(from, own_, data, bytes); }
  void do_broadcast(int from, void* data, std::size_t bytes) override {
    if (own_ != from) return mail_.take(from, own_, data, bytes);
    for (int to = 0; to < count_; ++to) {
      if (to != from) mail_.put(from, to, data, bytes);
    }
  }

  int own_, count_;
  Mail& mail_;
};

/// body(ranks) in a thread for each of `count` ranks.
template <class Body>
void with_ranks(int count, Body body) {
  Mail mail;
  std::vector<std::thread> threads;
  for (int rank = 0; rank < count; ++rank) {
    threads.emplace_back([&, rank] {
      ThreadRanks ranks(rank, count, mail);
      body(ranks);
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace lysep::testing_support
