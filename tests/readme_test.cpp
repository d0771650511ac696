// The README's tables are complete: every header of core/ and proofs-check/ and every claim is in them, and every
// file they name exists.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>

#include "proofs-check/frame/claim.hpp"

namespace {

namespace fs = std::filesystem;
const fs::path root = LYSEP_SOURCE_DIR;

std::string readme() {
  std::ifstream in(root / "README.md");
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Readme, NamesEveryHeader) {
  const std::string text = readme();
  for (const char* folder : {"core", "proofs-check"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      const std::string name = fs::relative(entry.path(), root).string();
      if (entry.path().extension() != ".hpp" || name.starts_with("proofs-check/claims/")) continue;
      EXPECT_NE(text.find("`" + name + "`"), std::string::npos) << name;
    }
  }
}

/// As a cell of a table.
std::string escaped(const std::string& statement) {
  std::string text;
  for (const char letter : statement) {
    if (letter == '|') {
      text += "&#124;";
    } else {
      if (letter == '*' || letter == '~') text += '\\';
      text += letter;
    }
  }
  return text;
}

TEST(Readme, HasEveryClaimWithItsStatementAndVerdict) {
  const std::string text = readme();
  for (const auto& claim : lysep::all_claims()) {
    const std::string row = "| `" + claim.id + "` | " + claim.equation + " | " + escaped(claim.statement) + " | " +
                            (claim.expected ? "proved" : "**false**") + " |";
    const auto place = text.find(row);
    ASSERT_NE(place, std::string::npos) << row;
    const auto end = place + row.size();
    const std::string rest = text.substr(end, text.find('\n', end) - end);
    EXPECT_EQ(rest.find("best possible") != std::string::npos, claim.constant_is_best_possible) << row;
    const auto equivalent =
        std::count_if(claim.mutants.begin(), claim.mutants.end(), [](const auto& m) { return m.equivalent; });
    const std::string wrong = std::to_string(static_cast<long>(claim.mutants.size()) - equivalent);
    const std::string true_ones = equivalent > 0 ? ", " + std::to_string(equivalent) + " true" : "";
    EXPECT_TRUE(rest.ends_with("| " + wrong + "/" + wrong + true_ones + " |")) << row << rest;
  }
  EXPECT_NE(text.find(std::to_string(lysep::all_claims().size()) + " claims: "), std::string::npos);
}

TEST(Readme, NamesOnlyFilesThatExist) {
  const std::string text = readme();
  const std::regex file("`((?:core|proofs-check|datasets|experiments|tests)/[^` ]+)`");
  int files = 0;
  for (std::sregex_iterator match(text.begin(), text.end(), file), end; match != end; ++match, ++files) {
    EXPECT_TRUE(fs::exists(root / (*match)[1].str())) << (*match)[1];
  }
  EXPECT_GT(files, 40);
}

}  // namespace
