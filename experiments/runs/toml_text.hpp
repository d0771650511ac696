#pragma once
// Options in the form of TOML: a key and a value a line.
#include <nlohmann/json.hpp>
#include <string>

namespace lysep {

/// The values of a text of TOML by their keys: strings on one line, numbers, booleans and arrays of them; comments.
/// Tables, dates and dotted keys are no options, and refused. `name` is what an error calls the text: BadInput
/// "NAME:LINE requires ..., but got ...".
nlohmann::ordered_json toml_values(const std::string& name, const std::string& text);

}  // namespace lysep
