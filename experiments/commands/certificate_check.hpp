#pragma once
// certificate.csv of a run, beside the run repeated in general balls.
#include <string>

#include "experiments/runs/run_files.hpp"

namespace lysep {

struct CertificateCheck {
  long sweeps = 0;       // certified ones that have been looked at
  long rows = 0;         // whose enclosures hold
  long first_wrong = 0;  // sweep; 0: every row is what it must be
  std::string wrong;     // of that sweep: what was required, and what stands there
  bool interrupted = false;
};

/// Repeats the run's sweeps. Of every certified one the rows must be there, one for each update in its order, then CE
/// and bound; each enclosure must hold of the exact doubles, by balls that are made afresh; each verdict must follow
/// from its enclosure. Stops at the first sweep of which that is not so. `table` is the file's text.
CertificateCheck check_certificate(const RecordedRun& run, const std::string& table);

}  // namespace lysep
