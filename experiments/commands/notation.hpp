#pragma once
// The plain notation in which claims are written (||W_l||_F^2, sum_{j<L} B^(2j), c~, sigma'(x)) as HTML.
#include <optional>
#include <string>

namespace lysep {

/// Formulas as MathML, words as text; a formula is in pieces between which a narrow screen may break. Nothing where
/// the text cannot be read: brackets and bars that do not match, an index of nothing.
std::optional<std::string> markup_of(const std::string& text);

/// The text itself in HTML.
std::string escaped_html(const std::string& text);

}  // namespace lysep
