#pragma once
// Claims about the constants C_B sqrt(L-1) and K(B, L) of Theorem 3.1 alone.
#include "proofs-check/enclosures/ball_matrix.hpp"
#include "proofs-check/frame/claim.hpp"
#include "core/methods/layer_separation/separation_loss.hpp"

namespace lysep {

struct Depth {
  explicit Depth(const Instance& instance);

  Ball B;
  Index L;

  Ball K() const { return best_constant(B, L); }
  Ball twice_B() const { return Ball(2.0) * B; }
  Ball top(Index less = 1) const { return power(B, L - less); }  // B^(L-less)
  Ball twice_top() const { return Ball(2.0) * top(); }
  Ball root(Index less = 1) const { return sqrt(count(L - less)); }  // sqrt(L-less)
  Ball largest(const Ball& a, const Ball& b, const Ball& c) const { return max(max(a, b), c); }
  /// K <= C sqrt(L-1).
  Sides with(const Ball& C) const { return {K(), C * root()}; }
};

/// A claim about B > 0 and L >= least.
Claim constant_claim(const char* id, const char* statement, int least);
using DepthStatement = Statement<Depth>;
void set_depth_sides(Claim& claim, Index least, std::function<Sides(const Depth&)> statement,
                     const std::vector<DepthStatement>& mutants);

}  // namespace lysep
