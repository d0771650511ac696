#pragma once
// The processes of a run, its ranks: each holds some of the samples, all hold the weights and take the same steps.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <vector>

namespace lysep {

/// One process, alone; those of several override it. All ranks make the same calls, in the same order, and a call
/// returns once its part of the work is done.
class Ranks {
 public:
  /// What this rank has sent and received.
  struct Traffic {
    std::int64_t messages = 0, bytes = 0;
  };

  virtual ~Ranks() = default;
  virtual int count() const { return 1; }
  virtual int own() const { return 0; }
  bool first() const { return own() == 0; }

  void send(int to, const void* data, std::size_t bytes) {
    count_message(bytes);
    do_send(to, data, bytes);
  }
  void receive(int from, void* data, std::size_t bytes) {
    count_message(bytes);
    do_receive(from, data, bytes);
  }
  /// The bytes of rank `from`, at all ranks.
  void broadcast(int from, void* data, std::size_t bytes) {
    if (count() == 1) return;
    count_message(bytes);
    do_broadcast(from, data, bytes);
  }
  /// The same of a number, or of what is copied byte by byte.
  template <class T>
  void broadcast(int from, T& value) {
    broadcast(from, &value, sizeof value);
  }
  /// The data go from rank to rank, where each lets add() change them; all get what the last one has.
  template <class Add>
  void pass_through(void* data, std::size_t bytes, Add add) {
    if (!first()) receive(own() - 1, data, bytes);
    add();
    const int last = count() - 1;
    if (own() < last) send(own() + 1, data, bytes);
    broadcast(last, data, bytes);
  }
  /// Whether it is so at any rank.
  bool any(bool here) {
    std::uint8_t so = 0;
    pass_through(&so, 1, [&] { so |= here; });
    return so != 0;
  }
  /// Of every rank, what it has given: what is copied byte by byte.
  template <class T>
  std::vector<T> of_all(const T& given) {
    std::vector<T> all(static_cast<std::size_t>(count()), given);
    for (int rank = 0; rank < count(); ++rank) broadcast(rank, all[static_cast<std::size_t>(rank)]);
    return all;
  }
  /// Ends all ranks at once.
  [[noreturn]] virtual void abort(int code) { std::_Exit(code); }
  const Traffic& traffic() const { return traffic_; }

 private:
  virtual void do_send(int, const void*, std::size_t) {}
  virtual void do_receive(int, void*, std::size_t) {}
  virtual void do_broadcast(int, void*, std::size_t) {}
  void count_message(std::size_t bytes) {
    ++traffic_.messages;
    traffic_.bytes += static_cast<std::int64_t>(bytes);
  }

  Traffic traffic_;
};

inline Ranks& alone() {
  static Ranks ranks;
  return ranks;
}

/// Blocks of samples are summed in at most so many parts, as equal as can be (core/numbers/block_sums.hpp).
inline constexpr std::size_t most_parts = 64;

/// Consecutive blocks out of all: whole parts of them.
struct BlockShare {
  BlockShare(std::size_t blocks = 0) : blocks(blocks), of(blocks), parts(std::min(blocks, most_parts)) {}

  std::size_t first = 0, blocks, of;  // blocks first..first+blocks-1 of `of`
  std::size_t first_part = 0, parts;  // the same in parts
  bool split = false;                 // the others are at other ranks
};

/// The first block of a part, of all blocks.
inline std::size_t begin_of_part(std::size_t part, std::size_t blocks) {
  return part * blocks / std::min(blocks, most_parts);
}

/// What a rank holds. Without a part where there are more ranks than parts.
inline BlockShare share_of_rank(std::size_t blocks, int rank, int ranks) {
  BlockShare share(blocks);
  if (ranks == 1 || blocks == 0) return share;
  const auto begin = [&](int r) {
    return static_cast<std::size_t>(r) * std::min(blocks, most_parts) / static_cast<std::size_t>(ranks);
  };
  share.split = true;
  share.first_part = begin(rank);
  share.parts = begin(rank + 1) - share.first_part;
  share.first = begin_of_part(share.first_part, blocks);
  share.blocks = begin_of_part(share.first_part + share.parts, blocks) - share.first;
  return share;
}
inline BlockShare share_of(std::size_t blocks, const Ranks& ranks) {
  return share_of_rank(blocks, ranks.own(), ranks.count());
}

}  // namespace lysep
