#pragma once
// The runs behind the paper's tables and figures, and the folder that keeps them.
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "experiments/reproduce/paper_tables.hpp"
#include "core/training/training.hpp"

namespace lysep {

/// A method of the comparison: options of train, one setting for all fully connected rows and one for all convolutional
/// ones.
struct ReferenceMethod {
  std::string name, color, options, convolutional_options;        // color: of its curves, as #rrggbb
  enum class Against { nothing, gd, lysep } against = Against{};  // the paper's figures that it is compared with
  bool convolutional_only = false;

  const PaperFigures* paper(const PaperRow& row) const;
};

/// Those of layer separation's tables; and of DLAM's rows.
const std::vector<ReferenceMethod>& reference_methods();
const std::vector<ReferenceMethod>& dlam_methods();
/// Those that the row's table compares.
std::vector<const ReferenceMethod*> methods_of(const PaperRow& row);

struct ReferenceRun {
  const PaperRow* row;
  const ReferenceMethod* method;
  std::uint64_t seed;
  long sweeps;
  long samples = 0;  // images, fewer than the row's; 0: those

  /// The line "./lysep train ..." that is this run, and gives its hash on any machine.
  std::string command() const;
};

/// The state after some of the sweeps, on the sweep's batch, and after the last; of DLAM's rows after every sweep. S is
/// the method's objective.
struct Curve {
  std::vector<long> sweep;
  std::vector<double> seconds, CE, accuracy, S, L_S, bound;  // seconds of training so far
  /// Of DLAM's rows: what the method's entry names, and test_accuracy, rise (by how much of itself the objective has
  /// risen in the sweep, else 0) and processor (seconds of the sweep, 0 of the first one of a process).
  std::map<std::string, std::vector<double>> figures;
};

/// A finished run.
struct RunRecord {
  std::string table, row, method, command, hash, failure;  // failure: what stopped it, mostly nothing
  std::uint64_t seed = 0;
  long sweeps = 0;
  NetworkFigures all, batch;  // all training samples; the last batch
  NetworkFigures test;
  double seconds = 0;
  std::optional<long> sweeps_to_paper;  // until the batch's CE is at most the mean that the paper prints for LySep
  double seconds_to_paper = 0;
  Curve curve;
  std::vector<std::string> regions;  // of data in the plane: the classes at region_points x region_points points
  std::string predictions;           // of data in the plane: the classes of the test samples
};

inline constexpr long region_points = 100;  // the middles of as many pieces of each axis, the lowest row first

/// Half the side of the square that the points of the table's data lie in.
double half_side(const PaperRow& row);

/// A run under way: what its record has so far, and where it goes on.
struct UnfinishedRun {
  RunRecord record;  // what it is, its curve, and the sweeps to the paper's figures
  Checkpoint checkpoint;
};

/// Finished runs, one small file each in DIR/runs. Without a folder they are kept in memory only. Runs of a program
/// with another fingerprint, whose hashes this one does not give, count as missing; so do records that are damaged or
/// edited, which have not the SHA-256 that they name, and those are told on standard error. Beside a finished run's
/// file lies the checkpoint of one that is not finished.
class RunStore {
 public:
  /// Reads what is there; makes the folder. Throws BadInput where the folder cannot be made.
  explicit RunStore(std::string folder);

  const RunRecord* find(const std::string& command) const;
  /// The file is written whole or not at all; the run's checkpoint goes.
  void add(RunRecord record);
  /// Keeps a run that is under way; several threads may. Without a folder nothing is kept.
  void keep(const UnfinishedRun& run) const;
  /// The run that was kept, if it is one of a program that gives the same bits; a damaged file is told.
  std::optional<UnfinishedRun> unfinished(const RunRecord& run) const;
  /// DIR/results.json: every finished run, ordered by table, row, method and seed.
  void write_results() const;
  const std::string& folder() const { return folder_; }
  const std::map<std::string, RunRecord>& records() const { return records_; }  // by command

 private:
  std::string path_of(const RunRecord& record, const char* extension) const;
  std::string folder_, fingerprint_;
  std::map<std::string, RunRecord> records_;  // by command
};

/// Trains on one thread, from where the store has kept the run, calling at(sweep) after every sweep. Nothing where
/// `stop` ended it. checkpoint_every: when the store keeps it, as --checkpoint-every says.
std::optional<RunRecord> finish(const ReferenceRun& run, const RunStore& store, const std::string& checkpoint_every,
                                const std::function<void(long)>& at, const std::atomic<bool>& stop);

}  // namespace lysep
