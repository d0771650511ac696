#pragma once
// A child process that answers questions about a file. What is in a file may crash a library, hold it up for ever or
// make it ask for memory without end: there, and not here.
#include <atomic>
#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>
#include <type_traits>

namespace lysep {

/// A signal has ended the reading of a file.
class Interrupted : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Where the program keeps that a signal has asked it to stop: reading then throws Interrupted.
inline const std::atomic<bool>* reading_stops = nullptr;

/// The one end of a connection to another process.
class Channel {
 public:
  /// The other end is gone, or gives nothing any more.
  class Broken : public std::runtime_error {
   public:
    Broken() : std::runtime_error("the other process is gone") {}
  };

  /// patience: seconds without a byte; 0: for ever, and no signal ends it.
  Channel(int descriptor, double patience) : descriptor_(descriptor), patience_(patience) {}

  void put_bytes(const void* from, std::size_t bytes);
  void get_bytes(void* to, std::size_t bytes);
  template <class T>
  void put(T value) {
    static_assert(std::is_trivially_copyable_v<T>);
    put_bytes(&value, sizeof value);
  }
  template <class T>
  T get() {
    static_assert(std::is_trivially_copyable_v<T>);
    T value;
    get_bytes(&value, sizeof value);
    return value;
  }
  void put_text(const std::string& text);
  /// Broken where it is longer than `most` bytes.
  std::string get_text(std::uint64_t most);

 private:
  void wait_for_bytes() const;
  int descriptor_;
  double patience_;
};

class Confined {
 public:
  /// Runs serve(its end of the channel) in a child process, which may use a time and a memory that go with the size of
  /// the file, writes no file, leaves no core, and whose messages nobody sees. It ends with `serve`, with this object,
  /// or with this process. The child has the calling thread alone: serve waits for no other.
  Confined(std::uintmax_t file_bytes, const std::function<void(Channel&)>& serve);
  ~Confined();
  Confined(const Confined&) = delete;
  Confined& operator=(const Confined&) = delete;

  Channel& channel() { return channel_; }

  /// Set by tests that look for what crashes: `serve` then runs in a thread of this process, without limits, a thousand
  /// times as often.
  static inline bool in_this_process = false;

 private:
  Confined(std::uintmax_t file_bytes, const std::function<void(Channel&)>& serve, const int* ends);
  int descriptor_;
  Channel channel_;
  int child_ = 0;
  std::thread thread_;  // in this process
};

/// The first thing in a child process: it dies with its parent and leaves signals to it, its messages are not seen, and
/// of the descriptors (the lock of a folder is one) it keeps the channel alone, whose number it returns.
int begin_child(int channel, int parent);

/// Not where sanitizers need all addresses for themselves.
extern const bool confined_limits_memory;

/// Within `serve`: room and time for an array of so many bytes, whose size has been found plausible.
void allow_for_array(double bytes);

}  // namespace lysep
