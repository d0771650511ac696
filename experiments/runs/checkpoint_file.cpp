#include "experiments/runs/checkpoint_file.hpp"

#include <fmt/format.h>

#include "core/numbers/sha256.hpp"
#include "datasets/files/hdf5_file.hpp"

namespace lysep {
namespace {

constexpr const char* format = "lysep-checkpoint 1";

/// Of all that the file holds, in one order.
std::string digest_of(const SavedRun& run, const std::string& options) {
  Sha256 hash;
  const auto add = [&](const std::string& text) { hash.add(text.data(), text.size()); };
  const Checkpoint& c = run.checkpoint;
  add(fmt::format("{}\n{}\n{} {} {:.17g} {}\n", format, options, c.sweep, c.batch, c.seconds, run.trace_bytes));
  if (run.certified()) add(fmt::format("{}\n", run.certificate_bytes));
  for (const auto& [name, array] : c.arrays) {
    add(fmt::format("{} {} {} {}\n", name, array.rows, array.columns, array.parts));
    hash.add(array.values.data(), array.values.size() * sizeof(double));
  }
  return hex_of(hash.digest());
}

}  // namespace

void write_checkpoint(const std::string& path, const SavedRun& run) {
  Hdf5File::write_whole(path, [&](Hdf5File& file) {
    const std::string options = run.options.dump();
    const Checkpoint& c = run.checkpoint;
    file.write_attribute("/", "format", std::string(format));
    file.write_attribute("/", "options", options);
    file.write_attribute("/", "sweep", static_cast<long long>(c.sweep));
    file.write_attribute("/", "batch", static_cast<long long>(c.batch));
    file.write_attribute("/", "seconds", c.seconds);
    file.write_attribute("/", "trace_bytes", static_cast<long long>(run.trace_bytes));
    if (run.certified()) {
      file.write_attribute("/", "certificate_bytes", static_cast<long long>(run.certificate_bytes));
    }
    file.write_attribute("/", "sha256", digest_of(run, options));
    file.make_group("/arrays");
    for (const auto& [name, array] : c.arrays) {
      const std::vector<hsize_t> shape = {static_cast<hsize_t>(array.rows), static_cast<hsize_t>(array.columns),
                                          static_cast<hsize_t>(array.parts)};
      file.write("/arrays/" + name, shape, array.values.data());
    }
  });
}

SavedRun read_checkpoint(const std::string& path) {
  const Hdf5File file = Hdf5File::open(path);
  const auto read = [&](const char* name) { return file.read_string("/", name); };
  if (read("format") != format) file.fail(fmt::format("format {}", format), read("format"));
  SavedRun run;
  Checkpoint& c = run.checkpoint;
  const std::string options = read("options");
  c.sweep = file.read_integer("/", "sweep");
  c.batch = file.read_integer("/", "batch");
  c.seconds = file.read_double("/", "seconds");
  run.trace_bytes = static_cast<std::uintmax_t>(file.read_integer("/", "trace_bytes"));
  run.options = nlohmann::ordered_json::parse(options, nullptr, false);
  if (run.options.is_discarded()) file.fail("options in JSON", options.substr(0, 20));
  if (run.certified()) run.certificate_bytes = static_cast<std::uintmax_t>(file.read_integer("/", "certificate_bytes"));
  for (const std::string& name : file.names_in("/arrays")) {
    NamedArray array = file.read("/arrays/" + name);
    if (array.shape.size() != 3) file.fail("arrays of three dimensions", name);
    c.arrays[name] = {static_cast<Index>(array.shape[0]), static_cast<Index>(array.shape[1]),
                      static_cast<Index>(array.shape[2]), std::move(array.values)};
  }
  if (digest_of(run, options) != read("sha256")) file.fail("a checkpoint as it was written", "another SHA-256");
  return run;
}

}  // namespace lysep
