#pragma once
// The options of DLAM as plain values.
#include "core/network/state_format.hpp"

namespace lysep {

enum class EpsilonRule { printed, mended, fixed, halve };
enum class Regulariser { none, l1, l2 };
enum class OutputLoss { cross_entropy, squared };

/// F = R(z_D; y) + sum Omega(W_l) + (rho/2) sum ||z_l - W_l a_{l-1} - b_l||^2, |a_l - h(z_l)| <= epsilon_l.
struct DlamOptions {
  double rho = 1e-4;
  double epsilon = 10, epsilon_min = 0.01;
  EpsilonRule rule = EpsilonRule::mended;
  bool project = true;  // a_l goes into the box of an epsilon_l that has fallen
  OutputLoss loss = OutputLoss::cross_entropy;
  Regulariser regulariser = Regulariser::none;
  double mu = 0;
  // alpha_l = alpha0 gamma^j and t_l = tau0 eta^j, the first that the exact test takes
  double alpha0 = 1, gamma = 2, tau0 = 1, eta = 2;
  bool exact_theta = false;       // alpha_l = the least that the test takes
  bool first_trial_last = false;  // the search begins one trial before the last one's end
  bool per_sample_steps = false;  // t_l for every sample by itself
  bool fista = false;             // the step on z_D
  double fista_tolerance = 1e-4;  // on the change of its objective, a sum over samples
  int fista_iterations = 500;
  bool signs = false;    // z_D starts at 1 for the label and -1 elsewhere
  bool literal = false;  // L_b = rho, no clip of a_l, the printed rule: what that does
};

DlamOptions dlam_options_of(const OptionValues& values);

}  // namespace lysep
