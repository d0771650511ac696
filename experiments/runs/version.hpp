#pragma once
namespace lysep {

/// Of this program, as "0.2.0".
const char* version();

}  // namespace lysep
