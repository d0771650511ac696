#include "core/methods/gradient/gradient_descent.hpp"

#include <map>

#include "tests/support.hpp"

namespace lysep {
namespace {

using oracle::Real;
using testing_support::circle_state;
using testing_support::oracle_of;

/// The oracle's CE with one parameter moved.
Real moved_CE(oracle::Net net, std::size_t l, std::size_t i, long j, const Real& h) {
  (j < 0 ? net.b[l][i] : net.W[l][i][static_cast<std::size_t>(j)]) += h;
  return net.CE();
}

TEST(GradientDescent, AStepIsMinusTheRateTimesTheGradientOfTheMeanCrossEntropy) {
  const StateData data = circle_state(4, 3, 30);
  State<double> state = state_of<double>(data);
  ThreadPool pool(1);
  GradientMethod<double>(DescentRule::gradient, 0.25).step(state, pool);
  const oracle::Net net = oracle_of(data);
  const Real h("1e-30");
  for (std::size_t l = 0; l < 4; ++l) {
    const auto& before = data.layers[l];
    const auto& after = state.chain.links[l];
    for (Index i = 0; i < before.W.rows(); ++i) {
      for (Index j = l < 3 ? -1 : 0; j < before.W.cols(); ++j) {
        const Real slope = (moved_CE(net, l, i, j, h) - moved_CE(net, l, i, j, -h)) / (2 * h);
        const double step = j < 0 ? after.b(i) - before.b(i) : after.K(i, j) - before.W(i, j);
        EXPECT_NEAR(step, -0.25 * static_cast<double>(slope), 1e-15);
      }
    }
  }
}

/// dCE/d(entry) of W_l (j >= 0) or b_l (j < 0) at the oracle's net, by differences in 100 digits.
Real slope_of(const oracle::Net& net, std::size_t l, std::size_t i, long j) {
  const Real h("1e-30");
  return (moved_CE(net, l, i, j, h) - moved_CE(net, l, i, j, -h)) / (2 * h);
}

/// The methods as their authors write them, one parameter at a time.
class NaiveMethod {
 public:
  NaiveMethod(DescentRule rule, const char* rate, const char* decay) : rule_(rule), rate_(rate), decay_(decay) {}

  void step(oracle::Net& net) {
    ++t_;
    oracle::Net next = net;
    for (std::size_t l = 0; l < net.W.size(); ++l) {
      for (std::size_t i = 0; i < net.W[l].size(); ++i) {
        for (long j = l + 1 < net.W.size() ? -1 : 0; j < static_cast<long>(net.W[l][i].size()); ++j) {
          Real& entry = j < 0 ? next.b[l][i] : next.W[l][i][static_cast<std::size_t>(j)];
          const Real of_penalty = j < 0 ? Real(0) : Real(decay_ * net.W[l][i][static_cast<std::size_t>(j)]);
          entry -= rate_ * direction({l, i, j}, slope_of(net, l, i, j) + of_penalty);
        }
      }
    }
    net = next;
  }

 private:
  Real direction(const std::tuple<std::size_t, std::size_t, long>& entry, const Real& g) {
    Real &m = m_[entry], &v = v_[entry];
    if (rule_ == DescentRule::gradient) return g;
    if (rule_ == DescentRule::momentum) return m = Real("0.9") * m + g;
    if (rule_ == DescentRule::adagrad) {
      v += g * g;
      return g / (sqrt(v) + Real("1e-8"));
    }
    if (rule_ == DescentRule::adadelta) {
      v = Real("0.95") * v + Real("0.05") * g * g;
      const Real d = sqrt(m + Real("1e-6")) / sqrt(v + Real("1e-6")) * g;
      m = Real("0.95") * m + Real("0.05") * d * d;
      return d;
    }
    m = Real("0.9") * m + Real("0.1") * g;
    v = Real("0.999") * v + Real("0.001") * g * g;
    const Real m_hat = m / (1 - pow(Real("0.9"), t_)), v_hat = v / (1 - pow(Real("0.999"), t_));
    return m_hat / (sqrt(v_hat) + Real("1e-8"));
  }

  DescentRule rule_;
  Real rate_, decay_;
  int t_ = 0;
  std::map<std::tuple<std::size_t, std::size_t, long>, Real> m_, v_;
};

TEST(GradientDescent, TheOtherRulesAreThoseOfTheirDefinition) {
  for (const auto& [rule, decay] : {std::pair(DescentRule::momentum, "0"),
                                    {DescentRule::adam, "0"},
                                    {DescentRule::adagrad, "0"},
                                    {DescentRule::adadelta, "0"},
                                    {DescentRule::gradient, "0.375"},
                                    {DescentRule::adam, "0.375"}}) {
    const StateData data = circle_state(3, 3, 10);
    State<double> state = state_of<double>(data);
    ThreadPool pool(1);
    GradientMethod<double> method(rule, 0.0625, 0, std::stod(decay));
    oracle::Net net = oracle_of(data);
    NaiveMethod naive(rule, "0.0625", decay);
    for (int k = 0; k < 4; ++k) {
      method.step(state, pool);
      naive.step(net);
      for (std::size_t l = 0; l < 3; ++l) {
        const auto& link = state.chain.links[l];
        for (Index i = 0; i < link.K.rows(); ++i) {
          for (Index j = 0; j < link.K.cols(); ++j) {
            EXPECT_NEAR(link.K(i, j), static_cast<double>(net.W[l][i][static_cast<std::size_t>(j)]), 1e-11);
          }
          const double b = l < 2 ? link.b(i) : 0, expected = l < 2 ? static_cast<double>(net.b[l][i]) : 0;
          EXPECT_NEAR(b, expected, 1e-11);
        }
      }
    }
  }
}

TEST(GradientDescent, FrozenLayersStay) {
  for (const DescentRule rule : {DescentRule::gradient, DescentRule::momentum, DescentRule::adam}) {
    State<double> state = state_of<double>(circle_state(3, 4, 300));
    const Chain<double> before = state.chain;
    ThreadPool pool(1);
    GradientMethod<double> method(rule, 0.05, 1);
    for (int k = 0; k < 3; ++k) method.step(state, pool);
    for (Index l = 1; l <= 3; ++l) EXPECT_EQ(state.chain.at(l).K == before.at(l).K, l == 1);
  }
}

TEST(GradientDescent, TheStateStaysFeasible) {
  State<double> state = state_of<double>(circle_state(3, 4, 300));
  ThreadPool pool(2);
  GradientMethod<double> method(DescentRule::adam, 0.05);
  for (int k = 0; k < 5; ++k) method.step(state, pool);
  for (const auto& block : state.blocks) {
    Matrix<double> surrogate;
    affine(state.chain, 3, block.V(3), surrogate);
    EXPECT_EQ(surrogate, network_logits(state.chain, block.X));
    EXPECT_EQ(squared_norm(block.r(1)) + squared_norm(block.r(2)), 0.0);
  }
}

TEST(GradientDescent, ANonFiniteValueIsReportedAndTheStateKept) {
  StateData data = circle_state(3, 4, 10);
  data.layers[2].W *= 1e300;
  State<double> state = state_of<double>(data);
  ThreadPool pool(1);
  EXPECT_THROW(GradientMethod<double>(DescentRule::gradient, 1e300).step(state, pool), NonFinite);
  EXPECT_EQ(hash_of(data_of(state)), hash_of(data));
  State<double> other = state_of<double>(circle_state(3, 4, 10));
  const auto before = hash_of(data_of(other));
  try {
    GradientMethod<double>(DescentRule::gradient, 1e300).step(other, pool);
    ADD_FAILURE() << "no exception";
  } catch (const NonFinite& bad) {
    EXPECT_STREQ(bad.what(), "non-finite weights in layer 1");
  }
  EXPECT_EQ(hash_of(data_of(other)), before);
}

/// S of the oracle at the start, after a sweep, and at other samples.
TEST(GradientDescent, ItsObjectiveIsThatOfTheState) {
  State<double> state = state_of<double>(circle_state(3, 4, 300));
  ThreadPool pool(1);
  GradientDescent<double> method(DescentRule::gradient, 0.05, 0, 0, state, pool);
  const auto expect_objective = [&] {
    EXPECT_NEAR(method.objective() / static_cast<double>(oracle_of(data_of(state)).S()), 1, 1e-13);
  };
  expect_objective();
  method.sweep();
  expect_objective();
  state.blocks = state_of<double>(circle_state(3, 4, 200, 2)).blocks;
  for (auto& block : state.blocks) derive_auxiliaries(state.chain, block);
  method.restart();
  expect_objective();
}

/// Weights of 1e200 are finite, their squared losses are not.
TEST(GradientDescent, ALossThatIsNotFiniteLeavesTheStateAsItWas) {
  State<double> state = state_of<double>(circle_state(3, 4, 300));
  const State<double> before = state;
  ThreadPool pool(1);
  GradientDescent<double> method(DescentRule::gradient, 1e200, 0, 0, state, pool);
  const double loss = method.objective();
  EXPECT_THROW(method.sweep(), NonFinite);
  EXPECT_EQ(method.objective(), loss);
  for (Index l = 1; l <= 3; ++l) EXPECT_EQ(state.chain.at(l).K, before.chain.at(l).K);
  for (std::size_t k = 0; k < state.blocks.size(); ++k) {
    for (Index l = 1; l < 3; ++l) {
      EXPECT_EQ(state.blocks[k].c(l), before.blocks[k].c(l));
      EXPECT_EQ(state.blocks[k].V(l + 1), before.blocks[k].V(l + 1));
    }
  }
}

TEST(GradientDescent, HashOnRecord) {
  State<double> state = state_of<double>(circle_state(3, 5, 700));
  ThreadPool pool(2);
  GradientMethod<double> method(DescentRule::gradient, 0.5);
  for (int k = 0; k < 20; ++k) method.step(state, pool);
  EXPECT_EQ(hash_of(data_of(state)), 2246117898652826491u);
}

}  // namespace
}  // namespace lysep
