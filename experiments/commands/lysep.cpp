// The program, all commands.
#include "experiments/commands/commands.hpp"

int main(int argc, char** argv) {
  using namespace lysep;
  return run_program(argc, argv,
                     {{"check", add_check},
                      {"train", add_train},
                      {"verify", add_verify},
                      {"eval", add_eval},
                      {"predict", add_predict_enclosing},
                      {"certify", add_certify},
                      {"reproduce", add_reproduce},
                      {"bench", add_bench},
                      {"plot", add_plot},
                      {"export", add_export},
                      {"data", add_data}});
}
