// The Python module lysep._lysep: networks and training.
#include "python/module.hpp"

#include <pybind11/functional.h>

#include <lysep/training.hpp>

namespace lysep::python {

std::size_t columns_of(const Reals& X) {
  if (X.ndim() != 2) {
    throw Error(Error::Kind::bad_input,
                "requires X with rows and columns, but got " + std::to_string(X.ndim()) + " dimensions");
  }
  return static_cast<std::size_t>(X.shape(1));
}

void require_inputs(const Network& network, const Reals& X) {
  const std::size_t columns = columns_of(X);
  if (columns == network.inputs()) return;
  throw Error(Error::Kind::bad_input,
              "requires X of " + std::to_string(network.inputs()) + " columns, but got " + std::to_string(columns));
}

namespace {

using Clock = std::chrono::steady_clock;

/// Calls a Python function after every sweep, and looks for Ctrl-C twenty times a second.
class Watch {
 public:
  /// `callback` is to outlive this.
  Watch(const py::object& callback, std::stop_source stop) : callback_(callback), stop_(std::move(stop)) {}

  void operator()(const SweepProgress& progress) {
    const bool calls = !callback_.is_none();
    if (!calls && Clock::now() - looked_ < std::chrono::milliseconds(50)) return;
    const py::gil_scoped_acquire locked;
    looked_ = Clock::now();
    if (PyErr_CheckSignals() != 0) throw py::error_already_set();
    if (!calls) return;
    const py::object answer = callback_(progress);
    if (!answer.is_none() && answer.cast<bool>()) stop_.request_stop();
  }

 private:
  const py::object& callback_;
  std::stop_source stop_;
  Clock::time_point looked_ = Clock::now();
};

template <class Start>
Trained train_from(const Start& start, const TrainOptions& options, const py::object& callback) {
  std::stop_source stop;
  Watch watch(callback, stop);
  const Monitor monitor{[&](const SweepProgress& progress) { watch(progress); }, !callback.is_none(), stop.get_token()};
  const py::gil_scoped_release unlocked;
  return train(start, options, monitor);
}

Trained train_on(const Reals& X, const Integers& labels, const std::vector<std::string>& classes,
                 const TrainOptions& options, const py::object& callback) {
  return train_from(LabelledSamples{span_of(X), columns_of(X), span_of(labels), classes}, options, callback);
}

Network dense(const std::vector<Reals>& weights, const std::vector<Reals>& biases, const std::string& activation,
              const Reals& X, const Integers& labels, const std::vector<std::string>& classes,
              const std::vector<Reals>& residuals) {
  if (weights.size() != biases.size() + 1 || (!residuals.empty() && residuals.size() != biases.size())) {
    throw Error(Error::Kind::bad_input, "requires a bias, and a residual or none, for every layer but the last");
  }
  std::vector<LayerArrays> layers;
  for (std::size_t l = 0; l < weights.size(); ++l) {
    const std::size_t columns = columns_of(weights[l]);
    LayerArrays layer{static_cast<std::size_t>(weights[l].shape(0)), columns, span_of(weights[l])};
    if (l < biases.size()) layer.b = span_of(biases[l]);
    if (l < residuals.size()) layer.r = span_of(residuals[l]);
    layers.push_back(layer);
  }
  return Network::dense(activation, layers, {span_of(X), columns_of(X), span_of(labels), classes});
}

Prediction predicted(const Network& network, const Reals& X, int threads) {
  require_inputs(network, X);
  const auto rows = span_of(X);
  const py::gil_scoped_release unlocked;
  return network.predict(rows, threads);
}

py::ssize_t size(std::size_t count) { return static_cast<py::ssize_t>(count); }

/// A layer and the network that lends its arrays.
struct KeptLayer {
  py::object network;
  LayerView view;

  py::array matrix(std::span<const double> numbers, std::size_t columns) const {
    return view_of(numbers, {size(numbers.size() / columns), size(columns)}, network);
  }
};

py::tuple layers_of(const py::object& network) {
  const auto& of = network.cast<const Network&>();
  py::tuple all(of.depth());
  for (std::size_t l = 1; l <= of.depth(); ++l) all[l - 1] = KeptLayer{network, of.layer(l)};
  return all;
}

void add_network(py::module_& module) {
  py::class_<KeptLayer>(module, "Layer", "Layer l of a network; its arrays are views that cannot be written to.")
      .def_property_readonly(
          "kind", [](const KeptLayer& k) { return k.view.kind; }, "'dense' or 'conv'")
      .def_property_readonly(
          "W", [](const KeptLayer& k) { return k.matrix(k.view.W, k.view.columns); },
          "weights, (rows, columns); of a convolution (C_out, C_in k k)")
      .def_property_readonly(
          "b", [](const KeptLayer& k) { return view_of(k.view.b, {size(k.view.b.size())}, k.network); },
          "biases, (rows,); empty where the layer has none")
      .def_property_readonly(
          "r",
          [](const KeptLayer& k) -> py::object {
            if (k.view.r.empty()) return py::none();
            const std::size_t samples = k.network.cast<const Network&>().samples();
            return k.matrix(k.view.r, k.view.r.size() / samples);
          },
          "residuals c_l - E_l V_l - b_l, (N, outputs); None where there are none");

  const auto view_X = [](const py::object& self) {
    const auto& n = self.cast<const Network&>();
    return view_of(n.X(), {size(n.samples()), size(n.inputs())}, self);
  };
  const auto view_labels = [](const py::object& self) {
    const auto& n = self.cast<const Network&>();
    return view_of(n.labels(), {size(n.samples())}, self);
  };
  py::class_<Network>(
      module, "Network",
      "A network with the samples of its state. It never changes; threads may share it.\n\n"
      "Network(weights, biases, activation, X, labels, classes=[], residuals=[]) takes dense layers made\n"
      "elsewhere: weights[l] (rows, columns), biases[l] (rows,) for every layer but the last, X (N, inputs),\n"
      "labels (N,) from 0, residuals[l] (N, rows).")
      .def(py::init(&dense), py::arg("weights"), py::arg("biases"), py::arg("activation"), py::arg("X"),
           py::arg("labels"), py::arg("classes") = std::vector<std::string>(),
           py::arg("residuals") = std::vector<Reals>())
      .def_static("load", &Network::load, py::arg("path"), "Of the folder of a run, or of a state file.")
      .def("save", &Network::save, py::arg("path"), "Writes a state file, whole or not at all.")
      .def(
          "predict",
          [](const Network& n, const Reals& X, int threads) {
            Prediction p = predicted(n, X, threads);
            const py::ssize_t N = size(p.labels.size());
            return array_of(std::move(p.labels), {N});
          },
          py::arg("X"), py::arg("threads") = 1,
          "Places in `classes`, (n,), of rows X (n, inputs) as they are in the user's file.")
      .def(
          "predict_proba",
          [](const Network& n, const Reals& X, int threads) {
            Prediction p = predicted(n, X, threads);
            const py::ssize_t N = size(p.labels.size());
            return array_of(std::move(p.probabilities), {N, size(n.classes())});
          },
          py::arg("X"), py::arg("threads") = 1, "Probabilities (n, J) of rows X (n, inputs).")
      .def(
          "at_samples",
          [](const Network& n, const Reals& X, const Integers& labels) {
            require_inputs(n, X);
            return n.at_samples(span_of(X), span_of(labels));
          },
          py::arg("X"), py::arg("labels"), "The same network at rows X (n, inputs), labels (n,) from 0, with r = 0.")
      .def_property_readonly("inputs", &Network::inputs)
      .def_property_readonly("depth", &Network::depth)
      .def_property_readonly("samples", &Network::samples)
      .def_property_readonly("activation", &Network::activation)
      .def_property_readonly("format", &Network::format, "'lysep-state', or that of another method's states")
      .def_property_readonly("hash", &Network::hash, "as the program prints it of the same state")
      .def_property_readonly(
          "classes", [](const Network& n) { return py::tuple(py::cast(n.class_names())); }, "names of the J classes")
      .def_property_readonly("layers", &layers_of, "Layer 1..D")
      .def_property_readonly("X", view_X, "samples of the state (N, inputs), standardised; a view")
      .def_property_readonly("labels", view_labels, "their classes (N,) from 0; a view")
      .def("__repr__",
           [](const Network& n) {
             return "<lysep.Network " + std::to_string(n.inputs()) + " inputs, " + n.activation() + ", depth " +
                    std::to_string(n.depth()) + ", " + std::to_string(n.classes()) + " classes, " + n.hash() + ">";
           })
      .def(py::pickle(
          [](const Network& n) {
            const auto bytes = n.bytes();
            return py::bytes(reinterpret_cast<const char*>(bytes.data()), bytes.size());
          },
          [](const py::bytes& state) {
            const std::string_view bytes = state;
            return Network::of_bytes(std::as_bytes(std::span(bytes)));
          }));
}

void add_training(py::module_& module) {
  py::class_<SweepProgress>(module, "SweepProgress", "A run after a sweep; nan where the method has no such figure.")
      .def_readonly("sweep", &SweepProgress::sweep)
      .def_readonly("batch", &SweepProgress::batch)
      .def_readonly("objective", &SweepProgress::objective)
      .def_readonly("L_S", &SweepProgress::L_S)
      .def_readonly("bound", &SweepProgress::bound)
      .def_readonly("CE", &SweepProgress::CE)
      .def_readonly("accuracy", &SweepProgress::accuracy)
      .def_readonly("seconds", &SweepProgress::seconds);
  py::class_<Trained>(module, "Trained", "What training gives.")
      .def_readonly("network", &Trained::network)
      .def_readonly("status", &Trained::status, "'done', 'interrupted', or 'stopped: why'")
      .def_readonly("last_line", &Trained::last_line, "as `lysep train` prints it")
      .def_readonly("warnings", &Trained::warnings)
      .def_readonly("sweeps", &Trained::sweeps)
      .def_readonly("objective", &Trained::objective)
      .def_readonly("seconds", &Trained::seconds)
      .def_readonly("CE", &Trained::CE)
      .def_readonly("accuracy", &Trained::accuracy)
      .def_readonly("batch_CE", &Trained::batch_CE)
      .def_readonly("batch_accuracy", &Trained::batch_accuracy)
      .def_readonly("test_accuracy", &Trained::test_accuracy)
      .def("__repr__", [](const Trained& t) { return "<lysep.Trained " + t.status + ", " + t.last_line + ">"; });
  module.def("train_on", &train_on, py::arg("X"), py::arg("labels"), py::arg("classes"), py::arg("options"),
             py::arg("callback"));
  module.def("train_from", &train_from<Network>, py::arg("start"), py::arg("options"), py::arg("callback"));
  module.def("train_options", [] {
    std::map<std::string, std::string> all;
    for (const OptionHelp& option : train_options()) all.emplace(option.name, option.help);
    return all;
  });
}

}  // namespace

PYBIND11_MODULE(_lysep, module) {
  module.attr("__version__") = library_version();
  py::register_exception<Error>(module, "Error", PyExc_ValueError);
  add_network(module);
  add_training(module);
#ifdef LYSEP_PYTHON_CHECK
  add_check(module);
#endif
}

}  // namespace lysep::python
