// Theorem 3.1 (3.6): for L >= 2 and sigma B-Lipschitz,
//   CE <= C_B sqrt(L-1) L_S,  C_B = max(sqrt2, 2B, 2B^(L-1)),
// never sharp except at L = 2, B = 1/sqrt2; the best possible constant is that of theorem-3.1-best. The entry 2B is not
// needed, nor is sqrt2 for L >= 3 (1 does), nor all of sqrt(L-1) for some depths: true variants (constant-K).
#include "proofs-check/claims/lysep/separation_bound/network_claims.hpp"

namespace lysep::theorem_3_1_claim {
namespace {

Ball two() { return Ball(2.0); }
Ball layers_root(const Network& t, Index less = 1) { return sqrt(count(t.L - less)); }
Ball top(const Network& t) { return power(t.B(), t.L - 1); }

/// CE <= C sqrt(L-1) L_S.
Sides with(const Network& t, const Ball& C) { return {t.CE(), C * layers_root(t) * t.L_S()}; }
Sides with_factor(const Network& t, const Ball& factor) {
  return {t.CE(), theorem_3_1_constant(t.B(), t.L) * factor * t.L_S()};
}
/// CE <= C_B sqrt(L-1) L_S with weights changed.
template <class F>
Sides with_weights(const Network& t, F weight) {
  return {t.CE(), paper_constant(t) * L_S_with_weights(t, weight)};
}
Ball spectral_weight(const Network& t, Index l) {
  Ball product(1.0);
  for (Index k = l + 1; k <= t.L; ++k) product *= squared(spectral_norm(t.W(k)));
  return product;
}
Sides one_for_root_two(const Network& t) { return with(t, largest_of(Ball(1.0), two() * t.B(), two() * top(t))); }
Sides fourth_root(const Network& t) { return with_factor(t, sqrt(layers_root(t))); }

Sides without_output_norm(const Network& t) {
  if (t.norms.layers.back().is_zero()) return hypothesis_not_met();
  return with_weights(t, [&](Index l) { return t.omega(l) / t.norms.layers.back(); });
}

std::vector<NetworkStatement> changed_constants() {
  return {
      {"without sqrt(L-1)", [](const Network& t) { return with_factor(t, Ball(1.0)); }},
      {"2B -> B and 2B^(L-1) -> B^(L-1)",
       [](const Network& t) { return with(t, largest_of(root_two(), t.B(), top(t))); }},
      {"2 -> sqrt2 in both terms with B",
       [](const Network& t) { return with(t, root_two() * largest_of(Ball(1.0), t.B(), top(t))); }},
      {"sqrt2 -> 1", one_for_root_two},
      {"without the entry sqrt2", [](const Network& t) { return with(t, two() * max(t.B(), top(t))); }},
      {"without the entry 2B^(L-1)", [](const Network& t) { return with(t, max(root_two(), two() * t.B())); }},
      {"B^(L-1) -> B^(L-2)",
       [](const Network& t) { return with(t, largest_of(root_two(), two() * t.B(), two() * power(t.B(), t.L - 2))); }},
      {"sqrt(L-1) -> sqrt(L-2)", [](const Network& t) { return with_factor(t, layers_root(t, 2)); }},
      {"sqrt(L-1) -> (L-1)^(1/4)", fourth_root},
      {"max -> min", [](const Network& t) { return with(t, min(min(root_two(), two() * t.B()), two() * top(t))); }},
      {"K(B, L)(1 - 1e-4) for C_B sqrt(L-1)",
       [](const Network& t) -> Sides {
         return {t.CE(), best_constant(t.B(), t.L) * Ball(1 - 1e-4) * t.L_S()};
       }},
      {"without the entry 2B", [](const Network& t) { return with(t, max(root_two(), two() * top(t))); }, true},
      {"sqrt2 -> 1, L >= 3", [](const Network& t) { return t.L >= 3 ? one_for_root_two(t) : hypothesis_not_met(); },
       true},
      {"sqrt(L-1) -> sqrt(L-2), L >= 4",
       [](const Network& t) { return t.L >= 4 ? with_factor(t, layers_root(t, 2)) : hypothesis_not_met(); }, true},
      {"sqrt(L-1) -> (L-1)^(1/4), L <= 3",
       [](const Network& t) { return t.L <= 3 ? fourth_root(t) : hypothesis_not_met(); }, true},
  };
}

std::vector<NetworkStatement> changed_losses() {
  return {
      {"1/N for 1/sqrt N in L_S", [](const Network& t) { return with_factor(t, layers_root(t) / sqrt(t.samples())); }},
      {"omega_l = 1", [](const Network& t) { return with_weights(t, [](Index) { return Ball(1.0); }); }},
      {"omega_l without ||W_L||^2", without_output_norm},
      {"omega_l with ||W_l||^2",
       [](const Network& t) { return with_weights(t, [&](Index l) { return t.omega(l) * t.norms.layer(l); }); }},
      {"omega_l with norms not squared",
       [](const Network& t) { return with_weights(t, [&](Index l) { return sqrt(t.omega(l)); }); }},
      {"spectral norms in omega_l",
       [](const Network& t) { return with_weights(t, [&](Index l) { return spectral_weight(t, l); }); }, true},
  };
}

}  // namespace

Claim claim() {
  Claim claim = network_claim("theorem-3.1", "(3.6)", "CE <= max(sqrt2, 2B, 2B^(L-1)) sqrt(L-1) L_S");
  auto mutants = changed_constants();
  for (const auto& mutant : changed_losses()) mutants.push_back(mutant);
  set_network_sides(
      claim, [](const Network& t) { return with_factor(t, layers_root(t)); }, mutants);
  return claim;
}

}  // namespace lysep::theorem_3_1_claim
