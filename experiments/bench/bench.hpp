#pragma once
// What `lysep bench` measures. Every measurement prints its table, where that is asked for, and gives the machine's
// form.
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace lysep {

struct BenchOptions {
  double seconds = 1;               // about so long for each thing measured
  long points = 10000000;           // kernels: arguments of each function
  long samples = 3000;              // sweep, joint, bsum, certify: N
  long images = 55000;              // dlam: N
  long largest = 3000000;           // scaling: the largest N
  long instances = 3000;            // check: of each claim
  std::vector<std::string> claims;  // check: all, where it is empty
  int threads = 1;                  // of sweeps; kernels: of the accuracy; check and certify
  std::string out;                  // scaling: folder of the plots
  bool print = true;
};

struct BenchResult {
  nlohmann::ordered_json json;
  bool holds = true;  // false: something promised does not hold
};

/// Rates of the kernels, functions and memory, and the largest errors of the functions; the errors must hold.
BenchResult bench_kernels(const BenchOptions& options);

/// Time of a sweep over its floor at several (L, M), one gradient descent step beside it, and one thread beside two.
BenchResult bench_sweep(const BenchOptions& options);

/// Time of a joint step over its floor at several (L, M), and a step of gradient descent beside it.
BenchResult bench_joint(const BenchOptions& options);

/// Time of a sweep of DLAM over its floor, on images of the size that its paper has of MNIST.
BenchResult bench_dlam(const BenchOptions& options);

/// Time of a first-order block update of BSUM over its floor at several (L, M), by both rules of gamma.
BenchResult bench_bsum(const BenchOptions& options);

/// Time per sample and layer, and peak memory, as N and L grow.
BenchResult bench_scaling(const BenchOptions& options);

/// Instances of every claim decided in a second. Throws BadInput for a claim that does not exist.
BenchResult bench_check(const BenchOptions& options);

/// Seconds that `check --run` spends on a block update.
BenchResult bench_certify(const BenchOptions& options);

}  // namespace lysep
