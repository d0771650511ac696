#pragma once
// Instances of W_L's step that need more than random networks.
#include "proofs-check/claims/lysep/descent/iterate.hpp"

namespace lysep {

/// The state and "factor", where the step nearly always leaves the ball ||W_L|| <= R = ||W_L^k||: labels that the
/// surrogate predicts already, all or all but one, with small residuals; W_L = 0 with lambda_L = 0 or large.
Instance outward_step(Draw& draw);

/// 2.D's self-consistent constant of W_L, C = 2/tau: C = 2 lambda + kappa s, and for J >= 3 at least
/// (a + sqrt(a^2 + 8b))/2, s = ||V_L||_2^2, a = 2 lambda + s max R_n, b = sqrt2 s max_n ||g sigma_n||. The factors of
/// lambda and kappa are arguments.
Ball self_consistent_constant(const Iterate& theta, const Ball& gram, const Ball& lambdas, const Ball& kappas);

/// The scalar network N times, wrong by a large margin, with lambda_L about N sigma^2: the step of least constant that
/// does not increase S is known there.
Instance wrong_and_regularised(Draw& draw);

}  // namespace lysep
