#include "experiments/reproduce/gnuplot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "core/numbers/bad_input.hpp"
#include "experiments/runs/output.hpp"

namespace lysep {
namespace {

std::string shell_quoted(const std::string& text) {
  std::string quoted = "'";
  for (const char letter : text) quoted += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
  return quoted + "'";
}

/// gnuplot does not tell when a disk is full, or memory: the file ends in these bytes, up to blanks, or it is no whole
/// one.
bool ends_in(const std::string& path, const std::string& bytes) {
  std::ifstream in(path, std::ios::binary);
  std::string last(bytes.size() + 8, '\0');
  in.seekg(0, std::ios::end);
  in.seekg(-std::min<std::streamoff>(in.tellg(), static_cast<std::streamoff>(last.size())), std::ios::end);
  in.read(last.data(), static_cast<std::streamsize>(last.size()));
  last.resize(static_cast<std::size_t>(in.gcount()));
  while (!last.empty() && std::isspace(static_cast<unsigned char>(last.back()))) last.pop_back();
  return last.ends_with(bytes);
}

}  // namespace

std::string quoted(const std::string& text) {
  std::string all = "'";
  for (const char letter : text) all += letter == '\'' ? std::string("''") : std::string(1, letter);
  return all + "'";
}

std::string gnuplot_version() {
  std::string text;
  if (FILE* pipe = popen("gnuplot --version 2>/dev/null", "r")) {
    char buffer[200];
    while (std::fgets(buffer, sizeof buffer, pipe)) text += buffer;
    pclose(pipe);
  }
  if (!text.starts_with("gnuplot")) throw BadInput("pictures require gnuplot (package gnuplot-nox), but got none");
  return text.substr(0, text.find('\n'));
}

void draw(const std::string& folder, const std::string& name, const std::string& data, const std::string& plot,
          int width, int height) {
  std::string script = data;
  for (const std::string kind : {"png", "svg"}) {
    script += fmt::format("set terminal {} size {},{} font 'DejaVu Sans,11'\nset output '{}.{}'\n",
                          kind == "svg" ? "svg dynamic background '#ffffff'" : "pngcairo", width, height, name, kind);
    script += plot + "unset output\nreset\n";
  }
  write_text(folder + "/" + name + ".gp", script);
  const std::string command = fmt::format("cd {0} && gnuplot {1}.gp >{1}.log 2>&1", shell_quoted(folder), name);
  const bool drawn = std::system(command.c_str()) == 0;
  if (!drawn || !ends_in(folder + "/" + name + ".png", "IEND\xAE\x42\x60\x82") ||
      !ends_in(folder + "/" + name + ".svg", "</svg>")) {
    throw MachineFault(
        fmt::format("reproduce requires gnuplot to draw {0}/{1}.gp, but got an error, see {1}.log", folder, name));
  }
  std::filesystem::remove(folder + "/" + name + ".log");
}

}  // namespace lysep
