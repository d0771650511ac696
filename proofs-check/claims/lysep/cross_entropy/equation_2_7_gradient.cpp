// (2.7) and the chain rule: the gradient of the cross-entropy in the logits, grad_z l(z, a) = p - a.
// Left: <P - A, D> with the program's P - A, summed over the samples; right: d/dt sum_n l(z_n + t D_n, y_n) at 0 by
// dual numbers from (2.1).
#include "proofs-check/claims/lysep/cross_entropy/logits.hpp"

namespace lysep::equation_2_7_gradient_claim {
namespace {

struct Terms {
  Matrix<Ball> Z, D, A;
  Labels labels;
  Ball derivative;

  Sides against(const Matrix<Ball>& gradient) const { return {inner(gradient, D), derivative, true, norm(D)}; }
  Matrix<Ball> gradient() const { return softmax_minus_labels_of(Z, labels); }
};

Terms terms_of(const Instance& instance) {
  Terms t{instance.balls("z"), instance.balls("direction"), {}, instance.labels("label"), Ball(0.0)};
  t.A = one_hot(t.labels, t.Z.rows());
  for (Index n = 0; n < t.Z.cols(); ++n) {
    std::vector<Dual<Ball>> z;
    for (Index j = 0; j < t.Z.rows(); ++j) z.emplace_back(t.Z(j, n), t.D(j, n));
    t.derivative += cross_entropy_by_definition(z, t.labels[static_cast<std::size_t>(n)]).d;
  }
  return t;
}

Instance generate(Draw& draw) {
  Instance instance = logits_instance(draw);
  const Matrix<double> z = instance.matrix("z");
  instance.set("direction", draw.matrix(z.rows(), z.cols(), draw.magnitude(-2, 2)));
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "equation-2.7-gradient";
  claim.equation = "(2.7)";
  claim.statement = "grad_z l(z, a) = p - a";
  claim.hypotheses = {"J >= 2", "labels are one-hot"};
  claim.relation = Relation::equals;
  claim.arrays = logits_arrays();
  claim.arrays.push_back({"direction", "J x N", "D"});
  claim.generate = generate;
  set_sides<Terms>(claim, terms_of, [](const Terms& t) { return t.against(t.gradient()); },
                   {{"a - p", [](const Terms& t) { return t.against(scaled(Ball(-1.0), t.gradient())); }},
                    {"p", [](const Terms& t) { return t.against(sum(t.gradient(), t.A)); }},
                    {"-a/p, the gradient in p",
                     [](const Terms& t) {
                       Matrix<Ball> gradient = scaled(Ball(-1.0), t.A);
                       const Matrix<Ball> P = softmax_by_definition(t.Z);
                       for (Index i = 0; i < P.size(); ++i) gradient.data()[i] /= P.data()[i];
                       return t.against(gradient);
                     }},
                    {"p - a with p as it is defined",
                     [](const Terms& t) { return t.against(difference(softmax_by_definition(t.Z), t.A)); }, true}});
  return claim;
}

}  // namespace lysep::equation_2_7_gradient_claim
