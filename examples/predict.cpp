// predict TABLE STATE...: the class and probabilities of every row of a table of inputs, by each network, as `lysep
// predict` gives them; with 17 digits a double is told exactly.
#include <cstdio>
#include <fstream>
#include <lysep/network.hpp>
#include <sstream>

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: predict TABLE STATE...\n");
    return 2;
  }
  std::vector<double> X;
  std::ifstream table(argv[1]);
  for (std::string line; std::getline(table, line);) {
    std::istringstream row(line);
    for (std::string field; std::getline(row, field, ',');) X.push_back(std::stod(field));
  }
  try {
    for (int k = 2; k < argc; ++k) {
      const lysep::Network network = lysep::Network::load(argv[k]);
      const lysep::Prediction answers = network.predict(X);
      for (std::size_t n = 0; n < answers.labels.size(); ++n) {
        std::printf("%s", network.class_names()[static_cast<std::size_t>(answers.labels[n])].c_str());
        for (std::size_t j = 0; j < network.classes(); ++j) {
          std::printf(",%.17g", answers.probabilities[n * network.classes() + j]);
        }
        std::printf("\n");
      }
    }
  } catch (const lysep::Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return static_cast<int>(error.kind());
  }
}
