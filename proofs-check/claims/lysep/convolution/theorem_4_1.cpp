// Theorem 4.1 (4.4): for L1 >= 1, L2 >= 2, linear poolings and sigma B-Lipschitz,
//   CE <= C_B sqrt(L1+L2-1) L_S,  C_B = max(sqrt2, 2B, 2B^(L1+L2-1)).
// With L2 = 1 the paper's T is undefined; networks without a convolution are theorem-3.1's. Max pooling is no matrix.
// Never sharp (theorem-4.1-best). Weights with ||K_j|| for ||K_jP_{j-1}|| are larger, for ||P||_2 <= 1: a true variant.
#include "proofs-check/claims/lysep/convolution/image_network.hpp"
#include "proofs-check/claims/lysep/separation_bound/network_claims.hpp"

namespace lysep::theorem_4_1_claim {
namespace {

Ball top(const ImageNetwork& t, Index power_of_B) { return Ball(2.0) * power(t.network.B(), power_of_B); }
Ball C_B(const ImageNetwork& t) { return largest_of(root_two(), Ball(2.0) * t.network.B(), top(t, t.D - 1)); }
Ball root(const ImageNetwork& t, Index less) { return sqrt(count(t.L1 + t.L2 - less)); }

Sides bounded_by(const ImageNetwork& t, const Ball& factor) { return {t.CE(), factor * t.network.L_S()}; }
template <class F>
Sides with_factors(const ImageNetwork& t, F factor) {
  return {t.CE(), C_B(t) * root(t, 1) * sqrt(t.S_with_factors(factor) / t.network.samples())};
}

}  // namespace

Claim claim() {
  Claim claim = image_claim("theorem-4.1", "(4.4)", "CE <= max(sqrt2, 2B, 2B^(L1+L2-1)) sqrt(L1+L2-1) L_S",
                            "sigma is B-Lipschitz");
  claim.generate = image_separation_instance;
  set_image_state(claim);
  set_image_sides<ImageNetwork>(
      claim, [](const Instance& i) { return ImageNetwork(*i.state); },
      [](const ImageNetwork& t) { return bounded_by(t, C_B(t) * root(t, 1)); },
      {{"sqrt(L1+L2-1) -> sqrt(L1+L2-2)", [](const ImageNetwork& t) { return bounded_by(t, C_B(t) * root(t, 2)); }},
       {"B^(L1+L2-1) -> B^(L1+L2-2)",
        [](const ImageNetwork& t) {
          const Ball C = largest_of(root_two(), Ball(2.0) * t.network.B(), top(t, t.D - 2));
          return bounded_by(t, C * root(t, 1));
        }},
       {"sqrt(L2-1) for sqrt(L1+L2-1)",
        [](const ImageNetwork& t) { return bounded_by(t, C_B(t) * sqrt(count(t.L2 - 1))); }},
       {"omega_l without ||W^_1P_{L1}||^2",
        [](const ImageNetwork& t) {
          return with_factors(t, [&](Index j) { return j == t.L1 + 1 ? Ball(1.0) : t.effective(j); });
        }},
       {"omega_l with norms not squared",
        [](const ImageNetwork& t) { return with_factors(t, [&](Index j) { return sqrt(t.effective(j)); }); }},
       {"sums for averages in the network",
        [](const ImageNetwork& t) -> Sides {
          return {t.CE(4.0), C_B(t) * root(t, 1) * t.network.L_S()};
        }},
       {"1/N for 1/sqrt N in L_S",
        [](const ImageNetwork& t) { return bounded_by(t, C_B(t) * root(t, 1) / sqrt(t.network.samples())); }},
       {"||K_j|| for ||K_jP_{j-1}||",
        [](const ImageNetwork& t) { return with_factors(t, [&](Index j) { return t.unpooled(j); }); }, true},
       {"without the entry 2B",
        [](const ImageNetwork& t) { return bounded_by(t, max(root_two(), top(t, t.D - 1)) * root(t, 1)); }, true}});
  return claim;
}

}  // namespace lysep::theorem_4_1_claim
