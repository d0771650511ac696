// Appendix A.1: the activations it names are non-decreasing. TRUE, for the parametric ReLU and the ELU with a >= 0.
#include "proofs-check/claims/bsum/activations/scalar_functions.hpp"

namespace lysep::bsum_activations_rise_claim {
namespace {

using namespace bsum;

constexpr int functions = 9;
/// The function that "function" numbers, and its two values in the order of x and y.
struct Rising : ScalarPair {
  explicit Rising(const Instance& i) : ScalarPair(i) {
    const double number = i.number("function");
    known = number >= 0 && number < functions;
    f = known ? static_cast<Scalar>(static_cast<int>(number)) : Scalar::identity;
  }
  bool known = false;
  Scalar f;
  bool has_parameter() const { return f == Scalar::parametric || f == Scalar::elu; }
  Sides rises(bool hypothesis, double slope) const {
    if (!known || !hypothesis || !is_defined(f)) return hypothesis_not_met();
    const Ball low = min(x, y), high = max(x, y);
    return {Ball(slope) * (high - low), value(f, high) - value(f, low), true, abs(value(f, x)) + abs(value(f, y))};
  }
};

using Terms = Rising;

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "bsum-activations-rise";
  claim.source = "bsum";
  claim.equation = "Appendix A.1";
  claim.statement = "sigma(min(x, y)) <= sigma(max(x, y)), every sigma of A.1, a >= 0";
  claim.hypotheses = {"a >= 0 for the parametric ReLU and the ELU", "a > 0 for ISRLU"};
  claim.arrays = [] {
    std::vector<Array> arrays = scalar_pair_arrays();
    arrays.push_back({"function", "1",
                      "0 identity, 1 parametric ReLU, 2 ELU, 3 ISRLU, 4 bent identity, 5 softplus, 6 SELU, 7 soft "
                      "exponential, 8 logistic",
                      Array::integer});
    return arrays;
  }();
  claim.generate = [](Draw& draw) {
    Instance i = scalar_pair_instance(draw);
    i.set("function", draw.integer(0, functions - 1));
    if (draw.chance(0.7)) i.set("a", std::abs(i.number("a")));
    return i;
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.rises(!t.has_parameter() || t.a >= Ball(0.0), 0.0); },
      {{"any a", [](const Terms& t) { return t.rises(true, 0.0); }},
       {"a slope of 0.001 more", [](const Terms& t) { return t.rises(!t.has_parameter() || t.a >= Ball(0.0), 0.001); }},
       {"without the parametric ones", [](const Terms& t) { return t.rises(!t.has_parameter(), 0.0); }, true}});
  return claim;
}

}  // namespace lysep::bsum_activations_rise_claim
