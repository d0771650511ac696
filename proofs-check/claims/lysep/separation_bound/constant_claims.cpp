#include "proofs-check/claims/lysep/separation_bound/constant_claims.hpp"

#include <fmt/format.h>

#include "core/numbers/bad_input.hpp"

namespace lysep {
namespace {

/// B = 0.05..4, near the points where an entry of the maximum takes over, extreme; L from `least`, rarely one less.
Instance constants_instance(Draw& draw, int least) {
  Instance instance;
  instance.family = "random";
  double B = draw.uniform(0.05, 4.0);
  int L = draw.chance(0.04) && least > 2 ? least - 1 : draw.integer(least, draw.chance(0.7) ? 5 : 9);
  const double which = draw.uniform(0, 1);
  if (which < 0.25) {
    instance.family = "B near 1";
    B = draw.uniform(0.9, 1.1);
  } else if (which < 0.45) {
    instance.family = "2 B^(L-1) near 1 or sqrt2";
    B = exp((draw.chance(0.5) ? -1 : -0.5) * 0.6931471805599453 / (L - 1)) *
        (1 + draw.symmetric(draw.magnitude(-9, -2)));
  } else if (which < 0.6) {
    instance.family = "2 B near 1/sqrt2, 1 or sqrt2";
    B = draw.pick(std::vector<double>{0.35355339059327379, 0.5, 0.70710678118654757}) *
        (1 + draw.symmetric(draw.magnitude(-9, -1)));
  } else if (which < 0.75) {
    instance.family = "extreme";
    B = draw.magnitude(-8, 4);
    L = draw.integer(least, 40);
  }
  instance.set("B", B);
  instance.set("L", L);
  return instance;
}

}  // namespace

Depth::Depth(const Instance& instance) : B(instance.ball("B")), L(static_cast<Index>(instance.number("L"))) {}

Claim constant_claim(const char* id, const char* statement, int least) {
  Claim claim;
  claim.id = id;
  claim.equation = "(3.6)";
  claim.statement = statement;
  claim.hypotheses = {"B > 0", "L >= " + std::to_string(least)};
  claim.arrays = {{"B", "1", "the Lipschitz constant of sigma"}, {"L", "1", "the number of layers", Array::integer}};
  claim.generate = [least](Draw& draw) { return constants_instance(draw, least); };
  claim.group = [](const Instance& instance) { return "L=" + std::to_string(static_cast<int>(instance.number("L"))); };
  return claim;
}

void set_depth_sides(Claim& claim, Index least, std::function<Sides(const Depth&)> statement,
                     const std::vector<DepthStatement>& mutants) {
  set_sides<Depth>(
      claim, [](const Instance& i) { return Depth(i); }, std::move(statement), mutants);
  claim.sides = [least, sides = claim.sides](const Instance& instance, int mutant) {
    constexpr double most = 1e5;  // the constants are sums of L terms
    if (instance.number("L") > most) throw BadInput(fmt::format("L requires at most {} layers, but got more", most));
    const bool speaks = instance.number("B") > 0 && instance.number("L") >= static_cast<double>(least);
    return speaks ? sides(instance, mutant) : hypothesis_not_met();
  };
}

}  // namespace lysep
