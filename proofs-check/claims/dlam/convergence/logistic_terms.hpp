#pragma once
// Instances of the logistic run: from "z0", after "k" sweeps.
#include "proofs-check/claims/dlam/convergence/logistic_run.hpp"

namespace lysep {

struct LogisticRun {
  explicit LogisticRun(const Instance& i) : start(i.ball("z0")) {
    const double sweeps = i.number("k");
    hypothesis = sweeps >= 0 && sweeps <= 2000;
    k = hypothesis ? static_cast<int>(sweeps) : 0;
    end = logistic_run(start, k);
  }
  Ball start, end;  // z_0, z_k
  int k;
  bool hypothesis;  // 0 <= k <= 2000
};

inline Instance logistic_instance(double start, int k) {
  Instance instance;
  instance.family = k > 20 ? "many sweeps" : "few sweeps";
  instance.set("z0", start);
  instance.set("k", k);
  return instance;
}

inline void set_logistic_run(Claim& claim) {
  claim.hypotheses = {"one layer, unit and sample, x = rho = 1, W + b = z_0, R = ln(1 + e^(-z))", "k <= 2000"};
  claim.arrays = {{"z0", "1", "z_0 = W + b"}, {"k", "1", "the number of sweeps", Array::integer}};
}

}  // namespace lysep
