#pragma once
// Pictures by gnuplot.
#include <string>

namespace lysep {

/// The first line that gnuplot says of itself. Throws BadInput where there is none.
std::string gnuplot_version();

/// A text between single quotes, in which gnuplot takes nothing for a command.
std::string quoted(const std::string& text);

/// FOLDER/name.gp, and what it draws: name.png and name.svg of that size. `data` are its data blocks, `plot` draws one
/// canvas. Throws MachineFault where gnuplot fails or leaves half a picture.
void draw(const std::string& folder, const std::string& name, const std::string& data, const std::string& plot,
          int width, int height);

}  // namespace lysep
