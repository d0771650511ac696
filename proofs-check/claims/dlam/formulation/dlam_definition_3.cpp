// Definition 3 on the line: a function is quasilinear (every sublevel and superlevel set convex) just where it is
// monotone. For values h_1..h_n at ascending points, joined by lines, how far it is from either is one number:
//   max over i < j < k of max(h_j - max(h_i, h_k), min(h_i, h_k) - h_j, 0) = min(largest rise, largest fall),
// where a rise is h_j - h_i and a fall h_i - h_j for i < j. Convexity does not do: the superlevel sets of x^2 are not
// convex.
#include <algorithm>

#include "proofs-check/claims/dlam/dlam_claim.hpp"

namespace lysep::dlam_definition_3_claim {
namespace {

struct Terms {
  explicit Terms(const Instance& i) : h(i.balls("h")) {
    const Index n = h.cols();
    for (Index j = 0; j < n; ++j) {
      size += abs(h(0, j));
      for (Index k = j + 1; k < n; ++k) {
        rise = max(rise, h(0, k) - h(0, j));
        fall = max(fall, h(0, j) - h(0, k));
        for (Index m = k + 1; m < n; ++m) {
          hill = max(hill, h(0, k) - max(h(0, j), h(0, m)));
          valley = max(valley, min(h(0, j), h(0, m)) - h(0, k));
        }
      }
    }
  }
  Matrix<Ball> h;
  Ball rise = Ball(0.0), fall = Ball(0.0), hill = Ball(0.0), valley = Ball(0.0), size = Ball(0.0);

  Sides equal(const Ball& left, const Ball& right) const { return {left, right, true, size}; }
};

Instance generate(Draw& draw) {
  Instance instance;
  const int n = draw.integer(3, 7);
  Matrix<double> h = draw.matrix(1, n, draw.magnitude(-2, 2));
  instance.family = "random";
  const double which = draw.uniform(0, 1);
  if (which < 0.3) {
    instance.family = "monotone";
    std::sort(h.data(), h.data() + n);
    if (draw.chance(0.5)) h = Matrix<double>(h.rowwise().reverse());
  } else if (which < 0.5) {
    instance.family = "convex";
    for (int j = 0; j < n; ++j) h(0, j) = (j - 2) * (j - 2);
  } else if (which < 0.7) {
    instance.family = "ties";
    for (int j = 0; j < n; ++j) h(0, j) = draw.integer(-2, 2);
  }
  instance.set("h", h);
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim = dlam_claim("dlam-definition-3", "Definition 3",
                           "how far h is from quasilinear = min(largest rise, largest fall): h is monotone");
  claim.relation = Relation::equals;
  claim.arrays = {{"h", "1 x n", "values at ascending points"}};
  claim.generate = generate;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.equal(max(t.hill, t.valley), min(t.rise, t.fall)); },
      {{"quasiconvex alone, as x^2 is", [](const Terms& t) { return t.equal(t.hill, min(t.rise, t.fall)); }},
       {"quasiconcave alone", [](const Terms& t) { return t.equal(t.valley, min(t.rise, t.fall)); }},
       {"increasing alone", [](const Terms& t) { return t.equal(max(t.hill, t.valley), t.fall); }}});
  return claim;
}

}  // namespace lysep::dlam_definition_3_claim
