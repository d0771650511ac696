#include "experiments/commands/claim_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "core/numbers/logarithm.hpp"
#include "experiments/commands/notation.hpp"
#include "experiments/runs/version.hpp"
#include "proofs-check/claims/chapters.hpp"

namespace lysep {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::pair<const char*, const char*> theories[] = {
    {"lysep", "Layer separation"}, {"review", "The public review of it"}, {"dlam", "DLAM"}, {"bsum", "BSUM"}};

std::string theory_title(const std::string& source) {
  for (const auto& [name, title] : theories) {
    if (name == source) return title;
  }
  return source;
}

/// As MathML; as it stands where that is not to be had.
std::string shown(const std::string& text) {
  const auto markup = markup_of(text);
  return markup ? *markup : "<code>" + escaped_html(text) + "</code>";
}

/// The ratios left/right of what was proved or equal by their distance from 1, a bar a decade, and the largest of all,
/// searched for too, as a line. Nothing where there are none.
std::string plot(const ClaimReport& r) {
  constexpr int decades = 16;
  std::array<long, decades + 1> bars{};  // the last: nearer than 1e-16, or equal
  const auto decade = [](double ratio) {
    return ratio >= 1 ? double(decades) : std::clamp(-log(1 - std::max(ratio, 0.0)) / log(10.0), 0.0, double(decades));
  };
  for (const auto& [ratio, instance] : r.ratios) ++bars[static_cast<std::size_t>(decade(ratio))];
  const long most = *std::max_element(bars.begin(), bars.end());
  if (most == 0 || r.worst_ratio <= 0) return "";
  constexpr double width = 10, height = 34;
  std::string path;
  for (int k = 0; k <= decades; ++k) {
    if (bars[k] == 0) continue;
    const double h = height * log1p(double(bars[k])) / log1p(double(most));
    path += fmt::format("M{},{}v{:.1f}h{}v{:.1f}z", k * width, height, -h, width - 1, h);
  }
  std::string text = fmt::format(
      "<svg viewBox=\"-6 -2 190 48\" role=\"img\" aria-label=\"instances by 1 - left/right, largest left/right "
      "{:.6g}\">"
      "<path d=\"{}\" fill=\"currentColor\"/><path class=\"axis\" d=\"M0,{}h170\"/>",
      r.worst_ratio, path, height);
  text += fmt::format("<path class=\"worst\" d=\"M{:.1f},0v{}\"/>", decade(r.worst_ratio) * width, height);
  for (const auto& [at, label] : {std::pair(0, "1"), std::pair(40, "1e-4"), std::pair(80, "1e-8"),
                                  std::pair(120, "1e-12"), std::pair(160, "equal")}) {
    text += fmt::format("<text x=\"{}\" y=\"44\" text-anchor=\"middle\">{}</text>", at, label);
  }
  return text + "</svg>";
}

std::string closeness(const Claim& claim, const ClaimReport& r) {
  std::string text;
  if (claim.relation == Relation::equals) {
    if (r.equal > 0) text = fmt::format("an identity: equal at {} instances", r.equal);
  } else if (const std::string ratio = ratio_text(claim, r); !ratio.empty()) {
    text = "largest left/right: " + ratio;
  }
  if (claim.constant_is_best_possible) text += "; the constant is best possible";
  const std::string picture = claim.relation == Relation::equals ? "" : plot(r);
  if (text.empty() && picture.empty()) return "";
  return fmt::format("<div class=\"closeness\">{}<span class=\"plot-text\">{}</span></div>\n", picture, text);
}

std::string instances(const ClaimReport& r) {
  std::string text;
  const std::pair<long, const char*> counts[] = {{r.proved, "proved"},
                                                 {r.equal, "equal"},
                                                 {r.refuted, "refuted"},
                                                 {r.inconclusive, "undecided"},
                                                 {r.hypothesis_not_met, "without the hypotheses"}};
  for (const auto& [count, name] : counts) {
    if (count > 0) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, name);
  }
  return text.empty() ? "no instance" : "instances: " + text;
}

std::string mutants(const ClaimReport& r) {
  std::string list;
  for (const MutantReport& m : r.mutants) {
    const std::string fate = m.killed ? fmt::format("killed by instance {}", m.instances_needed) : "not killed";
    list +=
        fmt::format("<li>{}: {}{}</li>", shown(m.mutant.name), fate, m.mutant.equivalent ? ", a true statement" : "");
  }
  const std::string count = r.mutants.empty() ? "" : "; mutants killed: " + mutants_text(r);
  const std::string summary = instances(r) + count;
  if (list.empty()) return fmt::format("<p class=\"source\">{}</p>\n", summary);
  return fmt::format("<details><summary>{}</summary><ul>{}</ul></details>\n", summary, list);
}

Json rows_of(const Matrix<double>& m) {
  Json rows = Json::array();
  for (Index i = 0; i < m.rows(); ++i) rows.push_back(std::vector<double>(m.row(i).data(), m.row(i).data() + m.cols()));
  return rows;
}

Json state_of(const StateData& state) {
  Json layers = Json::array();
  for (const auto& layer : state.layers) {
    Json of_layer = {{"W", rows_of(layer.W)}};
    if (layer.b.size() > 0) of_layer["b"] = std::vector<double>(layer.b.data(), layer.b.data() + layer.b.size());
    if (layer.r.size() > 0) of_layer["r"] = rows_of(layer.r);
    if (layer.c.size() > 0) of_layer["c"] = rows_of(layer.c);
    for (const auto& [name, rows] : layer.variables) of_layer[name] = rows_of(rows);
    layers.push_back(of_layer);
  }
  return {
      {"activation", name_of(state.activation)}, {"X", rows_of(state.X)}, {"labels", state.labels}, {"layers", layers}};
}

/// Names, and numbers with all their digits.
std::string numbers_of(const Instance& instance) {
  std::string text;
  for (const auto& [name, array] : instance.data) {
    const Json values = array.values.size() == 1 ? Json(array.values[0]) : Json(array.values);
    text +=
        fmt::format("{}{} = {}\n", name,
                    array.shape.size() < 2 ? "" : fmt::format(" ({})", fmt::join(array.shape, " x ")), values.dump());
  }
  if (instance.state) text += "state = " + state_of(*instance.state).dump() + "\n";
  return text;
}

std::string witness(const Checked& checked, slong bits) {
  if (!checked.report.witness) return "";
  constexpr std::size_t longest = 20000;
  const Instance& instance = *checked.report.witness;
  std::string text = numbers_of(instance);
  if (text.size() > longest) text = "";
  const Decision decision = decide_at(*checked.claim, instance, no_mutant, bits);
  const auto side = [](const Ball& x) { return fmt::format("[{}, {}]", x.lower_decimal(17), x.upper_decimal(17)); };
  text += fmt::format("left in {}\nright in {}\n", side(decision.sides.left), side(decision.sides.right));
  if (!checked.witness.empty()) text += "file: " + checked.witness + "\n";
  return fmt::format(
      "<details class=\"witness\"><summary>the witness, in numbers</summary>"
      "<button type=\"button\" class=\"copy\" hidden>copy</button><pre>{}</pre></details>\n",
      escaped_html(text));
}

std::string article(const Checked& checked, const CheckOptions& options) {
  const Claim& c = *checked.claim;
  const ClaimReport& r = checked.report;
  const std::string verdict = verdict_text(c, r);
  const bool expected = r.as_expected(c);
  const char* kind = !expected ? "unexpected" : verdict == "proved" ? "proved" : verdict == "false" ? "false" : "open";
  std::string hypotheses;
  for (const std::string& h : c.hypotheses) hypotheses += (hypotheses.empty() ? "if " : "; ") + shown(h);
  std::string text = fmt::format(
      "<article class=\"{}\" id=\"{}\" data-theory=\"{}\" data-verdict=\"{}\"{} data-plain=\"{}\">\n"
      "<h4><a href=\"#{}\">{}</a><span class=\"equation\">{}</span><span class=\"verdict\">{}{}</span></h4>\n"
      "<p class=\"statement\">{}</p>\n",
      kind, c.id, c.source, verdict, c.constant_is_best_possible ? " data-best" : "", escaped_html(c.statement), c.id,
      c.id, escaped_html(c.equation), verdict, expected ? "" : ", unexpected", shown(c.statement));
  if (!hypotheses.empty()) text += fmt::format("<p class=\"hypotheses\">{}</p>\n", hypotheses);
  text += closeness(c, r) + witness(checked, options.bits) + mutants(r);
  return text + fmt::format("<p class=\"source\"><code>{}</code></p>\n</article>\n", source_file(c));
}

/// The theories, their chapters, the claims; and as a list of contents.
struct Body {
  std::string claims, contents;
};

Body body(const CheckTable& table, const CheckOptions& options) {
  Body body;
  const Claim* before = nullptr;
  int chapter = 0;
  for (const Checked& row : table.rows()) {
    const Claim& c = *row.claim;
    const bool new_theory = !before || before->source != c.source,
               new_chapter = new_theory || before->chapter != c.chapter;
    if (before && new_chapter) body.claims += "</section>\n";
    if (before && new_theory) body.claims += "</section>\n";
    if (new_theory) body.claims += fmt::format("<section><h2>{}</h2>\n", theory_title(c.source));
    if (new_chapter) {
      ++chapter;
      body.claims += fmt::format("<section><h3 id=\"chapter-{}\">{}</h3>\n", chapter, escaped_html(c.chapter));
      body.contents += fmt::format("<li><a href=\"#chapter-{}\">{}</a></li>", chapter, escaped_html(c.chapter));
    }
    body.claims += article(row, options);
    before = &c;
  }
  if (before) body.claims += "</section>\n</section>\n";
  return body;
}

std::string header(const CheckTable& table, const CheckOptions& options, const std::string& contents) {
  std::string text = fmt::format("<p>{}</p>\n", escaped_html(table.summary()));
  if (!table.interruption().empty())
    text += fmt::format("<p class=\"warning\">{}</p>\n", escaped_html(table.interruption()));
  text += fmt::format(
      "<p class=\"options\">lysep {}, seed {}, {} instances of each claim, {} bits at first. \"Proved\" means: at "
      "these "
      "instances, by enclosures at exact doubles; it is no proof for all of them. A bar counts instances by 1 - "
      "left/right, the line is the largest left/right, searched for too.</p>\n",
      version(), options.seed, options.instances, options.bits);
  return text + fmt::format("<nav><ul>{}</ul></nav>", contents);
}

void put(std::string& page, const std::string& mark, const std::string& text) {
  page.replace(page.find(mark), mark.size(), text);
}

}  // namespace

std::string claim_page(const CheckTable& table, const CheckOptions& options) {
  std::set<std::string> verdicts, sources;
  for (const Checked& row : table.rows()) {
    verdicts.insert(verdict_text(*row.claim, row.report));
    sources.insert(row.claim->source);
  }
  std::string of_theories, of_verdicts;
  for (const auto& [name, title] : theories) {
    if (sources.count(name) > 0) of_theories += fmt::format("<option value=\"{}\">{}</option>", name, title);
  }
  for (const std::string& verdict : verdicts) of_verdicts += fmt::format("<option>{}</option>", verdict);
  const Body of = body(table, options);
  std::string page(empty_claim_page);
  put(page, "@HEADER@", header(table, options, of.contents));
  put(page, "@THEORIES@", of_theories);
  put(page, "@VERDICTS@", of_verdicts);
  put(page, "@CLAIMS@", of.claims);
  return page;
}

}  // namespace lysep
