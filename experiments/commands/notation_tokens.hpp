#pragma once
// The notation of claims, cut into its signs and words.
#include <string>
#include <vector>

namespace lysep {

struct NotationToken {
  enum Kind {
    number,
    name,       // of a quantity or a function
    word,       // of English
    sign,       // an operator or a comma
    relation,   // <, <=, =, ...
    open,       // ( [ { and < of an inner product
    close,      // ) ] }
    bar,        // | or ||, at either end
    subscript,  // _
    power,      // ^ before what stands above
    hat,        // ^ behind what it stands on
    tilde,
    prime,
    star,  // behind a name: x*
    end
  };
  Kind kind;
  std::string text;
  bool spaced;  // behind a blank, or at the start
};

/// Ends with a token `end`.
std::vector<NotationToken> notation_tokens(const std::string& text);

/// The sign of a Greek letter, infinity and the like; nothing where the name is none.
std::string greek_sign(const std::string& name);

/// ln, max, ...: written upright.
bool is_function_name(const std::string& name);

}  // namespace lysep
