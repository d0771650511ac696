#pragma once
// The chapters of the claims, each listed in a file of its own in the order of the paper.
#include "proofs-check/frame/claim.hpp"

namespace lysep {

std::vector<Claim> cross_entropy_claims();     // section 2
std::vector<Claim> separation_bound_claims();  // section 3.1
std::vector<Claim> algorithm_claims();         // section 3.2
std::vector<Claim> lipschitz_claims();         // section 3.3, Lemmas 3.2 and 3.3
std::vector<Claim> descent_claims();           // section 3.3, Theorem 3.4
std::vector<Claim> convolution_claims();       // section 4
std::vector<Claim> joint_claims();             // the joint steps, ours
std::vector<Claim> review_claims();            // the public review
std::vector<Claim> bsum_losses_claims();       // BSUM, the third published theory: section 5.1, appendix B.1
std::vector<Claim> bsum_activations_claims();  // appendix A.1
std::vector<Claim> bsum_convexity_claims();    // Propositions 1 and 2, section 5.2
std::vector<Claim> bsum_bounds_claims();       // section 4, appendices A.3 to A.6
std::vector<Claim> bsum_convergence_claims();  // sections 3 and 6, Corollary 1

std::vector<Claim> dlam_formulation_claims();   // of DLAM: section 2.1, Assumption 1
std::vector<Claim> dlam_model_claims();         // section 2.2: gradients and models
std::vector<Claim> dlam_block_update_claims();  // section 2.2: (3) to (6), Algorithms 2 and 3, Lemma 4
std::vector<Claim> dlam_descent_claims();       // Lemmas 1 and 6, the rule for eps
std::vector<Claim> dlam_convergence_claims();   // section 3.2, Lemmas 2 and 3, Theorems 1 and 2

// A claim's file is a namespace of its own, with the function `claim`: these declare and list those of the names given.
#define LYSEP_CLAIM_DECLARED(name) \
  namespace name##_claim {         \
    Claim claim();                 \
  }
#define LYSEP_CLAIM_LISTED(name) name##_claim::claim(),

}  // namespace lysep
