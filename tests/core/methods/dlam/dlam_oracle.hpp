#pragma once
// The oracle of DLAM: one sweep by naive loops in 100 digits, straight from the formulas, and none of the program's
// ways: every trial step forms its products anew, the step on z_D is Newton's method with the whole Hessian, the
// spectral norms are power iterations.
#include <string>

#include "core/network/state_data.hpp"
#include "tests/oracle.hpp"

namespace oracle {

struct DlamOptions {
  Real rho = Real("1e-4"), mu = 0, alpha0 = 1, gamma = 2, tau0 = 1, eta = 2;
  std::string activation = "relu", loss = "cross-entropy", regulariser = "none";
  bool exact_theta = false, per_sample = false, literal = false;
};

/// Layers 0..D-1 stand for 1..D; samples are columns.
struct DlamNet {
  Rows X;
  std::vector<int> labels;
  std::vector<Rows> W, z, a;
  std::vector<std::vector<Real>> b;
  std::vector<Real> epsilon;

  std::size_t D() const { return W.size(); }
  std::size_t N() const { return labels.size(); }
  const Rows& input(std::size_t l) const { return l == 0 ? X : a[l - 1]; }
};

struct DlamSweep {
  Real s = 0;                      // the steps' sum
  std::vector<Real> steps, drops;  // of every block in order: its term of s, and what F fell by
  long trials_W = 0, trials_A = 0;
};

DlamNet dlam_net_of(const lysep::StateData& data);

Real activated(const std::string& name, const Real& z);
Rows affine(const DlamNet& net, std::size_t l);
Real R(const DlamNet& net, const DlamOptions& o);
Real penalty(const DlamNet& net, const DlamOptions& o);
Real F(const DlamNet& net, const DlamOptions& o);
Real violation(const DlamNet& net, const DlamOptions& o);
Real largest_residual(const DlamNet& net);
Real gap_bound(const DlamNet& net, const DlamOptions& o);
/// The mean cross-entropy of the network itself, and that at z_D.
Real network_CE(const DlamNet& net, const DlamOptions& o);
Real variable_CE(const DlamNet& net);

/// argmin of the cross-entropy of label y plus (rho/2) ||z - v||^2.
std::vector<Real> proximal_point(const std::vector<Real>& v, int y, const Real& rho);

DlamSweep sweep(DlamNet& net, const DlamOptions& o);

}  // namespace oracle
