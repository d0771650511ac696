#include "tests/experiments/program.hpp"

#include <sys/wait.h>

#include "core/numbers/sha256.hpp"

namespace lysep::testing_support {

Result Program::run(const std::string& arguments, const std::string& before) const {
  const std::string command = "cd " + folder_ + "; " + before + " { " + LYSEP_PROGRAM + " " + arguments + "; } >" +
                              folder_ + "/.out 2>" + folder_ + "/.err";
  const int status = std::system(command.c_str());
  Result result{WIFEXITED(status) ? WEXITSTATUS(status) : -1, text(".out"), text(".err")};
  fs::remove(folder_ + "/.out");
  fs::remove(folder_ + "/.err");
  return result;
}

std::string Program::text(const std::string& name) const {
  std::ifstream in(folder_ + "/" + name);
  return {std::istreambuf_iterator<char>(in), {}};
}

Json Program::json(const std::string& name) const { return Json::parse(text(name)); }

std::string Program::printed(const std::string& text) { return std::regex_replace(text, std::regex(" +"), " "); }

std::string Program::only_record(const std::string& folder) const {
  const fs::directory_iterator records(folder_ + "/" + folder + "/runs");
  EXPECT_EQ(std::distance(begin(records), end(records)), 1);
  for (const auto& entry : fs::directory_iterator(folder_ + "/" + folder + "/runs")) {
    return folder + "/runs/" + entry.path().filename().string();
  }
  return "";
}

std::map<std::string, Json> Program::timeless_records(const std::string& folder) const {
  std::map<std::string, Json> all;
  for (const auto& entry : fs::directory_iterator(folder_ + "/" + folder + "/runs")) {
    const std::string name = entry.path().filename();
    EXPECT_TRUE(name.ends_with(".json")) << name;
    all[name] = json(folder + "/runs/" + name);
    for (const char* of_the_time : {"seconds", "seconds_to_paper", "sha256"}) all[name].erase(of_the_time);
    all[name]["curve"].erase("seconds");
  }
  return all;
}

void Program::write_record(const std::string& file, Json record) const {
  record.erase("sha256");
  const std::string content = record.dump();
  Sha256 sha256;
  sha256.add(content.data(), content.size());
  record["sha256"] = hex_of(sha256.digest());
  std::ofstream(folder_ + "/" + file) << record;
}

std::string Program::arguments_of(const Json& row) {
  const std::string prefix = "./lysep ", command = row["command"];
  EXPECT_TRUE(command.starts_with(prefix + "train ")) << command;
  return command.substr(prefix.size());
}

void Program::expect_refused(const std::string& arguments, const std::string& part) const {
  const auto files = [&] {
    std::set<std::string> names;
    for (const auto& entry : fs::recursive_directory_iterator(folder_)) names.insert(entry.path());
    return names;
  };
  const auto before = files();
  const Result r = run(arguments);
  EXPECT_EQ(r.code, 2) << arguments;
  EXPECT_EQ(r.out, "") << arguments;
  EXPECT_EQ(std::count(r.err.begin(), r.err.end(), '\n'), 1) << arguments << ": " << r.err;
  EXPECT_NE(r.err.find(part), std::string::npos) << arguments << ": " << r.err;
  EXPECT_EQ(files(), before) << arguments;
}

std::string hash_in(const std::string& line) {
  std::smatch match;
  return std::regex_search(line, match, std::regex("hash=([0-9a-f]{16})\n$")) ? match[1].str() : "none";
}

double value_in(const std::string& line, const std::string& name) {
  std::smatch match;
  return std::regex_search(line, match, std::regex("(?:^| )" + name + "=([^ \n]+)")) ? std::stod(match[1]) : NAN;
}

}  // namespace lysep::testing_support
