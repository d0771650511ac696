#include "proofs-check/runs/method_checker.hpp"

#include "core/methods/layer_separation/entry.hpp"
#include "core/methods/methods.hpp"
#include "proofs-check/runs/bsum_run.hpp"
#include "proofs-check/runs/dlam_run.hpp"
#include "proofs-check/runs/joint_run.hpp"
#include "proofs-check/runs/run_certificate.hpp"

namespace lysep {

std::unique_ptr<MethodChecker> checker_of(const std::string& method, const OptionValues& options, Index frozen_layers,
                                          const State<double>& state, ThreadPool& pool, slong bits) {
  if (method == "dlam") return std::make_unique<DlamRunChecker>(state, dlam_options_of(options), pool, bits);
  if (method == "bsum") return std::make_unique<BsumRunChecker>(state, bsum_options_of(options), pool, bits);
  return certificate_checker_of(method, options, frozen_layers, state, pool, bits);
}

std::unique_ptr<CertificateChecker> certificate_checker_of(const std::string& method, const OptionValues& options,
                                                           Index frozen_layers, const State<double>& state,
                                                           ThreadPool& pool, slong bits) {
  if (method == "lysep") {
    return std::make_unique<RunChecker>(state, step_options_of(options, frozen_layers), pool, bits);
  }
  if (method == "joint" || method == "gauss-newton" || method == "quasi-newton") {
    return std::make_unique<JointRunChecker>(state, weight_decay_of(options), frozen_layers, pool, bits);
  }
  return nullptr;
}

}  // namespace lysep
