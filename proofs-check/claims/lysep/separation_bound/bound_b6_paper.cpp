// (3.6), the paper's last step: with C_B = max(sqrt2, 2B, 2B^(L-1)),
//   b6 = sqrt((2 ||R||^2 + 4 (L-1) sum_{l<L} B^(2(L-l)) omega_l ||r_l||^2) / N) <= C_B sqrt(L-1) L_S,
// term by term: 2 <= C_B^2 (L-1) and 4 B^(2(L-l)) <= C_B^2. One large residual, the first for B >= 1 or the last for
// 1/sqrt2 <= B < 1, or none for L = 2 and B <= 1/sqrt2, comes as close as one likes. Here, for L >= 3, 2B is needed
// (1/sqrt2 < B < 1), though the theorem itself does without it: b6 is larger than b5 there.
#include "proofs-check/claims/lysep/separation_bound/network_claims.hpp"

namespace lysep::bound_b6_paper_claim {
namespace {

Ball top(const BoundTerms& t) { return power(t.B, t.depth() - 1); }
Sides with(const BoundTerms& t, const Ball& C) { return {t.b6(), C * sqrt(count(t.depth() - 1)) * t.L_S()}; }

/// The residual whose contribution is the largest, alone and large; or, for small B, R alone.
std::vector<double> dominant_share(Draw& draw, double B, int L) {
  std::vector<double> shares(static_cast<std::size_t>(L - 1), 0.0);
  if (B * B > 0.5) (B >= 1 ? shares.front() : shares.back()) = draw.magnitude(3, 6);
  return shares;
}

/// A good part with L >= 3 and 1/sqrt2 < B < 1, where 2B is needed.
Instance dominated_instance(Draw& draw) {
  if (draw.chance(0.8)) return aligned_instance(draw, dominant_share);
  Instance instance;
  instance.family = "near equality, 1/sqrt2 < B < 1";
  const double B = draw.uniform(0.72, 0.98);
  const auto shares = dominant_share(draw, B, draw.integer(3, 4));
  instance.state = aligned_chain(draw, {Activation::Kind::identity, B}, 10.0, shares, 1);
  return instance;
}

}  // namespace

Claim claim() {
  const Ball two(2.0);
  Claim claim = network_claim("bound-b6-paper", "(3.6)", "b6 <= max(sqrt2, 2B, 2B^(L-1)) sqrt(L-1) L_S");
  claim.constant_is_best_possible = true;
  claim.generate = dominated_instance;
  set_bound_sides(
      claim, bound_terms,
      [](const BoundTerms& t) -> Sides {
        return {t.b6(), t.paper()};
      },
      {{"without the entry 2B", [=](const BoundTerms& t) { return with(t, max(root_two(), two * top(t))); }},
       {"without the entry 2B^(L-1)", [=](const BoundTerms& t) { return with(t, max(root_two(), two * t.B)); }},
       {"without the entry sqrt2", [=](const BoundTerms& t) { return with(t, two * max(t.B, top(t))); }},
       {"1 for sqrt2", [=](const BoundTerms& t) { return with(t, largest_of(Ball(1.0), two * t.B, two * top(t))); }},
       {"B^(L-2) for B^(L-1)",
        [=](const BoundTerms& t) {
          return with(t, largest_of(root_two(), two * t.B, two * power(t.B, t.depth() - 2)));
        }},
       {"without sqrt(L-1)",
        [](const BoundTerms& t) -> Sides {
          return {t.b6(), t.paper() / sqrt(count(t.depth() - 1))};
        }},
       {"without the entry 2B, L = 2",
        [=](const BoundTerms& t) {
          return t.depth() == 2 ? with(t, max(root_two(), two * top(t))) : hypothesis_not_met();
        },
        true},
       {"1 for sqrt2, L >= 3",
        [=](const BoundTerms& t) {
          return t.depth() >= 3 ? with(t, largest_of(Ball(1.0), two * t.B, two * top(t))) : hypothesis_not_met();
        },
        true}});
  return claim;
}

}  // namespace lysep::bound_b6_paper_claim
