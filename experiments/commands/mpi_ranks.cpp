#include "experiments/commands/mpi_ranks.hpp"

#define OMPI_SKIP_MPICXX 1
#include <mpi.h>
#include <unistd.h>

#include <cstdlib>
#include <ctime>

namespace lysep {
namespace {

/// MPI counts in int: f(first byte, bytes) for the pieces of a message.
template <class F>
void in_pieces(std::size_t bytes, F f) {
  constexpr std::size_t most = std::size_t{1} << 30;
  for (std::size_t begin = 0; begin < bytes; begin += most) f(begin, static_cast<int>(std::min(most, bytes - begin)));
}

}  // namespace

// Errors of MPI end the job: its own handler does, in a line of its own.
MpiRanks::MpiRanks(int* argc, char*** argv) {
  setenv("OMPI_MCA_mpi_yield_when_idle", "0", 0);  // Open MPI's would cost a whole time slice at each look
  int provided = 0;
  MPI_Init_thread(argc, argv, MPI_THREAD_FUNNELED, &provided);
  MPI_Comm_rank(MPI_COMM_WORLD, &own_);
  MPI_Comm_size(MPI_COMM_WORLD, &count_);
  MPI_Comm neighbours;
  int here = 1;
  MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL, &neighbours);
  MPI_Comm_size(neighbours, &here);
  MPI_Comm_free(&neighbours);
  looks_ = here > sysconf(_SC_NPROCESSORS_ONLN) ? 20 : 20000;
}

/// An answer takes microseconds where every rank has a processor, so that it looks often; else it lets the others work.
template <class Request>
void MpiRanks::wait_for(Request request) const {
  for (long looks = 0;; ++looks) {
    int done = 0;
    MPI_Test(&request, &done, MPI_STATUS_IGNORE);
    if (done) return;
    if (looks < looks_) continue;
    const timespec pause{0, 20000};
    nanosleep(&pause, nullptr);
  }
}

int MpiRanks::finish(int code) {
  int of_first = code;
  MPI_Bcast(&of_first, 1, MPI_INT, 0, MPI_COMM_WORLD);
  MPI_Finalize();
  return first() ? code : 0;
}

void MpiRanks::abort(int code) {
  MPI_Abort(MPI_COMM_WORLD, code);
  std::_Exit(code);
}

void MpiRanks::do_send(int to, const void* data, std::size_t bytes) {
  in_pieces(bytes, [&](std::size_t begin, int count) {
    MPI_Request request;
    MPI_Isend(static_cast<const char*>(data) + begin, count, MPI_BYTE, to, 0, MPI_COMM_WORLD, &request);
    wait_for(request);
  });
}

void MpiRanks::do_receive(int from, void* data, std::size_t bytes) {
  in_pieces(bytes, [&](std::size_t begin, int count) {
    MPI_Request request;
    MPI_Irecv(static_cast<char*>(data) + begin, count, MPI_BYTE, from, 0, MPI_COMM_WORLD, &request);
    wait_for(request);
  });
}

void MpiRanks::do_broadcast(int from, void* data, std::size_t bytes) {
  in_pieces(bytes, [&](std::size_t begin, int count) {
    MPI_Request request;
    MPI_Ibcast(static_cast<char*>(data) + begin, count, MPI_BYTE, from, MPI_COMM_WORLD, &request);
    wait_for(request);
  });
}

}  // namespace lysep
