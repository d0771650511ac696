#pragma once
// What is seen of the shared library.
#if defined(__GNUC__)
#define LYSEP_API __attribute__((visibility("default")))
#else
#define LYSEP_API
#endif
