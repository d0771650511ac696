#include <algorithm>
#include <stdexcept>

#include "proofs-check/claims/chapters.hpp"

namespace lysep {
namespace {

struct Chapter {
  std::string title, folder;  // below proofs-check/claims
  std::vector<Claim> (*claims)();
};

const std::vector<Chapter>& chapters() {
  static const std::vector<Chapter> all = {
      {"Cross-entropy (section 2)", "lysep/cross_entropy", cross_entropy_claims},
      {"The separation loss bounds the cross-entropy (section 3.1)", "lysep/separation_bound", separation_bound_claims},
      {"The algorithm (section 3.2)", "lysep/algorithm", algorithm_claims},
      {"Lipschitz constants (section 3.3, Lemmas 3.2 and 3.3)", "lysep/lipschitz", lipschitz_claims},
      {"Descent (section 3.3, Theorem 3.4)", "lysep/descent", descent_claims},
      {"Convolutional networks (section 4)", "lysep/convolution", convolution_claims},
      {"Joint steps at r = 0", "lysep/joint", joint_claims},
      {"The public review", "review", review_claims},
      {"DLAM: formulation (section 2.1, Assumption 1)", "dlam/formulation", dlam_formulation_claims},
      {"DLAM: gradients and quadratic models (section 2.2)", "dlam/models", dlam_model_claims},
      {"DLAM: block updates (section 2.2, Lemma 4)", "dlam/block_updates", dlam_block_update_claims},
      {"DLAM: descent (Lemmas 1 and 6, section 4.1.2)", "dlam/descent", dlam_descent_claims},
      {"DLAM: convergence (section 3.2)", "dlam/convergence", dlam_convergence_claims},
      {"BSUM: losses (section 5.1, appendices A.1, B.1)", "bsum/losses", bsum_losses_claims},
      {"BSUM: activations (section 4.2, appendices A.1, C.1)", "bsum/activations", bsum_activations_claims},
      {"BSUM: convexity of a block (sections 4.2, 5.2, appendices A.1, A.2)", "bsum/convexity", bsum_convexity_claims},
      {"BSUM: upper bounds and updates (section 4, appendices A.3-A.6, B.1)", "bsum/bounds", bsum_bounds_claims},
      {"BSUM: steps and convergence (sections 3, 4.1, 6)", "bsum/convergence", bsum_convergence_claims},
  };
  return all;
}

std::vector<Claim> collect() {
  std::vector<Claim> all;
  for (const Chapter& chapter : chapters()) {
    std::vector<Claim> claims = chapter.claims();
    for (Claim& claim : claims) {
      claim.chapter = chapter.title;
      all.push_back(std::move(claim));
    }
  }
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

std::string source_file(const Claim& claim) {
  std::string name = claim.id;
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == '-' || c == '.'; }, '_');
  for (const Chapter& chapter : chapters()) {
    if (chapter.title == claim.chapter) return "proofs-check/claims/" + chapter.folder + "/" + name + ".cpp";
  }
  throw std::out_of_range("no chapter " + claim.chapter);
}

}  // namespace lysep
