#include "experiments/reproduce/bsum_baseline.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cmath>

#include "core/methods/bsum/block_problem.hpp"
#include "core/methods/bsum/regulariser.hpp"
#include "core/methods/gradient/descent_direction.hpp"
#include "experiments/commands/train.hpp"

namespace lysep {

CurveResult run_bsum_baseline(const std::string& network, const BsumRun& run, std::uint64_t seed,
                              const std::function<bool(long)>& goes_on) {
  using Clock = std::chrono::steady_clock;
  const RunSpec spec = train_spec(fmt::format("{} --seed {}", network, seed));
  const BsumOptions options = bsum_options_of(spec.training.method_options);
  const Regularisation<double> regulariser{options.regulariser, options.mu, options.radius};
  State<double> state = state_of<double>(problem_of(spec).start);
  ThreadPool pool(1);
  BlockProblem<double> problem(options.loss, state, pool);
  problem.forward(1);
  double squares_of_targets = 0;
  for (const auto& block : state.blocks) squares_of_targets += squared_norm(block.Y);
  DescentDirection<double> direction(*run.rule);
  std::vector<Matrix<double>> g(static_cast<std::size_t>(state.depth()));
  CurveResult result;
  const auto begin = Clock::now();
  double before = INFINITY;
  for (long k = 0; goes_on(k); ++k) {
    double squares = 0, f = 0;
    for (Index j = 1; j <= state.depth(); ++j) {
      Matrix<double>& gradient = g[static_cast<std::size_t>(j - 1)];
      problem.gradient(j, gradient);
      gradient += 2 * regulariser.smooth() * problem.weights(j);
      squares += squared_norm(gradient);
    }
    direction.begin_step(g.size());
    for (Index j = 1; j <= state.depth(); ++j) {
      problem.weights(j) -= run.rate * direction.of_layer(j, g[static_cast<std::size_t>(j - 1)]);
      f += regulariser.value(problem.weights(j));
    }
    problem.forward(1);
    f += problem.loss();
    result.rises += f > before ? 1 : 0;
    before = f;
    result.f.push_back(f);
    result.mse.push_back(problem.loss() * problem.samples() / squares_of_targets);
    result.seconds.push_back(std::chrono::duration<double>(Clock::now() - begin).count());
    result.gradient = std::sqrt(squares);
  }
  return result;
}

}  // namespace lysep
