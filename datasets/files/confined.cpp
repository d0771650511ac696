#include "datasets/files/confined.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdio>

namespace lysep {
namespace {

// Sanitizers reserve terabytes of addresses, and slow everything down.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define LYSEP_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define LYSEP_SANITIZED 1
#endif
#endif
#ifdef LYSEP_SANITIZED
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif

// Whoever waits at a terminal gets an answer about a small file within two seconds.
constexpr double own_seconds = sanitized ? 4.0 : 0.4, bytes_a_second = 4e6;  // of the processor
constexpr double own_memory = 96e6, memory_a_byte = 4;

// Of the child, in bytes.
double addresses_at_start = 0, bytes_of_file = 0;

void limit(int resource, double value) {
  rlimit old;
  if (getrlimit(static_cast<__rlimit_resource>(resource), &old) != 0) return;
  const double most = old.rlim_max == RLIM_INFINITY ? 1e18 : static_cast<double>(old.rlim_max);
  old.rlim_cur = static_cast<rlim_t>(std::min(value, most));
  setrlimit(static_cast<__rlimit_resource>(resource), &old);
}

void limit_memory(double bytes) {
  if (sanitized || addresses_at_start <= 0) return;
  limit(RLIMIT_AS, addresses_at_start + own_memory + memory_a_byte * std::max(bytes, bytes_of_file));
}

/// Seconds of the processor from now on. RLIMIT_CPU counts whole ones; the timer is exact.
void limit_time(double seconds) {
  itimerval timer{};
  timer.it_value.tv_sec = static_cast<time_t>(seconds);
  timer.it_value.tv_usec = static_cast<suseconds_t>(1e6 * (seconds - std::floor(seconds)));
  setitimer(ITIMER_PROF, &timer, nullptr);
  rusage used;
  getrusage(RUSAGE_SELF, &used);
  limit(RLIMIT_CPU, static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + std::ceil(seconds) + 2);
}

double addresses() {
  std::FILE* file = std::fopen("/proc/self/statm", "r");
  if (!file) return 0;
  double pages = 0;
  if (std::fscanf(file, "%lf", &pages) != 1) pages = 0;
  std::fclose(file);
  return pages * static_cast<double>(sysconf(_SC_PAGESIZE));
}

/// The child's descriptors: its end of the channel as number 3, nothing else. Returns 3.
int only_descriptor(int channel) {
  const int nothing = open("/dev/null", O_RDWR);
  for (int standard = 0; standard < 3; ++standard) dup2(nothing, standard);
  if (channel != 3) dup2(channel, 3);
  close_range(4, ~0u, 0);
  return 3;
}

void confine(std::uintmax_t file_bytes) {
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGPROF, SIGXCPU, SIGXFSZ})
    std::signal(signal, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, 0);
  addresses_at_start = addresses();
  bytes_of_file = static_cast<double>(file_bytes);
  limit_memory(0);
  limit_time(own_seconds + static_cast<double>(file_bytes) / bytes_a_second);
}

[[noreturn]] void work_in_child(std::uintmax_t file_bytes, pid_t parent, int channel,
                                const std::function<void(Channel&)>& serve) {
  try {
    Channel end(begin_child(channel, parent), 0);
    confine(file_bytes);
    serve(end);
  } catch (...) {
    _exit(1);
  }
  _exit(0);
}

void work_in_thread(int channel, const std::function<void(Channel&)>& serve) {
  try {
    Channel end(channel, 0);
    serve(end);
  } catch (const Channel::Broken&) {
  }
  close(channel);
}

struct Ends {
  int values[2];
  Ends() {
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, values) != 0) {
      throw std::runtime_error("reading requires a connection to a process of its own, but got none");
    }
    const int buffer = 1 << 20;  // fewer changes between the two
    for (const int end : values) setsockopt(end, SOL_SOCKET, SO_SNDBUF, &buffer, sizeof buffer);
  }
};

}  // namespace

int begin_child(int channel, int parent) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(1);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) std::signal(signal, SIG_IGN);  // the parent tells
  return only_descriptor(channel);
}

const bool confined_limits_memory = !sanitized;

void Channel::put_bytes(const void* from, std::size_t bytes) {
  const char* next = static_cast<const char*>(from);
  while (bytes > 0) {
    const ssize_t sent = send(descriptor_, next, bytes, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) throw Broken();
    next += sent;
    bytes -= static_cast<std::size_t>(sent);
  }
}

/// A signal may come between a look and a wait, so that no wait is long.
void Channel::wait_for_bytes() const {
  using Clock = std::chrono::steady_clock;
  const auto start = Clock::now();
  pollfd end{descriptor_, POLLIN, 0};
  while (poll(&end, 1, 100) <= 0) {
    if (reading_stops && *reading_stops) throw Interrupted("stopped while reading a file");
    if (std::chrono::duration<double>(Clock::now() - start).count() > patience_) throw Broken();
  }
}

void Channel::get_bytes(void* to, std::size_t bytes) {
  char* next = static_cast<char*>(to);
  while (bytes > 0) {
    if (patience_ > 0) wait_for_bytes();
    const ssize_t got = recv(descriptor_, next, bytes, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) throw Broken();
    next += got;
    bytes -= static_cast<std::size_t>(got);
  }
}

void Channel::put_text(const std::string& text) {
  put<std::uint64_t>(text.size());
  put_bytes(text.data(), text.size());
}

std::string Channel::get_text(std::uint64_t most) {
  const auto bytes = get<std::uint64_t>();
  if (bytes > most) throw Broken();
  std::string text(bytes, '\0');
  get_bytes(text.data(), bytes);
  return text;
}

Confined::Confined(std::uintmax_t file_bytes, const std::function<void(Channel&)>& serve)
    : Confined(file_bytes, serve, Ends().values) {}

/// A slow disk is waited for, and a machine that does much else.
Confined::Confined(std::uintmax_t file_bytes, const std::function<void(Channel&)>& serve, const int* ends)
    : descriptor_(ends[0]), channel_(ends[0], 20 + static_cast<double>(file_bytes) / 1e6) {
  const pid_t self = getpid();
  const int other = ends[1];
  if (in_this_process) {
    thread_ = std::thread(work_in_thread, other, serve);
    return;
  }
  child_ = fork();
  if (child_ == 0) work_in_child(file_bytes, self, other, serve);
  close(other);
  if (child_ > 0) return;
  close(descriptor_);
  throw std::runtime_error("reading requires a process of its own, but got none");
}

Confined::~Confined() {
  close(descriptor_);
  if (thread_.joinable()) {
    thread_.join();
    return;
  }
  kill(child_, SIGKILL);
  while (waitpid(child_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

void allow_for_array(double bytes) {
  if (Confined::in_this_process) return;
  limit_memory(bytes);
  itimerval left{};
  getitimer(ITIMER_PROF, &left);
  limit_time(static_cast<double>(left.it_value.tv_sec) + 1e-6 * static_cast<double>(left.it_value.tv_usec) +
             bytes / (10 * bytes_a_second));
}

}  // namespace lysep
