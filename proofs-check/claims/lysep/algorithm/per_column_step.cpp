// S as a function of c_l is a sum over samples: column n of c_l meets only column n of r_l, of r_{l+1} and of R, so
// that
//   S(c_l + D) - S(c_l) = sum_n ( S(c_l + D e_n e_n^T) - S(c_l) ).
// Steps of its own for every sample, each of which does not increase the sample's part, do not increase S.
// Left: the program's trial step of all columns together; right: S by its definition (3.4), one column at a time.
#include "proofs-check/claims/lysep/algorithm/blocks.hpp"

namespace lysep::per_column_step_claim {
namespace {

struct Terms {
  Direction at;

  explicit Terms(const Instance& i) : at(i, Variable::c, any_hidden_layer(i)) {}

  /// S(c_l + D) - S(c_l) by the program: minus D is a gradient with the step 1 in every column.
  Ball together() const {
    const Network& n = at.network;
    Matrix<Ball> next;
    const Matrix<Ball> steps = Matrix<Ball>::Constant(1, n.N, Ball(-1.0));
    const StepNorms<Ball> after = try_auxiliary_step(n.chain, n.block, at.l, at.D, steps, next);
    const bool last = at.l == n.L - 1;
    const Ball ahead = after.ahead - (last ? n.norms.losses : n.norms.residual(at.l + 1));
    return omega_after(n, at.l) * ahead + n.omega(at.l) * (after.own - n.norms.residual(at.l));
  }
  /// S(c_l + D where `moves`, else c_l) - S(c_l).
  template <class Moves>
  Ball change(const Ball& before, Moves moves) const {
    Matrix<Ball> c = at.network.c(at.l);
    for (Index i = 0; i < c.rows(); ++i) {
      for (Index n = 0; n < c.cols(); ++n) {
        if (moves(i, n)) c(i, n) += at.D(i, n);
      }
    }
    return loss_where(at.network, Variable::c, at.l, c) - before;
  }
  /// The sum over columns, or over rows: sum_{k=first} of what moving the k-th alone changes.
  Ball one_by_one(bool columns, Index first = 0) const {
    const Ball before = loss_by_definition(at.network);
    Ball sum(0.0);
    for (Index k = first; k < (columns ? at.D.cols() : at.D.rows()); ++k) {
      sum += change(before, [&](Index i, Index n) { return (columns ? n : i) == k; });
    }
    return sum;
  }
  Sides with(const Ball& right) const { return {together(), right, true, loss_scale(at.network, norm(at.D))}; }
};

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "per-column-step";
  claim.equation = "(3.12), (3.14)";
  claim.statement = "S(c_l + D) - S(c_l) = sum_n (S(c_l + D e_n e_n^T) - S(c_l))";
  claim.hypotheses = {"1 <= l <= L-1"};
  claim.relation = Relation::equals;
  claim.speaks_of_state = true;
  claim.arrays = {{"layer", "1", "l", Array::integer}, {"direction", "p x N", "D, of c_l's shape"}};
  claim.generate = [](Draw& draw) { return block_instance(draw, Variable::c, "direction", every_activation()); };
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.with(t.one_by_one(true)); },
      {{"units for samples", [](const Terms& t) { return t.with(t.one_by_one(false)); }},
       {"the mean for the sum", [](const Terms& t) { return t.with(t.one_by_one(true) / t.at.network.samples()); }},
       {"without the first sample", [](const Terms& t) { return t.with(t.one_by_one(true, 1)); }},
       {"S(c_l) once for all samples",
        [](const Terms& t) {
          return t.with(t.one_by_one(true) + (t.at.network.samples() - Ball(1.0)) * loss_by_definition(t.at.network));
        }},
       {"the first sample, and the others together",
        [](const Terms& t) {
          const Ball before = loss_by_definition(t.at.network);
          return t.with(t.change(before, [](Index, Index n) { return n == 0; }) +
                        t.change(before, [](Index, Index n) { return n != 0; }));
        },
        true}});
  return claim;
}

}  // namespace lysep::per_column_step_claim
