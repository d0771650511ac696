#pragma once
// Second derivatives of S from its definition: numbers x + a s + b t + ab s t with s^2 = t^2 = 0.
#include "proofs-check/claims/algorithm/blocks.hpp"
#include "proofs-check/hessian.hpp"

namespace lysep {

/// A dual number of dual numbers that a ball converts to, as the definition of S asks of its scalars.
struct SecondDual : Dual<Dual<Ball>> {
  using Base = Dual<Dual<Ball>>;
  using Base::Base;
  SecondDual() = default;
  SecondDual(const Base& x) : Base(x) {}  // NOLINT: what the operators of the base return
  explicit SecondDual(const Ball& x) : Base(Dual<Ball>(x)) {}
  SecondDual(const Ball& x, const Ball& first, const Ball& second) : Base({x, first}, Dual<Ball>(second)) {}
};

/// The activations with sigma''.
std::vector<Activation> twice_differentiable_activations();

/// d^2 S(block + s D + t E) / ds dt at 0.
Ball mixed_derivative(const Network& network, Variable variable, Index l, const Matrix<Ball>& D, const Matrix<Ball>& E);

}  // namespace lysep

namespace Eigen {
template <>
struct NumTraits<lysep::SecondDual> : GenericNumTraits<double> {
  using Real = lysep::SecondDual;
  using NonInteger = lysep::SecondDual;
  using Nested = lysep::SecondDual;
  using Literal = double;
  enum {
    IsComplex = 0,
    IsInteger = 0,
    IsSigned = 1,
    RequireInitialization = 1,
    ReadCost = 8,
    AddCost = 99,
    MulCost = 99
  };
};
}  // namespace Eigen
