#include "experiments/commands/certificate_check.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <sstream>

#include "datasets/files/printable.hpp"
#include "experiments/commands/commands.hpp"
#include "experiments/commands/repeated_run.hpp"
#include "proofs-check/runs/method_checker.hpp"

namespace lysep {
namespace {

constexpr slong bits = 128;

struct WrongRow {
  std::string what;
};

/// The rows of the table, one after the other.
class Rows {
 public:
  explicit Rows(const std::string& table) : lines_(table) {
    std::string header;
    std::getline(lines_, header);
    header_ = header == certificate_header;
  }
  bool header() const { return header_; }
  bool more() { return lines_.peek() != std::istringstream::traits_type::eof(); }

  /// The next one, of this sweep, block and layer. Throws WrongRow.
  CertificateRow next(long sweep, const std::string& block, long l) {
    std::string line;
    const std::string begin = fmt::format("{},{},{},", sweep, block, l);
    if (!std::getline(lines_, line) || !line.starts_with(begin)) {
      throw WrongRow{fmt::format("a row {}..., but got {}", begin, line.empty() ? "none" : printable(line))};
    }
    CertificateRow row{block, l, 0, 0, ""};
    const char* rest = line.c_str() + begin.size();
    for (double* value : {&row.lo, &row.hi}) {
      char* end = nullptr;
      *value = std::strtod(rest, &end);
      if (end == rest || *end != ',') throw WrongRow{"numbers lo and hi, but got " + printable(line)};
      rest = end + 1;
    }
    row.verdict = rest;
    return row;
  }

 private:
  std::istringstream lines_;
  bool header_;
};

std::string verdict_of(double lo, double hi) {
  if (hi < 0) return "decrease";
  if (lo > 0) return "increase";
  return lo == 0 && hi == 0 ? "equal" : "undecided";
}

void require(bool holds, const CertificateRow& row, const char* what) {
  if (holds) return;
  throw WrongRow{fmt::format("{} in the row of {} {}, but got [{:.17g}, {:.17g}], {}", what, row.block, row.l, row.lo,
                             row.hi, printable(row.verdict))};
}

bool lies_in(const Ball& x, const CertificateRow& row) { return Ball(row.lo) <= x && x <= Ball(row.hi); }

void check_update(CertificateChecker& checker, const BlockUpdate<double>& update, long sweep, Rows& rows,
                  CertificateCheck& check) {
  const bool joint = update.kind == BlockKind::joint;
  const CertificateRow row = rows.next(sweep, name_in_certificate(update.kind), joint ? 0 : update.l);
  require(checker.change_lies_in(update, row.lo, row.hi), row, "an enclosure of the change of S");
  require(row.verdict == verdict_of(row.lo, row.hi), row, "the verdict of the enclosure");
  ++check.rows;
}

void check_end(const CertificateChecker& checker, long sweep, Rows& rows, CertificateCheck& check) {
  const CertificateChecker::ErrorAndBound at = checker.error_and_bound();
  const CertificateRow CE = rows.next(sweep, "CE", 0), bound = rows.next(sweep, "bound", 0);
  require(lies_in(at.CE, CE), CE, "an enclosure of CE");
  require(lies_in(at.bound, bound), bound, "an enclosure of K(B, D) L_S");
  const char* verdict = CE.hi <= bound.lo ? "holds" : CE.lo > bound.hi ? "fails" : "undecided";
  for (const CertificateRow& row : {CE, bound}) require(row.verdict == verdict, row, "the verdict of both enclosures");
  check.rows += 2;
  ++check.sweeps;
}

}  // namespace

CertificateCheck check_certificate(const RecordedRun& run, const std::string& table) {
  const RunSpec& spec = run.spec;
  CertificateCheck check;
  Rows rows(table);
  ThreadPool pool(static_cast<int>(std::max(1u, std::thread::hardware_concurrency())));
  long sweep = 1;
  try {
    if (!rows.header()) throw WrongRow{"a first line " + std::string(certificate_header) + ", but got another"};
    RepeatedRun repeated(spec, pool);
    const auto checker = certificate_checker_of(spec.method, spec.training.method_options, spec.training.frozen_layers,
                                                repeated.state(), pool, bits);
    Progress progress("verify, by balls", run.sweeps, false);
    for (; sweep <= run.sweeps && !stop_requested; ++sweep) {
      repeated.prepare();
      progress.at(sweep, fmt::format("{} rows hold", check.rows));
      if (sweep % spec.training.certify_every != 0) {
        repeated.sweep(nullptr);
        continue;
      }
      checker->follow_sweep();
      repeated.sweep([&](const BlockUpdate<double>& update) { check_update(*checker, update, sweep, rows, check); });
      check_end(*checker, sweep, rows, check);
    }
    check.interrupted = sweep <= run.sweeps;
    if (!check.interrupted && rows.more()) throw WrongRow{"no more rows, but got some"};
  } catch (const WrongRow& wrong) {
    check.first_wrong = sweep;
    check.wrong = wrong.what;
  } catch (const NonFinite&) {  // where the run stopped too, or other figures tell
  }
  return check;
}

}  // namespace lysep
