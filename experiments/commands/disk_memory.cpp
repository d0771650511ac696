#include "experiments/commands/disk_memory.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "core/numbers/bad_input.hpp"

namespace lysep {
namespace {

constexpr std::size_t least = 1024, alignment = 64;
constexpr std::size_t step = std::size_t{256} << 20;      // by which the file grows
constexpr std::size_t addresses = std::size_t{1} << 44;   // reserved for it, 16 TB
constexpr std::size_t resident = std::size_t{768} << 20;  // of it in the process before it is let go

/// Never destroyed: what is static may be given back after it. What it keeps of itself is smaller than what it hands
/// out.
class DiskMemory {
 public:
  explicit DiskMemory(int file) : file_(file) {
    void* reserved = mmap(nullptr, addresses, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (reserved == MAP_FAILED) throw MachineFault("train --blocks-on-disk requires 16 TB of addresses, but got none");
    begin_ = static_cast<char*>(reserved);
    std::thread([this] { let_go(); }).detach();
  }

  void* allocate(std::size_t bytes) {
    const std::size_t size = (bytes + alignment - 1) / alignment * alignment + alignment;  // its size before it
    const std::lock_guard lock(mutex_);
    const auto free = free_.find(size);
    if (free != free_.end() && free->second != nullptr) {
      char* memory = free->second;
      free->second = next_of(memory);
      return memory;
    }
    while (used_ + size > mapped_) {
      if (!grow()) return nullptr;
    }
    char* memory = begin_ + used_ + alignment;
    used_ += size;
    size_of(memory) = size;
    return memory;
  }

  bool holds(const void* memory) const { return memory >= begin_ && memory < begin_ + addresses; }
  void give_back(void* memory) {
    const std::lock_guard lock(mutex_);
    char*& first = free_[size_of(memory)];
    next_of(memory) = first;
    first = static_cast<char*>(memory);
  }
  static std::size_t room(void* memory) { return size_of(memory) - alignment; }
  bool full() const { return full_; }

 private:
  static std::size_t& size_of(void* memory) {
    return *reinterpret_cast<std::size_t*>(static_cast<char*>(memory) - alignment);
  }
  static char*& next_of(void* memory) { return *static_cast<char**>(memory); }

  /// The room is taken on the disk at once: a write to a mapped page must not find it full.
  bool grow() {
    full_ = posix_fallocate(file_, static_cast<off_t>(mapped_), static_cast<off_t>(step)) != 0 ||
            mmap(begin_ + mapped_, step, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, file_,
                 static_cast<off_t>(mapped_)) == MAP_FAILED;
    if (!full_) mapped_ += step;
    return !full_;
  }

  /// Pages of the file that are let go stay in the system's cache while there is room, and are the file's all the same.
  [[noreturn]] void let_go() {
    for (;;) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      std::size_t pages = 0, all = 0;
      std::FILE* statm = std::fopen("/proc/self/statm", "r");
      if (!statm) continue;
      const bool read = std::fscanf(statm, "%*s %zu %zu", &all, &pages) == 2;  // in memory; of files
      std::fclose(statm);
      if (read && pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE)) > resident) {
        madvise(begin_, mapped_, MADV_DONTNEED);
      }
    }
  }

  const int file_;
  char* begin_;
  std::atomic<std::size_t> mapped_{0};
  std::size_t used_ = 0;
  std::map<std::size_t, char*> free_;  // by size: the first one, which holds where the next is
  std::mutex mutex_;
  std::atomic<bool> full_{false};
};

std::atomic<DiskMemory*> disk{nullptr};
bool in_child = false;  // of a fork, which shares the file: it takes nothing and gives nothing back

}  // namespace

void keep_on_disk(const std::string& folder) {
  if (!std::filesystem::is_directory(folder)) {
    throw BadInput(fmt::format("train --blocks-on-disk requires a folder, but got {}", folder));
  }
  const int file = open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (file < 0) {
    throw MachineFault(
        fmt::format("train --blocks-on-disk requires a folder for a file without a name, but got {}", folder));
  }
  disk = new DiskMemory(file);
  pthread_atfork(nullptr, nullptr, [] { in_child = true; });
}

void* allocate_on_disk(std::size_t bytes) {
  DiskMemory* memory = disk;
  return memory && !in_child && bytes >= least ? memory->allocate(bytes) : nullptr;
}

bool give_back_to_disk(void* memory) {
  DiskMemory* on_disk = disk;
  if (!on_disk || !on_disk->holds(memory)) return false;
  if (!in_child) on_disk->give_back(memory);
  return true;
}

std::size_t size_on_disk(void* memory) {
  DiskMemory* on_disk = disk;
  return on_disk && on_disk->holds(memory) ? DiskMemory::room(memory) : 0;
}

bool disk_is_full() {
  const DiskMemory* on_disk = disk;
  return on_disk && on_disk->full();
}

}  // namespace lysep
