#include "experiments/reproduce/report.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <filesystem>
#include <fstream>

#include "experiments/commands/commands.hpp"
#include "experiments/reproduce/gnuplot.hpp"
#include "experiments/runs/version.hpp"

namespace lysep {
namespace {

std::string escaped(const std::string& text) {
  std::string html;
  for (const char letter : text) {
    html += letter == '<' ? "&lt;" : letter == '>' ? "&gt;" : letter == '&' ? "&amp;" : std::string(1, letter);
  }
  return html;
}

/// A file as the source of an image element.
std::string data_uri(const std::string& file, const std::string& kind) {
  std::ifstream in(file, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  std::string code(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const int length =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(code.data()),
                      reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  code.resize(static_cast<std::size_t>(length));
  return fmt::format("data:image/{};base64,{}", kind, code);
}

/// The PNG or the SVG file, whichever is smaller.
std::string figure(const std::string& folder, const Picture& picture) {
  const std::string path = folder + "/" + picture.name;
  const bool svg = std::filesystem::file_size(path + ".svg") < std::filesystem::file_size(path + ".png");
  return fmt::format("<figure><img src=\"{}\" alt=\"{}\"><figcaption>{}</figcaption></figure>\n",
                     data_uri(path + (svg ? ".svg" : ".png"), svg ? "svg+xml" : "png"), picture.name,
                     escaped(picture.caption));
}

std::string html_of(const TextTable& table) {
  std::string html = "<table>\n<tr>";
  for (const std::string& cell : table.header) html += "<th>" + escaped(cell) + "</th>";
  for (const auto& row : table.rows) {
    html += "</tr>\n<tr>";
    for (const std::string& cell : row) html += "<td>" + escaped(cell) + "</td>";
  }
  return html + "</tr>\n</table>\n";
}

TextTable runs_table(const std::vector<const RunRecord*>& runs) {
  TextTable table{{"CE", "accuracy", "test accuracy", "hash of the final state", "command"}, {}};
  for (const RunRecord* run : runs) {
    table.rows.push_back({fmt::format("{:.3e}", run->all.CE), fmt::format("{:.2f}", run->all.accuracy),
                          fmt::format("{:.2f}", run->test.accuracy), run->hash, run->command});
  }
  return table;
}

constexpr const char* style =
    "body{font:15px/1.45 sans-serif;max-width:1240px;margin:2em auto;padding:0 1em}"
    "table{border-collapse:collapse;font-size:13px}td,th{border:1px solid #ccc;padding:2px 7px;text-align:left}"
    "figure{margin:1.5em 0}img{max-width:100%}figcaption,footer{color:#555}";

}  // namespace

void write_report(const std::string& file, const std::string& pictures, const Report& report) {
  std::string html = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta "
      "charset=\"utf-8\"><title>{0}</title><style>{1}</style></head><body>\n"
      "<h1>{0}</h1>\n",
      escaped(report.title), style);
  if (!report.sentences.empty()) {
    html += "<ul>\n";
    for (const std::string& sentence : report.sentences) html += "<li>" + escaped(sentence) + "</li>\n";
    html += "</ul>\n" + html_of(report.table);
  }
  for (const Picture& picture : report.pictures) html += figure(pictures, picture);
  if (!report.runs.empty()) html += "<h2>Runs</h2>\n" + html_of(runs_table(report.runs));
  html += fmt::format("<footer><p>{}</p><p>lysep {}, compiler {}; pictures by {}</p></footer>\n</body></html>\n",
                      escaped(report.options), version(), __VERSION__, gnuplot_version());
  write_text(file, html);
}

}  // namespace lysep
