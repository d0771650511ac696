#pragma once
// The figures of BSUM's paper, made anew: curves of normalised MSE over sweeps on made data of the paper's size.
#include <string>
#include <vector>

namespace lysep {

/// bsum-figure-2a, bsum-figure-2b, bsum-figure-a1.
std::vector<std::string> bsum_figure_names();

struct BsumFigureOptions {
  std::string name, out;  // without a folder there is no picture
  long sweeps = 1000;
  std::uint64_t seed = 1;
};

/// A row a curve on standard output: ||H - Y||^2/||Y||^2 after some sweeps, sweeps after which f had risen, ||g|| at
/// the end, seconds; the picture and its numbers in the folder.
void reproduce_bsum_figure(const BsumFigureOptions& options);

}  // namespace lysep
