// A part of the program that builds in a minute: training in double, and the data.
#include "experiments/commands/commands.hpp"

int main(int argc, char** argv) {
  using namespace lysep;
  return run_program(argc, argv,
                     {{"train", add_train}, {"data", add_data}, {"predict", add_predict}, {"export", add_export}});
}
