#pragma once
// What stands at every entry into the library.
#include <exception>
#include <lysep/error.hpp>
#include <new>

#include "core/numbers/bad_input.hpp"
#include "core/numbers/float_environment.hpp"

namespace lysep {

/// What a function of the caller's has thrown, on its way back to the caller.
struct PassedOn {
  std::exception_ptr what;
};

/// Computes in the floating-point environment that every bit rests on, and gives every error its public form.
template <class Body>
auto at_entry(Body&& body) {
  const FloatEnvironment environment;
  try {
    return body();
  } catch (const PassedOn& thrown) {
    std::rethrow_exception(thrown.what);
  } catch (const Error&) {
    throw;
  } catch (const BadInput& error) {
    throw Error(Error::Kind::bad_input, error.what());
  } catch (const std::runtime_error& error) {  // a MachineFault, or what the system or a file has refused
    throw Error(Error::Kind::machine_fault, error.what());
  } catch (const std::bad_alloc&) {
    throw Error(Error::Kind::machine_fault, "requires more memory than the machine has left");
  }
}

}  // namespace lysep
