// The memory of the programs, linked with --wrap=malloc, realloc and free: the calls of our own objects, in which
// Eigen's are. Eigen leaves a matrix that could not be resized with memory that it has given back, so that unwinding
// would give it back again: the program ends there, in one line. A run with --out goes on from its checkpoint. With
// --blocks-on-disk what is large lies in a file.
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>

#include "experiments/commands/commands.hpp"
#include "experiments/commands/disk_memory.hpp"

extern "C" {

void* __real_malloc(std::size_t bytes);
void* __real_realloc(void* old, std::size_t bytes);
void __real_free(void* memory);

static void* or_end(void* memory, std::size_t bytes) {
  if (!memory && bytes > 0) lysep::end_without_memory();
  return memory;
}

/// A full disk ends it too: the rest would not find room in memory.
static void* from_disk(std::size_t bytes) {
  void* memory = lysep::allocate_on_disk(bytes);
  if (!memory && lysep::disk_is_full()) lysep::end_without_room();
  return memory;
}

void* __wrap_malloc(std::size_t bytes) {
  void* memory = from_disk(bytes);
  return memory ? memory : or_end(__real_malloc(bytes), bytes);
}

void __wrap_free(void* memory) {
  if (!lysep::give_back_to_disk(memory)) __real_free(memory);
}

void* __wrap_realloc(void* old, std::size_t bytes) {
  const std::size_t size = lysep::size_on_disk(old);
  if (size == 0) return or_end(__real_realloc(old, bytes), bytes);
  void* memory = __wrap_malloc(bytes);
  std::memcpy(memory, old, std::min(size, bytes));
  __wrap_free(old);
  return memory;
}

}  // extern "C"

void* operator new(std::size_t bytes) {
  if (void* memory = from_disk(bytes)) return memory;
  if (void* memory = __real_malloc(std::max(bytes, std::size_t{1}))) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { __wrap_free(memory); }
void operator delete(void* memory, std::size_t) noexcept { __wrap_free(memory); }
