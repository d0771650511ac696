// The solution of (5) with the cross-entropy is one root: with c = v + y/rho, z_i = c_i - omega(c_i - s - ln rho),
// omega + ln omega = x (Wright's omega), where rho sum_i omega(c_i - s - ln rho) = 1. In parts:
//   0  rho (lse(c) - s) <= 1: the root is not left of lse(c) - 1/rho;    1  s <= lse(c);
//   2  1 <= rho sum omega, 3 rho sum omega <= 1: s solves the equation;  4  c_i - omega_i <= z_i, 5 >=: and gives z;
//   6, 7  Newton's method from s_0 = lse(c) - 1/rho rises and stays left of the root: s_0 <= s_1 <= s.
// Decided at exact z: v = z + (p - y)/rho is what z solves (5) for (p - y + rho (z - v) = 0), and s = lse(z).
#include "proofs-check/claims/dlam/block_updates/exact_output.hpp"

namespace lysep::dlam_eq_5_root_claim {
namespace {

struct Terms : OutputPoint {
  explicit Terms(const Instance& i) : OutputPoint(i), part(i.number("part")), entry(i.number("entry")) {
    hypothesis = hypothesis && part >= 0 && part <= 7 && entry >= 0 && entry < static_cast<double>(z.rows());
    if (hypothesis) size = Ball(1.0) + rho * (abs(s) + largest_entry(c));
  }
  double part, entry;
  Ball size;

  bool is(double which) const { return hypothesis && part == which; }
  Ball top() const { return log_sum_exp(c); }
  Ball end() const { return top() - Ball(1.0) / rho; }
  Sides at_most(const Ball& left, const Ball& right) const { return {left, right, true, size}; }
  Sides from(const Ball& start) const {
    const Ball rise = rho * (OutputEquation(c, rho, start).newton(start) - start);
    return part == 6 ? at_most(Ball(0.0), rise) : at_most(rise, rho * (s - start));
  }
  /// z_i by the formula, times rho.
  Sides entry_of(const Ball& shift) const {
    const auto i = static_cast<Index>(entry);
    const Ball formula = rho * (c(i, 0) - wright_omega(c(i, 0) - shift)), is = rho * z(i, 0);
    return part == 4 ? at_most(formula, is) : at_most(is, formula);
  }
  Sides statement() const {
    if (!hypothesis) return hypothesis_not_met();
    if (part == 0) return at_most(rho * (top() - s), Ball(1.0));
    if (part == 1) return at_most(Ball(0.0), rho * (top() - s));
    if (part >= 6) return from(end());
    if (part >= 4) return entry_of(s + ln(rho));
    const Ball sum = OutputEquation(c, rho, s).value + Ball(1.0);
    return part == 2 ? at_most(Ball(1.0), sum) : at_most(sum, Ball(1.0));
  }
};

}  // namespace

Claim claim() {
  Claim claim =
      dlam_claim("dlam-eq-5-root", "(5)",
                 "z_i = c_i - omega(c_i - s - ln rho), lse(c) - 1/rho <= s <= lse(c), Newton from the left rises to s");
  claim.hypotheses = {"rho > 0", "a part of the statement, 0..7"};
  claim.constant_is_best_possible = true;
  claim.arrays = output_point_arrays();
  claim.arrays.push_back(
      {"part", "1", "of the statement: 0, 1 bounds of s, 2, 3 the equation, 4, 5 z, 6, 7 Newton", Array::integer});
  claim.arrays.push_back({"entry", "1", "i, from 0", Array::integer});
  claim.generate = [](Draw& draw) {
    Instance instance = output_point_instance(draw);
    instance.set("part", draw.integer(0, 7));
    instance.set("entry", draw.integer(0, static_cast<int>(instance.matrix("z").rows()) - 1));
    return instance;
  };
  claim.group = [](const Instance& i) { return "part " + std::to_string(static_cast<int>(i.number("part"))); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.statement(); },
      {{"s <= lse(v)",
        [](const Terms& t) {
          return t.is(1) ? t.at_most(Ball(0.0), t.rho * (log_sum_exp(t.v) - t.s)) : hypothesis_not_met();
        }},
       {"lse(c) - 0.99/rho <= s",
        [](const Terms& t) { return t.is(0) ? t.at_most(t.rho * (t.top() - t.s), Ball(0.99)) : hypothesis_not_met(); }},
       {"Newton from lse(c) rises", [](const Terms& t) { return t.is(6) ? t.from(t.top()) : hypothesis_not_met(); }},
       {"without ln rho", [](const Terms& t) { return t.is(4) || t.is(5) ? t.entry_of(t.s) : hypothesis_not_met(); }},
       {"lse(v) - 1/rho <= s",
        [](const Terms& t) {
          return t.is(0) ? t.at_most(t.rho * (log_sum_exp(t.v) - t.s), Ball(1.0)) : hypothesis_not_met();
        },
        true}});
  return claim;
}

}  // namespace lysep::dlam_eq_5_root_claim
