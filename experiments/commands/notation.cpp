#include "experiments/commands/notation.hpp"

#include <fmt/format.h>

#include <map>
#include <stdexcept>

#include "experiments/commands/notation_tokens.hpp"

namespace lysep {
namespace {

using Kind = NotationToken::Kind;

struct Unreadable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// What stands between two places where a line may break.
struct Piece {
  enum Role { operand, operation, relation, comma, text };
  Role role;
  std::string markup;
  bool spaced;
};

std::string tagged(const char* tag, const std::string& content) { return fmt::format("<{0}>{1}</{0}>", tag, content); }
std::string row(const std::string& content) { return tagged("mrow", content); }
std::string fence(const std::string& sign, const char* form) {
  return fmt::format("<mo form=\"{}\" stretchy=\"false\">{}</mo>", form, sign);
}

std::string shown_sign(const std::string& sign) {
  static const std::map<std::string, std::string> signs = {{"<=", "≤"}, {">=", "≥"}, {"!=", "≠"},  {"->", "→"},
                                                           {"-+", "∓"}, {"+-", "±"}, {"...", "…"}, {"..", "…"},
                                                           {"-", "−"},  {"o", "∘"}};
  const auto found = signs.find(sign);
  return found == signs.end() ? escaped_html(sign) : found->second;
}

/// A name, its digits as an index: z1, M0.
std::string name_markup(const std::string& name) {
  const std::size_t digits = is_function_name(name) ? std::string::npos : name.find_first_of("0123456789");
  const std::string letters = name.substr(0, digits), greek = greek_sign(letters);
  std::string base;
  if (letters == "sum" || letters == "prod") {
    base = fmt::format("<mo movablelimits=\"false\">{}</mo>", letters == "sum" ? "∑" : "∏");
  } else if (letters == "Rm") {
    return "<msub><mi>R</mi><mi>m</mi></msub>";
  } else if (letters.size() == 2 && letters[0] == 'd' && greek.empty()) {
    base = row("<mi>d</mi>" + tagged("mi", letters.substr(1)));
  } else {
    base = tagged("mi", greek.empty() ? letters : greek);
  }
  return digits == std::string::npos ? base : tagged("msub", base + tagged("mn", name.substr(digits)));
}

class Parser {
 public:
  explicit Parser(const std::string& text) : tokens_(notation_tokens(text)) {}

  /// All of it, with places to break.
  std::string read() {
    std::string html, math;
    const auto end_math = [&] {
      if (!math.empty()) html += tagged("math", math);
      math.clear();
    };
    bool operand_before = false;
    for (const Piece& piece : pieces([&] { return here().kind == Kind::end; })) {
      const bool breaks = piece.spaced && (piece.role == Piece::text || piece.role == Piece::relation ||
                                           (piece.role == Piece::operation && operand_before));
      const bool text = piece.role == Piece::text || piece.role == Piece::comma;
      if (breaks || text || after_text_) end_math();
      if (piece.spaced && math.empty() && !html.empty()) html += " ";
      if (text) {
        html += piece.markup;
      } else {
        if (operand_before && piece.role == Piece::operand && piece.spaced && !math.empty()) math += gap;
        math += breaks && math.empty() ? "<mo lspace=\"0\"" + piece.markup.substr(3) : piece.markup;
      }
      after_text_ = text;
      operand_before = piece.role == Piece::operand;
    }
    end_math();
    return html;
  }

 private:
  static constexpr const char* gap = "<mspace width=\"0.2em\"></mspace>";

  const NotationToken& here() const { return tokens_[at_]; }
  bool is(Kind kind, const char* text) const { return here().kind == kind && here().text == text; }
  const NotationToken& take() {
    if (here().kind == Kind::end) throw Unreadable("the end");
    return tokens_[at_++];
  }

  template <class Stop>
  std::vector<Piece> pieces(Stop stop) {
    std::vector<Piece> all;
    while (!stop()) all.push_back(piece(all.empty() ? nullptr : &all.back()));
    return all;
  }

  static void add_to_row(std::string& math, const Piece& p, bool operand_before) {
    if (p.role == Piece::text) {
      math += fmt::format("<mtext>{1}{0}{1}</mtext>", p.markup, "\u00a0");
    } else {
      if (operand_before && p.role == Piece::operand && p.spaced) math += gap;
      math += p.markup;
    }
  }

  /// As one row, up to where it ends.
  template <class Stop>
  std::string inner(Stop stop) {
    std::string math;
    bool operand = false;
    for (const Piece& p : pieces(stop)) {
      add_to_row(math, p, operand);
      operand = p.role == Piece::operand;
    }
    return math;
  }

  Piece piece(const Piece* before) {
    const bool spaced = here().spaced, first = !before || before->role != Piece::operand;
    if (here().kind == Kind::word) return {Piece::text, escaped_html(take().text), spaced};
    if (here().kind == Kind::relation) {
      return {Piece::relation, fmt::format("<mo form=\"infix\">{}</mo>", shown_sign(take().text)), spaced};
    }
    if (is(Kind::name, "o") && spaced && tokens_[at_ + 1].spaced) {
      ++at_;
      return {Piece::operation, "<mo form=\"infix\">∘</mo>", spaced};
    }
    if (here().kind == Kind::sign) return sign(spaced, first);
    return {Piece::operand, scripted(), spaced};
  }

  Piece sign(bool spaced, bool first) {
    const std::string sign = take().text, shown = shown_sign(sign);
    if (sign == "," || sign == ";" || sign == ":") {
      return {Piece::comma, bracketed_ > 0 ? fmt::format("<mo separator=\"true\">{}</mo>", sign) : sign, spaced};
    }
    if (sign == "..." || sign == "..") return {Piece::operand, tagged("mo", shown), spaced};
    if (sign == ".") return {Piece::operand, "<mo>·</mo>", spaced};  // ||.||, any argument
    if (sign == "/" && !spaced) return {Piece::operation, "<mo lspace=\"0\" rspace=\"0\">/</mo>", spaced};
    return {Piece::operation, fmt::format("<mo form=\"{}\">{}</mo>", first ? "prefix" : "infix", shown), spaced};
  }

  /// A base with all that is written on, above and below it.
  std::string scripted() {
    const std::string name = here().kind == Kind::name ? here().text : "";
    std::string base = operand(), below, above;
    for (bool more = true; more && !here().spaced;) {
      switch (here().kind) {
        case Kind::hat:
        case Kind::tilde:
          base =
              fmt::format("<mover accent=\"true\">{}<mo>{}</mo></mover>", base, take().kind == Kind::hat ? "^" : "~");
          break;
        case Kind::prime:
          ++at_;
          above += "<mo>′</mo>";
          break;
        case Kind::star:
          ++at_;
          above += "<mo>*</mo>";
          break;
        case Kind::subscript:
          ++at_;
          below += index(false, "");
          break;
        case Kind::power:
          ++at_;
          above += index(name == "W", name);
          break;
        default:
          more = false;
      }
    }
    const bool limits = name == "sum" || name == "prod";
    if (!below.empty()) below = row(below);
    if (!above.empty()) above = row(above);
    if (!below.empty() && !above.empty()) return tagged(limits ? "munderover" : "msubsup", base + below + above);
    if (!below.empty()) return tagged(limits ? "munder" : "msub", base + below);
    return above.empty() ? base : tagged("msup", base + above);
  }

  /// What stands below or above: {..} or (..) without its brackets, unless they are kept (W^(k)), or one name or
  /// number.
  std::string index(bool keeps_brackets, const std::string& base) {
    if (here().spaced || here().kind == Kind::end) throw Unreadable("an index of nothing");
    if (is(Kind::sign, "-")) {
      ++at_;
      return "<mo form=\"prefix\">−</mo>" + operand();
    }
    if (here().kind == Kind::open && !(keeps_brackets && here().text == "(")) {
      const std::string open = take().text;
      return enclosed(open == "{" ? "}" : open == "(" ? ")" : "");
    }
    if (here().kind == Kind::name && here().text == "o2") {  // entry by entry
      ++at_;
      return "<mo>∘</mo><mn>2</mn>";
    }
    const bool of_e = base == "e";
    std::string content = operand();
    if (of_e && is(Kind::open, "(") && !here().spaced) content += operand();  // e^l(z)
    return content;
  }

  /// The content of brackets that have been opened, and their end.
  std::string enclosed(const std::string& close) {
    ++bracketed_;
    const std::string content = inner(
        [&] { return is(Kind::close, close.c_str()) || (close == ">" && is(Kind::relation, ">") && !here().spaced); });
    --bracketed_;
    if (content.empty()) throw Unreadable("nothing in brackets");
    ++at_;
    return content;
  }

  std::string operand() {
    const NotationToken& token = take();
    switch (token.kind) {
      case Kind::number:
        return tagged("mn", token.text);
      case Kind::name:
        return token.text.starts_with("sqrt") ? root(token.text.substr(4)) : name_markup(token.text);
      case Kind::bar:
        return between_bars(token.text);
      case Kind::open:
        if (token.text == "(") return row(fence("(", "prefix") + enclosed(")") + fence(")", "postfix"));
        if (token.text == "[") return row(fence("[", "prefix") + enclosed("]") + fence("]", "postfix"));
        if (token.text == "<") return row(fence("⟨", "prefix") + enclosed(">") + fence("⟩", "postfix"));
        [[fallthrough]];
      default:
        throw Unreadable(token.text);
    }
  }

  std::string root(const std::string& digits) {
    if (!digits.empty()) return tagged("msqrt", tagged("mn", digits));
    if (is(Kind::open, "(")) {
      ++at_;
      return tagged("msqrt", enclosed(")"));
    }
    return tagged("msqrt", operand());
  }

  /// A bar of the same kind ends it where something stands before that can end.
  std::string between_bars(const std::string& bar) {
    ++bracketed_;
    std::string content;
    bool operand_before = false;
    while (!(operand_before && is(Kind::bar, bar.c_str()))) {
      const Piece before = {operand_before ? Piece::operand : Piece::operation, "", false};
      const Piece p = piece(&before);
      add_to_row(content, p, operand_before);
      operand_before = p.role == Piece::operand;
    }
    ++at_;
    --bracketed_;
    const std::string sign = bar == "|" ? "|" : "‖";
    return row(fence(sign, "prefix") + content + fence(sign, "postfix"));
  }

  std::vector<NotationToken> tokens_;
  std::size_t at_ = 0;
  int bracketed_ = 0;
  bool after_text_ = false;
};

}  // namespace

std::optional<std::string> markup_of(const std::string& text) {
  try {
    return Parser(text).read();
  } catch (const Unreadable&) {
    return std::nullopt;
  }
}

std::string escaped_html(const std::string& text) {
  std::string html;
  for (const char c : text) {
    if (c == '<') {
      html += "&lt;";
    } else if (c == '>') {
      html += "&gt;";
    } else if (c == '&') {
      html += "&amp;";
    } else if (c == '"') {
      html += "&quot;";
    } else {
      html += c;
    }
  }
  return html;
}

}  // namespace lysep
