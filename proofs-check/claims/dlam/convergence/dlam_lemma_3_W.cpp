// Lemma 3 for W, N samples: some g1 in d_W F at k+1 has
//   ||g1|| <= C (||dW|| + sqrt N ||db|| + ||dZ||),  C = max_l max(rho M_a, rho M_a^2 + theta_l),
//   M_a = max_l ||A_{l-1}||_2,
// over all layers, a_0 = x among them. g1 = rho (W' A + b' 1^T - Z') A^T + s with Lemma 4's s. Two layers, W' the
// solution of (2), b' and Z' any. Best possible: W at rest, small inputs alike. Where theta_l >= rho ||A_{l-1}||_2^2
// theta_l stands for rho M_a^2 + theta_l.
#include "proofs-check/claims/dlam/formulation/network_point.hpp"
#include "proofs-check/claims/dlam/models/weight_update.hpp"

namespace lysep::dlam_lemma_3_W_claim {
namespace {

struct Terms {
  explicit Terms(const Instance& i) : at(i), rho(i.ball("rho")), theta{i.ball("theta1"), i.ball("theta2")} {
    const auto omega = regulariser_of(i);
    hypothesis = omega && rho > Ball(0.0) && theta[0] > Ball(0.0) && theta[1] > Ball(0.0);
    if (!hypothesis) return;
    for (Index l = 1; l <= 2; ++l) {
      const std::string number = std::to_string(l) + "_next";
      const Matrix<Ball> b = i.balls("b" + number), Z = i.balls("Z" + number);
      const Ball& t = theta[static_cast<std::size_t>(l - 1)];
      const PenaltyLayer before(at.W(l), at.A(l - 1), at.b(l), at.Z(l), rho);
      const Matrix<Ball> G = before.gradient(PenaltyBlock::W), W = omega->minimiser(at.W(l), G, t);
      const Matrix<Ball> move = difference(W, at.W(l)), s = scaled(Ball(-1.0), sum(G, scaled(t, move)));
      const PenaltyLayer after(W, at.A(l - 1), b, Z, rho);
      gradient += norm_squared(sum(after.gradient(PenaltyBlock::W), s));
      dW += norm_squared(move);
      db += norm_squared(difference(b, at.b(l)));
      dZ += norm_squared(difference(Z, at.Z(l)));
      norms.push_back(spectral_norm(at.A(l - 1)));
      size += before.size() + after.size() + t * norm_squared(move);
    }
  }
  NetworkPoint at;
  Ball rho;
  std::vector<Ball> theta, norms;
  Ball gradient = Ball(0.0), dW = Ball(0.0), db = Ball(0.0), dZ = Ball(0.0), size = Ball(0.0);
  bool hypothesis;

  Ball constant(const Ball& M, bool theta_alone = false) const {
    const Ball squares = theta_alone ? Ball(0.0) : rho * M * M;
    return max(rho * M, squares + max(theta[0], theta[1]));
  }
  Sides with(const Ball& C, const Ball& factor) const {
    return {sqrt(gradient), C * (sqrt(dW) + factor * sqrt(db) + sqrt(dZ)), true, size};
  }
  Ball largest() const { return max(norms[0], norms[1]); }
  Ball root() const { return sqrt(count(at.samples())); }
  bool theta_large() const { return theta[0] >= rho * squared(norms[0]) && theta[1] >= rho * squared(norms[1]); }
};

Instance generate(Draw& draw) {
  const int n0 = draw.integer(1, 2), n1 = draw.integer(1, 2), J = draw.integer(2, 3), N = draw.integer(1, 3);
  const double sizes[] = {draw.magnitude(-1, 1), draw.magnitude(-1, 1)};
  Instance instance;
  instance.family = "random";
  double rho = draw.magnitude(-2, 2);
  Matrix<double> X = draw.matrix(n0, N, sizes[0]), A1 = draw.matrix(n1, N, sizes[1]);
  const bool rest = draw.chance(0.4);
  if (rest) {
    instance.family = "W at rest, small inputs alike";
    X = Matrix<double>(X.col(0).replicate(1, N)) * (0.2 / X.col(0).norm() / N);
    for (Index k = 0; k < X.size(); ++k) X.data()[k] = std::round(X.data()[k] * 1024) / 1024;
    A1 = 0 * A1;
    rho = 1;
  }
  for (int l = 1; l <= 2; ++l) {
    const Matrix<double>& A = l == 1 ? X : A1;
    const int rows = l == 1 ? n1 : J;
    Matrix<double> W = draw.matrix(rows, A.rows(), 1), b = draw.matrix(rows, 1, 1), Z = draw.matrix(rows, N, 1);
    Matrix<double> b_next = b + draw.matrix(rows, 1, draw.magnitude(-2, 0.5)),
                   Z_next = Z + draw.matrix(rows, N, draw.magnitude(-2, 0.5));
    if (rest) {
      for (Index k = 0; k < W.size(); ++k) W.data()[k] = draw.integer(-4, 4);
      for (Index k = 0; k < b.size(); ++k) b.data()[k] = draw.integer(-4, 4);
      Z = Z_next = Matrix<double>(W * A + b.replicate(1, N));
      b_next = b;
      if (l == 1) b_next += Matrix<double>::Constant(rows, 1, draw.integer(1, 4));
      if (l == 1 && draw.chance(0.5)) Z_next -= 2 * (b_next - b).replicate(1, N);
    }
    set_layer(instance, l, W, b, Z);
    instance.set("b" + std::to_string(l) + "_next", b_next);
    instance.set("Z" + std::to_string(l) + "_next", Z_next);
    const double norm = top_singular(A).value;
    instance.set("theta" + std::to_string(l),
                 rest ? 0x1p-10 : std::max(rho * norm * norm, 1e-3) * draw.magnitude(-1, 1));
  }
  instance.set("X", X);
  instance.set("A1", A1);
  instance.set("rho", rho);
  instance.set("regulariser", rest ? 0 : draw.integer(0, 2));
  instance.set("mu", draw.magnitude(-2, 1));
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim = dlam_claim("dlam-lemma-3-W", "Lemma 3",
                           "||g1|| <= max_l max(rho M_a, rho M_a^2 + theta_l) (||dW|| + sqrt N ||db|| + ||dZ||)");
  claim.hypotheses = {"rho, theta > 0, mu >= 0", "M_a = max ||A_{l-1}||_2, a_0 = x among them"};
  claim.constant_is_best_possible = true;
  claim.arrays = network_point_arrays(2);
  for (const Array& array : std::vector<Array>{{"b1_next", "n1 x 1", "b_1^{k+1}"},
                                               {"Z1_next", "n1 x N", "z_1^{k+1}"},
                                               {"b2_next", "J x 1", "b_2^{k+1}"},
                                               {"Z2_next", "J x N", "z_2^{k+1}"},
                                               {"rho", "1", "the penalty parameter"},
                                               {"theta1", "1", "theta_1"},
                                               {"theta2", "1", "theta_2"}})
    claim.arrays.push_back(array);
  for (const Array& array : regulariser_arrays()) claim.arrays.push_back(array);
  claim.generate = generate;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& t) { return t.hypothesis ? t.with(t.constant(t.largest()), t.root()) : hypothesis_not_met(); },
      {{"M_a without a_0",
        [](const Terms& t) { return t.hypothesis ? t.with(t.constant(t.norms[1]), t.root()) : hypothesis_not_met(); }},
       {"||db|| for sqrt N ||db||",
        [](const Terms& t) {
          return t.hypothesis ? t.with(t.constant(t.largest()), Ball(1.0)) : hypothesis_not_met();
        }},
       {"0.99 C",
        [](const Terms& t) {
          return t.hypothesis ? t.with(Ball(0.99) * t.constant(t.largest()), t.root()) : hypothesis_not_met();
        }},
       {"theta_l for rho M_a^2 + theta_l where theta_l >= rho ||A_{l-1}||_2^2",
        [](const Terms& t) {
          return t.hypothesis && t.theta_large() ? t.with(t.constant(t.largest(), true), t.root())
                                                 : hypothesis_not_met();
        },
        true}});
  return claim;
}

}  // namespace lysep::dlam_lemma_3_W_claim
