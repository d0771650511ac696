#pragma once
#include <string>

namespace lysep {

/// A hash of the final states of short runs with every rule of steps, on dense and convolutional layers: a program of
/// another fingerprint gives other hashes.
std::string training_fingerprint();

}  // namespace lysep
