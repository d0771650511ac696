#pragma once
// One HTML file for a table or figure: tables, pictures, options, versions and hashes; it refers to nothing outside.
#include "experiments/reproduce/pictures.hpp"

namespace lysep {

struct Report {
  std::string title, options;  // options: of reproduce
  std::vector<std::string> sentences;
  TextTable table;
  std::vector<Picture> pictures;
  std::vector<const RunRecord*> runs;
};

/// Throws BadInput where the file cannot be written. `pictures`: the folder that they are in.
void write_report(const std::string& file, const std::string& pictures, const Report& report);

}  // namespace lysep
