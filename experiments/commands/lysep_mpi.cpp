// Training by several processes, which mpirun starts.
#include <cstdio>

#include "experiments/commands/commands.hpp"
#include "experiments/commands/mpi_ranks.hpp"
#include "experiments/commands/together.hpp"

int main(int argc, char** argv) {
  using namespace lysep;
  MpiRanks ranks(&argc, &argv);
  program_ranks = &ranks;
  if (!ranks.first() && !std::freopen("/dev/null", "w", stdout))
    ranks.abort(exit_machine_fault);  // the first one tells
  return ranks.finish(run_program(argc, argv, {{"train", add_train}}));
}
