// Directions in the blocks of a penalty layer.
#include "proofs-check/claims/dlam/models/gradient_terms.hpp"

namespace lysep {

void set_gradient(Claim& claim, PenaltyBlock which) {
  claim.relation = Relation::equals;
  claim.hypotheses = {"rho > 0"};
  claim.arrays = penalty_arrays();
  const char* shapes[] = {"m x n", "m x 1", "m x N", "n x N"};
  claim.arrays.push_back({"D", shapes[static_cast<int>(which)], "a direction"});
  claim.generate = [which](Draw& draw) {
    Index m = draw.integer(1, 4), n = draw.integer(1, 4), N = draw.integer(1, 6);
    if (draw.chance(0.3)) m = N = n;  // where a transpose left out still fits
    Instance instance = penalty_instance(draw, m, n, N);
    const Matrix<double> block = instance.matrix(which == PenaltyBlock::W   ? "W"
                                                 : which == PenaltyBlock::b ? "b"
                                                 : which == PenaltyBlock::z ? "Z"
                                                                            : "A");
    instance.set("D", draw.matrix(block.rows(), block.cols(), draw.magnitude(-1, 1)));
    return instance;
  };
}

}  // namespace lysep
