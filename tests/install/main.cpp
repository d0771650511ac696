// consumer TABLE NAME VALUE ...: trains on the rows x,y,label of a table with these options of `lysep train`, and
// prints its last line; with the component `check` the enclosure of the loss has to hold what training says.
#include <fstream>
#include <iostream>
#include <lysep/training.hpp>
#include <sstream>
#if __has_include(<lysep/check.hpp>)
#include <lysep/check.hpp>
#endif

int main(int argc, char** argv) {
  std::vector<double> X;
  std::vector<int> labels;
  std::ifstream table(argv[1]);
  for (std::string line; std::getline(table, line);) {
    std::istringstream row(line);
    double x = 0, y = 0;
    int label = 0;
    char comma = 0;
    row >> x >> comma >> y >> comma >> label;
    X.insert(X.end(), {x, y});
    labels.push_back(label);
  }
  lysep::TrainOptions options;
  for (int i = 2; i + 1 < argc; i += 2) options.emplace_back(argv[i], argv[i + 1]);
  try {
    const lysep::Trained trained = lysep::train({X, 2, labels}, options);
    std::cout << trained.last_line << "\n";
#if __has_include(<lysep/check.hpp>)
    if (trained.network.format() != "lysep-state") return 0;
    const lysep::Interval CE = *lysep::evaluate(trained.network).values.at("CE");
    if (CE.upper < trained.CE * (1 - 1e-9) || CE.lower > trained.CE * (1 + 1e-9)) {
      std::cerr << "CE is in [" << CE.lo << ", " << CE.hi << "], but training says " << trained.CE << "\n";
      return 1;
    }
#endif
  } catch (const lysep::Error& error) {
    std::cerr << error.what() << "\n";
    return static_cast<int>(error.kind());
  }
}
