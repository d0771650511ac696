// Theorem 2: c_k = min_{i <= k} s_i is o(1/k), given Lemma 1 (corrected) and F >= 0. Lemma 2 is not needed: F(W*, ..)
// is the limit of F^k. (The norm with index 1/2 in the proof is a misprint.) It measures steps, not F - F*. Where all
// s_i >= 0,
//   (k+1) c_{2k} <= sum_{i=k}^{2k} s_i,
// a tail of a sum that is at most F^0. Best possible: equal s_i; so c_k is not o(1/(k ln k)), nor is s_k itself o(1/k).
#include "proofs-check/claims/dlam/dlam_claim.hpp"
#include "proofs-check/enclosures/ball_matrix.hpp"

namespace lysep::dlam_theorem_2_claim {
namespace {

struct Terms {
  explicit Terms(const Instance& i) : s(i.balls("s")), k((s.cols() - 1) / 2), tail(0.0), head(0.0) {
    least = s(0, 0);
    for (Index j = 0; j < s.cols(); ++j) {
      hypothesis = hypothesis && s(0, j) >= Ball(0.0);
      if (j <= k) head += s(0, j);
      if (j <= k) least_before = j == 0 ? s(0, 0) : min(least_before, s(0, j));
      if (j <= 2 * k) least = min(least, s(0, j));
      if (j >= k && j <= 2 * k) tail += s(0, j);
    }
  }
  Matrix<Ball> s;
  Index k;
  Ball tail, head, least, least_before;  // over i = k..2k, 0..k; c_{2k}, c_k
  bool hypothesis = true;

  Sides with(const Ball& left, const Ball& right) const {
    return hypothesis ? Sides{left, right} : hypothesis_not_met();
  }
  Ball terms() const { return count(k + 1); }
};

Instance generate(Draw& draw) {
  Instance instance;
  const int n = 2 * draw.integer(0, 8) + 1;
  Matrix<double> s(1, n);
  const double which = draw.uniform(0, 1), size = draw.magnitude(-2, 2);
  instance.family = which < 0.4 ? "random" : which < 0.7 ? "equal" : "a few large ones";
  for (int j = 0; j < n; ++j)
    s(0, j) = which < 0.4 ? draw.magnitude(-3, 2) : which < 0.7 || j == n - 1 ? size : size * draw.magnitude(-3, 0);
  instance.set("s", s);
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim =
      dlam_claim("dlam-theorem-2", "Theorem 2", "(k+1) c_{2k} <= s_k + .. + s_{2k}: c_k = min_{i <= k} s_i is o(1/k)");
  claim.hypotheses = {"s_i >= 0"};
  claim.constant_is_best_possible = true;
  claim.arrays = {{"s", "1 x n", "s_0, s_1, .., of which 2k+1 <= n are looked at"}};
  claim.generate = generate;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.with(t.terms() * t.least, t.tail); },
      {{"s_{2k} for c_{2k}", [](const Terms& t) { return t.with(t.terms() * t.s(0, 2 * t.k), t.tail); }},
       {"(k+1) (1 + ln(k+1)) c_{2k}",
        [](const Terms& t) { return t.with(t.terms() * (Ball(1.0) + ln(t.terms())) * t.least, t.tail); }},
       {"1.01 (k+1)", [](const Terms& t) { return t.with(Ball(1.01) * t.terms() * t.least, t.tail); }},
       {"(k+1) c_k <= s_0 + .. + s_k", [](const Terms& t) { return t.with(t.terms() * t.least_before, t.head); }, true},
       {"c_{2k} <= c_k", [](const Terms& t) { return t.with(t.least, t.least_before); }, true}});
  return claim;
}

}  // namespace lysep::dlam_theorem_2_claim
