#pragma once
// Versions are semantic; until 1.0 programs are compiled for one minor version.
#include "lysep/export.hpp"

#define LYSEP_VERSION_MAJOR 0
#define LYSEP_VERSION_MINOR 2
#define LYSEP_VERSION_PATCH 0

namespace lysep {
inline namespace v0_2 {

/// Of the library that runs, as "0.2.0".
LYSEP_API const char* library_version();

}  // namespace v0_2
}  // namespace lysep
