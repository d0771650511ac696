// Lemma 3.3 (i) with constants free of N, for the Hessian in c_l is block-diagonal over the samples: W = W_{l+1},
//   l <= L-2: C_l = 2 (omega_{l+1} (M1^2 ||W||_2^2 + M2 (max_i ||W(:,i)|| ||W||_2 sqrt(M) M0 + max|W^T B|)) + omega_l),
//   C_{L-1} = 2 ||W||^2 + M1^2 ||W||_2^2 h + 2 sqrt2 M2 max_i ||W(:,i)|| Rm, Rm = sqrt(2M) M0 ||W||_2 + ln J,
// h = kappa = max_R (4 s^2 + 4 R s (1-s)) = 4.18133..., s = 1 - e^(-R), for J = 2 and max(kappa, Rm) otherwise.
// Both are best possible: the identity (M2 = 0, without a bound M0, which then is not needed) with W a vector, and
// R = 3.14186 for C_{L-1}. Left: as in lemma-3.3-i; right: the constants that the program steps by.
#include "proofs-check/claims/lysep/lipschitz/lipschitz_generators.hpp"
#include "proofs-check/claims/lysep/lipschitz/lipschitz_terms.hpp"

namespace lysep::lemma_3_3_i_sharp_claim {
namespace {

struct Terms {
  explicit Terms(const Instance& i) : pair(i), bounds(pair), change(pair) {
    hypothesis = bounds.bounded || (bounds.linear && (!pair.last() || pair.network.J == 2));
  }
  PointPair pair;
  Bounds bounds;
  GradientChange change;
  bool hypothesis = false;

  const Ball& M1() const { return bounds.sigma.B; }
  const Ball& M0() const { return *bounds.sigma.M0; }
  const Ball& M2() const { return *bounds.sigma.M2; }
  Ball spectral_squared() const { return squared(bounds.terms.spectral); }
  Ball kappa() const { return lysep::kappa(Ball(0.0)); }
  Ball logarithm() const { return log_of<Ball>(bounds.terms.classes); }
  Ball Rm() const { return sqrt(Ball(2.0) * count(bounds.terms.units)) * M0() * bounds.terms.spectral + logarithm(); }
  Ball h() const { return pair.network.J == 2 ? kappa() : max(kappa(), Rm()); }
  Ball constant() const {
    return pair.next_omega() * auxiliary_constant(ConstantSet::sharp, pair.last(), bounds.terms, bounds.sigma);
  }
  Sides with(const Ball& C) const { return change.at_most(C * pair.distance()); }
  /// C_l, l <= L-2, less 2 omega_{l+1} times a part of it.
  Sides hidden_without(const std::function<Ball()>& part) const {
    if (!hypothesis || pair.last()) return hypothesis_not_met();
    return with(constant() - Ball(2.0) * pair.next_omega() * part());
  }
  /// C_{L-1} as printed above, with a factor of 2 ||W||^2, h and Rm in their places.
  Sides last_with(double own, const std::function<Ball()>& h_term, const std::function<Ball()>& R) const {
    if (!hypothesis || !pair.last()) return hypothesis_not_met();
    const auto& t = bounds.terms;
    return with(Ball(2.0 * own) * t.norm_squared + M1() * M1() * spectral_squared() * h_term() +
                Ball(2.0) * root_two() * M2() * t.largest_column * R());
  }
};

std::vector<Statement<Terms>> mutants() {
  return {{"C_l without M1^2 ||W||_2^2",
           [](const Terms& t) { return t.hidden_without([&] { return t.M1() * t.M1() * t.spectral_squared(); }); }},
          {"C_l without the term of M0",
           [](const Terms& t) {
             return t.hidden_without([&] {
               const auto& w = t.bounds.terms;
               return t.M0() * t.M2() * w.largest_column * w.spectral * sqrt(count(w.units));
             });
           }},
          {"C_l without max|W^T B|",
           [](const Terms& t) { return t.hidden_without([&] { return t.M2() * t.bounds.terms.pulled_largest; }); }},
          {"C_l without omega_l",
           [](const Terms& t) { return t.hidden_without([&] { return t.bounds.terms.norm_squared; }); }},
          {"C_{L-1} with ||W||^2 for 2 ||W||^2",
           [](const Terms& t) {
             return t.last_with(
                 0.5, [&] { return t.h(); }, [&] { return t.Rm(); });
           }},
          {"C_{L-1} with 4.18 for kappa",
           [](const Terms& t) {
             return t.last_with(
                 1, [&] { return t.pair.network.J == 2 ? Ball(4.18) : t.h(); }, [&] { return t.Rm(); });
           }},
          {"C_{L-1} with kappa for J >= 3",
           [](const Terms& t) {
             return t.last_with(
                 1, [&] { return t.kappa(); }, [&] { return t.Rm(); });
           }},
          {"C_{L-1} without ln J in Rm",
           [](const Terms& t) {
             return t.last_with(
                 1, [&] { return t.h(); }, [&] { return t.Rm() - t.logarithm(); });
           }},
          {"C_{L-1} without the term of M2",
           [](const Terms& t) {
             return t.last_with(
                 1, [&] { return t.h(); }, [&] { return Ball(0.0); });
           }},
          {"C_{L-1} written out",
           [](const Terms& t) {
             return t.last_with(
                 1, [&] { return t.h(); }, [&] { return t.Rm(); });
           },
           true}};
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "lemma-3.3-i-sharp";
  claim.equation = "(3.20) sharpened";
  claim.statement = "||grad_{c_l} S(c^) - grad_{c_l} S(c~)|| <= C_l ||c^ - c~||, C_l free of N";
  claim.hypotheses = {"1 <= l <= L-1", "|sigma'| <= M1, sigma' is M2-Lipschitz",
                      "|sigma| <= M0, or M2 = 0 and l <= L-2 or J = 2"};
  claim.constant_is_best_possible = true;
  claim.speaks_of_state = true;
  claim.arrays = pair_arrays();
  claim.generate = auxiliary_pair;
  claim.group = layer_group;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.hypothesis ? t.with(t.constant()) : hypothesis_not_met(); }, mutants());
  return claim;
}

}  // namespace lysep::lemma_3_3_i_sharp_claim
