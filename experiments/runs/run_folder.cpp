#include "experiments/runs/run_folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>

#include "core/numbers/bad_input.hpp"
#include "datasets/files/state_file.hpp"
#include "datasets/files/whole_file.hpp"
#include "experiments/runs/output.hpp"
#include "experiments/runs/run_files.hpp"

namespace lysep {
namespace {

namespace fs = std::filesystem;

/// Opens the folder's lock and takes it; -1 where another run has it.
int locked(const std::string& path) {
  for (;;) {
    const int lock = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (lock < 0) refuse_write(path, errno);
    if (flock(lock, LOCK_EX | LOCK_NB) != 0) {
      close(lock);
      return -1;
    }
    struct stat own, named;
    if (fstat(lock, &own) == 0 && stat(path.c_str(), &named) == 0 && own.st_ino == named.st_ino) return lock;
    close(lock);  // the run that had it has just removed it
  }
}

bool write_all(int descriptor, const std::string& text) {
  for (std::size_t done = 0; done < text.size();) {
    const ssize_t n = write(descriptor, text.data() + done, text.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    done += static_cast<std::size_t>(n);
  }
  return true;
}

}  // namespace

RunFolder::RunFolder(const std::string& path) : path_(path) {
  made_ = !fs::exists(path);
  make_folder("train --out", path);
  lock_ = locked(at("lock"));
  if (lock_ < 0)
    throw BadInput(fmt::format("train --out requires a folder that no other run is using, but got {}", path));
  if (fs::exists(at("run.json.partial"))) adopt();
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(path, ignored)) {  // of runs that were killed while they wrote
    const std::string name = entry.path().filename();
    for (const char* file : {"run.json.partial.", "state.h5.partial.", "checkpoint.h5.partial."}) {
      if (name.starts_with(file)) fs::remove(entry.path(), ignored);
    }
  }
}

RunFolder::~RunFolder() {
  if (trace_ >= 0) close(trace_);
  std::error_code ignored;
  if (lock_ >= 0) {
    fs::remove(at("lock"), ignored);
    close(lock_);
  }
  if (made_) fs::remove(path_, ignored);
}

std::optional<SavedRun> RunFolder::saved() const {
  if (!fs::exists(at("checkpoint.h5"))) return {};
  return read_checkpoint(at("checkpoint.h5"));
}

void RunFolder::begin(const nlohmann::ordered_json& options, bool overwrite) {
  for (const char* file : {"run.json", "state.h5", "trace.csv", "checkpoint.h5"}) {
    if (overwrite || !fs::exists(at(file))) continue;
    throw BadInput(
        fmt::format("train --out requires a folder without {} (or --overwrite, or --resume), but got {}", file, path_));
  }
  options_ = options;
  trace_path_ = at(fs::exists(at("run.json")) ? "trace.csv.partial" : "trace.csv");
  write_checkpoint(at("checkpoint.h5"), {options_, 0, {}});
  open_trace(0);
}

void RunFolder::resume(const SavedRun& run) {
  options_ = run.options;
  trace_path_ = at("trace.csv");
  if (fs::exists(at("run.json"))) {  // of the part that is done: it stays as it is until the end
    trace_path_ = at("trace.csv.partial");
    if (!fs::exists(trace_path_)) fs::copy_file(at("trace.csv"), trace_path_);
  }
  if (run.trace_bytes > 0 && (!fs::exists(trace_path_) || fs::file_size(trace_path_) < run.trace_bytes)) {
    throw BadInput(fmt::format("--resume requires a trace of at least {} bytes, but got a shorter one in {}",
                               run.trace_bytes, path_));
  }
  open_trace(run.trace_bytes);
}

void RunFolder::open_trace(std::uintmax_t bytes) {
  trace_ = open(trace_path_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
  if (trace_ < 0 || ftruncate(trace_, static_cast<off_t>(bytes)) != 0 || lseek(trace_, 0, SEEK_END) < 0) {
    refuse_write(trace_path_, errno);
  }
  if (bytes == 0) trace_whole_ = write_all(trace_, fmt::format("{},seconds\n", trace_header));
}

bool RunFolder::add(const TraceRow& row) {
  trace_whole_ = trace_whole_ && write_all(trace_, fmt::format("{},{:.17g}\n", trace_row(row), row.seconds));
  return trace_whole_;
}

void RunFolder::save(const Checkpoint& checkpoint) {
  if (!trace_whole_) return;  // it could not go on from there
  if (fsync(trace_) != 0 && errno != EINVAL) refuse_write(trace_path_, errno);
  const off_t bytes = lseek(trace_, 0, SEEK_CUR);
  write_checkpoint(at("checkpoint.h5"), {options_, static_cast<std::uintmax_t>(bytes), checkpoint});
}

void RunFolder::write_state(const std::string& file, const StateData& state) {
  const StateNames names = names_in(options_);
  try {
    write_state_file(file, state, names);
  } catch (const MachineFault&) {
    if (trace_whole_) throw;
    std::error_code ignored;
    fs::remove(trace_path_, ignored);
    write_state_file(file, state, names);
  }
}

void RunFolder::finish(const TrainingResult& result, const std::string& line) {
  const std::string state = at("state.h5.partial");
  write_state(state, result.state);
  if (!trace_whole_) {
    std::error_code ignored;
    if (trace_path_ == at("trace.csv")) fs::rename(state, at("state.h5"), ignored);
    throw MachineFault(fmt::format(
        "train --out requires room for trace.csv, but got a failed write after sweep {}; its state is in {}",
        result.last.sweep, path_));
  }
  if (fsync(trace_) != 0 && errno != EINVAL) refuse_write(trace_path_, errno);
  write_text(at("run.json.partial"), run_json(options_, result, line, state, trace_path_).dump(2) + "\n");
  adopt();
  std::error_code ignored;
  if (!result.interrupted) fs::remove(at("checkpoint.h5"), ignored);
}

/// The new run is whole; its files take their names, run.json last.
void RunFolder::adopt() {
  for (const char* file : {"state.h5", "trace.csv", "run.json"}) {
    const std::string partial = at(file) + ".partial";
    if (fs::exists(partial) && std::rename(partial.c_str(), at(file).c_str()) != 0) refuse_write(at(file), errno);
  }
}

void RunFolder::discard() {
  std::error_code ignored;
  for (const std::string& file : {at("checkpoint.h5"), trace_path_}) fs::remove(file, ignored);
}

}  // namespace lysep
