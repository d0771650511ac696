// The plot of ratios on the page of claims: a bar a decade of 1 - left/right, and the largest ratio as a line.
#include <gtest/gtest.h>

#include "experiments/commands/claim_page.hpp"

namespace lysep {
namespace {

std::string page_of(const ClaimReport& report, const char* claim = "lemma-2.1") {
  CheckTable table(false, false);
  table.add({&claim_named(claim), report, ""});
  return claim_page(table, {});
}

TEST(ClaimPlot, HasABarADecadeAndALineAtTheLargest) {
  ClaimReport report;
  report.ratios = {{0.5, 0}, {-3.0, 1}, {0.2, 2}, {0.95, 3}, {1 - 1e-7, 4}, {1.0, 5}};
  report.worst_ratio = 1 - 0x1p-20;  // of what a search found: 1 - 10^-6.02
  const std::string page = page_of(report);
  EXPECT_NE(page.find("d=\"M0,34v-34.0h9v34.0zM10,34v-17.0h9v17.0zM"), std::string::npos);  // ln(1 + 3), ln(1 + 1)
  EXPECT_NE(page.find("zM160,34v-17.0h9v17.0z\""), std::string::npos);
  EXPECT_NE(page.find("class=\"worst\" d=\"M60.2,0v34\""), std::string::npos);
}

TEST(ClaimPlot, IsLeftOutWhereThereIsNoRatio) {
  ClaimReport report;
  EXPECT_EQ(page_of(report).find("<svg"), std::string::npos);
  report.ratios = {{0.0, 0}};  // the left side is 0, or the right one
  EXPECT_EQ(page_of(report).find("<svg"), std::string::npos);
  report.ratios = {{1.0, 0}};
  report.worst_ratio = 1;
  EXPECT_NE(page_of(report).find("<svg"), std::string::npos);
  EXPECT_EQ(page_of(report, "equation-2.7").find("<svg"), std::string::npos);  // an identity
}

TEST(ClaimPlot, AVerdictThatWasNotExpectedIsMarked) {
  ClaimReport report;
  report.refuted = 1;
  const std::string page = page_of(report);
  EXPECT_NE(page.find("<article class=\"unexpected\" id=\"lemma-2.1\""), std::string::npos);
  EXPECT_NE(page.find(">REFUTED, unexpected<"), std::string::npos);
}

}  // namespace
}  // namespace lysep
