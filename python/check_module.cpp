// The Python module lysep._lysep: enclosures, trajectories and claims.
#include <lysep/check.hpp>

#include "python/module.hpp"

namespace lysep::python {
namespace {

/// An exact number of Python: of a decimal text, an integer, a double.
py::object fraction(const py::object& number) {
  static const py::handle type = py::object(py::module_::import("fractions").attr("Fraction")).release();
  return type(number);
}

bool holds(const Interval& interval, const py::object& number) {
  const py::object x = fraction(number);
  return fraction(py::str(interval.lo)) <= x && x <= fraction(py::str(interval.hi));
}

/// A value or a list by its name.
py::object member(const NetworkEvaluation& e, const std::string& name) {
  if (const auto value = e.values.find(name); value != e.values.end()) return py::cast(value->second);
  if (const auto list = e.lists.find(name); list != e.lists.end()) return py::cast(list->second);
  throw py::attribute_error("an evaluation has no " + name);
}

py::list names_of(const NetworkEvaluation& e) {
  py::list names;
  for (const char* name : {"bits", "samples", "correct", "undecided"}) names.append(name);
  for (const auto& [name, value] : e.values) names.append(name);
  for (const auto& [name, list] : e.lists) names.append(name);
  return names;
}

void add_enclosures(py::module_& module) {
  py::class_<Interval>(module, "Interval", "A real number lies in it, certainly. `x in interval` is decided exactly.")
      .def_readonly("lo", &Interval::lo, "lower end, a decimal number with all digits")
      .def_readonly("hi", &Interval::hi, "upper end")
      .def_readonly("lower", &Interval::lower, "lower end as a float")
      .def_readonly("upper", &Interval::upper, "upper end as a float")
      .def("__contains__", &holds)
      .def("__float__", [](const Interval& i) { return i.lower + (i.upper - i.lower) / 2; })
      .def("__repr__", [](const Interval& i) { return "[" + i.lo + ", " + i.hi + "]"; });
  py::class_<NetworkEvaluation>(
      module, "Evaluation",
      "Every quantity of the theory at a network's state, as intervals: CE, S, L_S, R_norm, b0..b6,\n"
      "best_constant, paper_constant, paper_bound, gradient_W_D; and lists of them: residual_norms,\n"
      "layer_norms, omega, lambda, lipschitz_paper, lipschitz_sharp, gradients_c.")
      .def_readonly("bits", &NetworkEvaluation::bits)
      .def_readonly("samples", &NetworkEvaluation::samples)
      .def_readonly("correct", &NetworkEvaluation::correct)
      .def_readonly("undecided", &NetworkEvaluation::undecided, "samples whose logits may be equal")
      .def("__getattr__", &member)
      .def("__getitem__", &member)
      .def("__dir__", &names_of);
  module.def("evaluate", &evaluate, py::arg("network"), py::arg("bits"), py::arg("threads"),
             py::call_guard<py::gil_scoped_release>());
}

/// One end of every probability, (n, J).
py::array ends(const EnclosedPredictions& p, double Interval::*end) {
  std::vector<double> all;
  for (const Interval& interval : p.probabilities) all.push_back(interval.*end);
  const auto n = static_cast<py::ssize_t>(p.labels.size());
  return array_of(std::move(all), {n, n > 0 ? static_cast<py::ssize_t>(p.probabilities.size()) / n : 0});
}

void add_predictions(py::module_& module) {
  py::class_<EnclosedPredictions>(module, "EnclosedPredictions", "Predictions for n samples in real arithmetic.")
      .def_property_readonly(
          "labels", [](const EnclosedPredictions& p) { return py::array(py::cast(p.labels)); },
          "(n,), places in the network's classes")
      .def_property_readonly(
          "certain", [](const EnclosedPredictions& p) { return py::array(py::cast(p.certain)); },
          "(n,): the label certainly has the largest logit")
      .def_property_readonly(
          "lower", [](const EnclosedPredictions& p) { return ends(p, &Interval::lower); }, "(n, J)")
      .def_property_readonly(
          "upper", [](const EnclosedPredictions& p) { return ends(p, &Interval::upper); }, "(n, J)")
      .def_readonly("probabilities", &EnclosedPredictions::probabilities, "n J intervals, sample by sample");
  module.def(
      "enclose",
      [](const Network& network, const Reals& X, long bits, int threads) {
        require_inputs(network, X);
        return unless_interrupted(
            [&, rows = span_of(X)](std::stop_token stop) { return enclose(network, rows, bits, threads, stop); });
      },
      py::arg("network"), py::arg("X"), py::arg("bits"), py::arg("threads"));
}

void add_trajectories(py::module_& module) {
  py::class_<CertifiedState>(module, "CertifiedState",
                             "A state of a trajectory, and how S has changed since the one before.")
      .def_readonly("S", &CertifiedState::S)
      .def_readonly("CE", &CertifiedState::CE)
      .def_readonly("bound", &CertifiedState::bound, "K(B, D) L_S")
      .def_readonly("bound_holds", &CertifiedState::bound_holds, "CE <= bound; None: not decided")
      .def_readonly("change", &CertifiedState::change)
      .def_readonly("verdict", &CertifiedState::verdict,
                    "'decrease', 'equal', 'increase', 'undecided'; '' of the first");
  py::class_<Certificate>(module, "Certificate")
      .def_readonly("states", &Certificate::states)
      .def_readonly("certified", &Certificate::certified, "S never increases, and every bound holds")
      .def("__bool__", [](const Certificate& c) { return c.certified; });
  module.def(
      "certify",
      [](const std::vector<Network>& states, long bits, int threads) {
        return unless_interrupted([&](std::stop_token stop) { return certify(states, bits, threads, stop); });
      },
      py::arg("states"), py::arg("bits"), py::arg("threads"));
}

void add_claims(py::module_& module) {
  py::class_<ClaimHeading>(module, "Claim")
      .def_readonly("id", &ClaimHeading::id)
      .def_readonly("source", &ClaimHeading::source)
      .def_readonly("statement", &ClaimHeading::statement)
      .def_readonly("expected", &ClaimHeading::expected, "False: the statement is published and false")
      .def("__repr__", [](const ClaimHeading& c) { return "<lysep.Claim " + c.id + ": " + c.statement + ">"; });
  py::class_<ClaimOutcome>(module, "ClaimOutcome")
      .def_readonly("claim", &ClaimOutcome::claim)
      .def_readonly("verdict", &ClaimOutcome::verdict, "'proved', 'refuted', 'inconclusive' or 'not applicable'")
      .def_readonly("as_expected", &ClaimOutcome::as_expected)
      .def_readonly("proved", &ClaimOutcome::proved)
      .def_readonly("equal", &ClaimOutcome::equal)
      .def_readonly("refuted", &ClaimOutcome::refuted)
      .def_readonly("inconclusive", &ClaimOutcome::inconclusive)
      .def_readonly("worst_ratio", &ClaimOutcome::worst_ratio)
      .def_readonly("mutants", &ClaimOutcome::mutants)
      .def_readonly("mutants_killed", &ClaimOutcome::mutants_killed)
      .def("__repr__",
           [](const ClaimOutcome& o) { return "<lysep.ClaimOutcome " + o.claim.id + ": " + o.verdict + ">"; });
  module.def("claims", &claims, "Every claim.");
  module.def(
      "check",
      [](const std::string& claim, long instances, long bits, unsigned long seed, int threads) {
        const ClaimOptions options{instances, bits, seed, threads};
        return unless_interrupted([&](std::stop_token stop) { return check_claim(claim, options, stop); });
      },
      py::arg("claim"), py::arg("instances"), py::arg("bits"), py::arg("seed"), py::arg("threads"));
}

}  // namespace

void add_check(py::module_& module) {
  add_enclosures(module);
  add_predictions(module);
  add_trajectories(module);
  add_claims(module);
}

}  // namespace lysep::python
