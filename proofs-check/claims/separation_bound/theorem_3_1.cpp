// Theorem 3.1 (3.6): for L >= 2 and sigma B-Lipschitz,
//   CE <= C_B sqrt(L-1) L_S,  C_B = max(sqrt2, 2B, 2B^(L-1)),
// never sharp except at L = 2, B = 1/sqrt2. The best possible constant is K(B, L) = sqrt(1 + 2 sum_{j<L} B^(2j)):
// it follows by Cauchy-Schwarz from the sum of the residuals' contributions, and scalar chains whose contributions are
// sqrt(omega_l) ||r_l|| = sqrt2 B^(L-l) ||R||, all of one sign, come as close as one likes as R grows.
#include "proofs-check/claim.hpp"
#include "proofs-check/network_generators.hpp"

#include "proofs-check/ball_matrix.hpp"
#include "core/separation_loss.hpp"

namespace lysep {
namespace {

struct Terms {
  SquaredNorms<Ball> norms;
  Chain<Ball> chain;
  Ball CE, B, N;
  Index L = 0;

  Ball depth_root(double less) const { return sqrt(Ball(static_cast<double>(L) - less)); }
  Ball loss(const Ball& S) const { return sqrt(S / N); }
  Ball L_S() const { return loss(separation_loss(norms)); }
  /// L_S with weights omega_l replaced by weight(l).
  template <class F>
  Ball L_S_with(F weight) const {
    Ball S = norms.losses;
    for (Index l = 1; l < L; ++l) S += weight(l) * norms.residual(l);
    return loss(S);
  }
  Ball C_B() const { return theorem_3_1_constant(B, L); }
  Ball omega(Index l) const { return adaptive_weights(norms)[l - 1]; }
};

Ball max3(const Ball& a, const Ball& b, const Ball& c) { return max(max(a, b), c); }
const auto two = [] { return Ball(2.0); };

/// A right side; nothing where the mutant does not speak of this depth.
using Right = std::optional<Ball> (*)(const Terms&);
struct Variant {
  Mutant mutant;
  Right right;
};

Ball with_constant(const Terms& t, const Ball& C) { return C * t.depth_root(1) * t.L_S(); }

const Variant variants[] = {
    {{"without sqrt(L-1)"}, [](const Terms& t) -> std::optional<Ball> { return t.C_B() * t.L_S(); }},
    {{"2B -> B and 2B^(L-1) -> B^(L-1)"},
     [](const Terms& t) -> std::optional<Ball> {
       return with_constant(t, max3(root_two(), t.B, power(t.B, t.L - 1)));
     }},
    {{"2 -> sqrt2 in both terms with B"},
     [](const Terms& t) -> std::optional<Ball> {
       return with_constant(t, root_two() * max3(Ball(1.0), t.B, power(t.B, t.L - 1)));
     }},
    {{"sqrt2 -> 1"},
     [](const Terms& t) -> std::optional<Ball> {
       return with_constant(t, max3(Ball(1.0), two() * t.B, two() * power(t.B, t.L - 1)));
     }},
    {{"without the entry sqrt2"},
     [](const Terms& t) -> std::optional<Ball> { return with_constant(t, two() * max(t.B, power(t.B, t.L - 1))); }},
    {{"without the entry 2B^(L-1)"},
     [](const Terms& t) -> std::optional<Ball> { return with_constant(t, max(root_two(), two() * t.B)); }},
    {{"B^(L-1) -> B^(L-2)"},
     [](const Terms& t) -> std::optional<Ball> {
       return with_constant(t, max3(root_two(), two() * t.B, two() * power(t.B, t.L - 2)));
     }},
    {{"sqrt(L-1) -> sqrt(L-2)"},
     [](const Terms& t) -> std::optional<Ball> { return t.C_B() * t.depth_root(2) * t.L_S(); }},
    {{"sqrt(L-1) -> (L-1)^(1/4)"},
     [](const Terms& t) -> std::optional<Ball> { return t.C_B() * sqrt(t.depth_root(1)) * t.L_S(); }},
    {{"max -> min"},
     [](const Terms& t) -> std::optional<Ball> {
       return with_constant(t, min(min(root_two(), two() * t.B), two() * power(t.B, t.L - 1)));
     }},
    {{"1/N for 1/sqrt N in L_S"},
     [](const Terms& t) -> std::optional<Ball> { return with_constant(t, t.C_B()) / sqrt(t.N); }},
    {{"omega_l = 1"},
     [](const Terms& t) -> std::optional<Ball> {
       return t.C_B() * t.depth_root(1) * t.L_S_with([](Index) { return Ball(1.0); });
     }},
    {{"omega_l without ||W_L||^2"},
     [](const Terms& t) -> std::optional<Ball> {
       if (t.norms.layers.back().is_zero()) return std::nullopt;
       return t.C_B() * t.depth_root(1) * t.L_S_with([&](Index l) { return t.omega(l) / t.norms.layers.back(); });
     }},
    {{"omega_l with ||W_l||^2"},
     [](const Terms& t) -> std::optional<Ball> {
       return t.C_B() * t.depth_root(1) * t.L_S_with([&](Index l) { return t.omega(l) * t.norms.layer(l); });
     }},
    {{"omega_l with norms not squared"},
     [](const Terms& t) -> std::optional<Ball> {
       return t.C_B() * t.depth_root(1) * t.L_S_with([&](Index l) { return sqrt(t.omega(l)); });
     }},
    {{"K(B, L)(1 - 1e-4) for C_B sqrt(L-1)"},
     [](const Terms& t) -> std::optional<Ball> { return best_constant(t.B, t.L) * Ball(1.0 - 1e-4) * t.L_S(); }},
    {{"without the entry 2B", true},
     [](const Terms& t) -> std::optional<Ball> {
       return with_constant(t, max(root_two(), two() * power(t.B, t.L - 1)));
     }},
    {{"sqrt2 -> 1, L >= 3", true},
     [](const Terms& t) -> std::optional<Ball> {
       if (t.L < 3) return std::nullopt;
       return with_constant(t, max3(Ball(1.0), two() * t.B, two() * power(t.B, t.L - 1)));
     }},
    {{"sqrt(L-1) -> sqrt(L-2), L >= 4", true},
     [](const Terms& t) -> std::optional<Ball> {
       if (t.L < 4) return std::nullopt;
       return t.C_B() * t.depth_root(2) * t.L_S();
     }},
    {{"sqrt(L-1) -> (L-1)^(1/4), L <= 3", true},
     [](const Terms& t) -> std::optional<Ball> {
       if (t.L > 3) return std::nullopt;
       return t.C_B() * sqrt(t.depth_root(1)) * t.L_S();
     }},
    {{"spectral norms in omega_l", true},
     [](const Terms& t) -> std::optional<Ball> {
       return t.C_B() * t.depth_root(1) * t.L_S_with([&](Index l) {
         Ball product(1.0);
         for (Index j = l + 1; j <= t.L; ++j) {
           const Ball norm = spectral_norm(t.chain.at(j).K);
           product *= norm * norm;
         }
         return product;
       });
     }},
};

const Variant best_variants[] = {
    {{"K(B, L)(1 - 1e-4)"},
     [](const Terms& t) -> std::optional<Ball> { return best_constant(t.B, t.L) * Ball(1.0 - 1e-4) * t.L_S(); }},
    {{"K(B, L-1)"}, [](const Terms& t) -> std::optional<Ball> { return best_constant(t.B, t.L - 1) * t.L_S(); }},
    {{"B^j for B^(2j)"}, [](const Terms& t) -> std::optional<Ball> { return best_constant(sqrt(t.B), t.L) * t.L_S(); }},
    {{"C_B sqrt(L-1)", true}, [](const Terms& t) -> std::optional<Ball> { return with_constant(t, t.C_B()); }},
};

Terms terms_of(const StateData& data) {
  Terms t;
  t.chain = chain_of<Ball>(data);
  const Block<Ball> block = block_of(data, t.chain, 0, data.samples());
  t.norms.layers = layer_norms_squared(t.chain);
  for (Index l = 1; l < data.depth(); ++l) t.norms.residuals.push_back(squared_norm(block.r(l)));
  t.norms.losses = squared_norm(surrogate_losses(t.chain, block));
  t.L = data.depth();
  t.N = Ball(static_cast<double>(data.samples()));
  t.B = constants_of<Ball>(data.activation).B;
  Matrix<Ball> losses;
  cross_entropy(network_logits(t.chain, block.X), data.labels, losses);
  t.CE = sum_of(losses.data(), losses.size()) / t.N;
  return t;
}

template <std::size_t count>
Sides sides(const Instance& instance, int mutant, const Variant (&list)[count], Right claim) {
  if (instance.state->depth() < 2) return {Ball(0.0), Ball(0.0), false};
  const Terms t = terms_of(*instance.state);
  const auto right = (mutant == no_mutant ? claim : list[mutant].right)(t);
  if (!right) return {Ball(0.0), Ball(0.0), false};
  return {t.CE, *right};
}

template <std::size_t count>
Claim claim_of(const Variant (&list)[count], Right right) {
  Claim claim;
  claim.source = "lysep";
  claim.hypotheses = {"sigma is B-Lipschitz", "L >= 2"};
  for (const Variant& v : list) claim.mutants.push_back(v.mutant);
  claim.generate = separation_instance;
  claim.sides = [&list, right](const Instance& instance, int mutant) { return sides(instance, mutant, list, right); };
  set_state(claim);
  claim.group = [](const Instance& instance) { return "L=" + std::to_string(instance.state->depth()); };
  return claim;
}

}  // namespace

Claim theorem_3_1() {
  Claim claim = claim_of(variants, [](const Terms& t) -> std::optional<Ball> { return with_constant(t, t.C_B()); });
  claim.id = "theorem-3.1";
  claim.equation = "(3.6)";
  claim.statement = "CE <= max(sqrt2, 2B, 2B^(L-1)) sqrt(L-1) L_S";
  return claim;
}

Claim theorem_3_1_best() {
  Claim claim =
      claim_of(best_variants, [](const Terms& t) -> std::optional<Ball> { return best_constant(t.B, t.L) * t.L_S(); });
  claim.id = "theorem-3.1-best";
  claim.equation = "(3.6) sharpened";
  claim.statement = "CE <= K(B, L) L_S, K = sqrt(1 + 2 sum_{j=1}^{L-1} B^(2j))";
  claim.constant_is_best_possible = true;
  return claim;
}

}  // namespace lysep
