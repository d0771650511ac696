#include <stdexcept>

#include "proofs-check/claims/chapters.hpp"

namespace lysep {
namespace {

std::vector<Claim> collect() {
  std::vector<Claim> all;
  const auto add = [&](const char* chapter, std::vector<Claim> claims) {
    for (Claim& claim : claims) {
      claim.chapter = chapter;
      all.push_back(std::move(claim));
    }
  };
  add("Cross-entropy (section 2)", cross_entropy_claims());
  add("The separation loss bounds the cross-entropy (section 3.1)", separation_bound_claims());
  add("The algorithm (section 3.2)", algorithm_claims());
  add("Lipschitz constants (section 3.3, Lemmas 3.2 and 3.3)", lipschitz_claims());
  add("Descent (section 3.3, Theorem 3.4)", descent_claims());
  add("Convolutional networks (section 4)", convolution_claims());
  add("Joint steps at r = 0", joint_claims());
  add("The public review", review_claims());
  add("DLAM: formulation (section 2.1, Assumption 1)", dlam_formulation_claims());
  add("DLAM: gradients and quadratic models (section 2.2)", dlam_model_claims());
  add("DLAM: block updates (section 2.2, Lemma 4)", dlam_block_update_claims());
  add("DLAM: descent (Lemmas 1 and 6, section 4.1.2)", dlam_descent_claims());
  add("DLAM: convergence (section 3.2)", dlam_convergence_claims());
  add("BSUM: losses (section 5.1, appendices A.1, B.1)", bsum_losses_claims());
  add("BSUM: activations (section 4.2, appendices A.1, C.1)", bsum_activations_claims());
  add("BSUM: convexity of a block (sections 4.2, 5.2, appendices A.1, A.2)", bsum_convexity_claims());
  add("BSUM: upper bounds and updates (section 4, appendices A.3-A.6, B.1)", bsum_bounds_claims());
  add("BSUM: steps and convergence (sections 3, 4.1, 6)", bsum_convergence_claims());
  return all;
}

}  // namespace

const std::vector<Claim>& all_claims() {
  static const std::vector<Claim> claims = collect();
  return claims;
}

const Claim& claim_named(const std::string& id) {
  for (const Claim& claim : all_claims()) {
    if (claim.id == id) return claim;
  }
  throw std::out_of_range("no claim " + id);
}

}  // namespace lysep
