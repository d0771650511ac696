#pragma once
// The joint steps as methods of the list: all blocks of the separated problem move at once, r stays 0, S with the
// weight decay's part never increases, and CE <= L_S.
#include "core/methods/joint/entry.hpp"
#include "core/methods/joint/gauss_newton.hpp"
#include "core/methods/joint/quasi_newton.hpp"

namespace lysep {

template <class S>
class JointDescent final : public Method<S> {
 public:
  /// decay: mu of the weight decay (mu/2) sum ||W_l||^2, 0 for none.
  JointDescent(JointRule rule, const S& decay, Index frozen_layers, State<S>& state, ThreadPool& pool)
      : problem_(state, frozen_layers, pool, decay),
        gauss_newton_(problem_, pool),
        quasi_newton_(problem_),
        rule_(rule) {
    constexpr Index shallow = 4;
    quasi_ = rule == JointRule::quasi_newton || (rule == JointRule::by_depth && state.depth() <= shallow);
  }

  SweepReport sweep(const Observer<S>& after = nullptr) override {
    SweepReport report;
    if (done_) return report;
    const bool moved = quasi_ ? quasi_newton_.step(report) : gauss_newton_.step(report);
    if (after && moved) after({BlockKind::joint, problem_.state.depth(), S(0.0)});
    if (!moved) done_ = true;
    hand_over();
    return report;
  }

  S objective() const override { return problem_.loss; }
  S penalty() const override { return problem_.penalty; }

  void restart() override {
    done_ = false;
    problem_.restart();
    gauss_newton_.restart();
    quasi_newton_.restart();
  }

  void visit(Archive<S>& archive) override {
    const auto flag = [&](const char* name, bool& value) {
      S number(value ? 1.0 : 0.0);
      archive.number(name, number);
      value = number != S(0.0);
    };
    flag("quasi_newton", quasi_);
    flag("done", done_);
    archive.number("loss", problem_.loss);
    archive.number("first_loss", problem_.first_loss);
    archive.number("penalty", problem_.penalty);
    gauss_newton_.visit(archive);
    quasi_newton_.visit(archive);
  }

 private:
  /// From Gauss-Newton to quasi-Newton steps where S has fallen far and the damping has grown, or nothing moves.
  void hand_over() {
    if (rule_ != JointRule::by_depth || quasi_) return;
    const bool far = problem_.loss < S(0.05) * problem_.first_loss;
    if (!done_ && !(far && gauss_newton_.damping() > S(100.0))) return;
    quasi_ = true;
    done_ = false;
  }

  JointProblem<S> problem_;
  GaussNewton<S> gauss_newton_;
  QuasiNewton<S> quasi_newton_;
  JointRule rule_;
  bool quasi_ = false, done_ = false;
};

template <class S, JointRule rule>
std::unique_ptr<Method<S>> make_joint(const OptionValues& values, Index frozen_layers, State<S>& state,
                                      ThreadPool& pool) {
  for (Block<S>& block : state.blocks) start_feasible(state.chain, block);
  return std::make_unique<JointDescent<S>>(rule, S(number(values, "weight-decay")), frozen_layers, state, pool);
}

extern template class JointDescent<double>;

}  // namespace lysep
