#pragma once
// Networks of one layer, L = 1: no auxiliary variables, L_S = ||R|| / sqrt N.
#include "proofs-check/claims/lysep/separation_bound/network_claims.hpp"

namespace lysep {

/// Random ones, W_1 = 0 and other extremes, nearly equal samples; rarely two layers.
Instance one_layer_instance(Draw& draw);

/// W_1 = 0, J = 2, N = 1: CE = L_S = ln 2.
Instance one_zero_layer();

/// A claim about states with L = 1, and its sides and mutants.
Claim one_layer_claim(const char* id, const char* statement);
void set_one_layer_sides(Claim& claim, std::function<Sides(const Network&)> statement,
                         const std::vector<NetworkStatement>& mutants);

}  // namespace lysep
