#include "proofs-check/frame/generator.hpp"

#include <rapidcheck/Gen.h>
#include <rapidcheck/Show.h>
#include <rapidcheck/seq/Create.h>
#include <rapidcheck/shrinkable/Create.h>
#include <rapidcheck/shrinkable/Operations.h>

#include <cmath>

namespace lysep {
namespace {

/// The numbers of an instance that may change freely, array by array.
std::vector<std::pair<double*, std::size_t>> free_numbers(const Claim& claim, Instance& instance) {
  std::vector<std::pair<double*, std::size_t>> arrays;
  for (const Array& array : claim.arrays) {
    auto& values = instance.data.at(array.name).values;
    if (array.kind == Array::real && !values.empty()) arrays.emplace_back(values.data(), values.size());
  }
  if (!instance.state) return arrays;
  const auto add = [&](auto& m) {
    if (m.size() > 0) arrays.emplace_back(m.data(), static_cast<std::size_t>(m.size()));
  };
  add(instance.state->X);
  for (auto& layer : instance.state->layers) {
    add(layer.W);
    add(layer.b);
    add(layer.r);
    add(layer.c);
  }
  return arrays;
}

/// A number of `bits` significant bits near x.
double rounded(double x, int bits) {
  int exponent = 0;
  const double fraction = std::frexp(x, &exponent);
  return std::ldexp(std::round(std::ldexp(fraction, bits)), exponent - bits);
}

StateData only_sample(const StateData& state, Index n) {
  StateData one = state;
  one.X = Matrix<double>(state.X.row(n));
  one.labels = {state.labels[static_cast<std::size_t>(n)]};
  for (auto& layer : one.layers) {
    if (layer.r.size() > 0) layer.r = Matrix<double>(layer.r.row(n).eval());
    if (layer.c.size() > 0) layer.c = Matrix<double>(layer.c.row(n).eval());
  }
  return one;
}

/// The simpler instances next to one.
std::vector<Instance> simpler(const Claim& claim, const Instance& instance) {
  std::vector<Instance> list;
  const bool alone = claim.arrays.empty();  // no array of /data has a size of the state's
  if (alone && instance.state && instance.state->samples() > 1) {
    for (Index n = 0; n < instance.state->samples(); ++n) {
      list.push_back(instance);
      list.back().state = only_sample(*instance.state, n);
    }
  }
  Instance work = instance;
  const auto arrays = free_numbers(claim, work);
  const auto propose = [&](double* first, std::size_t count, auto change) {
    const std::vector<double> before(first, first + count);
    bool changed = false;
    for (std::size_t k = 0; k < count; ++k) {
      first[k] = change(before[k]);
      changed = changed || first[k] != before[k];
    }
    if (changed) list.push_back(work);
    std::copy(before.begin(), before.end(), first);
  };
  const auto propose_all = [&](double* first, std::size_t count) {
    propose(first, count, [](double) { return 0.0; });
    propose(first, count, [](double x) { return x == 0 ? 0.0 : std::copysign(1.0, x); });
    for (const int bits : {1, 3, 8, 20}) propose(first, count, [bits](double x) { return rounded(x, bits); });
  };
  for (const auto& [first, count] : arrays) {
    propose_all(first, count);
    for (std::size_t k = 0; count > 1 && k < count; ++k) propose_all(first + k, 1);
  }
  return list;
}

/// RapidCheck's generator of the claim's instances, with their shrinks.
rc::Gen<Instance> generator_of(const Claim& claim) {
  return rc::Gen<Instance>([&claim](const rc::Random& random, int) {
    Draw draw(random);
    return rc::shrinkable::shrinkRecur(claim.generate(draw), [&claim](const Instance& instance) {
      return rc::seq::fromContainer(simpler(claim, instance));
    });
  });
}

/// One random change; small and large steps alike.
void perturb(const std::vector<std::pair<double*, std::size_t>>& arrays, Draw& draw) {
  const auto change = [&](double& x, double step) {
    if (x == 0 && draw.chance(0.5)) return;
    x = draw.chance(0.8) ? x * (1 + step) : x + step;
  };
  const double size = draw.magnitude(-7, 0.3);
  const int mode = draw.integer(0, 3);
  if (mode == 0) {  // all numbers by one factor
    const double factor = 1 + draw.symmetric(size);
    const auto& [first, count] = draw.pick(arrays);
    for (std::size_t k = 0; k < count; ++k) first[k] *= factor;
  } else if (mode == 1) {  // every number for itself
    for (const auto& [first, count] : arrays) {
      for (std::size_t k = 0; k < count; ++k) change(first[k], draw.symmetric(size));
    }
  } else {
    const auto& [first, count] = draw.pick(arrays);
    change(first[draw.integer(0, static_cast<int>(count) - 1)], draw.symmetric(size));
  }
}

}  // namespace

rc::Random random_of(std::uint64_t seed, const std::string& claim, std::uint64_t instance) {
  std::uint64_t hash = 0xcbf29ce484222325;  // 64-bit FNV-1a
  for (const char letter : claim) hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3;
  return rc::Random(rc::Random::Key{seed, hash, instance, 0});
}

Matrix<double> Draw::matrix(Index rows, Index columns, double bound) {
  Matrix<double> m(rows, columns);
  for (Index i = 0; i < m.size(); ++i) m.data()[i] = symmetric(bound);
  return m;
}

Draw::Draw(std::uint64_t seed, const std::string& claim, std::uint64_t instance)
    : random_(random_of(seed, claim, instance)) {}

Instance instance_of(const Claim& claim, std::uint64_t seed, long index) {
  return generator_of(claim)(random_of(seed, claim.id, static_cast<std::uint64_t>(index)), 0).value();
}

Instance shrink(const Claim& claim, const Instance& instance, slong bits) {
  const auto tree = rc::shrinkable::shrinkRecur(
      Instance(instance), [&claim](const Instance& at) { return rc::seq::fromContainer(simpler(claim, at)); });
  const auto refuted = [&](const Instance& at) {
    return decide([&] { return claim.sides(at, no_mutant); }, bits, claim.relation).verdict == Verdict::refuted;
  };
  return rc::shrinkable::findLocalMin(tree, refuted).first;
}

SearchResult search_equality(const Claim& claim, const Instance& start, int steps, Draw& draw, slong bits) {
  const auto decided = [&](const Instance& at) {
    return decide([&] { return claim.sides(at, no_mutant); }, bits, claim.relation);
  };
  SearchResult result{decided(start), start};
  for (int k = 0; k < steps; ++k) {
    Instance next = result.instance;
    const auto arrays = free_numbers(claim, next);
    if (arrays.empty()) break;
    perturb(arrays, draw);
    const Decision d = decided(next);
    if (d.verdict == Verdict::refuted) return {d, next, true};
    const bool holds = d.verdict == Verdict::proved || d.verdict == Verdict::equal;
    if (holds && d.ratio > result.best.ratio) {
      result.best = d;
      result.instance = std::move(next);
    }
  }
  return result;
}

}  // namespace lysep
