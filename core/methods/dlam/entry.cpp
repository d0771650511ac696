#include "core/methods/dlam/entry.hpp"

#include <charconv>

#include "core/methods/dlam/level_set.hpp"

namespace lysep {
namespace {

constexpr double largest = 1e300;
const std::vector<std::string> on_off = {"off", "on"};

Option of_number(const char* name, const char* help, double value, const Option::Range& range) {
  return {name, help, value, {}, range, "", {}};
}
Option of_words(const char* name, const char* help, std::vector<std::string> choices) {
  return {name, help, choices.front(), choices, {}, "", {}};
}
/// It goes with these words of another option.
Option with(Option option, const char* other, std::vector<std::string> words) {
  option.needs = other;
  option.needs_one_of = std::move(words);
  return option;
}

std::vector<Option> all_options() {
  const Option::Range positive = {0, largest}, not_negative = {0, largest, false, true}, factor = {1, 1e6};
  Option literal = of_words("literal", "as printed: L_b = rho, no clip of a_l, the printed rule of epsilon", on_off);
  literal.alone = "on";
  return {
      of_number("rho", "weight of the residuals z_l - W_l a_{l-1} - b_l", 1e-4, positive),
      of_number("epsilon", "|a_l - h(z_l)| <= EPSILON at the start", 10, positive),
      of_words("epsilon-rule", "what epsilon does after a sweep", {"mended", "printed", "fixed", "halve"}),
      with(of_number("epsilon-min", "the least epsilon of the rule", 0.01, positive), "epsilon-rule",
           {"mended", "halve"}),
      of_words("project", "a_l goes into the box of a smaller epsilon; by-rule: unless that is the printed one",
               {"by-rule", "off", "on"}),
      of_words("theta", "alpha_l by backtracking, or the least that the test takes", {"backtracking", "exact"}),
      with(of_number("alpha0", "first trial of alpha_l; it grows with the samples, as rho ||A||_2^2 does", 1, positive),
           "theta", {"backtracking"}),
      with(of_number("gamma", "factor of the next trial of alpha_l", 2, factor), "theta", {"backtracking"}),
      of_number("tau0", "first trial of t_l", 1, positive),
      of_number("eta", "factor of the next trial of t_l", 2, factor),
      of_words("first-trial", "alpha0 and tau0, or the last ones over their factor", {"fixed", "last"}),
      of_words("a-step", "t_l of all samples, or one of each", {"common", "per-sample"}),
      of_words("output-step", "the step on z_D: its minimum, or FISTA", {"exact", "fista"}),
      with(of_number("fista-tolerance", "FISTA ends at a change of its objective below it", 1e-4, not_negative),
           "output-step", {"fista"}),
      with(of_number("fista-iterations", "or after so many iterations", 500, {1, 1e6, false, false}), "output-step",
           {"fista"}),
      of_words("loss", "R, summed over the samples", {"cross-entropy", "squared"}),
      of_words("regulariser", "Omega(W_l): 0, mu sum |W_ij| or (mu/2) ||W||^2", {"none", "l1", "l2"}),
      with(of_number("mu", "weight of the regulariser", 0, not_negative), "regulariser", {"l1", "l2"}),
      of_words("start-output", "z_D of the forward pass, or 1 at the label and -1 elsewhere", {"forward", "signs"}),
      literal};
}

std::string problem_with_network(const OptionValues& values, const NetworkKind& network) {
  if (network.convolutional) return "requires dense layers for --method dlam, but got a convolution";
  if (!has_level_sets(network.activation)) {
    return "requires an activation whose level sets are intervals for --method dlam (relu, tanh, sigmoid, identity), "
           "but got " +
           std::string(name_of(network.activation));
  }
  if (word(values, "theta") == "exact" && word(values, "regulariser") == "l1") {
    return "requires --regulariser none or l2 for --theta exact, but got l1";
  }
  if (word(values, "output-step") == "fista" && word(values, "loss") == "squared") {
    return "requires --loss cross-entropy for --output-step fista, but got squared";
  }
  return "";
}

/// z_D beside what every method keeps of a sample is that of the last layer's bias; W's gradient is summed in parts.
MemoryUse memory(const StateData& start, double copies) {
  MemoryUse use;
  for (const auto& layer : start.layers) {
    const auto p = static_cast<double>(layer.W.rows()), q = static_cast<double>(layer.W.cols());
    use.in_all = std::max(use.in_all, copies * p * q);
  }
  return use;
}

/// |a_l - h(z_l)| - epsilon_l, the largest of the layer.
double excess(const Activation& activation, const StateData::LayerData& layer) {
  const Matrix<double>&z = layer.variables.at("z"), &a = layer.variables.at("a");
  double gap = 0;
  with_level_sets(activation, [&](auto h) {
    for (Index i = 0; i < z.size(); ++i) gap = std::max(gap, abs(a.data()[i] - h.value(z.data()[i])));
  });
  return gap - layer.numbers.at("epsilon");
}

/// From a feasible state, and where no projection follows; but for the rounding of F.
bool decreases_enough(const SweepFigures& before, const SweepFigures& after) {
  constexpr std::size_t violation = 2, steps = 5, projected = 9;
  if (before.figures[violation] > 1e-9 || after.figures[projected] > 0) return true;
  return after.figures[steps] <= (before.objective - after.objective) + 1e-10 * before.objective;
}

std::vector<SweepStatement> statements(const OptionValues& values) {
  if (word(values, "literal") == "on") return {};
  return {{"s <= F before - F after every sweep from a feasible state, but for rounding", decreases_enough}};
}

std::string text_of(double value) {
  char text[40];
  return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

}  // namespace

std::string dlam_problem_with_start(const StateData& start) {
  if (!has_level_sets(start.activation)) return "";  // told as a problem with the network
  for (Index l = 1; l < start.depth(); ++l) {
    const auto& layer = start.layers[l - 1];
    const double epsilon = layer.numbers.at("epsilon");
    if (!(epsilon > 0)) {
      return "requires epsilon > 0 in layer " + std::to_string(l) + ", but got " + text_of(epsilon);
    }
    const double beyond = excess(start.activation, layer);
    if (beyond <= 1e-9) continue;
    return "requires |a - h(z)| <= epsilon + 1e-9 in layer " + std::to_string(l) + ", but got epsilon + " +
           text_of(beyond);
  }
  return "";
}

DlamOptions dlam_options_of(const OptionValues& values) {
  const auto is = [&](const char* option, const char* value) { return word(values, option) == value; };
  DlamOptions o;
  o.rho = number(values, "rho");
  o.epsilon = number(values, "epsilon");
  o.epsilon_min = number(values, "epsilon-min");
  o.literal = is("literal", "on");
  o.rule = is("epsilon-rule", "fixed")     ? EpsilonRule::fixed
           : is("epsilon-rule", "halve")   ? EpsilonRule::halve
           : is("epsilon-rule", "printed") ? EpsilonRule::printed
                                           : EpsilonRule::mended;
  if (o.literal && o.rule == EpsilonRule::mended) o.rule = EpsilonRule::printed;
  o.project = is("project", "on") || (is("project", "by-rule") && o.rule != EpsilonRule::printed);
  o.loss = is("loss", "squared") ? OutputLoss::squared : OutputLoss::cross_entropy;
  o.regulariser = is("regulariser", "l1")   ? Regulariser::l1
                  : is("regulariser", "l2") ? Regulariser::l2
                                            : Regulariser::none;
  o.mu = number(values, "mu");
  o.alpha0 = number(values, "alpha0");
  o.gamma = number(values, "gamma");
  o.tau0 = number(values, "tau0");
  o.eta = number(values, "eta");
  o.exact_theta = is("theta", "exact");
  o.first_trial_last = is("first-trial", "last");
  o.per_sample_steps = is("a-step", "per-sample");
  o.fista = is("output-step", "fista");
  o.fista_tolerance = number(values, "fista-tolerance");
  o.fista_iterations = static_cast<int>(number(values, "fista-iterations"));
  o.signs = is("start-output", "signs");
  return o;
}

MethodEntry dlam_entry() {
  MethodEntry entry{"dlam", "alternating minimisation with auxiliary variables and inequalities", all_options(), memory,
                    problem_with_network};
  entry.claimed_of = true;
  entry.problem_with_start = dlam_problem_with_start;
  entry.objective = "F";
  entry.figures = {"R", "penalty",  "violation", "residual",  "epsilon",
                   "s", "trials_W", "trials_A",  "gap_bound", "projected"};
  entry.statements = statements;
  entry.format = {"lysep-dlam-state", {{"z", true}, {"a"}}, {"epsilon"}, {}, true};
  for (const char* number : {"rho", "mu", "alpha0", "gamma", "tau0", "eta"}) entry.format.options[number] = 0.0;
  for (const char* word : {"loss", "regulariser"}) entry.format.options[word] = "";
  return entry;
}

}  // namespace lysep
