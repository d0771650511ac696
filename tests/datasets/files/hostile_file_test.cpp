// Files that are damaged, or made to do harm: each is told in one line, soon.
#include <hdf5_hl.h>
#include <sys/file.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>

#include "core/numbers/bad_input.hpp"
#include "datasets/files/confined.hpp"
#include "datasets/files/printable.hpp"
#include "datasets/files/state_file.hpp"
#include "tests/support.hpp"

namespace lysep {
namespace {

using testing_support::infeasible_state;

std::string error_of(const std::string& path) {
  try {
    read_state_file(path);
  } catch (const BadInput& bad) {
    return bad.what();
  }
  return "none";
}

testing::AssertionResult has(const std::string& text, const std::string& part) {
  return testing::AssertionResult(text.find(part) != std::string::npos) << text;
}

class HostileFile : public testing::Test {
 protected:
  void TearDown() override {
    std::filesystem::remove(path_);
    std::filesystem::remove(other_);
  }
  /// The state, its file changed by the raw handle.
  template <class Change>
  void make(Change change) {
    write_state_file(path_, data_);
    const hid_t file = H5Fopen(path_.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
    change(file);
    H5Fclose(file);
  }
  /// A dataset of the shape in place of another one, with the creation list given.
  static void replace(hid_t file, const char* name, std::vector<hsize_t> shape, hid_t list,
                      const std::vector<double>& values) {
    H5Ldelete(file, name, H5P_DEFAULT);
    const hid_t space = H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr);
    const hid_t set = H5Dcreate2(file, name, H5T_IEEE_F64LE, space, H5P_DEFAULT, list, H5P_DEFAULT);
    if (!values.empty()) H5Dwrite(set, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
    H5Dclose(set);
    H5Sclose(space);
  }
  static void with_classes(hid_t file) {
    const long long classes = 3;
    H5LTset_attribute_long_long(file, "/labels", "classes", &classes, 1);
  }

  StateData data_ = infeasible_state(3, 2, 4, 3, 0.5);
  std::string path_ = testing::TempDir() + "lysep_hostile_" + std::to_string(getpid()) + ".h5",
              other_ = path_ + ".other";
};

TEST_F(HostileFile, WhatTheLibraryFailsOnIsToldAsDamaged) {
  const std::string folder = LYSEP_DAMAGED_FILES;
  for (const std::string name : {"heap-crash", "labels-space-crash", "heap-hang", "string-memory"}) {
    const auto start = std::chrono::steady_clock::now();
    const std::string error = error_of(folder + "/" + name + ".h5");
    EXPECT_TRUE(error.find("undamaged HDF5 file") != std::string::npos || error.find("damaged") != std::string::npos)
        << name << ": " << error;
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(15)) << name;
  }
}

/// Every byte of a small file, one after the other, as something else.
TEST_F(HostileFile, NoChangedByteCrashesTheProgram) {
  write_state_file(path_, data_);
  std::ifstream in(path_, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  int refused = 0;
  for (std::size_t i = 0; i < bytes.size(); i += 97) {
    std::string changed = bytes;
    changed[i] = static_cast<char>(changed[i] ^ 0xa5);
    std::ofstream(path_, std::ios::binary) << changed;
    if (error_of(path_) != "none") ++refused;
  }
  EXPECT_GT(refused, 5);
}

TEST_F(HostileFile, NumbersInOtherFilesAreNotRead) {
  write_state_file(other_, data_);
  make([&](hid_t file) {
    H5Ldelete(file, "/X", H5P_DEFAULT);
    H5Lcreate_external(other_.c_str(), "/X", file, "/X", H5P_DEFAULT, H5P_DEFAULT);
  });
  EXPECT_TRUE(has(error_of(path_), "all of it in one file, but got a link to another one, /X"));
  make([&](hid_t file) {  // behind a link within the file
    H5Ldelete(file, "/X", H5P_DEFAULT);
    H5Lcreate_external(other_.c_str(), "/", file, "/there", H5P_DEFAULT, H5P_DEFAULT);
    H5Lcreate_soft("/there/X", file, "/X", H5P_DEFAULT, H5P_DEFAULT);
  });
  EXPECT_TRUE(has(error_of(path_), "dataset /X, but got none"));
  make([&](hid_t file) {
    const hid_t list = H5Pcreate(H5P_DATASET_CREATE);
    H5Pset_external(list, other_.c_str(), 0, 64);
    replace(file, "/X", {4, 2}, list, {});
  });
  EXPECT_TRUE(has(error_of(path_), "all of it in one file, but got a dataset whose numbers are in another one, /X"));
  make([&](hid_t file) {
    const hid_t list = H5Pcreate(H5P_DATASET_CREATE);
    const hsize_t shape[] = {4, 2};
    const hid_t space = H5Screate_simple(2, shape, nullptr);
    H5Pset_virtual(list, space, other_.c_str(), "/X", space);
    replace(file, "/X", {4, 2}, list, {});
  });
  EXPECT_TRUE(has(error_of(path_), "all of it in one file, but got a dataset whose numbers are in another one, /X"));
}

TEST_F(HostileFile, NumbersThatWereNeverStoredAreNotMade) {
  make([&](hid_t file) { replace(file, "/layers/3/W", {1000000, 2}, H5P_DEFAULT, {}); });
  EXPECT_TRUE(has(error_of(path_), "as many numbers in /layers/3/W as the file can hold, but got 2000000"));
}

TEST_F(HostileFile, AFilterThatTheLibraryLacksIsNamed) {
  const auto as_it_is = [](unsigned, std::size_t, const unsigned*, std::size_t bytes, std::size_t*, void**) {
    return bytes;
  };
  const H5Z_class2_t filter = {H5Z_CLASS_T_VERS, 32000, 1, 1, "lzf", nullptr, nullptr, as_it_is};
  H5Zregister(&filter);
  make([&](hid_t file) {
    const hid_t list = H5Pcreate(H5P_DATASET_CREATE);
    const hsize_t chunk[] = {4, 2};
    H5Pset_chunk(list, 2, chunk);
    H5Pset_filter(list, 32000, H5Z_FLAG_OPTIONAL, 0, nullptr);
    replace(file, "/X", {4, 2}, list, std::vector<double>(8, 1.0));
  });
  EXPECT_EQ(error_of(path_), "none");
  H5Zunregister(32000);
  EXPECT_TRUE(has(error_of(path_), "deflate"));
  EXPECT_TRUE(has(error_of(path_), "in /X, but got filter 32000 \"lzf\""));
}

TEST_F(HostileFile, LongAndCompressedDatasetsComeBackAsTheyWere) {
  data_ = infeasible_state(2, 3, 400001, 2, 0.5);  // 10 MB each, in parts
  write_state_file(path_, data_);
  EXPECT_EQ(hash_of(read_state_file(path_)), hash_of(data_));
  data_.layers[0].r.setConstant(0.25);
  make([&](hid_t file) {
    const hid_t list = H5Pcreate(H5P_DATASET_CREATE);
    const hsize_t chunk[] = {100000, 3};
    H5Pset_chunk(list, 2, chunk);
    H5Pset_deflate(list, 9);
    replace(file, "/layers/1/r", {400001, 3}, list, std::vector<double>(3 * 400001, 0.25));
  });
  EXPECT_EQ(hash_of(read_state_file(path_)), hash_of(data_));
}

TEST_F(HostileFile, AFileThatAnotherProgramHasLockedIsRead) {
  write_state_file(path_, data_);
  std::FILE* held = std::fopen(path_.c_str(), "r");
  ASSERT_EQ(flock(fileno(held), LOCK_EX), 0);
  EXPECT_EQ(error_of(path_), "none");
  std::fclose(held);
}

TEST_F(HostileFile, VectorsMayBeColumnsOrRows) {
  for (const bool column : {false, true}) {
    const auto shape = [&](hsize_t n) { return column ? std::vector<hsize_t>{n, 1} : std::vector<hsize_t>{1, n}; };
    make([&](hid_t file) {
      replace(file, "/layers/1/b", shape(2), H5P_DEFAULT, {0.5, -0.25});
      replace(file, "/labels", shape(4), H5P_DEFAULT, {2, 1, 0, 1});
      with_classes(file);
    });
    const StateData read = read_state_file(path_);
    EXPECT_EQ(read.layers[0].b(1), -0.25);
    EXPECT_EQ(read.labels, (Labels{2, 1, 0, 1}));
  }
}

TEST_F(HostileFile, WhatALayerCannotHaveIsRefusedAndOtherNamesAreTold) {
  const double zeros[3] = {0, 0, 0};
  const auto add = [&](hid_t file, const char* name) {
    const hsize_t n = 3;
    H5LTmake_dataset_double(file, name, 1, &n, zeros);
  };
  make([&](hid_t file) { add(file, "/layers/3/b"); });
  EXPECT_TRUE(has(error_of(path_), "without /layers/3/b"));
  make([&](hid_t file) { H5Gclose(H5Gcreate2(file, "/layers/4", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT)); });
  EXPECT_TRUE(has(error_of(path_), "depth = 4, the number of layers, but got 3"));
  make([&](hid_t file) {
    add(file, "/layers/1/momentum\n");
    add(file, "/notes");
  });
  testing::internal::CaptureStderr();
  EXPECT_EQ(error_of(path_), "none");
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "lysep: " + path_ + " has /layers/1/momentum\\x0a and 1 more, which a state does not have: ignored\n");
  testing::internal::CaptureStderr();
  make([](hid_t) {});
  EXPECT_EQ(error_of(path_), "none");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST_F(HostileFile, TextsOfTheFileAreShownWithEscapes) {
  make([](hid_t file) { H5LTset_attribute_string(file, "/", "activation", "\x1b[2J\x1b[31mred"); });
  EXPECT_TRUE(has(error_of(path_), "but got \\x1b[2J\\x1b[31mred"));
  make([](hid_t file) { H5LTset_attribute_string(file, "/", "activation", std::string(5000, 'a').c_str()); });
  EXPECT_TRUE(has(error_of(path_), "aaa..."));
  EXPECT_LT(error_of(path_).size(), 600u);
}

TEST_F(HostileFile, OnlyRegularFilesAreOpened) {
  ASSERT_EQ(mkfifo(other_.c_str(), 0600), 0);
  EXPECT_TRUE(has(error_of(other_), "requires a regular file, but got a pipe"));
  EXPECT_TRUE(has(error_of(testing::TempDir()), "requires a regular file, but got a folder"));
  EXPECT_TRUE(has(error_of("/dev/zero"), "requires a regular file, but got a device"));
}

TEST_F(HostileFile, ASignalEndsTheReading) {
  const std::atomic<bool> stop{true};
  reading_stops = &stop;
  EXPECT_THROW(read_state_file(std::string(LYSEP_DAMAGED_FILES) + "/heap-hang.h5"), Interrupted);
  reading_stops = nullptr;
}

/// What the child of a small file answers; broken where it ends without an answer.
template <class Work>
bool broken(Work work) {
  Confined child(1000, [&](Channel& channel) {
    work();
    channel.put('x');
  });
  try {
    return child.channel().get<char>() != 'x';
  } catch (const Channel::Broken&) {
    return true;
  }
}

TEST(Confined, ACrashAHangAndTooMuchMemoryEndTheChildAlone) {
  EXPECT_FALSE(broken([] {}));
  EXPECT_TRUE(broken([] { std::raise(SIGSEGV); }));
  EXPECT_TRUE(broken([] { std::abort(); }));
  EXPECT_TRUE(broken([] { throw std::runtime_error("in the child"); }));
  EXPECT_TRUE(broken([] {
    for (std::atomic<int> i = 0;; ++i) {
    }
  }));
  const auto takes_memory = [] { std::vector<char>(std::size_t{1} << 29, 'x'); };
  EXPECT_EQ(broken(takes_memory), confined_limits_memory);
  EXPECT_FALSE(broken([&] {
    allow_for_array(1 << 29);
    takes_memory();
  }));
  const std::string path = testing::TempDir() + "lysep_confined_" + std::to_string(getpid());
  EXPECT_TRUE(broken([&] {
    std::ofstream out(path);
    out << "text" << std::flush;
  }));
  EXPECT_FALSE(std::filesystem::exists(path) && std::filesystem::file_size(path) > 0);
  std::filesystem::remove(path);
}

TEST(Printable, ControlCharactersAreEscapesAndLongTextsAreCut) {
  EXPECT_EQ(printable("a\tb\x7f\x1b[0m"), "a\\x09\x62\\x7f\\x1b[0m");
  EXPECT_EQ(printable("\xc3\xa4 \xe2\x82\xac \xf0\x9f\x98\x80"), "\xc3\xa4 \xe2\x82\xac \xf0\x9f\x98\x80");
  EXPECT_EQ(printable("\xe4\xc2\x9b"), "\\xe4\\xc2\\x9b");                    // Latin 1; the control CSI
  EXPECT_EQ(printable("\xe2\x80\xae\xc0\x80"), "\\xe2\\x80\\xae\\xc0\\x80");  // right to left; no UTF-8
  EXPECT_EQ(printable(std::string(200, 'a'), 5), "aaaaa...");
  EXPECT_EQ(printable("\xc3\xa4\xc3\xa4", 3), "\xc3\xa4...");
  EXPECT_EQ(printable(""), "");
}

}  // namespace
}  // namespace lysep
