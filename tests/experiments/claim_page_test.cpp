// lysep check --html: the page of claims says what the table says, is whole in itself, and works in a browser.
#include <fmt/format.h>

#include "experiments/commands/notation.hpp"
#include "proofs-check/claims/chapters.hpp"
#include "tests/experiments/program.hpp"
#include "tests/support.hpp"

namespace lysep {
namespace {

using namespace testing_support;

class ClaimPage : public Program {
 protected:
  static constexpr const char* some =
      "check --claim lemma-2.1 --claim equation-2.7 --claim theorem-3.1-depth-one --claim review-a --claim "
      "dlam-model-P --instances 100 --html page.html --json check.json";

  /// The text between the claim's article and the next one.
  std::string article(const std::string& page, const std::string& id) const {
    const auto begin = page.find(" id=\"" + id + "\"");
    EXPECT_NE(begin, std::string::npos) << id;
    return page.substr(begin, page.find("</article>", begin) - begin);
  }
  static long count(const std::string& text, const std::string& part) {
    long n = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
    return n;
  }
  /// Every element ends where it should, those that have no end aside.
  static std::string first_fault(std::string page) {
    for (const char* inner : {"script", "style"}) {
      const auto begin = page.find(fmt::format("<{}>", inner)), end = page.find(fmt::format("</{}>", inner));
      page.erase(begin, end - begin);
      page.erase(begin, std::string(inner).size() + 3);
    }
    const std::set<std::string> endless = {"meta", "input", "br"};
    std::vector<std::string> open;
    for (auto at = page.find('<'); at != std::string::npos; at = page.find('<', at + 1)) {
      const auto end = page.find('>', at);
      if (page[at + 1] == '!') continue;
      const bool closes = page[at + 1] == '/', itself = page[end - 1] == '/';
      const auto begin = at + (closes ? 2 : 1);
      const std::string name = page.substr(begin, page.find_first_of(" >/\n", begin) - begin);
      if (endless.count(name) > 0 || itself) continue;
      if (!closes) {
        open.push_back(name);
      } else if (open.empty() || open.back() != name) {
        return page.substr(at, 60);
      } else {
        open.pop_back();
      }
    }
    return open.empty() ? "" : open.back();
  }
};

TEST_F(ClaimPage, SaysOfEachClaimWhatTheTableSays) {
  const Result r = run(some);
  ASSERT_EQ(r.code, 0) << r.err;
  const std::string page = text("page.html");
  EXPECT_EQ(first_fault(page), "");
  EXPECT_EQ(count(page, "<article"), 5);
  for (const Json& claim : json("check.json")["claims"]) {
    const std::string of = article(page, claim["id"]);
    for (const char* field : {"statement", "equation"}) {
      const std::string said = claim[field];
      EXPECT_NE(of.find(field == std::string("equation") ? escaped_html(said) : *markup_of(said)), std::string::npos);
    }
    EXPECT_NE(of.find("data-plain=\"" + escaped_html(claim["statement"]) + "\""), std::string::npos);
    EXPECT_NE(of.find(fmt::format("data-theory=\"{}\"", claim["source"].get<std::string>())), std::string::npos);
    for (const std::string hypothesis : claim["hypotheses"]) {
      EXPECT_NE(of.find(*markup_of(hypothesis)), std::string::npos) << hypothesis;
    }
    for (const Json& mutant : claim["mutants"]) {
      const std::string fate = mutant["killed"].get<bool>()
                                   ? fmt::format("killed by instance {}", mutant["instances_needed"].get<long>())
                                   : "not killed";
      const std::string line = fmt::format("<li>{}: {}{}</li>", *markup_of(mutant["name"]), fate,
                                           mutant["equivalent"].get<bool>() ? ", a true statement" : "");
      EXPECT_NE(of.find(line), std::string::npos) << line;
    }
    const bool is_false = claim["expected"] == "false";
    EXPECT_NE(of.find(is_false ? "data-verdict=\"false\"" : "data-verdict=\"proved\""), std::string::npos);
    EXPECT_EQ(count(of, "<details class=\"witness\">"), is_false ? 1 : 0);
    EXPECT_EQ(count(of, "data-best"), claim["constant_is_best_possible"].get<bool>() ? 1 : 0);
    const std::string file = source_file(claim_named(claim["id"]));
    EXPECT_NE(of.find("<code>" + file + "</code>"), std::string::npos) << file;
  }
  const std::string proved = article(page, "lemma-2.1"), identity = article(page, "equation-2.7");
  EXPECT_EQ(count(proved, "<svg"), 1);
  EXPECT_EQ(count(identity, "<svg"), 0);
  EXPECT_NE(identity.find("an identity: equal at 100 instances"), std::string::npos);
  EXPECT_EQ(count(page, "<h2>"), 3);  // layer separation, its review, DLAM
  EXPECT_NE(page.find("5 claims: 2 proved, 3 refuted"), std::string::npos);
}

TEST_F(ClaimPage, TheWitnessIsInNumbersThatRefute) {
  run("check --claim theorem-3.1-depth-one --instances 20 --html page.html");
  const std::string of = article(text("page.html"), "theorem-3.1-depth-one");
  const auto begin = of.find("<pre>") + 5;
  const std::string numbers = of.substr(begin, of.find("</pre>") - begin);
  const auto state_at = numbers.find("state = ");
  ASSERT_NE(state_at, std::string::npos) << numbers;
  std::string line = numbers.substr(state_at + 8, numbers.find('\n', state_at) - state_at - 8);
  for (auto at = line.find("&quot;"); at != std::string::npos; at = line.find("&quot;")) line.replace(at, 6, "\"");
  const Json state = Json::parse(line);
  ASSERT_EQ(state["layers"].size(), 1u);
  for (const Json& row : state["layers"][0]["W"]) {
    for (const double weight : row) EXPECT_EQ(weight, 0);  // CE = ln 2 > 0 = the right side
  }
  EXPECT_TRUE(
      std::regex_search(numbers, std::regex("left in \\[6\\.93147180559945309e-01, 6\\.93147180559945310e-01\\]")))
      << numbers;
  EXPECT_NE(numbers.find("right in [0.00000000000000000e+00, 0.00000000000000000e+00]"), std::string::npos) << numbers;
  EXPECT_NE(numbers.find("file: witnesses/theorem-3.1-depth-one-smallest.h5"), std::string::npos);
}

TEST_F(ClaimPage, AsksForNoOtherFile) {
  run(some);
  const std::string page = text("page.html");
  EXPECT_EQ(page.rfind("<!doctype html>\n", 0), 0u);
  for (const char* outside : {"http", "src=", "url(", "<link", "@import", "fetch("}) {
    EXPECT_EQ(page.find(outside), std::string::npos) << outside;
  }
  EXPECT_EQ(count(page, "@HEADER@") + count(page, "@CLAIMS@") + count(page, "@VERDICTS@") + count(page, "@THEORIES@"),
            0);
}

TEST_F(ClaimPage, TheSameOptionsGiveTheSameBytes) {
  run(some);
  const std::string page = text("page.html");
  run(std::string(some) + " --threads 1");
  EXPECT_EQ(text("page.html"), page);
}

TEST_F(ClaimPage, AnInterruptedCheckSaysSoOnThePage) {
  const Result r =
      run("check --instances 100000000 --claim lemma-2.1 --claim theorem-3.1 --html page.html & sleep 1; kill -INT $!; "
          "wait $!");
  EXPECT_EQ(r.code, 3) << r.err;
  const std::string page = text("page.html");
  EXPECT_NE(page.find("<p class=\"warning\">interrupted: 1 of 2 claims were looked at; not to the end: lemma-2.1</p>"),
            std::string::npos);
  EXPECT_NE(article(page, "lemma-2.1").find("data-verdict=\"interrupted\""), std::string::npos);
  run("check --instances 10 --claim lemma-2.1 --html page.html");
  EXPECT_EQ(text("page.html").find("<p class=\"warning\">"), std::string::npos);
}

TEST_F(ClaimPage, EveryClaimHasItsFile) {
  for (const Claim& claim : all_claims()) {
    EXPECT_TRUE(fs::exists(fs::path(LYSEP_SOURCE_DIR) / source_file(claim))) << source_file(claim);
  }
}

TEST_F(ClaimPage, IsRefusedBeforeTheWork) {
  expect_refused("check --html none/page.html", "none/page.html");
  expect_refused("check --list --html page.html", "--list excludes --html");
  expect_refused("check --instance x.h5 --html page.html", "excludes");
}

/// Headless Chromium runs the page's script, and what is put behind it here.
TEST_F(ClaimPage, ItsFiltersWorkInABrowser) {
  if (std::system("command -v chromium >/dev/null") != 0) GTEST_SKIP() << "requires chromium";
  run(some);
  std::string page = text("page.html");
  page.replace(page.rfind("</body>"), 7, R"(<script>
const said = [];
function shows() { said.push(count.textContent); }
shows();
words.value = 'LEMMA 2.1'; apply(); shows();
words.value = 'grad dlam'; apply(); shows();
words.value = 'sqrt2'; words.dispatchEvent(new Event('input')); shows();
words.value = '';
verdict.value = 'false'; verdict.dispatchEvent(new Event('input')); shows();
theory.value = 'dlam'; theory.dispatchEvent(new Event('input')); shows();
said.push(document.querySelectorAll('main section:not(.hidden) h2').length);
theory.value = verdict.value = ''; best.checked = true; best.dispatchEvent(new Event('input')); shows();
document.title = said.join('; ');
</script></body>)");
  std::ofstream(folder_ + "/tried.html") << page;
  const int code = std::system(fmt::format("cd {0} && timeout 60 chromium --headless --no-sandbox --disable-gpu "
                                           "--user-data-dir={0}/chromium --enable-logging=stderr --v=0 --dump-dom "
                                           "file://{0}/tried.html >dom.html 2>chromium.log",
                                           folder_)
                                   .c_str());
  ASSERT_EQ(code, 0) << text("chromium.log");
  EXPECT_EQ(text("chromium.log").find("CONSOLE"), std::string::npos) << text("chromium.log");
  const std::string dom = text("dom.html");
  const auto begin = dom.find("<title>") + 7;
  EXPECT_EQ(dom.substr(begin, dom.find("</title>") - begin),
            "5 of 5; 1 of 5; 1 of 5; 1 of 5; 3 of 5; 1 of 5; 1; 1 of 5");
  EXPECT_NE(dom.find("<form id=\"filters\" onsubmit"), std::string::npos);  // hidden without a script alone
}

}  // namespace
}  // namespace lysep
