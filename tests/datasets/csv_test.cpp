#include "datasets/csv.hpp"

#include <sys/stat.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>

#include "core/numbers/bad_input.hpp"
#include "tests/support.hpp"

namespace lysep {
namespace {

using Texts = std::vector<std::string>;
using Numbers = std::vector<double>;
using Labels = std::vector<int>;

class Csv : public testing::Test {
 protected:
  ~Csv() override { std::filesystem::remove(path_); }
  CsvTable table(const std::string& text, const CsvOptions& options = {}) {
    std::ofstream(path_, std::ios::binary) << text;
    return read_csv(path_, options);
  }
  Dataset read(const std::string& text, const CsvOptions& options = {}) { return table(text, options).data; }
  std::string error(const std::string& text, const CsvOptions& options = {}) {
    try {
      read(text, options);
    } catch (const BadInput& bad) {
      return bad.what();
    }
    return "none";
  }
  void expect_error(const std::string& text, const std::string& part, const CsvOptions& options = {}) {
    const std::string got = error(text, options);
    EXPECT_NE(got.find(part), std::string::npos) << got;
    EXPECT_EQ(got.find('\n'), std::string::npos) << got;
  }
  std::string path_ = testing::TempDir() + "lysep_csv_test_" + std::to_string(getpid()) + ".csv";
};

TEST_F(Csv, TheLastColumnIsTheLabel) {
  const Dataset data = read("1,2.5,0\n-3e2,+4,2\r\n\n 5 , 6 , 1 \n");
  EXPECT_EQ(data.X, (Numbers{1, 2.5, -300, 4, 5, 6}));
  EXPECT_EQ(data.labels, (Labels{0, 2, 1}));
  EXPECT_EQ(data.classes, 3);
  EXPECT_EQ(data.dimension, 2u);
}

TEST_F(Csv, AHeaderMayNameTheLabel) {
  const Dataset data = read("x,\"label\",y\n1,0,2\n3,1,4\n");
  EXPECT_EQ(data.X, (Numbers{1, 2, 3, 4}));
  EXPECT_EQ(data.labels, (Labels{0, 1}));
  EXPECT_EQ(read("a,b\n1,0\n2,1\n").labels, (Labels{0, 1}));
  EXPECT_EQ(read("0,1,label\n5,6,0\n7,8,1\n").X, (Numbers{5, 6, 7, 8}));  // whatever else stands in it
  expect_error("label,a,label\n0,3,1\n1,2,0\n", path_ + ":1:3 requires one column \"label\", but got another one");
}

TEST_F(Csv, AFirstRowIsNamesOrNumbers) {
  expect_error("1,x2,0\n2,3,1\n", path_ + ":1:2 requires a first row of numbers, or of names");
  expect_error("1e400,2,0\n2,3,1\n", path_ + ":1:1 requires a first row of numbers, or of names");
  expect_error("1,,0\n2,3,1\n", path_ + ":1:2 requires");
  EXPECT_EQ(read("1,x2,0\n2,3,1\n4,5,0\n", {.header = true}).samples(), 2u);
  expect_error("1,x2,0\n2,3,1\n", path_ + ":1:2 requires finite numbers, but got \"x2\" in column 2",
               {.header = false});
  const Dataset flowers = read("1,2,setosa\n3,4,versicolor\n", {.header = false});
  EXPECT_EQ(flowers.class_names, (Texts{"setosa", "versicolor"}));
  EXPECT_EQ(read("a,1,0\nb,2,1\n", {.drop = {"1"}}).X, (Numbers{1, 2}));  // what is left out may be anything
}

TEST_F(Csv, TheColumnsCanBeNamed) {
  const std::string text = "id,y,x,label\n9,a,1,0\n8,b,2,1\n7,a,3,0\n";
  const Dataset data = read(text, {.label = "y", .drop = {"id", "4"}});
  EXPECT_EQ(data.X, (Numbers{1, 2, 3}));
  EXPECT_EQ(data.class_names, (Texts{"a", "b"}));
  EXPECT_EQ(read("1,7,0\n2,8,1\n", {.label = "1"}).labels, (Labels{0, 1}));
  expect_error(text, "requires a column for --label z, but got id, y, x, label", {.label = "z"});
  expect_error(text, "requires a column for --drop z", {.drop = {"z"}});
  expect_error(text, "requires --drop of columns beside the label, but got label", {.drop = {"label"}});
  expect_error("1,0\n2,1\n", "requires a column for --label y, but got 2 columns without names", {.label = "y"});
  expect_error("a,label\n1,0\n2,1\n", "at least one column of inputs", {.drop = {"a"}});
}

TEST_F(Csv, AColumnWithoutANameIsNoInputWithoutAWord) {
  const std::string text = ",x,y,label\n0,1,2,0\n1,3,4,1\n";
  expect_error(text, path_ + ":1:1 requires a name for every column (--drop 1 leaves this one out), but got none");
  EXPECT_EQ(read(text, {.drop = {"1"}}).X, (Numbers{1, 2, 3, 4}));
}

TEST_F(Csv, WhatWasReadIsTold) {
  const CsvTable t = table("x;y;kind\n1;2,5;b\n3;4;a\n");
  EXPECT_EQ(t.told,
            path_ + ": header, label \"kind\" (column 3), 2 inputs, 2 classes (a, b), separator ;, decimal comma");
  EXPECT_EQ(t.read_as.separator, ";");
  EXPECT_EQ(t.read_as.header, true);
  EXPECT_EQ(t.read_as.label, "kind");
  EXPECT_EQ(table("1\t2\t7\n3\t4\t8\n", {.drop = {"1"}}).told,
            path_ + ": no header, label column 3, 1 inputs (1 columns dropped), 2 classes (7, 8), separator tab");
}

TEST_F(Csv, TheSeparatorIsFound) {
  const Numbers X{0.5, 1, 2, -3};
  for (const char* text :
       {"x,y,label\n0.5,1,0\n2,-3,1\n", "x;y;label\n0.5;1;0\n2;-3;1\n", "x\ty\tlabel\n0.5\t1\t0\n2\t-3\t1\n",
        "x y label\n  0.5   1 0\n  2   -3 1  \n", "0,5;1;0\n2;-3;1\n", "x;y;label\n0,5;1,0;0\n2,0;-3,0;1\n",
        "x, y, label\n0.5, 1, 0\n2, -3, 1\n", "0.5,1,a;b\n2,-3,b;c\n", "x;y;\"a,b\"\n0.5;1;\"a,b\"\n2;-3;\"c,d\"\n"}) {
    EXPECT_EQ(read(text, {.header = text[0] == 'x'}).X, X) << text;
  }
  EXPECT_EQ(read("0.5|1|0\n2|-3|1\n", {.separator = "|"}).X, X);
  EXPECT_EQ(read("0.5\t1\t0\n2\t-3\t1\n", {.separator = "tab"}).X, X);
  for (const char* separator : {"", "ab", "1", ".", "-", "\"", "\n"}) {
    if (*separator != 0) expect_error("1,0\n2,1\n", "requires --separator", {.separator = separator});
  }
}

TEST_F(Csv, ADecimalSignIsThatOfAllNumbers) {
  expect_error("x;y;label\n0,5;1;0\n2.5;3;1\n", path_ + ":3:1 requires a decimal comma as in line 2, but got \"2.5\"");
  expect_error("x;y;label\n0.5;1;0\n2,5;3;1\n", path_ + ":3:1 requires a decimal point as in line 2, but got \"2,5\"");
  expect_error("x;y;label\n1.234,5;1;0\n2;3;1\n", path_ + ":2:1 requires finite numbers, but got \"1.234,5\"");
}

TEST_F(Csv, FieldsAreQuotedAsInRfc4180) {
  expect_error("x,y,label\n\"1,234.5\",1,0\n1,2,1\n",
               path_ + ":2:1 requires finite numbers, but got \"1,234.5\" in \"x\" (column 1)");
  const Dataset data =
      read("\"a \"\"b\"\"\",\"two\r\nlines\",label\n\"1\", \"2\" ,\"say \"\"no\"\", twice\"\n3,4,yes\n");
  EXPECT_EQ(data.X, (Numbers{1, 2, 3, 4}));
  EXPECT_EQ(data.class_names, (Texts{"say \"no\", twice", "yes"}));
  expect_error("a,\"b\nc\",label\n1,x,0\n", path_ + ":3:2 requires finite numbers");  // lines as an editor counts them
  expect_error("a,label\n\"1,0\n2,1\n", path_ + ":2:1 requires a quoted field that ends");
  expect_error("a,label\n\"1\"2,0\n2,1\n", path_ + ":2:1 requires a separator behind a quoted field");
}

TEST_F(Csv, EveryLineEndEndsALine) {
  for (const std::string end : {"\n", "\r", "\r\n"}) {
    const Dataset data = read("x,y,label" + end + "1,2,0" + end + end + "3,4,1" + end);
    EXPECT_EQ(data.X, (Numbers{1, 2, 3, 4}));
    EXPECT_EQ(data.labels, (Labels{0, 1}));
    expect_error("x,y,label" + end + "1,2,0" + end + "3,q,1", path_ + ":3:2 ");
  }
}

TEST_F(Csv, CommentsBeforeTheHeaderArePassedOver) {
  EXPECT_EQ(read("# made by an instrument\n#\nx,label\n1,0\n2,1\n").X, (Numbers{1, 2}));
  expect_error("x,label\n#1,0\n2,1\n", path_ + ":2:1 requires finite numbers, but got \"#1\"");
}

TEST_F(Csv, AnEmptyLastColumnOfEveryRowIsNone) {
  EXPECT_EQ(read("x,y,label,\n1,2,0,\n3,4,1,\n").X, (Numbers{1, 2, 3, 4}));
  EXPECT_EQ(read("1,2,0,\n3,4,1,\n").labels, (Labels{0, 1}));
  expect_error("x,y,label,\n1,2,0,\n3,4,1,5\n", path_ + ":3:4 requires a last column that is empty in every row");
  expect_error("x,y,label,\n1,2,0,\n3,4,1\n", path_ + ":3:3 requires 4 columns, but got 3");
}

TEST_F(Csv, LabelsOfEveryKindAreClasses) {
  const auto names = [&](const std::string& text) { return read(text).class_names; };
  const Dataset pm = read("x,label\n1,1\n2,-1\n3,1\n");
  EXPECT_EQ(pm.labels, (Labels{1, 0, 1}));
  EXPECT_EQ(pm.class_names, (Texts{"-1", "1"}));
  EXPECT_EQ(names("x,label\n1,100\n2,7\n3,2\n4,7\n"), (Texts{"2", "7", "100"}));  // nothing is empty
  EXPECT_EQ(names("x,label\n1,1.0\n2,01\n3,2e0\n4,1\n"), (Texts{"1", "2"}));
  EXPECT_EQ(names("x,label\n1,b\n2,a b\n3,10\n4,9\n5,9\n"), (Texts{"9", "10", "a b", "b"}));
  EXPECT_EQ(names("x,label\n1,-0\n2,0\n3,1\n"), (Texts{"0", "1"}));
}

TEST_F(Csv, LabelsThatAreNoClassesAreRefused) {
  expect_error("x,label\n1,0\n2,0.5\n3,0\n",
               path_ + ":3:2 requires labels that are whole numbers or texts, but got \"0.5\"");
  expect_error("x,label\n1,0\n2,\n3,0\n", path_ + ":3:2 requires a label for every sample, but got \"\"");
  expect_error("x,label\n1,0\n2,nan\n3,0\n", path_ + ":3:2 requires a label for every sample, but got \"nan\"");
  expect_error("x,label\n1,0\n2,inf\n3,0\n", path_ + ":3:2 requires labels that are whole numbers");
  expect_error("x,label\n1,10\n2,20\n3,30\n4,40\n", "4 different ones of 4 samples in \"label\" (column 2)");
  expect_error("x,label\n1,0\n2,0\n", "at least 2 classes");
  expect_error("x,label\n1,a\n2,\xE4\n3,a\n", path_ + ":3:2 requires labels in UTF-8, but got \"\\xe4\"");
}

TEST_F(Csv, EncodingsAreNamed) {
  EXPECT_EQ(read("\xEF\xBB\xBF"
                 "1,0\n2,1\n")
                .X,
            (Numbers{1, 2}));
  EXPECT_EQ(read("\xEF\xBB\xBFlabel,a\n1,7\n0,8\n").labels, (Labels{1, 0}));
  using namespace std::string_literals;
  expect_error("\xFF\xFEx\0,\0"s, path_ + " requires text in UTF-8, but got UTF-16");
  expect_error("\xFE\xFF\0x\0,"s, "but got UTF-16");
  expect_error("\xFF\xFE\0\0x\0\0\0"s, "but got UTF-32");
  expect_error("x\0,\0y\0"s, "bytes of zero");
  expect_error("PK\x03\x04 and so on", "a zip archive");
}

TEST_F(Csv, CompressedFilesAreRead) {
  const std::string text = "x,label\n1,0\n2,1\n", packed = path_ + ".gz";
  gzFile file = gzopen(packed.c_str(), "wb");
  gzwrite(file, text.data(), static_cast<unsigned>(text.size()));
  gzclose(file);
  EXPECT_EQ(read_csv(packed, {}).data.X, (Numbers{1, 2}));
  std::filesystem::resize_file(packed, std::filesystem::file_size(packed) - 8);
  EXPECT_THROW(read_csv(packed, {}), BadInput);
  std::filesystem::remove(packed);
}

TEST_F(Csv, OnlyRegularFilesAreRead) {
  EXPECT_THROW(read_csv("/no/such/file.csv", {}), BadInput);
  EXPECT_THROW(read_csv(testing::TempDir(), {}), BadInput);
  mkfifo(path_.c_str(), 0600);
  EXPECT_THROW(read_csv(path_, {}), BadInput);  // and does not wait
}

TEST_F(Csv, WrongFilesAreOneLineThatSaysWhere) {
  expect_error("1,0\n2,1,3\n", path_ + ":2:3 requires 2 columns, but got 3");
  expect_error("1,0\n2,1,3,4,5,6\n", "requires 2 columns, but got 6");
  expect_error("1,0\n2\n", path_ + ":2:1 requires 2 columns, but got 1");
  expect_error("1,0\nx,1\n", path_ + ":2:1 requires finite numbers, but got \"x\"");
  expect_error("1,0\n\x1b[31m,1\n", "\"\\x1b[31m\"");
  expect_error("1,0\nnan,1\n", "finite numbers");
  expect_error("1,0\n1e999,1\n", "finite numbers");
  expect_error("1,0\n+-1,1\n", "finite numbers");
  expect_error("1,0\n" + std::string(100000, '1') + ",1\n", path_ + ":2:1 requires fields of at most 65536 bytes");
  std::string many(2000002, ',');
  for (std::size_t k = 0; k < many.size(); k += 2) many[k] = '1';
  expect_error("1,0\n" + many + "\n", path_ + ":2:1000001 requires at most 1000000 fields");
  expect_error(many + "\n", path_ + ":1:1000001 requires at most 1000000 fields");
  expect_error("1\n2\n", "at least two columns");
  expect_error("x,y\n", "at least one sample");
  expect_error("", "at least one sample");
}

/// As version 0.1 read them: any text in the first row makes a header, a label is the number of its class.
TEST_F(Csv, OldRunsAreReadByTheOldRules) {
  const CsvOptions old{.separator = ",", .as_version_1 = true};
  EXPECT_EQ(read("1,x2,0\n2,3,1\n4,5,3\n", old).samples(), 2u);
  EXPECT_EQ(read("1,0\n4,3\n", old).classes, 4);
  EXPECT_EQ(read("label,a,label\n0,3,1\n1,2,0\n", old).labels, (Labels{1, 0}));
  EXPECT_EQ(read(",x,label\n0,3,1\n1,2,0\n", old).X, (Numbers{0, 3, 1, 2}));
}

}  // namespace
}  // namespace lysep
