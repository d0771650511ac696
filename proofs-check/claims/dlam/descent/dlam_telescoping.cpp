// The decreases of the blocks add up to F^k - F^{k+1}, each taken where Algorithm 1 takes it: W_l, b_l and z_l with
// a_{l-1} of this sweep, a_l with W_{l+1}, b_{l+1} and z_{l+1} of the last one. For any two points of a network of two
// layers; R the cross-entropy, Omega = (mu/2) ||W||^2.
#include "proofs-check/claims/dlam/formulation/network_point.hpp"

namespace lysep::dlam_telescoping_claim {
namespace {

struct Terms {
  explicit Terms(const Instance& i) : at(i), next(i, "_next"), rho(i.ball("rho")), mu(i.ball("mu")) {
    hypothesis = rho > Ball(0.0) && mu >= Ball(0.0);
  }
  NetworkPoint at, next;
  Ball rho, mu;
  bool hypothesis;

  Ball F(const NetworkPoint& p) const {
    return total(losses_of(p.Z(2), at.labels)) + Ball(0.5) * (mu * p.weights_squared() + rho * p.penalties());
  }
  /// What the blocks move, one after the other; a_1 with the weights of that point.
  Ball blocks(const NetworkPoint& weights) const {
    NetworkPoint moving = at;
    Ball sum(0.0), last = F(at);
    const auto step = [&] {
      const Ball now = F(moving);
      sum += last - now;
      last = now;
    };
    for (Index l = 1; l <= 2; ++l) {
      moving.W(l) = next.W(l), step();
      moving.b(l) = next.b(l), step();
      moving.Z(l) = next.Z(l), step();
      if (l == 2) break;
      const PenaltyLayer above(weights.W(2), at.A(1), at.b(2), at.Z(2), rho);
      moving.A(1) = next.A(1);
      sum += above.phi() - above.phi_where(PenaltyBlock::a, next.A(1));
      last = F(moving);
    }
    return sum;
  }
  Sides with(const Ball& sum) const { return {sum, F(at) - F(next), hypothesis, F(at) + F(next)}; }
};

Instance generate(Draw& draw) {
  Instance instance;
  instance.family = "random";
  const int n0 = draw.integer(1, 2), n1 = draw.integer(1, 3), J = draw.integer(2, 3), N = draw.integer(1, 3);
  const auto entries = [&](Index rows, Index columns) { return draw.matrix(rows, columns, draw.magnitude(-1, 1)); };
  instance.set("X", entries(n0, N));
  for (const char* suffix : {"", "_next"}) {
    for (int l = 1; l <= 2; ++l) {
      const std::string number = std::to_string(l) + suffix;
      instance.set("W" + number, entries(l == 1 ? n1 : J, l == 1 ? n0 : n1));
      instance.set("b" + number, entries(l == 1 ? n1 : J, 1));
      instance.set("Z" + number, entries(l == 1 ? n1 : J, N));
    }
    instance.set(std::string("A1") + suffix, entries(n1, N));
  }
  Labels labels;
  for (int n = 0; n < N; ++n) labels.push_back(draw.integer(0, J - 1));
  instance.set("label", labels);
  instance.set("rho", draw.magnitude(-3, 2));
  instance.set("mu", draw.magnitude(-3, 1));
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim = dlam_claim("dlam-telescoping", "Lemma 1", "the sum of the blocks' decreases = F^k - F^{k+1}");
  claim.relation = Relation::equals;
  claim.hypotheses = {"rho > 0, mu >= 0"};
  claim.arrays = network_point_arrays(2);
  for (const Array& array : network_point_arrays(2, "_next")) claim.arrays.push_back(array);
  claim.arrays.push_back({"label", "N", "classes, from 0", Array::label});
  claim.arrays.push_back({"rho", "1", "the penalty parameter"});
  claim.arrays.push_back({"mu", "1", "of Omega"});
  claim.generate = generate;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.with(t.blocks(t.at)); },
      {{"a_1 with W_2 of this sweep", [](const Terms& t) { return t.with(t.blocks(t.next)); }},
       {"without Omega", [](const Terms& t) {
          return t.with(t.blocks(t.at) - Ball(0.5) * t.mu * (t.at.weights_squared() - t.next.weights_squared()));
        }}});
  return claim;
}

}  // namespace lysep::dlam_telescoping_claim
