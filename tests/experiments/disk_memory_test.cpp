// --blocks-on-disk: large arrays in a file.
#include "experiments/commands/disk_memory.hpp"

#include <cstdint>
#include <cstring>

#include "tests/experiments/program.hpp"

namespace lysep {
namespace {

using namespace testing_support;

class DiskMemory : public Program {};

constexpr const char* large = "train --samples 40000 --depth 20 --width 10 --seed 1 --sweeps 1 --quiet ";  // 200 MB

TEST_F(DiskMemory, ARunThatMemoryDoesNotHoldHasItsBitsOnDisk) {
  const std::string limit = "ulimit -d 150000;";  // kB of memory that is no file
  const Result in_memory = run(large), refused = run(large, limit),
               on_disk = run(large + std::string("--blocks-on-disk ."), limit);
  EXPECT_EQ(refused.code, 4);
  EXPECT_NE(refused.err.find("of memory"), std::string::npos) << refused.err;
  ASSERT_EQ(on_disk.code, 0) << on_disk.err;
  EXPECT_EQ(hash_in(on_disk.out), hash_in(in_memory.out));
  EXPECT_TRUE(fs::is_empty(folder_));
}

TEST_F(DiskMemory, ARunOnDiskIsSavedAndGoesOn) {
  const std::string options =
      "train --samples 3000 --depth 5 --width 5 --seed 1 --sweeps 150 --step per-sample --quiet ";
  const std::string expected = hash_in(run(options).out);
  for (const char* where : {"", " --blocks-on-disk ."}) {
    const Result stopped = run(options +
                               "--out a --blocks-on-disk . & while [ ! -e a/trace.csv ]; do sleep 0.02; done; "
                               "kill -TERM $!; wait $!");
    ASSERT_EQ(stopped.code, 3) << stopped.err;
    const Result resumed = run(std::string("train --resume a --quiet") + where);
    ASSERT_EQ(resumed.code, 0) << resumed.err;
    EXPECT_EQ(hash_in(resumed.out), expected);
    fs::remove_all(folder_ + "/a");
  }
}

TEST_F(DiskMemory, AFolderThatIsNoneAndAFullDiskAreToldInALine) {
  expect_refused(std::string(small) + "--blocks-on-disk none", "requires a folder, but got none");
  const Result full = run(std::string(small) + "--quiet --blocks-on-disk .", "ulimit -f 8;");  // kB
  EXPECT_EQ(full.code, 4);
  EXPECT_NE(full.err.find("requires more room in its folder"), std::string::npos) << full.err;
  EXPECT_EQ(std::count(full.err.begin(), full.err.end(), '\n'), 1) << full.err;
}

/// In a process of its own, for it lasts.
void expect_memory_of_a_file(const std::string& folder) {
  const auto require = [](bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "%s\n", what);
    std::exit(1);
  };
  require(!allocate_on_disk(5000), "memory before there is a file");
  keep_on_disk(folder);
  require(!allocate_on_disk(1023), "small pieces");
  char *a = static_cast<char*>(allocate_on_disk(5000)), *b = static_cast<char*>(allocate_on_disk(5000));
  require(a && b && (b >= a + 5000 || a >= b + 5000), "pieces overlap");
  require(reinterpret_cast<std::uintptr_t>(a) % 64 == 0 && reinterpret_cast<std::uintptr_t>(b) % 64 == 0, "alignment");
  require(size_on_disk(a) >= 5000 && size_on_disk(a) < 5064, "size");
  std::memset(a, 1, 5000);
  std::memset(b, 2, 5000);
  require(a[4999] == 1 && b[0] == 2, "what is written");
  char local = 0;
  require(!give_back_to_disk(&local) && size_on_disk(&local) == 0, "memory of others");
  require(give_back_to_disk(a) && give_back_to_disk(b), "giving back");
  require(allocate_on_disk(5000) == b && allocate_on_disk(5000) == a, "the last one given back comes first");
  char* c = static_cast<char*>(allocate_on_disk(std::size_t{300} << 20));  // more than the file has grown by
  require(c != nullptr, "a large piece");
  c[(std::size_t{300} << 20) - 1] = 3;
  require(!disk_is_full(), "full");
  std::exit(0);
}

TEST_F(DiskMemory, HandsOutPiecesOfAFileAndTakesThemBack) {
  EXPECT_EXIT(expect_memory_of_a_file(folder_), testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace lysep
