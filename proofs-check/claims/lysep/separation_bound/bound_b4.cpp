// (3.8) sharpened, the chain of bounds, b3 <= b4:
//   mean R + sqrt(2/N) sum_{l<L} B^(L-l) prod_{k>l} ||W_k||_2 ||r_l||
//     <= ( ||R|| + sqrt2 sum_{l<L} B^(L-l) sqrt(omega_l) ||r_l|| ) / sqrt N,
// by Cauchy-Schwarz and ||W||_2 <= ||W||. Equality where all R_n are equal and all W_k have rank one.
#include "proofs-check/claims/lysep/separation_bound/propagation.hpp"

namespace lysep::bound_b4_claim {
namespace {

/// sum_{l<L} f(l-th contribution).
template <class F>
Ball sum(const BoundTerms& t, F f) {
  const auto parts = t.contributions();
  Ball result(0.0);
  for (std::size_t k = 0; k < parts.size(); ++k) result += f(parts[k], static_cast<Index>(k) + 1);
  return result;
}

Ball contribution(const Ball& part, Index) { return part; }

/// (||R|| + sqrt2 x) / sqrt N.
Sides with(const BoundTerms& t, const Ball& x) { return {t.b3(), (t.R_norm() + root_two() * x) / sqrt(t.N)}; }

/// omega_l in place of sqrt(omega_l).
Sides with_squares(const BoundTerms& t) {
  const auto omega = adaptive_weights(t.norms);
  return with(t, sum(t, [&](const Ball& part, Index l) { return part * sqrt(omega[l - 1]); }));
}

}  // namespace

Claim claim() {
  Claim claim = network_claim("bound-b4", "(3.8) sharpened",
                              "b3 <= b4 = (||R|| + sqrt2 sum_{l<L} B^(L-l) sqrt(omega_l) ||r_l||) / sqrt N");
  claim.constant_is_best_possible = true;
  claim.generate = propagation_instance;
  set_bound_sides(
      claim, spectral_bound_terms,
      [](const BoundTerms& t) -> Sides {
        return {t.b3(), t.b4()};
      },
      {{"1/N for 1/sqrt N",
        [](const BoundTerms& t) -> Sides {
          return {t.b3(), t.b4() / sqrt(t.N)};
        }},
       {"1 for sqrt2", [](const BoundTerms& t) { return with(t, sum(t, contribution) / root_two()); }},
       {"without ||R||",
        [](const BoundTerms& t) -> Sides {
          return {t.b3(), t.b4() - t.R_norm() / sqrt(t.N)};
        }},
       {"omega_l for sqrt(omega_l)", with_squares},
       {"without B^(L-l)",
        [](const BoundTerms& t) {
          return with(t, sum(t, [&](const Ball& part, Index l) { return part / power(t.B, t.depth() - l); }));
        }},
       {"the root of the sum of squares",
        [](const BoundTerms& t) { return with(t, sqrt(sum(t, [](const Ball& part, Index) { return part * part; }))); }},
       {"b5",
        [](const BoundTerms& t) -> Sides {
          return {t.b3(), t.b5()};
        },
        true},
       {"b6",
        [](const BoundTerms& t) -> Sides {
          return {t.b3(), t.b6()};
        },
        true}});
  return claim;
}

}  // namespace lysep::bound_b4_claim
