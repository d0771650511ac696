// Points of Problem 2 read from an instance.
#include "proofs-check/claims/dlam/formulation/network_point.hpp"

namespace lysep {

NetworkPoint::NetworkPoint(const Instance& i, const std::string& suffix) : outputs{i.balls("X")} {
  if (i.data.contains("label")) labels = i.labels("label");
  for (int l = 1; i.data.contains("W" + std::to_string(l) + suffix); ++l) {
    const std::string number = std::to_string(l) + suffix;
    weights.push_back(i.balls("W" + number));
    biases.push_back(i.balls("b" + number));
    auxiliaries.push_back(i.balls("Z" + number));
    if (i.data.contains("A" + number)) outputs.push_back(i.balls("A" + number));
  }
}

Matrix<Ball> NetworkPoint::residual(Index l) const {
  return difference(Z(l), plus_column(product(W(l), A(l - 1)), b(l)));
}

Ball NetworkPoint::penalties() const {
  Ball sum(0.0);
  for (Index l = 1; l <= L(); ++l) sum += norm_squared(residual(l));
  return sum;
}

Ball NetworkPoint::weights_squared() const {
  Ball sum(0.0);
  for (const Matrix<Ball>& W : weights) sum += norm_squared(W);
  return sum;
}

Ball NetworkPoint::violation(const Activation& h) const {
  Ball largest(0.0);
  for (Index l = 1; l < L(); ++l) largest = max(largest, largest_entry(difference(A(l), activation_values(h, Z(l)))));
  return largest;
}

std::vector<Array> network_point_arrays(int L, const std::string& suffix) {
  std::vector<Array> arrays;
  if (suffix.empty()) arrays.push_back({"X", "n0 x N", "inputs, samples as columns"});
  for (int l = 1; l <= L; ++l) {
    const std::string number = std::to_string(l) + suffix;
    const std::string rows = l == L ? "J" : "n" + std::to_string(l), columns = "n" + std::to_string(l - 1);
    arrays.push_back({"W" + number, rows + " x " + columns, "weights"});
    arrays.push_back({"b" + number, rows + " x 1", "biases"});
    arrays.push_back({"Z" + number, rows + " x N", "the auxiliary variable z"});
    if (l < L) arrays.push_back({"A" + number, rows + " x N", "the auxiliary variable a"});
  }
  return arrays;
}

void set_layer(Instance& instance, int l, const Matrix<double>& W, const Matrix<double>& b, const Matrix<double>& Z) {
  const std::string number = std::to_string(l);
  instance.set("W" + number, W);
  instance.set("b" + number, b);
  instance.set("Z" + number, Z);
}

}  // namespace lysep
