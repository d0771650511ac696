// (3.7): (2.9) at the true and the surrogate logits, D = || phi - phi~ ||,
//   CE^2 <= (1/N) ( 2 ||R||^2 + 4 D^2 ).
// The constants 2 and 4 are best possible together: a chain with ||R|| = sqrt2 D = T has CE = 2 T, 4 T^2 = 2 T^2 +
// 2 T^2, up to terms of size e^(-T).
#include "proofs-check/claims/lysep/separation_bound/network_claims.hpp"

namespace lysep::equation_3_7_claim {
namespace {

/// sum_l B^(L-l) shares_l = 1/sqrt2, split at random.
std::vector<double> balanced_shares(Draw& draw, double B, int L) {
  std::vector<double> parts = random_shares(draw, B, L);
  double sum = 0;
  for (const double part : parts) sum += part;
  for (int l = 1; l < L; ++l) parts[static_cast<std::size_t>(l - 1)] /= sqrt(2.0) * sum * power(B, L - l);
  return parts;
}

/// CE^2 <= (a ||R||^2 + b D^2) / N.
Sides with(const Network& t, double a, double b) {
  return {squared(t.CE()), (Ball(a) * t.norms.losses + Ball(b) * squared(t.distance())) / t.samples()};
}

}  // namespace

Claim claim() {
  Claim claim = network_claim("equation-3.7", "(3.7)", "CE^2 <= (1/N) (2 ||R||^2 + 4 ||phi - phi~||_F^2)");
  claim.hypotheses = {"L >= 2"};
  claim.constant_is_best_possible = true;
  claim.generate = [](Draw& draw) { return aligned_instance(draw, balanced_shares); };
  set_network_sides(claim, [](const Network& t) { return with(t, 2, 4); },
                    {{"2 for 4", [](const Network& t) { return with(t, 2, 2); }},
                     {"3.9 for 4", [](const Network& t) { return with(t, 2, 3.9); }},
                     {"1 for 2", [](const Network& t) { return with(t, 1, 4); }},
                     {"1/N^2 for 1/N",
                      [](const Network& t) {
                        Sides s = with(t, 2, 4);
                        s.right /= t.samples();
                        return s;
                      }},
                     {"the largest ||phi_n - phi~_n|| for ||phi - phi~||",
                      [](const Network& t) -> Sides {
                        const Ball d = largest_column_norm(difference(t.phi, t.surrogate));
                        return {squared(t.CE()), (Ball(2.0) * t.norms.losses + Ball(4.0) * squared(d)) / t.samples()};
                      }},
                     {"3 for 2 and 3 for 4", [](const Network& t) { return with(t, 3, 3); }, true},
                     {"(||R|| + sqrt2 ||phi - phi~||)^2",
                      [](const Network& t) -> Sides {
                        const Ball R = sqrt(t.norms.losses);
                        return {squared(t.CE()), squared(R + root_two() * t.distance()) / t.samples()};
                      },
                      true}});
  return claim;
}

}  // namespace lysep::equation_3_7_claim
