// A sweep after the first allocates nothing: every call of malloc and operator new of this program is counted.
#include <cstdlib>
#include <new>

#include "core/methods/layer_separation/layer_separation.hpp"
#include "core/methods/methods.hpp"
#include "tests/support.hpp"

namespace {
std::atomic<long> allocations{0};
}

// The linker sends every malloc, calloc and realloc of our object files and libraries here.
extern "C" {
void* __real_malloc(std::size_t size);
void* __real_calloc(std::size_t count, std::size_t size);
void* __real_realloc(void* old, std::size_t size);
void* __wrap_malloc(std::size_t size) {
  ++allocations;
  return __real_malloc(size);
}
void* __wrap_calloc(std::size_t count, std::size_t size) {
  ++allocations;
  return __real_calloc(count, size);
}
void* __wrap_realloc(void* old, std::size_t size) {
  ++allocations;
  return __real_realloc(old, size);
}
}

// The C++ library allocates by a malloc of its own, which only this sees; its operator delete frees what malloc gave.
[[gnu::noinline]] void* operator new(std::size_t size) {
  if (void* memory = std::malloc(size)) return memory;  // counted there
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace lysep {
namespace {

long allocations_of_sweeps(const StateData& start, const StepOptions& options) {
  State<double> state = state_of<double>(start);
  ThreadPool pool(1);
  LayerSeparation<double> algorithm(state, options, pool);
  for (int k = 0; k < 3; ++k) algorithm.sweep();
  const long before = allocations;
  for (int k = 0; k < 5; ++k) algorithm.sweep();
  return allocations - before;
}

/// Of a joint method, with rows chosen and with all of them.
long allocations_of_joint_steps(const std::string& name, const StateData& start, int warm_up) {
  State<double> state = state_of<double>(start);
  ThreadPool pool(1);
  const auto method = method_makers<double>().at(name)(defaults_of(*method_named(name)), 0, state, pool);
  for (int k = 0; k < warm_up; ++k) method->sweep();
  const long before = allocations;
  for (int k = 0; k < 12; ++k) method->sweep();
  return allocations - before;
}

TEST(Allocation, IsCounted) {
  const long before = allocations;
  const std::vector<double> one(1);
  const Matrix<double> two(3, 4);
  EXPECT_EQ(allocations - before, 2);
}

TEST(Allocation, SweepsOfDenseNetworksMakeNone) {
  StepOptions relaxed;
  relaxed.relaxation = 1.95;
  for (const StepOptions& options : {StepOptions{}, relaxed}) {
    EXPECT_EQ(allocations_of_sweeps(testing_support::circle_state(3, 10, 300), options), 0);
    EXPECT_EQ(allocations_of_sweeps(testing_support::circle_state(20, 7, 700), options), 0);
    EXPECT_EQ(allocations_of_sweeps(testing_support::circle_state(3, 200, 300), options), 0);
  }
}

TEST(Allocation, SweepsOfConvolutionalNetworksMakeNone) {
  for (const bool pooled : {false, true}) {
    EXPECT_EQ(allocations_of_sweeps(testing_support::convolutional_state(2, 3, pooled, Padding::same, 40), {}), 0);
  }
}

TEST(Allocation, SweepsOfDlamMakeNone) {
  const MethodEntry& dlam = *method_named("dlam");
  for (const OptionValues& changes :
       {OptionValues{}, OptionValues{{"epsilon-rule", "halve"}, {"epsilon", 0.25}, {"a-step", "per-sample"}},
        OptionValues{{"output-step", "fista"}, {"regulariser", "l1"}, {"mu", 1e-3}, {"first-trial", "last"}},
        OptionValues{{"loss", "squared"}, {"theta", "exact"}}}) {
    OptionValues values = defaults_of(dlam);
    for (const auto& [name, value] : changes) values.at(name) = value;
    for (const char* activation : {"relu", "tanh"}) {
      State<double> state =
          state_of<double>(testing_support::circle_state(4, 7, 700, 1, *activation_named(activation)));
      ThreadPool pool(1);
      const auto method = method_makers<double>().at("dlam")(values, 0, state, pool);
      for (int k = 0; k < 2; ++k) method->sweep();
      const long before = allocations;
      for (int k = 0; k < 5; ++k) method->sweep();
      EXPECT_EQ(allocations - before, 0) << activation;
    }
  }
}

TEST(Allocation, SweepsOfTheMethodOfMultipliersMakeNone) {
  // Two units behind two inputs: where the normal equations are singular, the eigenvalue solver allocates.
  State<double> state = state_of<double>(testing_support::circle_state(4, 2, 700, 1, *activation_named("identity")));
  ThreadPool pool(1);
  const auto method = method_makers<double>().at("admm")(defaults_of(*method_named("admm")), 0, state, pool);
  for (int k = 0; k < 2; ++k) method->sweep();
  const long before = allocations;
  for (int k = 0; k < 12; ++k) method->sweep();
  EXPECT_EQ(allocations - before, 0);
}

TEST(Allocation, JointStepsMakeNone) {
  for (const char* name : {"gauss-newton", "quasi-newton"}) {
    EXPECT_EQ(allocations_of_joint_steps(name, testing_support::circle_state(3, 10, 700), 12), 0) << name;
    EXPECT_EQ(allocations_of_joint_steps(name, testing_support::circle_state(6, 7, 700), 60), 0) << name;
    EXPECT_EQ(allocations_of_joint_steps(name, testing_support::convolutional_state(2, 3, true, Padding::same, 40), 12),
              0)
        << name;
  }
}

}  // namespace
}  // namespace lysep
