#include "proofs-check/claim.hpp"

namespace lysep {

const std::vector<Claim>& all_claims() {
  static const std::vector<Claim> claims = {lemma_2_1(),   theorem_3_1(),       theorem_3_1_best(),
                                            theorem_3_4(), theorem_3_4_sharp(), relaxation()};
  return claims;
}

}  // namespace lysep
