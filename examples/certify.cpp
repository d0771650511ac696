// Goes on from a network sweep by sweep, and shows by rigorous arithmetic that no sweep increases S, and that the loss
// of the network is below its bound.
#include <cstdio>
#include <lysep/check.hpp>
#include <lysep/training.hpp>

int main() {
  const double X[] = {0, 0, 0, 1, 1, 0, 1, 1};  // exclusive or
  const int labels[] = {0, 1, 1, 0};
  try {
    std::vector<lysep::Network> states = {lysep::train({X, 2, labels}, {{"depth", "2"}, {"sweeps", "0"}}).network};
    for (int sweep = 0; sweep < 5; ++sweep) {
      states.push_back(lysep::train(states.back(), {{"sweeps", "1"}}).network);
    }
    const lysep::Certificate certificate = lysep::certify(states);
    for (const lysep::CertifiedState& state : certificate.states) {
      std::printf("S in [%.17g, %.17g] %s\n", state.S.lower, state.S.upper, state.verdict.c_str());
    }
    const lysep::NetworkEvaluation at_end = lysep::evaluate(states.back(), 256);
    std::printf("CE >= %s\nCE <= %s\n", at_end.values.at("CE")->lo.c_str(), at_end.values.at("CE")->hi.c_str());
    return certificate.certified ? 0 : 1;
  } catch (const lysep::Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return static_cast<int>(error.kind());
  }
}
