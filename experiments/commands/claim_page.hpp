#pragma once
// The claims as a page for a browser, in one file that asks for no other.
#include <string>
#include <string_view>

#include "experiments/commands/check_table.hpp"

namespace lysep {

/// The page of what the table holds: theories and their chapters; of each claim its statement and hypotheses as MathML,
/// verdict, how close to equality it came, mutants, and a false one's witness as numbers. Says so where the work was
/// interrupted.
std::string claim_page(const CheckTable& table, const CheckOptions& options);

/// @HEADER@, @THEORIES@, @VERDICTS@ and @CLAIMS@ stand where each belongs.
extern const std::string_view empty_claim_page;

}  // namespace lysep
