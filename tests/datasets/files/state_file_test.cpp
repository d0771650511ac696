#include "datasets/files/state_file.hpp"

#include <hdf5_hl.h>

#include <filesystem>
#include <fstream>

#include "core/numbers/bad_input.hpp"
#include "tests/support.hpp"

namespace lysep {
namespace {

using testing_support::infeasible_state;

class StateFile : public testing::Test {
 protected:
  std::string error() {
    try {
      read_state_file(path_);
    } catch (const BadInput& bad) {
      return bad.what();
    }
    return "none";
  }
  /// Writes the state, changes the file by its raw handle, and reads it.
  template <class Change>
  std::string error_after(Change change) {
    write_state_file(path_, data_);
    const hid_t file = H5Fopen(path_.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
    change(file);
    H5Fclose(file);
    return error();
  }
  static void replace(hid_t file, const char* name, std::vector<hsize_t> shape, std::vector<double> values) {
    H5Ldelete(file, name, H5P_DEFAULT);
    H5LTmake_dataset_double(file, name, static_cast<int>(shape.size()), shape.data(), values.data());
  }

  StateData data_ = infeasible_state(3, 2, 4, 3, 0.5);
  std::string path_ = testing::TempDir() + "lysep_state_test_" + std::to_string(getpid()) + ".h5";
};

TEST_F(StateFile, ReadsWhatItWrote) {
  write_state_file(path_, data_);
  EXPECT_EQ(hash_of(read_state_file(path_)), hash_of(data_));
  EXPECT_EQ(read_state_file(path_).activation, data_.activation);
  EXPECT_EQ(read_state_file(path_).classes, 3);
  data_.activation = {Activation::Kind::identity, 2.5};
  write_state_file(path_, data_);
  EXPECT_EQ(read_state_file(path_).activation, data_.activation);
  EXPECT_FALSE(std::filesystem::exists(path_ + ".partial"));
}

TEST_F(StateFile, KeepsWhatTheNumbersStandFor) {
  write_state_file(path_, data_);
  EXPECT_TRUE(read_state_names(path_).classes.empty());
  const StateNames names{{"a", "gr\xC3\xBC\xC3\x9F", "a longer name"}, {1, 2}, {3, 4}};
  write_state_file(path_, data_, names);
  EXPECT_EQ(read_state_names(path_).classes, names.classes);
  EXPECT_EQ(read_state_names(path_).mean, names.mean);
  EXPECT_EQ(read_state_names(path_).deviation, names.deviation);
  StateNames with_the_state;
  read_state_file(path_, &with_the_state);
  EXPECT_EQ(with_the_state.classes, names.classes);
  EXPECT_EQ(with_the_state.mean, names.mean);
  EXPECT_EQ(with_the_state.deviation, names.deviation);
  EXPECT_EQ(hash_of(read_state_file(path_)), hash_of(data_));
  EXPECT_EQ(error_after([](hid_t file) {
              H5Ldelete(file, "/classes", H5P_DEFAULT);
              H5Ldelete(file, "/mean", H5P_DEFAULT);
              H5LTmake_dataset_string(file, "/mean", "none");
            }),
            "none");  // the state itself is there
  EXPECT_THROW(read_state_names(path_), BadInput);
}

/// As h5py (n) and MATLAB (n x 1, 1 x n) write names; what was never written is an empty text.
TEST_F(StateFile, NamesOfAnyLengthAndShapeAreRead) {
  const std::vector<const char*> names = {"a", "gr\xC3\xBC\xC3\x9F", "", "a much longer name than the others"};
  const auto write = [&](std::vector<hsize_t> shape, const std::vector<const char*>& texts) {
    return [=](hid_t file) {
      const hid_t type = H5Tcopy(H5T_C_S1),
                  space = H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr);
      H5Tset_size(type, H5T_VARIABLE);
      H5Tset_cset(type, H5T_CSET_UTF8);
      const hid_t set = H5Dcreate2(file, "/classes", type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
      H5Dwrite(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, texts.data());
      H5Dclose(set);
      H5Sclose(space);
      H5Tclose(type);
    };
  };
  for (const std::vector<hsize_t>& shape : {std::vector<hsize_t>{4}, {4, 1}, {1, 4}}) {
    EXPECT_EQ(error_after(write(shape, names)), "none");
    EXPECT_EQ(read_state_names(path_).classes, std::vector<std::string>(names.begin(), names.end()));
  }
  error_after(write({2, 2}, names));
  EXPECT_THROW(read_state_names(path_), BadInput);
  error_after(write({2}, {nullptr, "b"}));
  EXPECT_EQ(read_state_names(path_).classes, (std::vector<std::string>{"", "b"}));
}

/// A thousand references to one text of the file: each is copied in reading.
TEST_F(StateFile, NamesLongerThanTheFileAreRefused) {
  error_after([](hid_t file) {
    const hid_t type = H5Tcopy(H5T_C_S1);
    H5Tset_size(type, H5T_VARIABLE);
    const hsize_t count = 1000;
    const hid_t space = H5Screate_simple(1, &count, nullptr);
    const hid_t set = H5Dcreate2(file, "/classes", type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
    std::vector<const char*> texts(count, "");
    const std::string longest(3000, 'x');
    texts[0] = longest.c_str();
    H5Dwrite(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, texts.data());
    H5Dclose(set);
    H5Sclose(space);
    H5Tclose(type);
  });
  std::fstream file(path_, std::ios::binary | std::ios::in | std::ios::out);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  const std::size_t at = bytes.find(std::string("\xB8\x0B\0\0", 4));  // 3000 bytes, and then where
  ASSERT_NE(at, std::string::npos);
  for (std::size_t k = 1; k < 1000; ++k) bytes.replace(at + 16 * k, 16, bytes.substr(at, 16));
  file.seekp(0);
  file << bytes;
  file.close();
  try {
    read_state_names(path_);
    ADD_FAILURE() << "was read";
  } catch (const BadInput& error) {
    EXPECT_NE(std::string(error.what()).find("as many bytes in /classes as the file holds"), std::string::npos)
        << error.what();
  }
}

TEST_F(StateFile, EqualStatesGiveEqualBytes) {
  const auto bytes = [&] {
    write_state_file(path_, data_);
    std::ifstream in(path_, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  EXPECT_EQ(bytes(), bytes());
}

TEST_F(StateFile, HoldsCInsteadOfR) {
  for (auto& layer : data_.layers) layer.c.swap(layer.r);
  write_state_file(path_, data_);
  EXPECT_EQ(hash_of(read_state_file(path_)), hash_of(data_));
}

TEST_F(StateFile, DepthOneIsRead) {
  data_.layers = {data_.layers[2]};
  data_.layers[0].W = Matrix<double>::Ones(3, 2);
  write_state_file(path_, data_);
  EXPECT_EQ(read_state_file(path_).depth(), 1);
}

TEST_F(StateFile, OtherWritersStringsAndIntegersAreRead) {
  EXPECT_EQ(error_after([](hid_t file) {
              H5Adelete(file, "activation");
              const hid_t type = H5Tcopy(H5T_C_S1), space = H5Screate(H5S_SCALAR);
              H5Tset_size(type, H5T_VARIABLE);
              H5Tset_cset(type, H5T_CSET_UTF8);
              const hid_t a = H5Acreate2(file, "activation", type, space, H5P_DEFAULT, H5P_DEFAULT);
              const char* text = "tanh";
              H5Awrite(a, type, &text);
              H5Aclose(a);
              H5Ldelete(file, "/labels", H5P_DEFAULT);
              const hsize_t n = 4;
              const int labels[] = {0, 1, 2, 0};
              H5LTmake_dataset_int(file, "/labels", 1, &n, labels);
              const short classes = 3;
              H5LTset_attribute_short(file, "/labels", "classes", &classes, 1);
            }),
            "none");
}

/// As Fortran and MATLAB write them; and padded with zeros, or ended by one.
TEST_F(StateFile, StringsOfAFixedLengthAreReadWithoutTheirPadding) {
  for (const H5T_str_t padding : {H5T_STR_SPACEPAD, H5T_STR_NULLPAD, H5T_STR_NULLTERM}) {
    const auto write = [padding](hid_t file) {
      H5Adelete(file, "activation");
      const hid_t type = H5Tcopy(H5T_C_S1), space = H5Screate(H5S_SCALAR);
      H5Tset_size(type, 8);
      H5Tset_strpad(type, padding);
      const hid_t a = H5Acreate2(file, "activation", type, space, H5P_DEFAULT, H5P_DEFAULT);
      H5Awrite(a, type, padding == H5T_STR_SPACEPAD ? "sin     " : "sin\0\0\0\0");
      H5Aclose(a);
    };
    EXPECT_EQ(error_after(write), "none") << padding;
    EXPECT_EQ(read_state_file(path_).activation.kind, Activation::Kind::sin) << padding;
  }
}

TEST_F(StateFile, WrongContentIsOneLineThatNamesDatasetAndValue) {
  const auto has = [](const std::string& text, const char* part) { return text.find(part) != std::string::npos; };
  EXPECT_TRUE(has(error_after([](hid_t f) {
                    replace(f, "/layers/1/W", {2, 3}, {1, 2, 3, 4, 5, 6});
                  }),
                  "/layers/1/W, but got 2 x 3"));
  EXPECT_TRUE(has(error_after([](hid_t f) {
                    replace(f, "/layers/2/W", {2, 2}, {1, 2, NAN, 4});
                  }),
                  "/layers/2/W, but got nan"));
  EXPECT_TRUE(has(error_after([](hid_t f) {
                    replace(f, "/layers/1/b", {2}, {1, INFINITY});
                  }),
                  "/layers/1/b, but got inf"));
  EXPECT_TRUE(has(error_after([](hid_t f) { replace(f, "/layers/1/b", {3}, {1, 2, 3}); }), "/layers/1/b, but got 3"));
  EXPECT_TRUE(has(error_after([](hid_t f) {
                    replace(f, "/layers/1/r", {3, 2}, {1, 2, 3, 4, 5, 6});
                  }),
                  "/layers/1/r, but got 3 x 2"));
  EXPECT_TRUE(has(error_after([](hid_t f) {
                    replace(f, "/layers/3/W", {2, 2}, {1, 2, 3, 4});
                  }),
                  "/layers/3/W, but got 2 x 2"));
  EXPECT_TRUE(has(error_after([](hid_t f) { H5Ldelete(f, "/layers/2", H5P_DEFAULT); }), "/layers/2"));
  EXPECT_TRUE(has(error_after([](hid_t f) { H5Ldelete(f, "/layers/2/r", H5P_DEFAULT); }), "r or c"));
  EXPECT_TRUE(has(error_after([](hid_t f) { H5Ldelete(f, "/X", H5P_DEFAULT); }), "/X, but got none"));
  EXPECT_TRUE(has(error_after([](hid_t f) { H5LTset_attribute_string(f, "/", "activation", "swish"); }), "swish"));
  EXPECT_TRUE(has(error_after([](hid_t f) { H5LTset_attribute_string(f, "/", "format", "other"); }), "other"));
  EXPECT_TRUE(has(error_after([](hid_t f) { H5LTset_attribute_string(f, "/layers/1", "kind", "pool"); }), "pool"));
  EXPECT_TRUE(has(error_after([](hid_t f) { H5LTset_attribute_string(f, "/layers/1", "kind", "conv"); }),
                  "C_out x C_in x k x k, k odd, in /layers/1/W, but got 2 x 2"));
  EXPECT_TRUE(has(error_after([](hid_t f) { H5LTset_attribute_string(f, "/layers/3", "kind", "conv"); }),
                  "kind = \"dense\" in /layers/3"));
  const auto with_integer = [](const char* object, const char* name, long long value) {
    return [=](hid_t f) { H5LTset_attribute_long_long(f, object, name, &value, 1); };
  };
  EXPECT_TRUE(has(error_after(with_integer("/", "version", 2)), "version = 1, but got 2"));
  EXPECT_TRUE(has(error_after(with_integer("/labels", "classes", (1LL << 32) + 3)), "but got 4294967299"));
  EXPECT_TRUE(has(error_after(with_integer("/", "depth", 0)), "but got 0"));
  EXPECT_TRUE(has(error_after(with_integer("/", "depth", 4)), "/layers/3/b"));
  EXPECT_TRUE(has(error_after(with_integer("/labels", "classes", 1)), "at least 2 classes, but got 1"));
  EXPECT_TRUE(has(error_after(with_integer("/labels", "classes", 2)), "labels from 0 to 1"));
  const auto with_labels = [](std::vector<long long> labels) {
    return [=](hid_t f) {
      H5Ldelete(f, "/labels", H5P_DEFAULT);
      const hsize_t n = labels.size();
      H5LTmake_dataset(f, "/labels", 1, &n, H5T_NATIVE_LLONG, labels.data());
      const long long classes = 3;
      H5LTset_attribute_long_long(f, "/labels", "classes", &classes, 1);
    };
  };
  EXPECT_TRUE(has(error_after(with_labels({0, 1, 3, 0})), "but got 3"));
  EXPECT_TRUE(has(error_after(with_labels({0, -1, 0, 0})), "but got -1"));
  EXPECT_TRUE(has(error_after(with_labels({0, 1, 0})), "4 labels"));
}

TEST_F(StateFile, AttributesOfManyStringsAndHugeDatasetsAreRefused) {
  const auto many_strings = [](bool variable) {
    return [=](hid_t f) {
      H5Adelete(f, "format");
      const hsize_t n = 3000;
      const hid_t type = H5Tcopy(H5T_C_S1), space = H5Screate_simple(1, &n, nullptr);
      H5Tset_size(type, variable ? H5T_VARIABLE : 11);
      const hid_t a = H5Acreate2(f, "format", type, space, H5P_DEFAULT, H5P_DEFAULT);
      const std::vector<const char*> pointers(n, "lysep-state");
      const std::string fixed(11 * n, 'x');
      H5Awrite(a, type, variable ? static_cast<const void*>(pointers.data()) : fixed.data());
      H5Aclose(a);
    };
  };
  for (const bool variable : {false, true}) {
    EXPECT_NE(error_after(many_strings(variable)).find("one string in attribute format"), std::string::npos);
  }
  const std::string huge = error_after([](hid_t f) {
    H5Ldelete(f, "/X", H5P_DEFAULT);
    const hsize_t size[] = {1ull << 40, 1ull << 20}, chunk[] = {16, 16};
    const hid_t space = H5Screate_simple(2, size, nullptr), list = H5Pcreate(H5P_DATASET_CREATE);
    H5Pset_chunk(list, 2, chunk);
    H5Dclose(H5Dcreate2(f, "/X", H5T_IEEE_F64LE, space, H5P_DEFAULT, list, H5P_DEFAULT));
  });
  EXPECT_NE(huge.find("as many numbers in /X as the file can hold"), std::string::npos) << huge;
  const std::string large = error_after([](hid_t f) {
    const double version = 1e300;
    H5LTset_attribute_double(f, "/", "version", &version, 1);
  });
  EXPECT_NE(large.find("a whole number in attribute version"), std::string::npos) << large;
  const auto has = [](const std::string& text, const char* part) {
    return testing::AssertionResult(text.find(part) != std::string::npos) << text;
  };
  const auto with_depth = [](std::vector<double> values) {
    return [=](hid_t f) { H5LTset_attribute_double(f, "/", "depth", values.data(), values.size()); };
  };
  EXPECT_TRUE(has(error_after(with_depth({3, 3, 3})), "one finite number in attribute depth"));
  EXPECT_TRUE(has(error_after(with_depth({NAN})), "one finite number in attribute depth"));
  EXPECT_TRUE(has(error_after(with_depth({2.5})), "a whole number in attribute depth"));
  const auto with_labels = [](std::vector<hsize_t> shape, std::vector<double> values) {
    return [=](hid_t f) {
      replace(f, "/labels", shape, values);
      const long long classes = 3;
      H5LTset_attribute_long_long(f, "/labels", "classes", &classes, 1);
    };
  };
  EXPECT_TRUE(has(error_after(with_labels({4}, {0, 0.5, 1, 2})), "whole numbers in /labels"));
  EXPECT_TRUE(has(error_after(with_labels({2, 2}, {0, 1, 1, 2})),
                  "4 labels, one for each row of X, in /labels, but got 2 x 2"));
}

TEST_F(StateFile, ConvolutionsComeBackAsTheyWere) {
  for (const bool pooled : {false, true}) {
    for (const Padding padding : {Padding::same, Padding::valid}) {
      data_ = testing_support::convolutional_state(2, 3, pooled, padding, 4);
      write_state_file(path_, data_);
      const StateData again = read_state_file(path_);
      EXPECT_EQ(hash_of(again), hash_of(data_));
      for (Index l = 1; l <= data_.depth(); ++l) {
        const LayerShape &a = again.layers[l - 1].shape, &b = data_.layers[l - 1].shape;
        EXPECT_EQ(a.kernel, b.kernel);
        EXPECT_EQ(a.pooled, b.pooled);
        EXPECT_EQ(a.padding, b.kernel > 0 ? b.padding : Padding::same);
        EXPECT_EQ(again.layers[l - 1].outputs(), data_.layers[l - 1].outputs());
      }
    }
  }
}

TEST_F(StateFile, WrongConvolutionsAreRefused) {
  data_ = testing_support::convolutional_state(2, 3, true, Padding::same, 4);
  const auto has = [](const std::string& text, const char* part) {
    return testing::AssertionResult(text.find(part) != std::string::npos) << text;
  };
  const auto with_integer = [](const char* object, const char* name, long long value) {
    return [=](hid_t f) { H5LTset_attribute_long_long(f, object, name, &value, 1); };
  };
  EXPECT_TRUE(has(error_after(with_integer("/layers/1", "height", 5)),
                  "channels x height x width = 192 in /layers/1, but got 2 x 5 x 12"));
  EXPECT_TRUE(has(error_after(with_integer("/layers/2", "pool", 9)), "pool = 1 or 4 in /layers/2, but got 9"));
  EXPECT_TRUE(
      has(error_after(with_integer("/layers/2", "height", 0)), "height from 1 to 65536 in /layers/2, but got 0"));
  EXPECT_TRUE(has(error_after(with_integer("/layers/2", "pool", 1)), "/layers/2/r"));
  EXPECT_TRUE(has(error_after([](hid_t f) { H5LTset_attribute_string(f, "/layers/1", "padding", "full"); }),
                  "padding = \"same\" or \"valid\" in /layers/1, but got \"full\""));
  EXPECT_TRUE(has(error_after([](hid_t f) { H5Adelete_by_name(f, "/layers/1", "width", H5P_DEFAULT); }), "width"));
  EXPECT_TRUE(has(error_after([](hid_t f) {
                    replace(f, "/layers/1/W", {2, 2, 2, 2}, std::vector<double>(16, 1.0));
                  }),
                  "k odd, in /layers/1/W, but got 2 x 2 x 2 x 2"));
  EXPECT_TRUE(has(error_after([](hid_t f) {
                    replace(f, "/layers/1/W", {2, 2, 3, 1}, std::vector<double>(12, 1.0));
                  }),
                  "in /layers/1/W, but got 2 x 2 x 3 x 1"));
  data_ = testing_support::convolutional_state(1, 3, false, Padding::valid, 2);
  EXPECT_TRUE(has(error_after(with_integer("/layers/1", "pool", 4)),
                  "an even height and width before the pooling of /layers/1"));
  EXPECT_TRUE(has(error_after([](hid_t f) {
                    replace(f, "/layers/1/W", {2, 1, 9, 9}, std::vector<double>(162, 1.0));
                  }),
                  "at least 9 x 9 pixels for the kernel of /layers/1"));
}

TEST_F(StateFile, MissingTruncatedAndForeignFilesAreRefused) {
  std::filesystem::remove(path_);
  EXPECT_NE(error().find("existing file"), std::string::npos);
  std::ofstream(path_) << "not HDF5";
  EXPECT_NE(error().find("HDF5"), std::string::npos);
  write_state_file(path_, data_);
  std::filesystem::resize_file(path_, std::filesystem::file_size(path_) / 2);
  EXPECT_NE(error(), "none");
  EXPECT_THROW(write_state_file("/no/such/folder/state.h5", data_), BadInput);
}

}  // namespace
}  // namespace lysep
