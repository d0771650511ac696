#pragma once
// Between Python's objects and include/lysep; no template of the library is seen here.
#include <lysep/network.hpp>
#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <future>
#include <stop_token>

namespace lysep::python {

namespace py = pybind11;
using Reals = py::array_t<double, py::array::c_style | py::array::forcecast>;
using Integers = py::array_t<int, py::array::c_style | py::array::forcecast>;

/// Lent by the array.
template <class T, int flags>
std::span<const T> span_of(const py::array_t<T, flags>& array) {
  return {array.data(), static_cast<std::size_t>(array.size())};
}

/// Numbers of the library as an array that cannot be written to; `owner` keeps them. No copy.
template <class T>
py::array view_of(std::span<const T> numbers, const std::vector<py::ssize_t>& shape, const py::object& owner) {
  py::array_t<T> view(shape, numbers.data(), owner);
  view.attr("setflags")(py::arg("write") = false);
  return view;
}

/// A vector as an array that owns it. No copy.
template <class T>
py::array array_of(std::vector<T> numbers, const std::vector<py::ssize_t>& shape) {
  auto kept = std::make_unique<std::vector<T>>(std::move(numbers));
  const T* first = kept->data();
  const py::capsule owner(kept.get(), [](void* vector) { delete static_cast<std::vector<T>*>(vector); });
  kept.release();
  return py::array_t<T>(shape, first, owner);
}

/// What work(stop) gives, made in another thread without the lock of the interpreter; Ctrl-C asks it to stop, is waited
/// for and raised.
template <class Work>
auto unless_interrupted(Work work) {
  std::stop_source stop;
  const py::gil_scoped_release unlocked;
  auto result = std::async(std::launch::async, [&] { return work(stop.get_token()); });
  while (result.wait_for(std::chrono::milliseconds(50)) != std::future_status::ready) {
    const py::gil_scoped_acquire locked;
    if (PyErr_CheckSignals() == 0) continue;
    stop.request_stop();
    py::error_already_set interrupt;
    {
      const py::gil_scoped_release waiting;
      result.wait();
    }
    throw interrupt;
  }
  return result.get();
}

/// Columns of a matrix. Throws Error.
std::size_t columns_of(const Reals& X);
/// Throws Error where X has not the network's inputs as columns.
void require_inputs(const Network& network, const Reals& X);

void add_check(py::module_& module);

}  // namespace lysep::python
