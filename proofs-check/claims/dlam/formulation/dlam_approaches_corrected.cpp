// What a point of Problem 2 says of the true network, per sample: with e_0 = 0,
//   E_l = ||r_l|| + ||W_l||_2 e_{l-1},  e_l = B E_l + eps_l sqrt(n_l),
// r_l = z_l - W_l a_{l-1} - b_l, ||r_l|| = sqrt(2 phi_l/rho): the true logits are within E_L of z_L, and
//   l_true <= l(z_L) + sqrt2 E_L.
// Best possible: scalar chains of equal signs, or all units alike, with large margins. L = 3, one sample.
#include "proofs-check/claims/dlam/formulation/network_point.hpp"

namespace lysep::dlam_approaches_corrected_claim {
namespace {

/// The activations with a Lipschitz constant B, by their number in the core's list.
std::optional<Activation> activation_of(const Instance& i) {
  const double k = i.number("activation");
  if (!(k >= 0 && k < static_cast<double>(std::size(activation_names)))) return std::nullopt;
  return Activation{static_cast<Activation::Kind>(static_cast<int>(k))};
}

struct Terms {
  explicit Terms(const Instance& i) : at(i), eps{i.ball("eps1"), i.ball("eps2")} {
    const auto h = activation_of(i);
    hypothesis = h && at.samples() == 1 && eps[0] >= Ball(0.0) && eps[1] >= Ball(0.0);
    if (!hypothesis) return;
    for (Index l = 1; l < 3; ++l) {
      const Matrix<Ball> apart = difference(at.A(l), activation_values(*h, at.Z(l)));
      hypothesis = hypothesis && largest_entry(apart) <= eps[static_cast<std::size_t>(l - 1)];
    }
    B = constants_of<Ball>(*h).B;
    Matrix<Ball> a = at.A(0);
    for (Index l = 1; l <= 3; ++l) {
      const Matrix<Ball> z = sum(product(at.W(l), a), at.b(l));
      if (l < 3) a = activation_values(*h, z);
      if (l < 3) continue;
      loss = losses_of(z, at.labels)(0, 0);
      apart = norm(difference(z, at.Z(3)));
    }
  }
  NetworkPoint at;
  std::vector<Ball> eps;
  Ball B = Ball(1.0), loss = Ball(0.0), apart = Ball(0.0);  // apart: ||z_L - the true logits||
  bool hypothesis;

  struct Form {
    double root_two = 0;  // 0: sqrt2
    bool units = true, constant = true, carried = true, frobenius = false;
  };
  Ball distance(const Form& form) const {  // E_L
    Ball e(0.0), E(0.0);
    for (Index l = 1; l <= 3; ++l) {
      E = norm(at.residual(l));
      if (form.carried && l > 1) E += (form.frobenius ? norm(at.W(l)) : spectral_norm(at.W(l))) * e;
      if (l == 3) break;
      const Ball n = form.units ? sqrt(count(at.Z(l).rows())) : Ball(1.0);
      e = (form.constant ? B : Ball(1.0)) * E + eps[static_cast<std::size_t>(l - 1)] * n;
    }
    return E;
  }
  Sides with(const Form& form) const {
    if (!hypothesis) return hypothesis_not_met();
    const Ball factor = form.root_two > 0 ? Ball(form.root_two) : root_two();
    return {loss, total(losses_of(at.Z(3), at.labels)) + factor * distance(form)};
  }
};

/// All units alike, everything pushing the margin the same way: h(c) = c or max(c, 0), or erf near 0.
Instance near_equality(Draw& draw) {
  Instance instance;
  const bool erf = draw.chance(0.3);
  instance.family = erf ? "near equality, erf" : "near equality";
  const int n1 = draw.integer(1, 2), n2 = draw.integer(1, 2);
  const auto all = [](Index rows, Index columns, double x) {
    return Matrix<double>(Matrix<double>::Constant(rows, columns, x));
  };
  const double scale = erf ? 1e-6 : 1.0, w = draw.integer(1, 8), r1 = scale * draw.integer(0, 8),
               r2 = scale * draw.integer(0, 8), r3 = draw.integer(0, 4), eps1 = scale * draw.integer(0, 4),
               eps2 = scale * draw.integer(0, 4), margin = draw.integer(20, 40), v = draw.integer(1, 8) / scale;
  const auto h = [&](double x) { return erf ? activation_value({Activation::Kind::erf}, x) : x; };
  // the point is above the network in every hidden unit, and the margin of its logits lies below
  const double z1 = scale + r1, a1 = h(z1) + 0.999999999 * eps1, z2 = w * n1 * a1 + r2, a2 = h(z2) + 0.999999999 * eps2;
  instance.set("activation", erf ? 6 : draw.pick<double>({3, 4}));
  instance.set("X", all(1, 1, scale));
  set_layer(instance, 1, all(n1, 1, 1), all(n1, 1, 0), all(n1, 1, z1));
  set_layer(instance, 2, all(n2, n1, w), all(n2, 1, 0), all(n2, 1, z2));
  Matrix<double> W(2, n2), b(2, 1), Z(2, 1);
  W.row(0).setConstant(v);
  W.row(1).setConstant(-v);
  const double logit = v * n2 * a2 + r3;
  b << -logit - margin, logit + margin;
  Z << -margin, margin;
  set_layer(instance, 3, W, b, Z);
  instance.set("A1", all(n1, 1, a1));
  instance.set("A2", all(n2, 1, a2));
  instance.set("label", Labels{0});
  instance.set("eps1", eps1);
  instance.set("eps2", eps2);
  return instance;
}

Instance random_point(Draw& draw) {
  Instance instance;
  instance.family = "random";
  instance.set("activation", draw.pick<double>({0, 1, 3, 4, 6}));
  const Activation h = *activation_of(instance);
  const int n0 = draw.integer(1, 2), n1 = draw.integer(1, 3), n2 = draw.integer(1, 3), J = draw.integer(2, 3);
  const int sizes[] = {n0, n1, n2, J};
  Matrix<double> a = draw.matrix(n0, 1, 1.0);
  instance.set("X", a);
  for (int l = 1; l <= 3; ++l) {
    const Matrix<double> W = draw.matrix(sizes[l], sizes[l - 1], draw.magnitude(-1, 1)),
                         b = draw.matrix(sizes[l], 1, 1.0);
    const Matrix<double> Z = W * a + b + draw.matrix(sizes[l], 1, draw.magnitude(-3, 0.5));
    set_layer(instance, l, W, b, Z);
    if (l == 3) break;
    const double eps = draw.magnitude(-3, 0);
    a = Z.unaryExpr([&](double z) { return activation_value(h, z); });
    a += draw.matrix(sizes[l], 1, 0.999 * eps);
    instance.set("A" + std::to_string(l), a);
    instance.set("eps" + std::to_string(l), eps);
  }
  instance.set("label", Labels{draw.integer(0, J - 1)});
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim =
      dlam_claim("dlam-approaches-corrected", "Problem 2",
                 "l_true <= l(z_L) + sqrt2 E_L, E_l = ||r_l|| + ||W_l||_2 e_{l-1}, e_l = B E_l + eps_l sqrt(n_l)");
  claim.hypotheses = {"|a_l - h(z_l)| <= eps_l", "h has the Lipschitz constant B", "L = 3, N = 1"};
  claim.constant_is_best_possible = true;
  claim.arrays = network_point_arrays(3);
  claim.arrays.push_back({"label", "N", "class, from 0", Array::label});
  claim.arrays.push_back({"activation", "1", "h: a number of the core's list, 0 tanh to 8 softplus", Array::integer});
  claim.arrays.push_back({"eps1", "1", "eps_1"});
  claim.arrays.push_back({"eps2", "1", "eps_2"});
  claim.generate = [](Draw& draw) { return draw.chance(0.5) ? near_equality(draw) : random_point(draw); };
  using Form = Terms::Form;
  const auto mutant = [](const char* name, const Form& form, bool equivalent = false) {
    return Statement<Terms>{name, [form](const Terms& t) { return t.with(form); }, equivalent};
  };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.with(Form{}); },
      {mutant("1.4 for sqrt2", Form{1.4, true, true, true, false}),
       mutant("eps for eps sqrt(n)", Form{0, false, true, true, false}),
       mutant("B = 1 for erf", Form{0, true, false, true, false}),
       mutant("without e_{l-1}", Form{0, true, true, false, false}),
       Statement<Terms>{"||z_true - z_L|| <= E_L",
                        [](const Terms& t) {
                          return t.hypothesis ? Sides{t.apart, t.distance(Form{})} : hypothesis_not_met();
                        },
                        true},
       mutant("||W||_F for ||W||_2", Form{0, true, true, true, true}, true)});
  return claim;
}

}  // namespace lysep::dlam_approaches_corrected_claim
