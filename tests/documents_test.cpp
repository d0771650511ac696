// The documents are complete and true: every header of core/ and proofs-check/ and every claim is in them, and every
// file they name exists.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>

#include "proofs-check/frame/claim.hpp"

namespace {

namespace fs = std::filesystem;
const fs::path root = LYSEP_SOURCE_DIR;

std::string text_of(const fs::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Documents, NameEveryHeader) {
  const std::string text = text_of(root / "docs/paper-to-code.md");
  for (const char* folder : {"core", "proofs-check"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      const std::string name = fs::relative(entry.path(), root).string();
      if (entry.path().extension() != ".hpp" || name.starts_with("proofs-check/claims/")) continue;
      EXPECT_NE(text.find("`" + name + "`"), std::string::npos) << name;
    }
  }
}

/// A file that no program is made of never runs.
TEST(Documents, EveryFileOfTestsIsCompiled) {
  const std::string list = text_of(root / "tests/CMakeLists.txt");
  for (const auto& entry : fs::recursive_directory_iterator(root / "tests")) {
    const std::string name = fs::relative(entry.path(), root / "tests").string();
    if (name.ends_with("_test.cpp")) {
      EXPECT_NE(list.find(name), std::string::npos) << name;
    }
  }
}

/// Two types of one name in namespace lysep are one to the linker, which takes the functions of either.
TEST(Documents, NoTwoHeadersDeclareATypeOfOneName) {
  const std::regex declared("(?:^|\n)(?:struct|class|enum class|enum)\\s+(\\w+)\\s*(?:final\\s*)?(?::[^;{]*)?\\{");
  std::map<std::string, std::string> header_of;
  for (const char* folder : {"core", "datasets", "experiments", "include", "proofs-check"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      if (entry.path().extension() != ".hpp") continue;
      const std::string text = text_of(entry.path()), name = fs::relative(entry.path(), root).string();
      for (std::sregex_iterator match(text.begin(), text.end(), declared), end; match != end; ++match) {
        const auto [place, added] = header_of.try_emplace((*match)[1], name);
        EXPECT_TRUE(added || place->second == name) << (*match)[1] << ": " << name << ", " << place->second;
      }
    }
  }
  EXPECT_GT(header_of.size(), 200u);
}

/// Who includes them compiles them in a moment, and with any other Eigen.
TEST(Documents, HeadersForOthersHaveNoTemplatesAndIncludeTheStandardLibraryAlone) {
  const std::regex foreign("\\btemplate\\b|#include <[^>]*[/.]");
  int headers = 0;
  for (const auto& entry : fs::directory_iterator(root / "include/lysep")) {
    std::smatch found;
    const std::string text = text_of(entry.path());
    EXPECT_FALSE(std::regex_search(text, found, foreign)) << entry.path() << found.str();
    ++headers;
  }
  EXPECT_GE(headers, 6);
}

TEST(Documents, TheReadmeIsShortAndCountsTheClaims) {
  const std::string text = text_of(root / "README.md");
  EXPECT_LE(std::count(text.begin(), text.end(), '\n'), 120);
  const auto proved =
      std::count_if(lysep::all_claims().begin(), lysep::all_claims().end(), [](const auto& c) { return c.expected; });
  const auto all = static_cast<long>(lysep::all_claims().size());
  const std::string counts = std::to_string(all) + " claims: " + std::to_string(proved) + " proved, " +
                             std::to_string(all - proved) + " refuted";
  EXPECT_NE(text.find(counts), std::string::npos) << counts;
}

TEST(Documents, NameOnlyFilesThatExist) {
  std::vector<fs::path> pages = {root / "README.md", root / "CONTRIBUTING.md"};
  for (const auto& entry : fs::directory_iterator(root / "docs")) pages.push_back(entry.path());
  const std::regex file("`((?:core|proofs-check|datasets|experiments|include|python|examples|tests|docs)/[^`<> ]+)`"),
      link("\\]\\(([^):#]+)\\)");
  int files = 0;
  for (const fs::path& page : pages) {
    const std::string text = text_of(page);
    for (std::sregex_iterator match(text.begin(), text.end(), file), end; match != end; ++match, ++files) {
      EXPECT_TRUE(fs::exists(root / (*match)[1].str())) << page << (*match)[1];
    }
    for (std::sregex_iterator match(text.begin(), text.end(), link), end; match != end; ++match, ++files) {
      EXPECT_TRUE(fs::exists(page.parent_path() / (*match)[1].str())) << page << (*match)[1];
    }
  }
  EXPECT_GT(files, 60);
}

}  // namespace
