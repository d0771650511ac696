#include "experiments/bench/machine_rates.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstring>
#include <fstream>
#include <utility>

#include "core/network/chain.hpp"
#include "core/numbers/random.hpp"
#include "experiments/bench/timing.hpp"

namespace lysep {
namespace {

constexpr Index widths[] = {10, 20, 30};
constexpr Index short_row = 256;  // samples of a block
constexpr Index long_row = 3000;  // samples of a matrix that is not cut into blocks

Matrix<double> random_matrix(Index rows, Index columns, std::uint32_t tensor, double bound) {
  const RandomStream stream(1, Purpose::claim_instance, tensor);
  Matrix<double> A(rows, columns);
  for (Index i = 0; i < A.size(); ++i) A.data()[i] = stream.symmetric(static_cast<std::uint64_t>(i), bound);
  return A;
}

// ---------------------------------------------------------------- arithmetic

template <int bytes>
struct Wide;
template <>
struct Wide<32> {
  using Type = double __attribute__((vector_size(32)));
};
template <>
struct Wide<64> {
  using Type = double __attribute__((vector_size(64)));
};

/// `count` rounds of a_k <- a_k f + g for packs of `bytes` in registers, as many as hide the latency.
template <int bytes, std::size_t... k>
[[gnu::noinline]] void multiply_add_chains(long count, double* sink, std::index_sequence<k...>) {
  using Pack = typename Wide<bytes>::Type;
  Pack a[sizeof...(k)], f, g;
  for (std::size_t i = 0; i < bytes / sizeof(double); ++i) f[i] = sink[0], g[i] = sink[1];
  for (Pack& x : a) x = g;
  for (long n = 0; n < count; ++n) ((a[k] = a[k] * f + g), ...);
  for (const Pack& x : a) sink[2] += x[0];
}

double peak_rate(double seconds) {
  constexpr long rounds = 1000;
  double sink[3] = {0.5, 1.0, 0.0}, best = 0;
  const auto measure = [&]<int bytes, std::size_t packs>() {
    const auto t = time_each(seconds, {[&] {
                               multiply_add_chains<bytes>(rounds, sink, std::make_index_sequence<packs>());
                               escape(sink);
                             }});
    best = std::max(best, static_cast<double>(rounds * packs * (bytes / sizeof(double))) / t[0].best);
  };
  measure.template operator()<32, 12>();
#ifdef __AVX512F__
  measure.template operator()<32, 24>();
  measure.template operator()<64, 24>();
#endif
  return best;
}

void measure_kernels(double seconds, Index M, Index samples, std::vector<KernelRate>& rates) {
  const Matrix<double> W = random_matrix(M, M, 1, 1.0), V = random_matrix(M, samples, 2, 1.0),
                       T = random_matrix(M, samples, 3, 1.0);
  Matrix<double> Z, G;
  const auto t = time_each(
      seconds, {[&] { multiply(W, V, Z), escape(Z.data()); }, [&] { multiply_transposed(W, T, Z), escape(Z.data()); },
                [&] { correlate(T, V, G), escape(G.data()); }, [&] { gram(V, G), escape(G.data()); }});
  const auto m = static_cast<double>(M), n = static_cast<double>(samples);
  rates.push_back({"multiply", true, M, samples, m * m * n / t[0].best});
  rates.push_back({"multiply_transposed", true, M, samples, m * m * n / t[1].best});
  rates.push_back({"correlate", false, M, samples, m * m * n / t[2].best});
  rates.push_back({"gram", false, M, samples, m * (m + 1) / 2 * n / t[3].best});
}

// ---------------------------------------------------------------- functions

template <class F>
void map_rows(const Matrix<double>& x, Matrix<double>& y, F f) {
  const double* from = x.data();
  double* __restrict to = y.data();
  for (Index i = 0, n = x.size(); i < n; ++i) to[i] = f(from[i]);
  escape(to);
}

void measure_functions(double seconds, std::vector<FunctionRate>& rates) {
  constexpr Index elements = 1024;
  const Matrix<double> x = random_matrix(1, elements, 4, 3.0);
  const Matrix<double> positive = x.array().abs().matrix(), little = 0.01 * x;
  Matrix<double> y(1, elements);
  const auto measure = [&](const char* name, const Matrix<double>& at, auto own, auto library) {
    const auto t = time_each(seconds, {[&] { map_rows(at, y, own); }, [&] { map_rows(at, y, library); }});
    rates.push_back({name, t[0].best / elements, t[1].best / elements});
  };
  measure(
      "tanh", x, [](double a) { return tanh(a); }, [](double a) { return std::tanh(a); });
  measure(
      "exp", x, [](double a) { return exp(a); }, [](double a) { return std::exp(a); });
  measure(
      "log1p", positive, [](double a) { return log1p(a); }, [](double a) { return std::log1p(a); });
  measure(
      "expm1", x, [](double a) { return expm1(a); }, [](double a) { return std::expm1(a); });
  const auto t = time_each(seconds, {[&] {
                             const double *d = little.data(), *V = positive.data();
                             double* __restrict to = y.data();
                             for (Index i = 0; i < elements; ++i) to[i] = Tanh{}.short_difference(0.0, V[i], d[i]);
                             escape(to);
                           }});
  rates.push_back({"short tanh change", t[0].best / elements, 0});
}

// ---------------------------------------------------------------- memory

/// Sums of the whole numbers that the bytes are: nothing but reading.
template <std::size_t... k>
[[gnu::noinline]] void read_all(const char* from, std::size_t bytes, std::index_sequence<k...>) {
  using Pack = long long __attribute__((vector_size(32)));
  Pack sums[sizeof...(k)] = {}, packs[sizeof...(k)];
  for (std::size_t i = 0; i + sizeof packs <= bytes; i += sizeof packs) {
    ((std::memcpy(&packs[k], from + i + k * sizeof(Pack), sizeof(Pack)), sums[k] += packs[k]), ...);
  }
  escape(sums);
}

MemoryLevel measure_level(double seconds, const std::string& name, double size, double used) {
  const auto bytes = static_cast<std::size_t>(used) / 1024 * 512;  // of either half
  std::vector<char> data(2 * bytes, 1);
  const auto t = time_each(seconds, {[&] { std::memcpy(data.data() + bytes, data.data(), bytes), escape(data.data()); },
                                     [&] { read_all(data.data(), 2 * bytes, std::make_index_sequence<8>()); }});
  const auto moved = static_cast<double>(2 * bytes);
  return {name, size, moved / t[0].best, moved / t[1].best};
}

/// Of the first processor's cache of that level; index counts the caches as Linux does, 1 being for instructions.
double cache_size(int index, double otherwise) {
  std::ifstream in(fmt::format("/sys/devices/system/cpu/cpu0/cache/index{}/size", index));
  double kilobytes = 0;
  return in >> kilobytes && kilobytes > 0 ? 1024 * kilobytes : otherwise;
}

std::vector<MemoryLevel> measure_levels(double seconds) {
  const double L1 = cache_size(0, 32e3), L2 = cache_size(2, 1e6), L3 = cache_size(3, 16e6),
               memory = static_cast<double>(sysconf(_SC_PHYS_PAGES)) * static_cast<double>(sysconf(_SC_PAGESIZE));
  // Not the whole of a level: others use it as well.
  return {measure_level(seconds, "L1", L1, L1 / 2), measure_level(seconds, "L2", L2, L2 / 2),
          measure_level(seconds, "L3", L3, L3 / 4),
          measure_level(seconds, "memory", memory, std::min(4 * L3, memory / 8))};
}

}  // namespace

MachineRates measure_rates(double seconds) {
  MachineRates rates;
  rates.peak = peak_rate(seconds);
  for (const Index M : widths) {
    for (const Index samples : {short_row, long_row}) measure_kernels(seconds, M, samples, rates.kernels);
  }
  measure_functions(seconds, rates.functions);
  rates.levels = measure_levels(seconds);
  return rates;
}

void print_rates(const MachineRates& rates) {
  fmt::print("multiply-adds, 1e9/s; in registers, not fused: {:.1f}\n", rates.peak / 1e9);
  fmt::print("  {:<22}{:>4} {:>8} {:>8} {:>9}\n", "kernel", "M", "samples", "1e9/s", "of peak");
  for (const KernelRate& k : rates.kernels) {
    fmt::print("  {:<22}{:>4} {:>8} {:>8.2f} {:>9.2f}\n", k.kernel, k.width, k.samples, k.rate / 1e9,
               k.rate / rates.peak);
  }
  fmt::print("\n  {:<22}{:>11} {:>14} {:>18}\n", "function", "ns/element", "C library's", "C library's/ours");
  for (const FunctionRate& f : rates.functions) {
    fmt::print("  {:<22}{:>11.2f}", f.function, f.seconds * 1e9);
    if (f.library_seconds > 0)
      fmt::print(" {:>14.2f} {:>18.2f}", f.library_seconds * 1e9, f.library_seconds / f.seconds);
    fmt::print("\n");
  }
  fmt::print("\n  {:<22}{:>11} {:>14} {:>18}\n", "memory", "size MB", "copy 1e9 B/s", "read 1e9 B/s");
  for (const MemoryLevel& l : rates.levels) {
    fmt::print("  {:<22}{:>11.3f} {:>14.1f} {:>18.1f}\n", l.name, l.size / 1e6, l.copy / 1e9, l.read / 1e9);
  }
}

nlohmann::ordered_json json_of(const MachineRates& rates) {
  nlohmann::ordered_json out;
  out["peak_multiply_adds_per_second"] = rates.peak;
  for (const KernelRate& k : rates.kernels) {
    out["kernels"].push_back({{"kernel", k.kernel},
                              {"kind", k.combines ? "combine" : "dots"},
                              {"width", k.width},
                              {"samples", k.samples},
                              {"multiply_adds_per_second", k.rate}});
  }
  for (const FunctionRate& f : rates.functions) {
    out["functions"].push_back({{"function", f.function}, {"seconds_per_element", f.seconds}});
    if (f.library_seconds == 0) continue;
    out["functions"].back()["c_library_seconds_per_element"] = f.library_seconds;
    out["functions"].back()["c_library_over_ours"] = f.library_seconds / f.seconds;
  }
  for (const MemoryLevel& l : rates.levels) {
    out["memory"].push_back(
        {{"level", l.name}, {"bytes", l.size}, {"copy_bytes_per_second", l.copy}, {"read_bytes_per_second", l.read}});
  }
  return out;
}

}  // namespace lysep
