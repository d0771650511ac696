// (4.6), the linear system A_l k_l = vec([B_l O]) for the free parameters k_l of K_l, A_l made of the entries of
// [U_l sqrt(lambda_l) P_{l-1}]: column (o, i, t) of A_l is vec([M U_l, sqrt(lambda_l) M P_{l-1}]), M the matrix of the
// kernel that is 1 at tap t from channel i to o. The paper's right side [B_l O] is a matrix and lacks the vec. The
// claim: its least squares are the block's part of T, || A_l k_l - vec([B_l O]) ||^2 = ||r_l||^2 + lambda_l
// ||K_lP_{l-1}||^2 for every k_l. Left: tap by tap; right: the core.
#include "proofs-check/claims/lysep/algorithm/blocks.hpp"
#include "proofs-check/claims/lysep/convolution/image_network.hpp"

namespace lysep::equation_4_6_claim {
namespace {

struct Terms {
  explicit Terms(const Instance& i)
      : t(*i.state),
        l(image_layer_of(i, convolution_range())),
        P(pooling_matrix(t.layer(l).shape, inputs_of(t.state, l))),
        K(t.layer(l).W) {}

  ImageNetwork t;
  Index l;
  Matrix<double> P, K;

  Ball root_lambda() const { return sqrt(t.network.lambda(l)); }
  Matrix<Ball> B() const { return t.target(l); }
  /// || A k - vec([B O]) ||^2, A made of [U root P].
  Ball misfit(const Matrix<double>& kernel, const Matrix<Ball>& U, const Ball& root,
              const Matrix<double>& pooling) const {
    Matrix<Ball> left = scaled(Ball(-1.0), B());
    Matrix<Ball> right = Matrix<Ball>::Constant(left.rows(), pooling.cols(), Ball(0.0));
    for (Index at = 0; at < K.size(); ++at) {
      Matrix<double> tap = Matrix<double>::Zero(K.rows(), K.cols());
      tap.data()[at] = 1;
      add_tap(correlation_matrix(t.layer(l).shape, tap), Ball(kernel.data()[at]), U, left);
      add_tap(correlation_matrix(t.layer(l).shape, tap), Ball(kernel.data()[at]) * root, balls_of(pooling), right);
    }
    return norm_squared(left) + norm_squared(right);
  }
  Matrix<Ball> U() const { return product(balls_of(P), t.network.V(l)); }
  Sides against_core(const Ball& left) const {
    const auto& norms = t.network.norms;
    const Ball own = norms.residual(l) + t.network.lambda(l) * norms.layer(l);
    return {left, own, true, norm_squared(B()) + norms.layer(l) * norm_squared(t.network.V(l)) + norms.residual(l)};
  }

 private:
  static void add_tap(const Matrix<double>& M, const Ball& k, const Matrix<Ball>& from, Matrix<Ball>& to) {
    for (Index a = 0; a < M.rows(); ++a) {
      for (Index b = 0; b < M.cols(); ++b) {
        if (M(a, b) == 0) continue;
        for (Index n = 0; n < to.cols(); ++n) {
          if (!from(b, n).is_zero()) to(a, n) += k * from(b, n);
        }
      }
    }
  }
};

}  // namespace

Claim claim() {
  Claim claim = image_claim("equation-4.6", "(4.6)",
                            "||A_l k_l - vec([B_l O])||^2 = ||r_l||^2 + lambda_l ||K_l P_{l-1}||^2, l <= L1");
  claim.relation = Relation::equals;
  claim.arrays = {{"layer", "1", "l", Array::integer}};
  claim.generate = [](Draw& draw) { return image_layer_instance(draw, every_activation(), convolution_range()); };
  set_image_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); },
      [](const Terms& s) { return s.against_core(s.misfit(s.K, s.U(), s.root_lambda(), s.P)); },
      {{"lambda_l for sqrt(lambda_l)",
        [](const Terms& s) { return s.against_core(s.misfit(s.K, s.U(), s.t.network.lambda(s.l), s.P)); }},
       {"[U_l O]", [](const Terms& s) { return s.against_core(s.misfit(s.K, s.U(), Ball(0.0), s.P)); }},
       {"I for P_{l-1}",
        [](const Terms& s) {
          const Matrix<double> I = Matrix<double>::Identity(s.P.rows(), s.P.rows());
          return s.against_core(s.misfit(s.K, s.U(), s.root_lambda(), I));
        }},
       {"taps in the order of a flipped kernel",
        [](const Terms& s) {
          const Matrix<double> K = flipped(s.K, s.t.layer(s.l).shape.kernel);
          return s.against_core(s.misfit(K, s.U(), s.root_lambda(), s.P));
        }},
       {"sums for averages in U_l", [](const Terms& s) {
          return s.against_core(s.misfit(s.K, scaled(s.t.window(s.l), s.U()), s.root_lambda(), s.P));
        }}});
  return claim;
}

}  // namespace lysep::equation_4_6_claim
