// Trains a network on points inside and outside of a circle, and keeps it in circle.h5.
#include <cstdio>
#include <lysep/training.hpp>

int main() {
  std::vector<double> X;
  std::vector<int> labels;
  for (int i = 0; i < 20; ++i) {
    for (int j = 0; j < 20; ++j) {
      const double x = -0.95 + 0.1 * i, y = -0.95 + 0.1 * j;
      X.insert(X.end(), {x, y});
      labels.push_back(x * x + y * y < 0.5 ? 1 : 0);
    }
  }
  const std::string names[] = {"outside", "inside"};
  lysep::Monitor monitor;
  monitor.progress = [](const lysep::SweepProgress& p) {
    if (p.sweep % 20 == 0) std::printf("sweep %ld: CE %.3e <= bound %.3e\n", p.sweep, p.CE, p.bound);
  };
  try {
    const lysep::Trained trained =
        lysep::train({X, 2, labels, names}, {{"method", "joint"}, {"sweeps", "60"}}, monitor);
    std::printf("%s\n", trained.last_line.c_str());
    trained.network.save("circle.h5");
    const double point[] = {0.1, 0.2};
    const lysep::Prediction answer = trained.network.predict(point);
    std::printf("(0.1, 0.2) is %s, probability %.6f\n", names[answer.labels[0]].c_str(), answer.probabilities[1]);
  } catch (const lysep::Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return static_cast<int>(error.kind());
  }
}
