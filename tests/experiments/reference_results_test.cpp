// The documents' tables of reference results are those of experiments/reproduce/results beside the paper's numbers.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "experiments/reproduce/paper_tables.hpp"

namespace lysep {
namespace {

using Json = nlohmann::json;

std::string text_of(const std::string& name) {
  std::ifstream in(LYSEP_SOURCE_DIR "/" + name);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string two_digits(double value) {
  return std::regex_replace(fmt::format("{:.1e}", value), std::regex("e-0"), "e-");
}

/// Means over the seeds of one method in one row.
struct Means {
  double CE = 0, accuracy = 0, test_accuracy = 0;
  int seeds = 0;

  bool reach(const PaperFigures& paper) const {
    return CE <= paper.CE + paper.CE_deviation && accuracy >= paper.accuracy - 0.3;
  }
};

/// As the documents have it: a line for each row, a column for each method, the number of seeds, and of how many rows
/// the method reaches LySep's printed figures, by those of the last batch where there are batches.
class ResultTable {
 public:
  explicit ResultTable(const std::string& table) {
    const Json results = Json::parse(text_of("experiments/reproduce/results/" + table + ".json"));
    for (const Json& run : results["rows"]) runs_.push_back(run);
    for (const PaperRow& row : paper_rows()) {
      if (row.table == table) rows_.push_back(&row);
    }
    for (const char* method :
         {"lysep", "lysep-relaxed", "gd", "gd-slow", "momentum", "adam", "joint", "lysep-frozen", "gd-frozen"}) {
      const auto ran = [&](const Json& run) { return run["method"] == method; };
      if (std::any_of(runs_.begin(), runs_.end(), ran)) methods_.push_back(method);
    }
  }

  std::string text() const {
    std::string head = "| row | LySep, printed | gradient descent, printed |", rule = "|---|---|---|", lines;
    std::string seeds = "| seeds | | |", reached = "| LySep's printed figures reached | | |";
    for (const std::string& method : methods_) {
      head += fmt::format(" `{}` |", method);
      rule += "---|";
      seeds += fmt::format(" {} |", seeds_of(method));
      reached += fmt::format(" {} |", reached_of(method));
    }
    for (const PaperRow* row : rows_) lines += line(*row) + "\n";
    return fmt::format("{}\n{}\n{}{}\n{}\n", head, rule, lines, seeds, reached);
  }

 private:
  static std::string row_name(const Json& run) {
    if (run.contains("conv")) return fmt::format("{}x{}", run["conv"].dump(), run["channels"].dump());
    const std::string network = fmt::format("{}x{}", run["depth"].dump(), run["width"].dump());
    return run.contains("time") ? network + "@" + run["time"].dump() : network;
  }

  Means means(const PaperRow& row, const std::string& method) const {
    Means sum;
    for (const Json& run : runs_) {
      if (run["method"] != method || row_name(run) != row.name) continue;
      const std::string batch = run.contains("batch_CE") ? "batch_" : "";
      sum.CE += run[batch + "CE"].get<double>();
      sum.accuracy += run[batch + "accuracy"].get<double>();
      sum.test_accuracy += run["test_accuracy"].get<double>();
      ++sum.seeds;
    }
    return {sum.CE / sum.seeds, sum.accuracy / sum.seeds, sum.test_accuracy / sum.seeds, sum.seeds};
  }

  std::string line(const PaperRow& row) const {
    std::string text = fmt::format("| {} | {} | {} |", row.name, two_digits(row.lysep->CE), two_digits(row.gd->CE));
    for (const std::string& method : methods_) {
      const Means m = means(row, method);
      const std::string test = row.convolutional() ? fmt::format(", {:.1f}", m.test_accuracy) : "";
      text += m.seeds == 0 ? " - |" : fmt::format(" {}{} |", two_digits(m.CE), test);
    }
    return text;
  }

  std::string seeds_of(const std::string& method) const {
    std::set<int> counts;
    for (const PaperRow* row : rows_) counts.insert(means(*row, method).seeds);
    counts.erase(0);
    const int least = *counts.begin(), most = *counts.rbegin();
    return least == most ? fmt::format("{}", least) : fmt::format("{} to {}", least, most);
  }

  std::string reached_of(const std::string& method) const {
    int reached = 0, all = 0;
    for (const PaperRow* row : rows_) {
      const Means m = means(*row, method);
      all += m.seeds > 0;
      reached += m.seeds > 0 && m.reach(*row->lysep);
    }
    return fmt::format("{} of {}", reached, all);
  }

  std::vector<Json> runs_;
  std::vector<const PaperRow*> rows_;
  std::vector<std::string> methods_;
};

/// A sum over all that the paper prints, taken from its tables once.
TEST(ReferenceResults, PrintedFiguresAreThoseOfThePaper) {
  constexpr double paper_sum = 14996.10527;
  double sum = 0;
  for (const PaperRow& row : paper_rows()) {
    if (row.of_dlam()) continue;
    EXPECT_EQ(row.name, fmt::format("{}x{}{}", row.layers, row.width, row.time.empty() ? "" : "@" + row.time));
    if (!row.gd) continue;
    for (const PaperFigures& f : {*row.gd, *row.lysep}) {
      sum += f.CE + 2 * f.CE_deviation + 3 * f.accuracy + 4 * f.accuracy_deviation;
    }
  }
  EXPECT_NEAR(sum, paper_sum, 1e-6);
}

/// Table 2 of DLAM's paper, line after line: the k-th number k times.
TEST(ReferenceResults, PrintedSecondsAreThoseOfThePaper) {
  constexpr double paper_sum = 2054.2407;
  double sum = 0;
  int count = 0;
  for (const PaperRow& row : paper_rows()) {
    if (row.seconds) sum += ++count * *row.seconds;
  }
  EXPECT_EQ(count, 50);
  EXPECT_NEAR(sum, paper_sum, 1e-9);
  EXPECT_EQ(paper_row("dlam-table-2", "fashion-mnist-48000@1e-2")->seconds, 1.7535);
}

TEST(ReferenceResults, AreTheTablesOfTheDocuments) {
  const auto expect_table = [](const char* page, const std::string& table) {
    const std::string text = ResultTable(table).text();
    EXPECT_NE(text_of(page).find(text), std::string::npos) << page << " requires\n" << text;
  };
  expect_table("README.md", "table-5.1");
  for (const char* table : {"table-5.1", "table-5.2", "table-5.3"}) expect_table("docs/results.md", table);
}

/// One line of the page for each run: F, its rises, training accuracies on the way, and the test accuracy.
TEST(ReferenceResults, AreTheLinesOfTheDocumentOnDlam) {
  const std::string page = text_of("docs/dlam.md");
  const Json figures = Json::parse(text_of("experiments/reproduce/results/dlam-figures.json"));
  for (const Json& run : figures["rows"]) {
    const auto after = [&](const char* sweep) {
      return run.contains(sweep) ? fmt::format("{:.1f}", run[sweep]["accuracy"].get<double>()) : "-";
    };
    const bool dlam = run.contains("rises");
    const std::string line =
        fmt::format("| {} | `{}` | {} | {} | {} | {} | {} | {} | {:.1f} | {:.1f} |\n", run["row"].get<std::string>(),
                    run["method"].get<std::string>(), run["sweeps"].get<long>(),
                    dlam ? fmt::format("{:.3g}", run["objective"].get<double>()) : "-",
                    dlam ? std::to_string(run["rises"].size()) : "-", after("after_10"), after("after_50"),
                    after("after_100"), run["accuracy"].get<double>(), run["test_accuracy"].get<double>());
    EXPECT_NE(page.find(line), std::string::npos) << "docs/dlam.md requires\n" << line;
  }
  const Json table = Json::parse(text_of("experiments/reproduce/results/dlam-table-2.json"));
  for (const Json& run : table["rows"]) {
    if (run["method"] != "dlam") continue;
    const std::string row = run["row"];
    const auto last = std::find_if(table["rows"].begin(), table["rows"].end(),
                                   [&](const Json& r) { return r["row"] == row && r["method"] == "dlam-last"; });
    ASSERT_NE(last, table["rows"].end()) << row;
    const std::string line = fmt::format(
        "| {} | {:.3f} | {:.2f} | {:.2f} |\n", row, *paper_row("dlam-table-2", row)->seconds,
        run["processor_seconds_per_sweep"].get<double>(), (*last)["processor_seconds_per_sweep"].get<double>());
    EXPECT_NE(page.find(line), std::string::npos) << "docs/dlam.md requires\n" << line;
  }
}

}  // namespace
}  // namespace lysep
