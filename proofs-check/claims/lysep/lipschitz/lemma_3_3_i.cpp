// Lemma 3.3 (i), (3.20): for two points c^, c~ of c_l, 1 <= l <= L-1, the rest of the state fixed,
//   || grad_{c_l} S(c^) - grad_{c_l} S(c~) || <= C_l || c^ - c~ ||,
// with the constants of the proof, W = W_{l+1}, B = c_{l+1} - b_{l+1} 1^T:
//   l <= L-2: C_l = 2 (omega_{l+1} (M1^2 ||W||^2 + M0 M2 sqrt(MN) ||W||^2 + M2 ||W^T B||) + omega_l),
//   C_{L-1} = 2 ||W|| ((M1^2 ||W|| + sqrt(2N) M2) (2 sqrt(M) M0 ||W|| + ln J) + ||W|| (1 + 2 sqrt(N) M1^2)).
// Left: along u, the change that (3.12), (3.14) give, by dual numbers from (3.4); both sides times ||u||. Right: the
// constants that the program steps by. For l <= L-2 C_l is approached (sin at its top, a large target); C_{L-1} is
// not: the largest ratio found is 0.68 for J <= 4. sigma is bounded, sigma' bounded and M2-Lipschitz.
#include "proofs-check/claims/lysep/lipschitz/lipschitz_generators.hpp"
#include "proofs-check/claims/lysep/lipschitz/lipschitz_terms.hpp"

namespace lysep::lemma_3_3_i_claim {
namespace {

struct Terms {
  explicit Terms(const Instance& i) : pair(i), bounds(pair), change(pair) {}

  PointPair pair;
  Bounds bounds;
  GradientChange change;

  const Ball& M1() const { return bounds.sigma.B; }
  const Ball& M0() const { return *bounds.sigma.M0; }
  const Ball& M2() const { return *bounds.sigma.M2; }
  const Ball& W_squared() const { return bounds.terms.norm_squared; }
  Ball samples() const { return count(bounds.terms.samples); }
  Ball units() const { return count(bounds.terms.units); }
  Ball constant() const {
    return pair.next_omega() * auxiliary_constant(ConstantSet::paper, pair.last(), bounds.terms, bounds.sigma);
  }
  Sides with(const Ball& C) const { return change.at_most(C * pair.distance()); }
  /// l <= L-2: C_l less 2 omega_{l+1} times a part of it.
  Sides hidden_without(const std::function<Ball()>& part) const {
    if (!bounds.bounded || pair.last()) return hypothesis_not_met();
    return with(constant() - Ball(2.0) * pair.next_omega() * part());
  }
  /// C_{L-1} with sqrt(2N) M2, ln J and the factor of the last ||W|| in its place.
  Sides last_with(const std::function<Ball()>& M2_term, bool log_J, double one, const Ball& root_N) const {
    if (!bounds.bounded || !pair.last()) return hypothesis_not_met();
    const Ball W = sqrt(W_squared()), logarithm = log_J ? log_of<Ball>(bounds.terms.classes) : Ball(0.0);
    const Ball R = Ball(2.0) * sqrt(units()) * M0() * W + logarithm;
    const Ball own = W * (Ball(one) + Ball(2.0) * root_N * M1() * M1());
    return with(Ball(2.0) * W * ((M1() * M1() * W + M2_term()) * R + own));
  }
  Ball M2_term() const { return sqrt(Ball(2.0) * samples()) * M2(); }
};

std::vector<Instance> at_state(const StateData& state) {
  std::vector<Instance> instances;
  for (Index l = 1; l < state.depth(); ++l) {
    const Index units = state.layers[static_cast<std::size_t>(l - 1)].W.rows();
    for (const double step : {1e-3, 1.0}) {
      Instance instance = instance_at_layer("state", state, l);
      instance.set("direction", Matrix<double>::Constant(units, state.samples(), step));
      instances.push_back(instance);
    }
  }
  return instances;
}

std::vector<Statement<Terms>> mutants() {
  return {
      {"C_l/2, l <= L-2",
       [](const Terms& t) {
         return t.hidden_without([&] { return t.constant() / (Ball(4.0) * t.pair.next_omega()); });
       }},
      {"C_l without M1^2 ||W||^2",
       [](const Terms& t) { return t.hidden_without([&] { return t.M1() * t.M1() * t.W_squared(); }); }},
      {"C_l without M0 M2 sqrt(MN) ||W||^2",
       [](const Terms& t) {
         return t.hidden_without([&] { return t.M0() * t.M2() * sqrt(t.units() * t.samples()) * t.W_squared(); });
       }},
      {"C_l without M2 ||W^T B||",
       [](const Terms& t) { return t.hidden_without([&] { return t.M2() * sqrt(t.bounds.terms.pulled_squared); }); }},
      {"C_l without omega_l", [](const Terms& t) { return t.hidden_without([&] { return t.W_squared(); }); }},
      {"C_{L-1}/2",
       [](const Terms& t) {
         if (!t.bounds.bounded || !t.pair.last()) return hypothesis_not_met();
         return t.with(Ball(0.5) * t.constant());
       }},
      {"C_{L-1} without sqrt(2N) M2",
       [](const Terms& t) { return t.last_with([] { return Ball(0.0); }, true, 1.0, sqrt(t.samples())); }},
      {"C_{L-1} without ln J",
       [](const Terms& t) { return t.last_with([&] { return t.M2_term(); }, false, 1.0, sqrt(t.samples())); }},
      {"C_{L-1} without the 1",
       [](const Terms& t) { return t.last_with([&] { return t.M2_term(); }, true, 0.0, sqrt(t.samples())); }},
      {"1 for sqrt N in C_{L-1}",
       [](const Terms& t) { return t.last_with([&] { return root_two() * t.M2(); }, true, 1.0, Ball(1.0)); }, true},
      {"sqrt M for sqrt(MN) in C_l",
       [](const Terms& t) {
         return t.hidden_without(
             [&] { return t.M0() * t.M2() * sqrt(t.units()) * (sqrt(t.samples()) - Ball(1.0)) * t.W_squared(); });
       },
       true}};
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "lemma-3.3-i";
  claim.equation = "(3.20)";
  claim.statement = "||grad_{c_l} S(c^) - grad_{c_l} S(c~)|| <= C_l ||c^ - c~||";
  claim.hypotheses = {"1 <= l <= L-1", "|sigma| <= M0, |sigma'| <= M1, sigma' is M2-Lipschitz"};
  claim.speaks_of_state = true;
  claim.arrays = pair_arrays();
  claim.generate = auxiliary_pair;
  claim.at_state = at_state;
  claim.group = layer_group;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.bounds.bounded ? t.with(t.constant()) : hypothesis_not_met(); }, mutants());
  return claim;
}

}  // namespace lysep::lemma_3_3_i_claim
