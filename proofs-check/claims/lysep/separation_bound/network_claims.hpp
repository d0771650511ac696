#pragma once
// What the claims of section 3.1 share: claims about a state with L >= 2, and chains near equality.
#include "proofs-check/enclosures/bound_chain.hpp"
#include "proofs-check/enclosures/network.hpp"
#include "proofs-check/frame/network_generators.hpp"

namespace lysep {

/// A claim about a state: sigma is B-Lipschitz, L >= 2; instances of `separation_instance`.
Claim network_claim(const char* id, const char* equation, const char* statement);

/// The claim does not speak of states with fewer layers; to be called after `set_sides`.
void require_depth(Claim& claim, Index least);

/// Gives a claim about a state its sides and mutants.
using NetworkStatement = Statement<Network>;
void set_network_sides(Claim& claim, std::function<Sides(const Network&)> statement,
                       const std::vector<NetworkStatement>& mutants);

/// L_S with weights omega_l replaced by weight(l).
template <class F>
Ball L_S_with_weights(const Network& network, F weight) {
  Ball S = network.norms.losses;
  for (Index l = 1; l < network.L; ++l) S += weight(l) * network.norms.residual(l);
  return sqrt(S / network.samples());
}

/// C_B sqrt(L-1).
Ball paper_constant(const Network& network);
inline Ball largest_of(const Ball& a, const Ball& b, const Ball& c) { return max(max(a, b), c); }

/// Of the state: the terms of the bounds b0..b6; with the spectral norms that b3 needs, or without.
BoundTerms bound_terms(const Network& network);
BoundTerms spectral_bound_terms(const Network& network);

/// The same for claims about the bounds.
using BoundStatement = Statement<BoundTerms>;
void set_bound_sides(Claim& claim, BoundTerms (*terms)(const Network&),
                     std::function<Sides(const BoundTerms&)> statement, const std::vector<BoundStatement>& mutants);

/// The network as a chain of numbers: `width` equal units a layer, hidden weights (w_l / width) 1 1^T, J = 2. R = T and
/// the residuals have sqrt(omega_l) ||r_l|| = |shares_l| T; they all raise the loss, or with negative shares lower it.
/// Their contributions to || phi - phi~ || are B^(L-l) |shares_l| T: exactly for the identity, nearly for the curved
/// activations, whose c_l are tiny. sigmoid: two units of opposite sign.
StateData aligned_chain(Draw& draw, const Activation& activation, double T, const std::vector<double>& shares,
                        int width);

/// The shares of a chain of depth L whose activation has Lipschitz constant B.
using Shares = std::function<std::vector<double>(Draw& draw, double B, int L)>;

/// Half of them of `separation_instance`, the others aligned chains with these shares, L = 2..4: of the identity,
/// scaled identities and curved activations, some with several samples alike.
Instance aligned_instance(Draw& draw, const Shares& shares);

/// Independent shares of all sizes, of one sign.
std::vector<double> random_shares(Draw& draw, double B, int L);

/// Aligned chains with random shares: equality in (3.8).
inline Instance propagation_instance(Draw& draw) { return aligned_instance(draw, random_shares); }

}  // namespace lysep
