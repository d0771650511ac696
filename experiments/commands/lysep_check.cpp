// A part of the program that builds in some minutes: the claims, and the quantities of the theory at a state.
#include "experiments/commands/commands.hpp"

int main(int argc, char** argv) {
  using namespace lysep;
  return run_program(
      argc, argv,
      {{"check", add_check}, {"eval", add_eval}, {"predict", add_predict_enclosing}, {"certify", add_certify}});
}
