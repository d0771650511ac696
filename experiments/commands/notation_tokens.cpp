#include "experiments/commands/notation_tokens.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

namespace lysep {
namespace {

using Kind = NotationToken::Kind;

bool letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }
bool digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }
bool lower(char c) { return std::islower(static_cast<unsigned char>(c)) != 0; }

class Tokens {
 public:
  explicit Tokens(const std::string& text) : text_(text) {}

  std::vector<NotationToken> read() {
    while (at_ < text_.size()) {
      if (text_[at_] == ' ') {
        spaced_ = true;
        ++at_;
        continue;
      }
      step();
      spaced_ = false;
    }
    add(Kind::end, "");
    return std::move(tokens_);
  }

 private:
  char next(std::size_t k = 0) const { return at_ + k < text_.size() ? text_[at_ + k] : '\0'; }
  bool begins(const std::string& part) const { return text_.compare(at_, part.size(), part) == 0; }
  bool takes(const std::string& part) {
    if (!begins(part)) return false;
    at_ += part.size();
    return true;
  }
  void add(Kind kind, const std::string& text) { tokens_.push_back({kind, text, spaced_}); }
  Kind before() const { return tokens_.empty() ? Kind::end : tokens_.back().kind; }
  std::string run(bool (*of)(char)) {
    const std::size_t begin = at_;
    while (at_ < text_.size() && of(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  void step() {
    const char c = next();
    if (digit(c)) return number();
    if (letter(c)) return before() == Kind::subscript ? index() : word();
    if (c == '\'') return apostrophe();
    if (c == '^') return caret();
    if (takes("_")) return add(Kind::subscript, "_");
    if (takes("~")) return add(Kind::tilde, "~");
    if (takes("||")) return add(Kind::bar, "||");
    if (takes("|")) return add(Kind::bar, "|");
    if (takes("-Lipschitz")) return add(Kind::word, "-Lipschitz");
    for (const char* relation : {"<=", ">=", "!=", "->"}) {
      if (takes(relation)) return add(Kind::relation, relation);
    }
    for (const char* sign : {"-+", "+-", "...", ".."}) {
      if (takes(sign)) return add(Kind::sign, sign);
    }
    single(c);
  }

  void single(char c) {
    const bool stands_free = next(1) == ' ' || next(1) == '\0';
    ++at_;
    const std::string text(1, c);
    if (c == '<' && !stands_free && (spaced_ || before() == Kind::open || before() == Kind::sign || tokens_.empty())) {
      return add(Kind::open, text);
    }
    if (c == '<' || c == '>' || c == '=') return add(Kind::relation, text);
    if (c == '(' || c == '[' || c == '{') return add(Kind::open, text);
    if (c == ')' || c == ']' || c == '}') return add(Kind::close, text);
    if (c == '*' && !spaced_ && !letter(next()) && !digit(next())) return add(Kind::star, text);
    add(Kind::sign, text);
  }

  void number() {
    std::string digits = run(digit);
    if (next() == '.' && digit(next(1))) {
      ++at_;
      digits += "." + run(digit);
    }
    add(Kind::number, digits);
  }

  /// Behind _: letters of one case and digits, for what follows may be another factor (K_lU_l).
  void index() {
    std::string name = lower(next()) ? run(lower) : std::string(1, text_[at_++]);
    add(Kind::name, name + run(digit));
  }

  /// The s of W_L's step, or a prime.
  void apostrophe() {
    ++at_;
    if (next() == 's' && !letter(next(1))) {
      ++at_;
      return add(Kind::word, "'s");
    }
    add(Kind::prime, "'");
  }

  void caret() {
    ++at_;
    const char c = next();
    const bool above = letter(c) || digit(c) || c == '(' || c == '{' || c == '-';
    add(above ? Kind::power : Kind::hat, "^");
  }

  void word() {
    for (const char* name : {"log1p", "expm1"}) {
      if (takes(name)) return add(Kind::name, name);
    }
    if (next(1) == '.' && digit(next(2))) {  // a number of the paper's appendix: A.12
      const std::string chapter(1, text_[at_++]);
      ++at_;
      return add(Kind::word, chapter + "." + run(digit));
    }
    std::string letters = run(letter);
    while (is_word(letters) && next() == '-' && lower(next(1)) && lower(next(2))) {  // non-decreasing
      ++at_;
      letters += "-" + run(letter);
    }
    if (letters.find('-') != std::string::npos || is_word(letters)) return add(Kind::word, letters);
    if (is_article(letters)) return add(Kind::word, letters);
    add(Kind::name, letters + run(digit));
  }

  /// English, and no name: those are single letters, known ones, or have an index, an argument or the like.
  bool is_word(const std::string& letters) const {
    static const std::set<std::string> names = {"CE", "MN", "Lvec", "Rm"};
    static const std::string marks = "_^(~";
    if (letters.size() == 1 || names.count(letters) > 0) return false;
    if (letters.size() == 2 && letters[0] == 'd' && letters != "do") return false;  // dW, dt
    if (!greek_sign(letters).empty() || is_function_name(letters)) return false;
    return next() == '\0' || (marks.find(next()) == std::string::npos && !digit(next()) && next() != '\'');
  }

  /// "a" before a word of English; not before "in" or "is", where it is a quantity.
  bool is_article(const std::string& letters) const {
    if (letters != "a" || next() != ' ' || !lower(next(1)) || !lower(next(2)) || !lower(next(3))) return false;
    const std::string rest = text_.substr(at_ + 1);
    return !rest.starts_with("and ") && greek_sign(rest.substr(0, rest.find_first_of(" _,"))).empty();
  }

  const std::string& text_;
  std::size_t at_ = 0;
  bool spaced_ = true;
  std::vector<NotationToken> tokens_;
};

}  // namespace

std::vector<NotationToken> notation_tokens(const std::string& text) { return Tokens(text).read(); }

std::string greek_sign(const std::string& name) {
  static const std::map<std::string, std::string> signs = {
      {"alpha", "α"},   {"beta", "β"},  {"gamma", "γ"}, {"delta", "δ"},    {"eps", "ε"},
      {"epsilon", "ε"}, {"eta", "η"},   {"theta", "θ"}, {"kappa", "κ"},    {"lambda", "λ"},
      {"mu", "μ"},      {"pi", "π"},    {"rho", "ρ"},   {"sigma", "σ"},    {"tau", "τ"},
      {"phi", "φ"},     {"omega", "ω"}, {"Gamma", "Γ"}, {"Delta", "Δ"},    {"Theta", "Θ"},
      {"Lambda", "Λ"},  {"Phi", "Φ"},   {"Omega", "Ω"}, {"infinity", "∞"}, {"grad", "∇"}};
  const auto found = signs.find(name);
  return found == signs.end() ? "" : found->second;
}

bool is_function_name(const std::string& name) {
  static const std::set<std::string> names = {"ln",  "log", "exp",  "log1p", "expm1", "max",  "min",  "sup", "inf",
                                              "sin", "cos", "tanh", "diag",  "sum",   "prod", "sqrt", "vec", "diagv"};
  return names.count(name) > 0;
}

}  // namespace lysep
