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
#include "datasets/files/sha256.hpp"
#include "datasets/files/state_file.hpp"
#include "datasets/files/whole_file.hpp"
#include "experiments/runs/json_file.hpp"
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
  for (const char* file : {"run.json", "state.h5", "trace.csv", "certificate.csv", "checkpoint.h5"}) {
    if (overwrite || !fs::exists(at(file))) continue;
    throw BadInput(
        fmt::format("train --out requires a folder without {} (or --overwrite, or --resume), but got {}", file, path_));
  }
  options_ = options;
  const bool replaces = fs::exists(at("run.json"));
  const SavedRun start{options_, 0, 0, {}};
  write_checkpoint(at("checkpoint.h5"), start);
  open_tables(at(replaces ? "trace.csv.partial" : "trace.csv"),
              at(replaces ? "certificate.csv.partial" : "certificate.csv"), start);
}

void RunFolder::resume(const SavedRun& run) {
  options_ = run.options;
  open_tables(table_to_continue("trace.csv", run.trace_bytes),
              run.certified() ? table_to_continue("certificate.csv", run.certificate_bytes) : "", run);
}

/// Where the table of a saved run goes on. What is done of a run stays as it is until the end, and a copy goes on.
std::string RunFolder::table_to_continue(const char* name, std::uintmax_t bytes) const {
  std::string path = at(name);
  if (fs::exists(at("run.json"))) {
    path += ".partial";
    if (!fs::exists(path)) fs::copy_file(at(name), path);
  }
  if (bytes > 0 && (!fs::exists(path) || fs::file_size(path) < bytes)) {
    throw BadInput(
        fmt::format("--resume requires a {} of at least {} bytes, but got a shorter one in {}", name, bytes, path_));
  }
  return path;
}

void RunFolder::open_tables(const std::string& trace, const std::string& certificate, const SavedRun& run) {
  trace_.open(trace, run.trace_bytes, trace_header(method(), options_.value("task", "") == "regression") + ",seconds");
  if (run.certified()) certificate_.open(certificate, run.certificate_bytes, certificate_header);
}

bool RunFolder::add(const TraceRow& row) {
  trace_.append(fmt::format("{},{:.17g}\n", trace_row(method(), row), row.seconds));
  return whole();
}

bool RunFolder::add(long sweep, const CertificateRows& certificate) {
  certificate_.append(certificate_text(sweep, certificate));
  return whole();
}

void RunFolder::save(const Checkpoint& checkpoint) {
  if (!whole()) return;  // it could not go on from there
  trace_.sync();
  certificate_.sync();
  write_checkpoint(at("checkpoint.h5"), {options_, trace_.bytes(), certificate_.bytes(), checkpoint});
}

void RunFolder::write_state(const std::string& file, const StateData& state) {
  const StateNames names = names_in(options_);
  try {
    write_state_file(file, state, names);
  } catch (const MachineFault&) {
    if (whole()) throw;
    trace_.remove();
    certificate_.remove();
    write_state_file(file, state, names);
  }
}

/// SHA-256 of the files beside run.json.
nlohmann::ordered_json RunFolder::digests(const std::string& state, bool interrupted) const {
  nlohmann::ordered_json sha256 = {{"state.h5", sha256_of(state)}, {"trace.csv", sha256_of(trace_.path())}};
  if (certificate_.is_open()) sha256["certificate.csv"] = sha256_of(certificate_.path());
  if (interrupted && fs::exists(at("checkpoint.h5"))) sha256["checkpoint.h5"] = sha256_of(at("checkpoint.h5"));
  return sha256;
}

void RunFolder::finish(const TrainingResult& result, const std::string& line) {
  const std::string state = at("state.h5.partial");
  write_state(state, result.state);
  if (!whole()) {
    std::error_code ignored;
    if (trace_.path() == at("trace.csv")) fs::rename(state, at("state.h5"), ignored);
    throw MachineFault(
        fmt::format("train --out requires room for {}, but got a failed write after sweep {}; its state is in {}",
                    trace_.whole() ? "certificate.csv" : "trace.csv", result.last.sweep, path_));
  }
  trace_.sync();
  certificate_.sync();
  const auto record = run_json(options_, result, line, digests(state, result.interrupted));
  write_text(at("run.json.partial"), sealed(record));
  adopt();
  std::error_code ignored;
  if (!result.interrupted) fs::remove(at("checkpoint.h5"), ignored);
}

/// The new run is whole; its files take their names, run.json last.
void RunFolder::adopt() {
  const bool certified = read_json(at("run.json.partial")).at("sha256").contains("certificate.csv");
  if (!certified && fs::exists(at("certificate.csv"))) fs::remove(at("certificate.csv"));  // of the run before
  for (const char* file : {"state.h5", "trace.csv", "certificate.csv", "run.json"}) {
    const std::string partial = at(file) + ".partial";
    if (fs::exists(partial) && std::rename(partial.c_str(), at(file).c_str()) != 0) refuse_write(at(file), errno);
  }
}

void RunFolder::discard() {
  std::error_code ignored;
  fs::remove(at("checkpoint.h5"), ignored);
  trace_.remove();
  certificate_.remove();
}

}  // namespace lysep
