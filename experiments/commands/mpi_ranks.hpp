#pragma once
// The processes that mpirun has started.
#include "core/numbers/ranks.hpp"

namespace lysep {

class MpiRanks final : public Ranks {
 public:
  MpiRanks(int* argc, char*** argv);
  int count() const override { return count_; }
  int own() const override { return own_; }

  /// Waits for the first rank, whose code is that of the program; then no message can be sent any more.
  int finish(int code);
  [[noreturn]] void abort(int code) override;

 private:
  void do_send(int to, const void* data, std::size_t bytes) override;
  void do_receive(int from, void* data, std::size_t bytes) override;
  void do_broadcast(int from, void* data, std::size_t bytes) override;

  template <class Request>
  void wait_for(Request request) const;

  int own_ = 0, count_ = 1;
  long looks_ = 0;  // at a message, before it sleeps
};

}  // namespace lysep
