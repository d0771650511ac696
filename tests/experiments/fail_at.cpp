// Loaded into a process, it makes the FAIL_AT-th call of one kind fail: FAIL_CALL = malloc, write, fsync, rename, open
// or read.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

enum Kind { none, memory, writing, syncing, renaming, opening, reading };

Kind failing = none;
long fail_at = 0;
std::atomic<long> calls{0};

[[gnu::constructor]] void read_environment() {
  const char *call = std::getenv("FAIL_CALL"), *at = std::getenv("FAIL_AT");
  if (!call || !at) return;
  fail_at = std::atol(at);
  const char* names[] = {"", "malloc", "write", "fsync", "rename", "open", "read"};
  for (int kind = memory; kind <= reading; ++kind) {
    if (std::strcmp(call, names[kind]) == 0) failing = static_cast<Kind>(kind);
  }
}

bool fails(Kind kind, int error) {
  if (failing != kind || ++calls != fail_at) return false;
  errno = error;
  return true;
}

template <class Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void* __libc_memalign(std::size_t, std::size_t);

void* malloc(std::size_t bytes) { return fails(memory, ENOMEM) ? nullptr : __libc_malloc(bytes); }
void* calloc(std::size_t count, std::size_t bytes) {
  return fails(memory, ENOMEM) ? nullptr : __libc_calloc(count, bytes);
}
void* realloc(void* old, std::size_t bytes) { return fails(memory, ENOMEM) ? nullptr : __libc_realloc(old, bytes); }
void* aligned_alloc(std::size_t alignment, std::size_t bytes) {
  return fails(memory, ENOMEM) ? nullptr : __libc_memalign(alignment, bytes);
}
int posix_memalign(void** to, std::size_t alignment, std::size_t bytes) {
  *to = fails(memory, ENOMEM) ? nullptr : __libc_memalign(alignment, bytes);
  return *to ? 0 : ENOMEM;
}
ssize_t write(int to, const void* bytes, std::size_t count) {
  if (fails(writing, ENOSPC)) return -1;
  return next<ssize_t(int, const void*, std::size_t)>("write")(to, bytes, count);
}
ssize_t pwrite(int to, const void* bytes, std::size_t count, off_t at) {
  if (fails(writing, ENOSPC)) return -1;
  return next<ssize_t(int, const void*, std::size_t, off_t)>("pwrite")(to, bytes, count, at);
}
ssize_t pwrite64(int to, const void* bytes, std::size_t count, off64_t at) {
  if (fails(writing, ENOSPC)) return -1;
  return next<ssize_t(int, const void*, std::size_t, off64_t)>("pwrite64")(to, bytes, count, at);
}
ssize_t writev(int to, const iovec* parts, int count) {
  if (fails(writing, ENOSPC)) return -1;
  return next<ssize_t(int, const iovec*, int)>("writev")(to, parts, count);
}
int fsync(int descriptor) { return fails(syncing, EIO) ? -1 : next<int(int)>("fsync")(descriptor); }
int rename(const char* from, const char* to) {
  return fails(renaming, EIO) ? -1 : next<int(const char*, const char*)>("rename")(from, to);
}
int open(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = (flags & O_CREAT) ? va_arg(more, mode_t) : 0;
  va_end(more);
  return fails(opening, EMFILE) ? -1 : next<int(const char*, int, ...)>("open")(path, flags, mode);
}
std::FILE* fopen(const char* path, const char* mode) {
  return fails(opening, EMFILE) ? nullptr : next<std::FILE*(const char*, const char*)>("fopen")(path, mode);
}
std::FILE* fopen64(const char* path, const char* mode) {
  return fails(opening, EMFILE) ? nullptr : next<std::FILE*(const char*, const char*)>("fopen64")(path, mode);
}
ssize_t read(int from, void* bytes, std::size_t count) {
  if (fails(reading, EIO)) return -1;
  return next<ssize_t(int, void*, std::size_t)>("read")(from, bytes, count);
}
ssize_t pread(int from, void* bytes, std::size_t count, off_t at) {
  if (fails(reading, EIO)) return -1;
  return next<ssize_t(int, void*, std::size_t, off_t)>("pread")(from, bytes, count, at);
}
ssize_t pread64(int from, void* bytes, std::size_t count, off64_t at) {
  if (fails(reading, EIO)) return -1;
  return next<ssize_t(int, void*, std::size_t, off64_t)>("pread64")(from, bytes, count, at);
}

}  // extern "C"
