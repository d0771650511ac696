#pragma once
// What `reproduce` knows by name: which runs a table or figure is made of, and how they are shown.
#include "experiments/reproduce/pictures.hpp"

namespace lysep {

/// A table or figure of a paper. Empty rows or methods: all of the table.
struct Reproduction {
  std::string name, title, table;
  std::vector<std::string> rows, methods;
  bool runs = true;  // or it needs none
  std::uint64_t seeds = 10;
  long sweeps = 10000;
  /// Its table and sentences, of runs of so many sweeps.
  Shown (*show)(const std::vector<MethodRuns>& results, long sweeps) = nullptr;
  std::vector<Picture> (*draw)(const std::string& name, const std::string& folder,
                               const std::vector<std::vector<MethodRuns>>& rows) = nullptr;

  bool of_dlam() const { return name.starts_with("dlam"); }
  /// It shows the rows and methods that are asked for and no others, and is nothing without its pictures.
  bool is_figure() const { return name.starts_with("figure"); }
};

const std::vector<Reproduction>& reproductions();

/// Throws BadInput where there is none.
const Reproduction& reproduction_named(const std::string& name);

}  // namespace lysep
