// (3.7) with (3.8), the paper's intermediate bound, b4 <= b6:
//   ( ||R|| + sqrt2 s )^2 <= 2 ||R||^2 + 4 (L-1) sum_{l<L} B^(2(L-l)) omega_l ||r_l||^2,
//   s = sum_{l<L} B^(L-l) sqrt(omega_l) ||r_l||,
// over N and under roots: (a + b)^2 <= 2 a^2 + 2 b^2 and Cauchy-Schwarz. Equality where all contributions are equal and
// sqrt2 s = ||R||. b5 and b6 are not ordered.
#include "proofs-check/claims/lysep/separation_bound/network_claims.hpp"

namespace lysep::bound_b6_claim {
namespace {

/// Equal contributions whose sum is T / sqrt2.
std::vector<double> equal_shares(Draw&, double B, int L) {
  std::vector<double> shares;
  for (int l = 1; l < L; ++l) shares.push_back(1 / (sqrt(2.0) * (L - 1) * power(B, L - l)));
  return shares;
}

/// sqrt(a ||R||^2 + b sum of the squared contributions) / sqrt N.
Sides with(const BoundTerms& t, const Ball& a, const Ball& b) {
  Ball squares(0.0);
  for (const Ball& part : t.contributions()) squares += part * part;
  return {t.b4(), sqrt((a * t.norms.losses + b * squares) / t.N)};
}

Ball layers(const BoundTerms& t) { return count(t.depth() - 1); }

}  // namespace

Claim claim() {
  Claim claim = network_claim("bound-b6", "(3.8)",
                              "b4 <= b6 = sqrt((2 ||R||^2 + 4 (L-1) sum_{l<L} B^(2(L-l)) omega_l ||r_l||^2) / N)");
  claim.constant_is_best_possible = true;
  claim.generate = [](Draw& draw) { return aligned_instance(draw, equal_shares); };
  set_bound_sides(
      claim, bound_terms,
      [](const BoundTerms& t) -> Sides {
        return {t.b4(), t.b6()};
      },
      {{"1 for 2", [](const BoundTerms& t) { return with(t, Ball(1.0), Ball(4.0) * layers(t)); }},
       {"2 for 4", [](const BoundTerms& t) { return with(t, Ball(2.0), Ball(2.0) * layers(t)); }},
       {"3.9 for 4", [](const BoundTerms& t) { return with(t, Ball(2.0), Ball(3.9) * layers(t)); }},
       {"without L-1", [](const BoundTerms& t) { return with(t, Ball(2.0), Ball(4.0)); }},
       {"L-2 for L-1", [](const BoundTerms& t) { return with(t, Ball(2.0), Ball(4.0) * (layers(t) - Ball(1.0))); }},
       {"3 for 2 and 3 for 4", [](const BoundTerms& t) { return with(t, Ball(3.0), Ball(3.0) * layers(t)); }, true},
       {"L for L-1", [](const BoundTerms& t) { return with(t, Ball(2.0), Ball(4.0) * count(t.depth())); }, true}});
  return claim;
}

}  // namespace lysep::bound_b6_claim
