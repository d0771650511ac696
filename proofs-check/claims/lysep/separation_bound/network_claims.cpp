#include "proofs-check/claims/lysep/separation_bound/network_claims.hpp"

namespace lysep {
namespace {

using Kind = Activation::Kind;

/// A layer with c_l and r_l as given; the bias follows.
StateData::LayerData auxiliary_layer(const Matrix<double>& W, const Matrix<double>& V, const Matrix<double>& c,
                                     const Matrix<double>& r) {
  StateData::LayerData layer;
  layer.W = W;
  layer.b = (c - W * V) - r;
  layer.r = r.transpose();
  return layer;
}

Activation chain_activation(Draw& draw, const char*& family) {
  const double which = draw.uniform(0, 1);
  family = which < 0.4   ? "near equality, identity"
           : which < 0.7 ? "near equality, scaled identity"
                         : "near equality, curved";
  if (which < 0.4) return {Kind::identity};
  if (which < 0.7) return {Kind::identity, draw.magnitude(-1.3, 0.6)};
  return {draw.pick(std::vector<Kind>{Kind::tanh, Kind::sin, Kind::arctan, Kind::erf, Kind::sigmoid})};
}

}  // namespace

Claim network_claim(const char* id, const char* equation, const char* statement) {
  Claim claim;
  claim.id = id;
  claim.equation = equation;
  claim.statement = statement;
  claim.hypotheses = {"sigma is B-Lipschitz", "L >= 2"};
  claim.generate = separation_instance;
  set_state(claim);
  claim.group = [](const Instance& instance) { return "L=" + std::to_string(instance.state->depth()); };
  return claim;
}

void require_depth(Claim& claim, Index least) {
  claim.sides = [least, sides = claim.sides](const Instance& instance, int mutant) {
    return instance.state->depth() < least ? hypothesis_not_met() : sides(instance, mutant);
  };
}

void set_network_sides(Claim& claim, std::function<Sides(const Network&)> statement,
                       const std::vector<NetworkStatement>& mutants) {
  set_sides<Network>(
      claim, [](const Instance& i) { return Network(*i.state); }, std::move(statement), mutants);
  require_depth(claim, 2);
}

Ball paper_constant(const Network& network) {
  return theorem_3_1_constant(network.B(), network.L) * sqrt(count(network.L - 1));
}

BoundTerms bound_terms(const Network& network) {
  BoundTerms terms{network.samples(), network.B(), network.norms, {}, {}};
  const Matrix<Ball> moved = difference(network.phi, network.surrogate);
  for (Index n = 0; n < network.N; ++n) terms.sums.add_sample(network.R(0, n), norm_squared(moved.col(n)));
  return terms;
}

BoundTerms spectral_bound_terms(const Network& network) {
  BoundTerms terms = bound_terms(network);
  for (Index l = 2; l <= network.L; ++l) terms.spectral_norms.push_back(spectral_norm(network.W(l)));
  return terms;
}

void set_bound_sides(Claim& claim, BoundTerms (*terms)(const Network&),
                     std::function<Sides(const BoundTerms&)> statement, const std::vector<BoundStatement>& mutants) {
  set_sides<BoundTerms>(
      claim, [terms](const Instance& i) { return terms(Network(*i.state)); }, std::move(statement), mutants);
  require_depth(claim, 2);
}

StateData aligned_chain(Draw& draw, const Activation& activation, double T, const std::vector<double>& shares,
                        int width) {
  const std::size_t hidden = shares.size();
  const bool linear = activation.kind == Kind::identity;
  const double B = lipschitz_of(activation), root_width = sqrt(static_cast<double>(width));
  // sigma is linear at 0 only: keep every c_l tiny by a large output weight.
  const double v = linear ? draw.magnitude(-3, 3) : draw.magnitude(8, 10);
  Matrix<double> u = Matrix<double>::Constant(width, 1, 1 / root_width);
  if (activation.kind == Kind::sigmoid) u(1, 0) = -u(1, 0);
  std::vector<double> w(hidden), r(hidden);
  for (double& weight : w) weight = linear ? draw.magnitude(-2, 2) : draw.magnitude(-1, 1);
  double root = sqrt(2.0) * v;  // sqrt(omega_l)
  for (std::size_t l = hidden; l-- > 0; root *= w[l]) r[l] = -shares[l] * T / root;
  StateData state{activation, Matrix<double>::Constant(1, 1, 1.0), {0}, 2, {}};
  Matrix<double> V = state.X;
  for (std::size_t l = 0; l < hidden; ++l) {
    const Matrix<double> W = l == 0 ? Matrix<double>(u * w[l]) : Matrix<double>(u * u.transpose() * w[l]);
    const Matrix<double> c = u * (l + 1 == hidden ? T / (2.0 * v * B) : 0.0);
    state.layers.push_back(auxiliary_layer(W, V, c, u * r[l]));
    V = c.unaryExpr([&](double x) { return sigma_of(activation, x); });
  }
  StateData::LayerData output;
  output.W.resize(2, width);
  output.W << -v * u.transpose(), v * u.transpose();
  state.layers.push_back(output);
  return state;
}

Instance aligned_instance(Draw& draw, const Shares& shares) {
  if (draw.chance(0.5)) return separation_instance(draw);
  const char* family = nullptr;
  const Activation activation = chain_activation(draw, family);
  const int L = draw.integer(2, 4), width = activation.kind == Kind::sigmoid ? 2 : draw.integer(1, 2);
  const double T = draw.pick(std::vector<double>{10, 30, 40, 60});
  Instance instance;
  instance.family = family;
  instance.state = aligned_chain(draw, activation, T, shares(draw, lipschitz_of(activation), L), width);
  if (draw.chance(0.2)) instance.state = replicated(*instance.state, draw.integer(2, 4));
  return instance;
}

std::vector<double> random_shares(Draw& draw, double, int L) {
  std::vector<double> shares;
  for (int l = 1; l < L; ++l) shares.push_back(draw.magnitude(-2, 0.5));
  return shares;
}

}  // namespace lysep
