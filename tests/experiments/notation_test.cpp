// The notation of claims as MathML: what it says is what the text says.
#include "experiments/commands/notation.hpp"

#include <gtest/gtest.h>

#include <map>
#include <regex>

#include "proofs-check/frame/claim.hpp"

namespace lysep {
namespace {

std::string replaced(std::string text, const std::map<std::string, std::string>& by) {
  for (const auto& [from, to] : by) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
      text.replace(at, from.size(), to);
    }
  }
  return text;
}

/// The text without what stands from each `begin` to the next `end`.
std::string without(const std::string& text, char begin, char end) {
  std::string rest;
  bool inside = false;
  for (const char c : text) {
    if (c == begin) inside = true;
    if (!inside) rest += c;
    if (c == end) inside = false;
  }
  return rest;
}

/// The markup read back as letters and digits, in their order, and the text likewise.
std::string read_back(const std::string& markup) {
  std::string text = replaced(
      markup, {{"<msqrt>", "sqrt"}, {"α", "alpha"}, {"γ", "gamma"},  {"δ", "delta"}, {"ε", "eps"},     {"η", "eta"},
               {"θ", "theta"},      {"κ", "kappa"}, {"λ", "lambda"}, {"μ", "mu"},    {"ρ", "rho"},     {"σ", "sigma"},
               {"τ", "tau"},        {"φ", "phi"},   {"ω", "omega"},  {"Γ", "Gamma"}, {"Δ", "Delta"},   {"Θ", "Theta"},
               {"Λ", "Lambda"},     {"Φ", "Phi"},   {"Ω", "Omega"},  {"∇", "grad"},  {"∑", "sum"},     {"∏", "prod"},
               {"∘", "o"},          {"≤", "&le;"},  {"π", "pi"},     {"β", "beta"},  {"∞", "infinity"}});
  return replaced(without(without(text, '<', '>'), '&', ';'), {{"epsilon", "eps"}});
}
std::string letters(std::string text) {
  std::erase_if(text, [](unsigned char c) { return std::isalnum(c) == 0 || c > 127; });
  return text;
}

/// Every element that begins ends, in order.
bool is_well_formed(const std::string& markup) {
  std::vector<std::string> open;
  const std::regex tag("<(/?)([a-z]+)[^>]*>");
  for (std::sregex_iterator at(markup.begin(), markup.end(), tag), end; at != end; ++at) {
    if ((*at)[1].length() == 0) {
      open.push_back((*at)[2]);
    } else {
      if (open.empty() || open.back() != (*at)[2]) return false;
      open.pop_back();
    }
  }
  return open.empty();
}

/// Without what only spaces things out.
std::string plain_markup(const std::string& text) {
  const auto markup = markup_of(text);
  if (!markup) return "unreadable";
  return std::regex_replace(
      *markup, std::regex("<mspace[^>]*></mspace>| (form|stretchy|accent|movablelimits|lspace)=\"[a-z0]*\""), "");
}

TEST(Notation, IndicesPowersAndMarksAreOnWhatTheyStand) {
  EXPECT_EQ(
      plain_markup("W_{l+1}^T"),
      "<math><msubsup><mi>W</mi><mrow><mi>l</mi><mo>+</mo><mn>1</mn></mrow><mrow><mi>T</mi></mrow></msubsup></math>");
  EXPECT_EQ(plain_markup("z1"), "<math><msub><mi>z</mi><mn>1</mn></msub></math>");
  EXPECT_EQ(plain_markup("c~"), "<math><mover><mi>c</mi><mo>~</mo></mover></math>");
  EXPECT_EQ(plain_markup("W^_1"),
            "<math><msub><mover><mi>W</mi><mo>^</mo></mover><mrow><mn>1</mn></mrow></msub></math>");
  EXPECT_EQ(plain_markup("sigma'^"),
            "<math><msup><mover><mi>σ</mi><mo>^</mo></mover><mrow><mo>′</mo></mrow></msup></math>");
  EXPECT_EQ(plain_markup("x*"), "<math><msup><mi>x</mi><mrow><mo>*</mo></mrow></msup></math>");
  EXPECT_EQ(plain_markup("2^-k"), "<math><msup><mn>2</mn><mrow><mo>−</mo><mi>k</mi></mrow></msup></math>");
  EXPECT_EQ(plain_markup("K_lU_l"),
            "<math><msub><mi>K</mi><mrow><mi>l</mi></mrow></msub>"
            "<msub><mi>U</mi><mrow><mi>l</mi></mrow></msub></math>");
}

TEST(Notation, BracketsOfPowersGoAndThoseOfIteratesStay) {
  EXPECT_EQ(plain_markup("B^(2j)"), "<math><msup><mi>B</mi><mrow><mn>2</mn><mi>j</mi></mrow></msup></math>");
  EXPECT_EQ(plain_markup("W^(k)"),
            "<math><msup><mi>W</mi><mrow><mrow><mo>(</mo><mi>k</mi><mo>)</mo></mrow></mrow></msup></math>");
  EXPECT_EQ(plain_markup("e^l(z)"),
            "<math><msup><mi>e</mi><mrow><mi>l</mi><mrow><mo>(</mo><mi>z</mi><mo>)</mo></mrow>"
            "</mrow></msup></math>");
  EXPECT_EQ(plain_markup("a^l(z)"),
            "<math><msup><mi>a</mi><mrow><mi>l</mi></mrow></msup>"
            "<mrow><mo>(</mo><mi>z</mi><mo>)</mo></mrow></math>");
}

TEST(Notation, BarsAreNormsOrValues) {
  EXPECT_EQ(plain_markup("||W|| ||r||"),
            "<math><mrow><mo>‖</mo><mi>W</mi><mo>‖</mo></mrow><mrow><mo>‖</mo><mi>r</mi><mo>‖</mo></mrow></math>");
  EXPECT_EQ(
      plain_markup("|| |W| |r| ||"),
      "<math><mrow><mo>‖</mo><mrow><mo>|</mo><mi>W</mi><mo>|</mo></mrow><mrow><mo>|</mo><mi>r</mi><mo>|</mo></mrow>"
      "<mo>‖</mo></mrow></math>");
  EXPECT_EQ(plain_markup("|-x|"), "<math><mrow><mo>|</mo><mo>−</mo><mi>x</mi><mo>|</mo></mrow></math>");
}

TEST(Notation, AnInnerProductIsNoComparison) {
  EXPECT_EQ(plain_markup("<g, x> < 0"),
            "<math><mrow><mo>⟨</mo><mi>g</mi><mo separator=\"true\">,</mo><mi>x</mi><mo>⟩</mo></mrow></math> "
            "<math><mo>&lt;</mo><mn>0</mn></math>");
  EXPECT_EQ(plain_markup("sum_{k<l} k"),
            "<math><munder><mo>∑</mo><mrow><mi>k</mi><mo>&lt;</mo><mi>l</mi></mrow></munder><mi>k</mi></math>");
}

TEST(Notation, WordsStayText) {
  EXPECT_EQ(plain_markup("S after a step <= S"),
            "<math><mi>S</mi></math> after a step <math><mo>≤</mo><mi>S</mi></math>");
  EXPECT_EQ(plain_markup("for every a in it"), "for every <math><mi>a</mi></math> in it");
  EXPECT_EQ(plain_markup("W_L's non-decreasing"),
            "<math><msub><mi>W</mi><mrow><mi>L</mi></mrow></msub></math>'s non-decreasing");
  EXPECT_EQ(plain_markup("softplus(x) of softplus"),
            "<math><mi>softplus</mi><mrow><mo>(</mo><mi>x</mi><mo>)</mo></mrow></math> of softplus");
  EXPECT_EQ(plain_markup("l of (A.12)"),
            "<math><mi>l</mi></math> of <math><mrow><mo>(</mo><mtext>\u00a0A.12\u00a0</mtext><mo>)</mo></mrow></math>");
}

TEST(Notation, WhatDoesNotMatchIsUnreadable) {
  for (const char* text : {"(a", "a)", "x_", "||a|", "|a", "x^{k", "{a}", "sqrt(", "()", "a_ b"}) {
    EXPECT_EQ(plain_markup(text), "unreadable") << text;
  }
}

TEST(Notation, EveryClaimIsReadable) {
  long texts = 0;
  for (const Claim& claim : all_claims()) {
    std::vector<std::string> all = claim.hypotheses;
    all.push_back(claim.statement);
    for (const Mutant& mutant : claim.mutants) all.push_back(mutant.name);
    for (const std::string& text : all) {
      const auto markup = markup_of(text);
      ASSERT_TRUE(markup) << claim.id << ": " << text;
      EXPECT_TRUE(is_well_formed(*markup)) << *markup;
      EXPECT_EQ(letters(read_back(*markup)), letters(replaced(text, {{"epsilon", "eps"}}))) << text;
      ++texts;
    }
  }
  EXPECT_GT(texts, 2000);
}

TEST(Notation, HtmlIsEscaped) { EXPECT_EQ(escaped_html("a < b & \"c\" > d"), "a &lt; b &amp; &quot;c&quot; &gt; d"); }

}  // namespace
}  // namespace lysep
