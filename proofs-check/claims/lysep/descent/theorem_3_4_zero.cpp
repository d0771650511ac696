// Where C_l = 0 in Theorem 3.4: if W_j = 0 for some j > l, then omega_l = 0 and S does not depend on c_l, W_l, b_l when
// c_l enters r_{l+1} through W_{l+1} with omega_{l+1} W_{l+1} = 0; any update of them leaves S as it is,
//   S(c_l + dc, W_l + dW, b_l + db) = S(c_l, W_l, b_l).
// With W_L = 0 this is every layer, and S = N (ln J)^2.
#include "proofs-check/claims/lysep/descent/iterate.hpp"
#include "proofs-check/frame/network_generators.hpp"

namespace lysep::theorem_3_4_zero_claim {
namespace {

struct Terms {
  Ball before, after, N, log_J;
  Index L = 0, l = 0, zero = 0;  // the last layer that is 0

  Sides unchanged() const { return {after, before}; }
};

bool fits(const StateData& state, const Instance& i, Index l) {
  const auto& layer = state.layers[static_cast<std::size_t>(l - 1)];
  const auto dW = i.matrix("dW"), dc = i.matrix("dc");
  return dW.rows() == layer.W.rows() && dW.cols() == layer.W.cols() && dc.rows() == layer.W.rows();
}

Terms terms_of(const Instance& i) {
  Iterate t(*i.state);
  Terms s;
  s.L = t.L;
  s.N = count(t.N);
  s.log_J = log_of<Ball>(t.J);
  for (Index j = 1; j <= t.L; ++j) {
    if (i.state->layers[static_cast<std::size_t>(j - 1)].W.isZero(0)) s.zero = j;
  }
  const double l = i.number("layer");
  if (!(l >= 1 && l < static_cast<double>(t.L)) || !fits(*i.state, i, static_cast<Index>(l))) return s;
  s.l = static_cast<Index>(l);
  s.before = t.S();
  t.c(s.l) = sum(t.c(s.l), i.balls("dc"));
  t.W(s.l) = sum(t.W(s.l), i.balls("dW"));
  const Matrix<Ball> db = i.balls("db");
  for (Index k = 0; k < db.rows(); ++k) t.b(s.l)(k) += db(k, 0);
  s.after = t.S();
  return s;
}

Statement<Terms> where(const char* name, bool (*speaks)(const Terms&)) {
  return {name, [=](const Terms& s) { return s.l > 0 && speaks(s) ? s.unchanged() : hypothesis_not_met(); }};
}

Statement<Terms> all_is(const char* name, Ball (*value)(const Terms&), bool equivalent = false) {
  return {name,
          [=](const Terms& s) {
            return s.l > 0 && s.zero == s.L ? Sides{s.after, value(s)} : hypothesis_not_met();
          },
          equivalent};
}

Instance generate(Draw& draw) {
  Instance instance;
  const Index least = draw.chance(0.5) ? 3 : 2;
  do {
    instance.state = random_state(draw, every_activation());
  } while (instance.state->depth() < least);
  StateData& state = *instance.state;
  const auto L = static_cast<int>(state.depth());
  const int l = draw.integer(1, L - 1), zero = draw.chance(0.3) ? L : draw.chance(0.15) ? l : draw.integer(l + 1, L);
  instance.family = zero == L ? "W_L = 0" : zero == l ? "W_l = 0" : "a later W_j = 0";
  state.layers[static_cast<std::size_t>(zero - 1)].W.setZero();
  if (draw.chance(0.05)) {
    instance.family = "no layer is 0";
    state.layers[static_cast<std::size_t>(zero - 1)].W.setConstant(1.0);
  }
  const Index rows = state.layers[static_cast<std::size_t>(l - 1)].W.rows();
  const double size = draw.magnitude(-8, 4);
  instance.set("layer", l);
  instance.set("dc", draw.matrix(rows, state.samples(), size));
  instance.set("dW", draw.matrix(rows, state.layers[static_cast<std::size_t>(l - 1)].W.cols(), size));
  instance.set("db", draw.matrix(rows, 1, size));
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "theorem-3.4-zero";
  claim.equation = "(3.30)";
  claim.statement = "S(c_l + dc, W_l + dW, b_l + db) = S(c_l, W_l, b_l) where W_j = 0 for some j > l";
  claim.hypotheses = {"W_j = 0 for some j > l", "1 <= l <= L-1"};
  claim.relation = Relation::equals;
  claim.speaks_of_state = true;
  claim.arrays = {{"layer", "1", "l, 1..L-1", Array::integer},
                  {"dc", "n x N", "change of c_l"},
                  {"dW", "n x m", "change of W_l"},
                  {"db", "n x 1", "change of b_l"}};
  claim.generate = generate;
  set_sides<Terms>(claim, terms_of,
                   [](const Terms& s) { return s.l > 0 && s.zero > s.l ? s.unchanged() : hypothesis_not_met(); },
                   {where("W_l = 0 alone", [](const Terms& s) { return s.zero == s.l; }),
                    where("W_j = 0 for no j", [](const Terms& s) { return s.zero == 0; }),
                    all_is("S = N ln J where W_L = 0", [](const Terms& s) { return s.N * s.log_J; }),
                    all_is("S = (ln J)^2 where W_L = 0", [](const Terms& s) { return s.log_J * s.log_J; }),
                    all_is(
                        "S = N (ln J)^2 where W_L = 0", [](const Terms& s) { return s.N * s.log_J * s.log_J; }, true)});
  return claim;
}

}  // namespace lysep::theorem_3_4_zero_claim
