#pragma once
// What vector units compute at once.
#include "core/numbers/matrix.hpp"

namespace lysep::kernels {

/// One number at a time.
template <class S>
struct Single {
  static constexpr Index width = 1;
  using Type = S;
  static const S& load(const S* from) { return *from; }
  static void store(const S& x, S* to) { *to = x; }
  static const S& all(const S& x) { return x; }
  using Held = const S*;  // never copied: it may be large
  static Held hold(const S* from) { return from; }
  static const S& held(Held x) { return *x; }
};

/// What is computed at once: eight or four doubles, or one number of another kind. A pack changes how many elements of
/// a result are under way, never the order of the operations on one.
template <class S>
struct Pack : Single<S> {
  static constexpr Index rows = 1, dots_rows = 1,
                         dots_columns = 1;  // of combine_rows, all_dots: what fits the registers
};
template <>
struct Pack<double> {
#ifdef __AVX512F__
  static constexpr Index width = 8, rows = 10, dots_rows = 4, dots_columns = 5;
  using Type = double __attribute__((vector_size(64)));
  static Type all(double x) { return Type{x, x, x, x, x, x, x, x}; }
#else
  static constexpr Index width = 4, rows = 5, dots_rows = 2, dots_columns = 2;
  using Type = double __attribute__((vector_size(32)));
  static Type all(double x) { return Type{x, x, x, x}; }
#endif
  static Type load(const double* from) {
    Type pack;
    __builtin_memcpy(&pack, from, sizeof pack);
    return pack;
  }
  static void store(const Type& pack, double* to) { __builtin_memcpy(to, &pack, sizeof pack); }
  using Held = Type;  // what several products use: loaded once (g++ would load it anew for each)
  static Held hold(const double* from) {
    Type pack = load(from);
#if defined(__AVX512F__)
    asm("" : "+v"(pack));
#elif defined(__AVX__)
    asm("" : "+x"(pack));
#endif
    return pack;
  }
  static const Type& held(const Held& pack) { return pack; }
};

}  // namespace lysep::kernels
