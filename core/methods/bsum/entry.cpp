#include "core/methods/bsum/entry.hpp"

#include <charconv>

#include "core/network/curved_activation.hpp"

namespace lysep {
namespace {

constexpr double largest = 1e300;

Option of_number(const char* name, const char* help, double value, const Option::Range& range) {
  return {name, help, value, {}, range, "", {}};
}
template <class Names>
Option of_words(const char* name, const char* help, const Names& choices) {
  std::vector<std::string> words(std::begin(choices), std::end(choices));
  return {name, help, words.front(), words, {}, "", {}};
}
Option of_text(const char* name, const char* help, const char* value, std::string (*problem)(const std::string&)) {
  Option option{name, help, std::string(value), {}, {}, "", {}};
  option.problem = problem;
  return option;
}
/// It goes with these words of another option.
Option with(Option option, const char* other, std::vector<std::string> words) {
  option.needs = other;
  option.needs_one_of = std::move(words);
  return option;
}

std::string problem_with_gamma(const std::string& text) {
  if (text == "lipschitz" || text == "backtracking" || gamma_value(text)) return "";
  return "requires --gamma lipschitz, backtracking or a number > 0, but got " + text;
}
std::string problem_with_alpha(const std::string& text) {
  if (alpha_named(text)) return "";
  return "requires --alpha constant:A, power:A,P or sequence:T,A with 0 < A < 2, P >= 0, 0 < T < 1, T A < 1, but got " +
         text;
}

std::vector<Option> all_options() {
  const Option::Range positive = {0, largest}, not_negative = {0, largest, false, true}, part = {0, 1};
  using Words = std::vector<std::string>;
  return {
      of_words("bound", "what is minimised in place of f_j",
               Words{"gradient", "newton", "linear", "proximal", "convex"}),
      with(of_text("gamma",
                   "weight of (gamma/2) ||V - W_j||^2 in the bound: a number, lipschitz (so large that f falls, "
                   "proved) or backtracking (2^k, found so large)",
                   "lipschitz", problem_with_gamma),
           "bound", {"gradient", "newton", "proximal"}),
      of_text("alpha",
              "length of a step: constant:A, power:A,P (A/k^P in update k) or sequence:T,A (a <- a (1 - T a) from A)",
              "constant:1", problem_with_alpha),
      of_words("order", "of the blocks in a sweep", Words{"cyclic", "random"}),
      of_words("loss", "of the outputs and the targets (a label j stands for 1 at j and 0 or -1 elsewhere)",
               loss_names),
      with(of_number("loss-scale", "c of the loss", 1, positive), "loss", {"exponential", "squared-hinge"}),
      of_words("output-activation", "behind the last layer", output_activation_names),
      of_words("regulariser", "of every block: MU ||W||^2, MU ||W||_1, or ||W|| <= RADIUS",
               Words{"none", "ridge", "l1", "ball"}),
      with(of_number("mu", "weight of the regulariser", 0, not_negative), "regulariser", {"ridge", "l1"}),
      of_number("radius", "of the ball, or of the bound linear", 1, positive),
      with(of_number("tolerance", "of inner solves, relative to the gradient", 1e-8, part), "bound",
           {"newton", "proximal"})};
}

std::string problem_with_loss(const BsumOptions& o, const OptionValues& values) {
  if (o.loss.of_labels() && o.loss.output != OutputActivation::identity) {
    return "requires --output-activation identity for --loss softmax-cross-entropy, but got " +
           word(values, "output-activation");
  }
  const bool lipschitz =
      o.rule == GammaRule::lipschitz && o.bound != BlockBound::linear && o.bound != BlockBound::convex;
  if (lipschitz && o.loss.kind == NetworkLoss::Kind::binary_cross_entropy && !o.loss.from_logits()) {
    return "requires --output-activation logistic for --loss binary-cross-entropy and --gamma lipschitz, but got " +
           word(values, "output-activation");
  }
  return "";
}

std::string problem_with_bound(const BsumOptions& o, const OptionValues& values, const NetworkKind& network) {
  const std::string& bound = word(values, "bound");
  const bool smooth = o.regulariser == BlockRegulariser::none || o.regulariser == BlockRegulariser::ridge;
  if (o.bound != BlockBound::gradient && !smooth) {
    return "requires --regulariser none or ridge for --bound " + bound + ", but got " + word(values, "regulariser");
  }
  if (!smooth && o.alpha.first > 1) {
    return "requires --alpha from 0 to 1 for --regulariser " + word(values, "regulariser") + ", but got " +
           word(values, "alpha");
  }
  if (o.bound == BlockBound::proximal && o.rule == GammaRule::backtracking) {
    return "requires --gamma lipschitz or a number for --bound proximal, but got backtracking";
  }
  if (o.bound != BlockBound::convex) return "";
  const bool squared = o.loss.kind == NetworkLoss::Kind::squared && o.loss.output == OutputActivation::identity;
  if (!squared || network.activation != Activation{Activation::Kind::identity} || network.convolutional) {
    return "requires dense layers, --activation identity, --output-activation identity and --loss squared for "
           "--bound convex, but got another network or loss";
  }
  return "";
}

std::string problem_with_network(const OptionValues& values, const NetworkKind& network) {
  const BsumOptions o = bsum_options_of(values);
  if (!is_curved(network.activation)) {
    return "requires an activation that trains, but got " + std::string(name_of(network.activation));
  }
  const bool lipschitz =
      o.rule == GammaRule::lipschitz && o.bound != BlockBound::linear && o.bound != BlockBound::convex;
  if (lipschitz && !curved_constants_of<double>(network.activation).M2) {
    return "requires an activation whose slope is Lipschitz for --gamma lipschitz, but got " +
           text_of(network.activation);
  }
  const std::string problem = problem_with_loss(o, values);
  return problem.empty() ? problem_with_bound(o, values, network) : problem;
}

std::string text_of(double value) {
  char text[40];
  return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

std::string problem_with_targets(const OptionValues& values, const StateData& start) {
  const std::string& loss = word(values, "loss");
  const NetworkLoss::Kind kind = loss_named(loss).value();
  for (Index i = 0; i < start.Y.size(); ++i) {
    const std::string_view wanted = wanted_target(kind, start.Y.data()[i]);
    if (wanted.empty()) continue;
    return "requires " + std::string(wanted) + " for --loss " + loss + ", but got " + text_of(start.Y.data()[i]);
  }
  return "";
}

/// U_l, Z_l, the gradients in them and their changes, Y; a gradient, Gram matrices and the rows of a Hessian.
MemoryUse memory(const StateData& start, double copies) {
  MemoryUse use;
  double widest = 0;
  for (const auto& layer : start.layers) {
    const auto p = static_cast<double>(layer.W.rows()), q = static_cast<double>(layer.W.cols());
    use.per_sample += 3 * static_cast<double>(layer.outputs());
    widest = std::max(widest, static_cast<double>(layer.outputs()));
    const double weights = p * q <= 2000 ? p * q : 0;
    use.in_all = std::max(use.in_all, copies * (p * q + q * q) + weights * weights + 10 * p * q);
  }
  use.per_sample += 7 * widest;
  return use;
}

/// But for the rounding of f.
bool decreases_enough(const SweepFigures& before, const SweepFigures& after) {
  constexpr std::size_t least_decrease = 5;
  return after.figures[least_decrease] <= (before.objective - after.objective) + 1e-10 * abs(before.objective);
}

std::vector<SweepStatement> statements(const OptionValues& values) {
  const BsumOptions o = bsum_options_of(values);
  const bool proved = o.bound == BlockBound::gradient || o.bound == BlockBound::newton ? o.rule != GammaRule::fixed
                      : o.bound == BlockBound::proximal ? o.alpha.rule == AlphaRule::constant && o.alpha.first == 1
                                                        : o.bound == BlockBound::convex;
  if (!proved) return {};
  return {{"s <= f before - f after every sweep, but for rounding", decreases_enough}};
}

std::string problem_with_check(const OptionValues& values) {
  if (word(values, "bound") != "gradient") {
    return "requires --bound gradient of a run of --method bsum, but got " + word(values, "bound");
  }
  if (word(values, "gamma") == "lipschitz") return "";
  return "requires --gamma lipschitz of a run of --method bsum, but got " + word(values, "gamma");
}

/// Numbers with commas between them; nothing where the text is not that.
std::optional<std::vector<double>> numbers_in(std::string_view text) {
  std::vector<double> numbers;
  const char *at = text.data(), *end = at + text.size();
  for (;;) {
    double value = 0;
    const auto [last, error] = std::from_chars(at, end, value);
    if (error != std::errc()) return std::nullopt;
    numbers.push_back(value);
    if (last == end) return numbers;
    if (*last != ',') return std::nullopt;
    at = last + 1;
  }
}

}  // namespace

std::optional<double> gamma_value(const std::string& text) {
  const auto numbers = numbers_in(text);
  if (!numbers || numbers->size() != 1 || !(numbers->front() > 0 && numbers->front() <= largest)) return std::nullopt;
  return numbers->front();
}

std::optional<AlphaOptions> alpha_named(const std::string& text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos) return std::nullopt;
  const auto numbers = numbers_in(std::string_view(text).substr(colon + 1));
  if (!numbers) return std::nullopt;
  const std::string rule = text.substr(0, colon);
  AlphaOptions alpha;
  if (rule == "constant" && numbers->size() == 1) {
    alpha = {AlphaRule::constant, numbers->at(0), 0};
  } else if (rule == "power" && numbers->size() == 2) {
    alpha = {AlphaRule::power, numbers->at(0), numbers->at(1)};
    if (!(alpha.parameter >= 0 && alpha.parameter <= 100)) return std::nullopt;
  } else if (rule == "sequence" && numbers->size() == 2) {
    alpha = {AlphaRule::sequence, numbers->at(1), numbers->at(0)};
    if (!(alpha.parameter > 0 && alpha.parameter < 1 && alpha.parameter * alpha.first < 1)) return std::nullopt;
  } else {
    return std::nullopt;
  }
  return alpha.first > 0 && alpha.first < 2 ? std::optional(alpha) : std::nullopt;
}

BsumOptions bsum_options_of(const OptionValues& values) {
  const auto is = [&](const char* option, const char* value) { return word(values, option) == value; };
  BsumOptions o;
  o.bound = is("bound", "newton")     ? BlockBound::newton
            : is("bound", "linear")   ? BlockBound::linear
            : is("bound", "proximal") ? BlockBound::proximal
            : is("bound", "convex")   ? BlockBound::convex
                                      : BlockBound::gradient;
  o.rule = is("gamma", "lipschitz")      ? GammaRule::lipschitz
           : is("gamma", "backtracking") ? GammaRule::backtracking
                                         : GammaRule::fixed;
  if (o.rule == GammaRule::fixed) o.gamma = gamma_value(word(values, "gamma")).value();
  o.alpha = alpha_named(word(values, "alpha")).value();
  o.random_order = is("order", "random");
  o.loss = {loss_named(word(values, "loss")).value(),
            output_activation_named(word(values, "output-activation")).value(), number(values, "loss-scale")};
  o.regulariser = is("regulariser", "ridge")  ? BlockRegulariser::ridge
                  : is("regulariser", "l1")   ? BlockRegulariser::l1
                  : is("regulariser", "ball") ? BlockRegulariser::ball
                                              : BlockRegulariser::none;
  o.mu = number(values, "mu");
  o.radius = number(values, "radius");
  o.tolerance = number(values, "tolerance");
  return o;
}

MethodEntry bsum_entry() {
  MethodEntry entry{"bsum", "block by block, minima of upper bounds of the loss", all_options(), memory,
                    problem_with_network};
  entry.objective = "f";
  entry.figures = {"loss", "regulariser", "gamma", "alpha", "gradient", "s", "rises", "inner", "inner_residual"};
  entry.statements = statements;
  entry.problem_with_targets = problem_with_targets;
  entry.claimed_of = true;
  entry.problem_with_check = problem_with_check;
  entry.batches_may_grow = true;
  entry.any_activation = true;
  entry.format.name = "lysep-bsum-state";
  entry.format.hidden_bias = entry.format.separates = false;
  for (const char* number : {"mu", "radius", "loss-scale"}) entry.format.options[number] = 0.0;
  for (const char* word : {"output-activation", "loss", "regulariser"}) entry.format.options[word] = "";
  return entry;
}

}  // namespace lysep
