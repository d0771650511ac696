#pragma once
// BSUM: alpha_k of the k-th update of a block, k = 1, 2, ..., counted over its own updates, which are one a sweep (8).
#include "core/methods/archive.hpp"
#include "core/methods/bsum/options.hpp"

namespace lysep {

/// A; A/k^P; or alpha_1 = A, alpha_{k+1} = alpha_k (1 - T alpha_k).
template <class S>
class StepLengths {
 public:
  explicit StepLengths(const AlphaOptions& options) : options_(options), alpha_(options.first) {}

  /// alpha_k of the next k.
  S next() {
    const S k = done_ + S(1.0), first(options_.first), parameter(options_.parameter), now = alpha_;
    done_ = k;
    switch (options_.rule) {
      case AlphaRule::power:
        if (options_.parameter == 1) return first / k;
        if (options_.parameter == 0.5) return first / sqrt(k);
        return first * exp(S(-parameter * log(k)));
      case AlphaRule::sequence:
        alpha_ = now * (S(1.0) - parameter * now);
        return now;
      default:
        return first;
    }
  }
  /// So many have been asked for.
  const S& done() const { return done_; }
  void visit(Archive<S>& archive) {
    archive.number("updates", done_);
    archive.number("alpha", alpha_);
  }

 private:
  AlphaOptions options_;
  S done_ = S(0.0), alpha_;
};

}  // namespace lysep
