// What an uploaded form holds, and what hostile forms get.
#include "api/http/multipart.h"

#include <gtest/gtest.h>

#include <random>

namespace bihuan::http {
namespace {

constexpr const char* kType = "multipart/form-data; boundary=XyZ";

std::string part(const std::string& headers, const std::string& data) {
  return "--XyZ\r\n" + headers + "\r\n" + data + "\r\n";
}
std::string field(const std::string& name, const std::string& data) {
  return part("Content-Disposition: form-data; name=\"" + name + "\"\r\n", data);
}
int error_of(const std::string& body, const std::string& type = kType) {
  const auto parsed = parse_multipart(type, body);
  return parsed ? 0 : parsed.error().status;
}

TEST(Multipart, HoldsFieldsAndFilesInOrder) {
  const std::string binary("a\0\r\n--Xy\r\n--XyZa\r\nb", 20);
  const auto parts = parse_multipart(
      kType, field("comment", "你好") +
                 part("content-disposition: form-data; name=file; filename=\"流程.bpmn\"\r\nContent-Type: text/xml\r\n",
                      binary) +
                 field("empty", "") + "--XyZ--\r\n");
  ASSERT_TRUE(parts);
  ASSERT_EQ(parts->size(), 3u);
  EXPECT_EQ((*parts)[0].name, "comment");
  EXPECT_EQ((*parts)[0].data, "你好");
  EXPECT_FALSE((*parts)[0].filename);
  EXPECT_EQ((*parts)[0].content_type, "text/plain");
  EXPECT_EQ((*parts)[1].filename, "流程.bpmn");
  EXPECT_EQ((*parts)[1].content_type, "text/xml");
  EXPECT_EQ((*parts)[1].data, binary);
  EXPECT_EQ((*parts)[2].data, "");
}

TEST(Multipart, MayHaveAPreambleAnEpilogueAndBlanksAfterTheBoundary) {
  const auto parts =
      parse_multipart("Multipart/Form-Data; charset=utf-8; Boundary=\"XyZ\"",
                      "preamble\r\n--XyZ \t\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--XyZ--\r\nepilogue");
  ASSERT_TRUE(parts);
  ASSERT_EQ(parts->size(), 1u);
  EXPECT_EQ((*parts)[0].data, "1");
}

TEST(Multipart, FileNamesAreNeverPaths) {
  const std::pair<const char*, const char*> names[] = {{"filename=\"../../etc/passwd\"", "passwd"},
                                                       {"filename=\"C:\\\\dir\\\\a.txt\"", "a.txt"},
                                                       {"filename=\"C:\\dir\\a.txt\"", "a.txt"},
                                                       {"filename=\"a\\\"b.txt\"", "a\"b.txt"},
                                                       {"filename=\"a%22b.txt\"", "a\"b.txt"},
                                                       {"filename=x; filename*=UTF-8''%E4%B8%AD%2Fa", "a"},
                                                       {"filename=\"\"", ""}};
  for (const auto& [text, expected] : names) {
    const auto parts = parse_multipart(
        kType, part(std::string("Content-Disposition: form-data; name=f; ") + text + "\r\n", "x") + "--XyZ--");
    ASSERT_TRUE(parts) << text;
    EXPECT_EQ((*parts)[0].filename, expected);
  }
}

TEST(Multipart, RefusesWhatIsMalformedOrTooMuch) {
  const std::string good = field("a", "1");
  EXPECT_EQ(error_of(good + "--XyZ--", "application/json"), 415);
  EXPECT_EQ(error_of(good + "--XyZ--", "multipart/form-data"), 400);
  EXPECT_EQ(error_of(good + "--XyZ--", "multipart/form-data; boundary=\"XyZ"), 400);
  EXPECT_EQ(error_of(good + "--XyZ--", "multipart/form-data; boundary=" + std::string(71, 'a')), 400);
  EXPECT_EQ(error_of(good + "--XyZ--", "multipart/form-data; boundary=XyZ; boundary=abc"), 400);
  EXPECT_EQ(error_of(""), 400);
  EXPECT_EQ(error_of("no part at all"), 400);
  EXPECT_EQ(error_of(good), 400) << "cut off";
  EXPECT_EQ(error_of("--XyZ\r\n--XyZ--\r\n"), 400) << "a part without anything";
  EXPECT_EQ(error_of(part("", "x") + "--XyZ--"), 400) << "without a name";
  EXPECT_EQ(error_of(part("Content-Disposition: form-data\r\n", "x") + "--XyZ--"), 400);
  EXPECT_EQ(error_of(part("Content-Disposition: attachment; name=a\r\n", "x") + "--XyZ--"), 400);
  EXPECT_EQ(error_of(part("Content-Disposition: form-data; name=a; name=b\r\n", "x") + "--XyZ--"), 400);
  EXPECT_EQ(error_of(part("Content-Disposition: form-data; name=\"a\r\n", "x") + "--XyZ--"), 400);
  EXPECT_EQ(error_of(part("Content-Disposition: form-data; name=\"\xff\"\r\n", "x") + "--XyZ--"), 400);
  EXPECT_EQ(error_of(part("nothing\r\n", "x") + "--XyZ--"), 400);
  EXPECT_EQ(error_of(part("X: " + std::string(5000, 'a') + "\r\nContent-Disposition: form-data; name=a\r\n", "x") +
                     "--XyZ--"),
            400);
  std::string many;
  for (int i = 0; i < 1001; ++i) many += good;
  EXPECT_EQ(error_of(many + "--XyZ--"), 413);
}

TEST(Multipart, SurvivesRandomChanges) {
  const std::string seed =
      field("a", "1") +
      part("Content-Disposition: form-data; name=f; filename=\"x\\\"y\"\r\nContent-Type: a/b\r\n", "data") +
      "--XyZ--\r\n";
  std::mt19937 random(20261121);
  int good = 0, bad = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string body = seed;
    for (unsigned change = 0; change <= random() % 3; ++change) {
      const std::size_t at = random() % body.size();
      if (random() % 2 == 0)
        body[at] = std::string_view("\r\n-\";=:\\\0X", 10)[random() % 10];
      else
        body.erase(at, random() % 5);
      if (body.empty()) body = "-";
    }
    ++(parse_multipart(kType, body) ? good : bad);
  }
  EXPECT_GT(good, 100);
  EXPECT_GT(bad, 100);
}

}  // namespace
}  // namespace bihuan::http
