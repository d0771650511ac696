#include "experiments/bench/bench_network.hpp"

#include <numeric>

#include "core/methods/gradient/gradient_descent.hpp"
#include "datasets/dataset.hpp"
#include "core/training/batches.hpp"

namespace lysep {

constexpr std::uint64_t seed = 1;

State<double> circle_state(const SweepShape& shape) {
  return dense_state(shape, circle_data(seed, static_cast<std::size_t>(shape.samples), 0).train, {});
}

State<double> dense_state(const SweepShape& shape, const Dataset& data, const Activation& activation) {
  const std::size_t N = data.samples();
  const auto layers = dense_network(shape.inputs, shape.width, shape.layers, data.classes);
  const StateData network = initial_state(activation, layers, std::sqrt(3.0), seed);
  State<double> state;
  const auto size = static_cast<std::size_t>(samples_together(chain_of<double>(network)));
  for (std::size_t first = 0; first < N; first += size) {
    std::vector<std::size_t> samples(std::min(size, N - first));
    std::iota(samples.begin(), samples.end(), first);
    State<double> part = state_of<double>(with_samples(network, data, samples));
    state.blocks.push_back(std::move(part.blocks.front()));
    if (first == 0) state.chain = std::move(part.chain);
  }
  return state;
}

Timing gradient_descent_time(const SweepShape& shape, int threads, double seconds) {
  State<double> state = circle_state(shape);
  ThreadPool pool(threads);
  GradientMethod<double> method(DescentRule::gradient, 0.01);
  return time_each(seconds, {[&] { method.step(state, pool); }})[0];
}

TimedSweeps::TimedSweeps(State<double>& state, int threads, long warm_up)
    : steps_(state.depth()), pool_(threads), algorithm_(state, StepOptions{}, pool_) {
  for (long k = 0; k < warm_up; ++k) algorithm_.sweep();
}

void TimedSweeps::run_one() {
  const double start = now();
  trials_ += algorithm_.sweep().trials;
  times_.push_back(now() - start);
  total_ += times_.back();
}

void TimedSweeps::run(long sweeps, double seconds) {
  while (static_cast<long>(times_.size()) < sweeps || total_ < seconds) run_one();
}

SweepTiming TimedSweeps::timing() const {
  const auto sweeps = static_cast<double>(times_.size());
  return {timing_of(times_), static_cast<double>(trials_) / (sweeps * static_cast<double>(steps_)),
          static_cast<long>(times_.size())};
}

}  // namespace lysep
