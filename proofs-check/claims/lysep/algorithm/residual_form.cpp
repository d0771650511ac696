// The residual form of the least-squares updates (3.10), (3.11): W_l += dW, b_l += db and r_l -= dW V_l + db 1^T keep
//   r_l = c_l - W_l V_l - b_l 1^T,  c_l unchanged.
// Left: <G, r_l> after the program's update of r_l; right: <G, c_l - (W_l + dW) V_l - (b_l + db) 1^T> by loops.
#include "proofs-check/claims/lysep/algorithm/blocks.hpp"

namespace lysep::residual_form_claim {
namespace {

struct Terms {
  Network network;
  Index l;
  Matrix<Ball> dW, db, G;

  explicit Terms(const Instance& i)
      : network(*i.state),
        l(any_hidden_layer(i)),
        dW(block_matrix(i, "dW", Variable::W, l)),
        db(block_matrix(i, "db", Variable::b, l)),
        G(block_matrix(i, "G", Variable::c, l)) {}

  /// <G, c_l - (W_l + dW) V - (b_l + db) 1^T>
  Ball by_definition() const {
    const Matrix<Ball> W = sum(network.W(l), dW);
    Ball along(0.0);
    for (Index i = 0; i < G.rows(); ++i) {
      for (Index n = 0; n < G.cols(); ++n) {
        const Ball fitted = product_entry(W, network.V(l), i, n) + network.b(l)(i) + db(i, 0);
        along += G(i, n) * (network.c(l)(i, n) - fitted);
      }
    }
    return along;
  }
  /// <G, r_l - w dW V_l - b db 1^T>, by the program.
  Ball updated(const Ball& w, const Ball& b) const {
    Matrix<Ball> r;
    residual_after(network.chain, network.block, l, scaled(w, dW), r);
    network.chain.at(l).shape->add_bias(scaled(-b, db).col(0), r);
    return inner(G, r);
  }
  Sides with(const Ball& left) const {
    return {left, by_definition(), true, norm(G) * loss_scale(network, norm(dW) + norm(db))};
  }
  Sides with(double w, double b) const { return with(updated(Ball(w), Ball(b))); }
};

Instance generate(Draw& draw) {
  Instance instance = block_instance(draw, Variable::W, "dW", every_activation());
  const Index l = static_cast<Index>(instance.number("layer"));
  const auto [rows, columns] = shape_of(*instance.state, Variable::c, l);
  instance.set("db", draw.matrix(rows, 1, draw.magnitude(-2, 2)));
  instance.set("G", draw.matrix(rows, columns, 1.0));
  return instance;
}

}  // namespace

Claim claim() {
  Claim claim;
  claim.id = "residual-form";
  claim.equation = "(3.10), (3.11)";
  claim.statement = "r_l - dW V_l - db 1^T = c_l - (W_l + dW) V_l - (b_l + db) 1^T";
  claim.hypotheses = {"1 <= l <= L-1"};
  claim.relation = Relation::equals;
  claim.speaks_of_state = true;
  claim.arrays = {{"layer", "1", "l", Array::integer},
                  {"dW", "p x q", "change of W_l"},
                  {"db", "p x 1", "change of b_l"},
                  {"G", "p x N", "the residuals are compared along G"}};
  claim.generate = generate;
  set_sides<Terms>(
      claim, [](const Instance& i) { return Terms(i); }, [](const Terms& t) { return t.with(1.0, 1.0); },
      {{"+ dW V_l", [](const Terms& t) { return t.with(-1.0, 1.0); }},
       {"+ db 1^T", [](const Terms& t) { return t.with(1.0, -1.0); }},
       {"without dW V_l", [](const Terms& t) { return t.with(0.0, 1.0); }},
       {"without db 1^T", [](const Terms& t) { return t.with(1.0, 0.0); }},
       {"-(W_l + dW) V_l - (b_l + db) 1^T + c_l",
        [](const Terms& t) {
          const Matrix<Ball> fitted = product(sum(t.network.W(t.l), t.dW), t.network.V(t.l));
          Matrix<Ball> r = difference(t.network.c(t.l), fitted);
          for (Index i = 0; i < r.rows(); ++i) {
            for (Index n = 0; n < r.cols(); ++n) r(i, n) -= t.network.b(t.l)(i) + t.db(i, 0);
          }
          return t.with(inner(t.G, r));
        },
        true}});
  return claim;
}

}  // namespace lysep::residual_form_claim
