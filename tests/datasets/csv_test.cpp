#include <fstream>

#include "core/numbers/bad_input.hpp"
#include "tests/support.hpp"

namespace lysep {
namespace {

class Csv : public testing::Test {
 protected:
  TrainAndTest read(const std::string& text, std::size_t samples = 0, std::size_t test_samples = 0) {
    std::ofstream(path_) << text;
    return csv_data(path_, samples, test_samples);
  }
  std::string error(const std::string& text, std::size_t samples = 0, std::size_t test_samples = 0) {
    try {
      read(text, samples, test_samples);
    } catch (const BadInput& bad) {
      return bad.what();
    }
    return "none";
  }
  std::string path_ = testing::TempDir() + "lysep_csv_test_" + std::to_string(getpid()) + ".csv";
};

TEST_F(Csv, TheLastColumnIsTheLabel) {
  const Dataset data = read("1,2.5,0\n-3e2,+4,2\r\n\n 5 , 6 , 1 \n").train;
  EXPECT_EQ(data.X, (std::vector<double>{1, 2.5, -300, 4, 5, 6}));
  EXPECT_EQ(data.labels, (std::vector<int>{0, 2, 1}));
  EXPECT_EQ(data.classes, 3);
  EXPECT_EQ(data.dimension, 2u);
}

TEST_F(Csv, AHeaderMayNameTheLabel) {
  const Dataset data = read("x,\"label\",y\n1,0,2\n3,1,4\n").train;
  EXPECT_EQ(data.X, (std::vector<double>{1, 2, 3, 4}));
  EXPECT_EQ(data.labels, (std::vector<int>{0, 1}));
  EXPECT_EQ(read("a,b\n1,0\n2,1\n").train.labels, (std::vector<int>{0, 1}));
}

TEST_F(Csv, AByteOrderMarkIsNoHeader) {
  EXPECT_EQ(read("\xEF\xBB\xBF"
                 "1,0\n2,1\n")
                .train.X,
            (std::vector<double>{1, 2}));
  EXPECT_EQ(read("\xEF\xBB\xBFlabel,a\n1,7\n0,8\n").train.labels, (std::vector<int>{1, 0}));
}

TEST_F(Csv, TestSamplesComeFromTheEnd) {
  const TrainAndTest data = read("1,0\n2,1\n3,0\n4,1\n", 2, 1);
  EXPECT_EQ(data.train.X, (std::vector<double>{1, 2}));
  EXPECT_EQ(data.test.X, (std::vector<double>{4}));
  EXPECT_EQ(data.test.labels, (std::vector<int>{1}));
  EXPECT_EQ(read("1,0\n2,1\n3,0\n", 0, 1).train.samples(), 2u);
  EXPECT_EQ(read("1,0\n2,1\n3,0\n", 2, 1).train.samples(), 2u);
  EXPECT_EQ(read("1,0\n2,9999\n").train.classes, 10000);
}

TEST_F(Csv, WrongFilesAreOneLineThatSaysWhere) {
  EXPECT_NE(error("1,0\n2,x\n").find("\"x\" in column 2"), std::string::npos);
  EXPECT_NE(error("1,0\n2,x\n").find("line 2"), std::string::npos);
  EXPECT_NE(error("1,0\n2,1,3\n").find("requires 2 columns, but got 3"), std::string::npos);
  EXPECT_NE(error("1,0\n2,0.5\n").find("but got 0.5"), std::string::npos);
  EXPECT_NE(error("1,0\n2,-1\n").find("but got -1"), std::string::npos);
  EXPECT_NE(error("1,0\n2,10000\n").find("but got 10000"), std::string::npos);
  EXPECT_NE(error("1,0\nnan,1\n").find("finite numbers"), std::string::npos);
  EXPECT_NE(error("1,0\n1e999,1\n").find("finite numbers"), std::string::npos);
  EXPECT_NE(error("1\n2\n").find("at least two columns"), std::string::npos);
  EXPECT_NE(error("x,y\n").find("at least one sample"), std::string::npos);
  EXPECT_NE(error("").find("at least one sample"), std::string::npos);
  EXPECT_NE(error("1,0\n2,0\n").find("at least 2 classes"), std::string::npos);
  EXPECT_NE(error("1,0\n2,1\n", 2, 1).find("at least 3 rows"), std::string::npos);
  EXPECT_NE(error("1,0\n2,1\n", 0, 2).find("at least 3 rows"), std::string::npos);
  EXPECT_THROW(csv_data("/no/such/file.csv", 0, 0), BadInput);
}

}  // namespace
}  // namespace lysep
