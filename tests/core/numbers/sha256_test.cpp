#include "core/numbers/sha256.hpp"

#include <gtest/gtest.h>

namespace lysep {
namespace {

/// The examples of FIPS 180-4.
TEST(Sha256, IsThatOfTheStandardsExamples) {
  const auto digest = [](const std::string& text, std::size_t pieces) {
    Sha256 sha256;
    for (std::size_t k = 0; k < pieces; ++k) {
      const std::size_t from = k * text.size() / pieces, to = (k + 1) * text.size() / pieces;
      sha256.add(text.data() + from, to - from);
    }
    return hex_of(sha256.digest());
  };
  for (const std::size_t pieces : {1, 2, 5}) {
    EXPECT_EQ(digest("abc", pieces), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(digest("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", pieces),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  }
}

}  // namespace
}  // namespace lysep
