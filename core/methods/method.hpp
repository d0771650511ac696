#pragma once
// The interface of a training method.
#include <functional>

#include "core/methods/archive.hpp"
#include "core/methods/step_options.hpp"
#include "core/network/chain.hpp"

namespace lysep {

struct SweepReport {
  Index trials = 0;           // steps tried, each over all samples
  Index steps_rejected = 0;   // line searches that found no decrease
  Index solves_rejected = 0;  // least-squares or bias updates whose rounding would have increased the objective
};

/// One block update that has been made (or given up) in a sweep.
template <class S>
struct BlockUpdate {
  BlockKind kind;
  Index l;
  S step;  // of a gradient step, c_l: in units of 1/omega_{l+1}, the largest of the samples'; 0 where none was made
};
template <class S>
using Observer = std::function<void(const BlockUpdate<S>&)>;

/// A training method on one scalar type, at a state that is lent to it. Virtual at the sweep, templates below.
template <class S>
class Method {
 public:
  virtual ~Method() = default;

  /// One pass over all blocks. `after`, if any, is called after each block's update, and changes no bit.
  /// Throws NonFinite; the state is then that of the last good block.
  virtual SweepReport sweep(const Observer<S>& after = nullptr) = 0;
  /// What a sweep makes smaller, at the current state: S, or ||R||^2 where r = 0, or what the entry names.
  virtual S objective() const = 0;
  /// What weight decay adds to S: a monotone method makes the sum of both smaller.
  virtual S penalty() const { return S(0.0); }
  /// At the current state, and of the last sweep: what the entry names (MethodEntry::figures).
  virtual std::vector<double> figures() const { return {}; }
  /// The state's samples have been replaced, c and V consistent; weights and what is kept of steps stay. A method with
  /// variables of its own puts them in the place of c, V and r. Throws NonFinite.
  virtual void restart() = 0;
  /// What the next sweep reads beside the state (the chain, c and r, or the variables and numbers in their place): by
  /// name, kept or put back. Where it is put back, the state has been.
  virtual void visit(Archive<S>& archive) = 0;
};

}  // namespace lysep
