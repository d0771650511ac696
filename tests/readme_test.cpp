// The README's tables are complete: every header of core/ and proofs-check/ and every claim is in them, and every
// file they name exists.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>

#include "proofs-check/claim.hpp"

namespace {

namespace fs = std::filesystem;
const fs::path root = LYSEP_SOURCE_DIR;

std::string readme() {
  std::ifstream in(root / "README.md");
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Readme, NamesEveryHeaderAndEveryClaim) {
  const std::string text = readme();
  for (const char* folder : {"core", "proofs-check"}) {
    for (const auto& entry : fs::directory_iterator(root / folder)) {
      if (entry.path().extension() != ".hpp") continue;
      const std::string name = std::string(folder) + "/" + entry.path().filename().string();
      EXPECT_NE(text.find("`" + name + "`"), std::string::npos) << name;
    }
  }
  for (const auto& claim : lysep::all_claims())
    EXPECT_NE(text.find("`" + claim.id + "`"), std::string::npos) << claim.id;
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
