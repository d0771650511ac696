#pragma once
// Rows that ranks have chosen, in one list from rank to rank, moved to the ranks that hold their places in that list.
#include <vector>

#include "core/numbers/matrix.hpp"
#include "core/numbers/ranks.hpp"

namespace lysep {

/// Rows begin..end - 1 of the list.
struct RowInterval {
  std::size_t begin = 0, end = 0;
  RowInterval meets(const RowInterval& other) const {
    const std::size_t from = std::max(begin, other.begin);
    return {from, std::max(from, std::min(end, other.end))};
  }
  std::size_t size() const { return end - begin; }
};

/// Which rows of the list the ranks have chosen, given the number of each.
inline std::vector<RowInterval> chosen_rows(std::size_t own, Ranks& ranks) {
  std::vector<RowInterval> all;
  for (const std::uint64_t chosen : ranks.of_all(std::uint64_t{own})) {
    const std::size_t begin = all.empty() ? 0 : all.back().end;
    all.push_back({begin, begin + chosen});
  }
  return all;
}

/// read(i, to) gives the `width` numbers of the own row i, write(i, from) takes those of a row whose place is here;
/// rows count from the list's first. One message for each two ranks that have rows in common.
template <class S, class Read, class Write>
void exchange_rows(const std::vector<RowInterval>& chosen, const std::vector<RowInterval>& places, std::size_t width,
                   Ranks& ranks, Read read, Write write) {
  std::vector<S> numbers;
  for (int from = 0; from < ranks.count(); ++from) {
    for (int to = 0; to < ranks.count(); ++to) {
      const RowInterval rows = chosen[static_cast<std::size_t>(from)].meets(places[static_cast<std::size_t>(to)]);
      if (rows.size() == 0 || (from != ranks.own() && to != ranks.own())) continue;
      numbers.resize(rows.size() * width);
      if (from == ranks.own()) {
        for (std::size_t i = 0; i < rows.size(); ++i) read(rows.begin + i, &numbers[i * width]);
      }
      if (to != from) {
        const std::size_t bytes = numbers.size() * sizeof(S);
        from == ranks.own() ? ranks.send(to, numbers.data(), bytes) : ranks.receive(from, numbers.data(), bytes);
      }
      if (to == ranks.own()) {
        for (std::size_t i = 0; i < rows.size(); ++i) write(rows.begin + i, &numbers[i * width]);
      }
    }
  }
}

}  // namespace lysep
