// What the programs do where a matrix gets no memory. Eigen leaves a matrix that could not be resized with memory that
// it has given back, so that unwinding would give it back again: the program ends there, in one line. A run with --out
// goes on from its checkpoint. Linked with --wrap=malloc: the calls of our own objects, in which Eigen's are.
#include <cstdlib>

#include "experiments/commands/commands.hpp"

extern "C" {

void* __real_malloc(std::size_t bytes);
void* __real_realloc(void* old, std::size_t bytes);

static void* or_end(void* memory, std::size_t bytes) {
  if (!memory && bytes > 0) lysep::end_without_memory();
  return memory;
}

void* __wrap_malloc(std::size_t bytes) { return or_end(__real_malloc(bytes), bytes); }
void* __wrap_realloc(void* old, std::size_t bytes) { return or_end(__real_realloc(old, bytes), bytes); }

}  // extern "C"
