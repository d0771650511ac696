// Theorem 4.1 with the best possible constant: for L1 >= 1, L2 >= 2, linear poolings and sigma B-Lipschitz,
//   CE <= K(B, L1+L2) L_S,  K(B, D) = sqrt(1 + 2 sum_{j=1}^{D-1} B^(2j)).
// The proof of theorem-3.1-best needs of a layer only its matrix E_l. Chains of images of one pixel, of equal pixels
// under constant kernels, and of equal pixels averaged are of rank 1 and come as close as one likes.
#include "proofs-check/claims/lysep/convolution/image_network.hpp"

namespace lysep::theorem_4_1_best_claim {
namespace {

Sides with(const ImageNetwork& t, const Ball& K) { return {t.CE(), K * t.network.L_S()}; }
template <class F>
Sides with_factors(const ImageNetwork& t, F factor) {
  return {t.CE(), best_constant(t.network.B(), t.D) * sqrt(t.S_with_factors(factor) / t.network.samples())};
}

}  // namespace

Claim claim() {
  Claim claim =
      image_claim("theorem-4.1-best", "(4.4) sharpened",
                  "CE <= K(B, L1+L2) L_S, K(B, D) = sqrt(1 + 2 sum_{j=1}^{D-1} B^(2j))", "sigma is B-Lipschitz");
  claim.constant_is_best_possible = true;
  claim.generate = image_separation_instance;
  set_image_state(claim);
  claim.group = [](const Instance& instance) { return "D=" + std::to_string(instance.state->depth()); };
  set_image_sides<ImageNetwork>(
      claim, [](const Instance& i) { return ImageNetwork(*i.state); },
      [](const ImageNetwork& t) { return with(t, best_constant(t.network.B(), t.D)); },
      {{"K(1 - 1e-4)",
        [](const ImageNetwork& t) { return with(t, best_constant(t.network.B(), t.D) * Ball(1 - 1e-4)); }},
       {"K(B, L1+L2-1)", [](const ImageNetwork& t) { return with(t, best_constant(t.network.B(), t.D - 1)); }},
       {"||k_j||^2 for ||K_jP_{j-1}||^2: every tap counted once",
        [](const ImageNetwork& t) {
          return with_factors(t, [&](Index j) { return j <= t.L1 ? t.parameters(j) : t.effective(j); });
        }},
       {"||W^_1||^2/q^2 for ||W^_1P_{L1}||^2",
        [](const ImageNetwork& t) {
          return with_factors(t, [&](Index j) { return t.effective(j) / (j == t.L1 + 1 ? t.window(j) : Ball(1.0)); });
        }},
       {"||W^_1||^2 for ||W^_1P_{L1}||^2",
        [](const ImageNetwork& t) {
          return with_factors(t, [&](Index j) { return j == t.L1 + 1 ? t.unpooled(j) : t.effective(j); });
        },
        true}});
  return claim;
}

}  // namespace lysep::theorem_4_1_best_claim
