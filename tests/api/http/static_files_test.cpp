// Files of a folder: which name means which file, ranges, validators, gzip; and nothing outside of the folder.
#include "api/http/static_files.h"

#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/api/http/fixture.h"

namespace bihuan::http {
namespace {
using testing::ask;
using testing::get;
using testing::Running;

class StaticFilesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "static-XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder = pattern;
    std::filesystem::create_directories(folder / "www" / "sub");
    write("secret.txt", "secret");
    write("www/index.html", "<p>index</p>");
    write("www/a.js", "0123456789");
    write("www/sub/b.css", "css");
    write("www/.hidden", "hidden");
    write("www/large.bin", std::string(3 << 20, 'L'));
    write("www/z.js", "plain text");
    write("www/z.js.gz", "gz bytes");
    write("www/stale.js", "new");
    write("www/stale.js.gz", "old");
    std::filesystem::last_write_time(folder / "www/stale.js.gz",
                                     std::filesystem::last_write_time(folder / "www/stale.js") - std::chrono::hours(1));
    std::filesystem::create_symlink(folder / "secret.txt", folder / "www" / "link.txt");
    std::filesystem::create_directory_symlink(folder, folder / "www" / "up");
    ::mkfifo((folder / "www" / "pipe").c_str(), 0600);
    files.emplace((folder / "www").string());
    server.emplace([this](Request request, Reply reply) { reply.send(files->answer(request, request.segments)); });
  }
  void TearDown() override {
    server.reset();
    std::filesystem::remove_all(folder);
  }
  void write(const std::string& name, const std::string& text) const { std::ofstream(folder / name) << text; }
  testing::Received fetch(const std::string& target, const std::string& headers = "") const {
    const auto answer = ask(server->port(), get(target, headers));
    if (!answer) throw std::runtime_error("no answer for " + target);
    return *answer;
  }

  std::filesystem::path folder;
  std::optional<StaticFiles> files;
  std::optional<Running> server;
};

TEST_F(StaticFilesTest, AreServedWithTypeLengthAndValidators) {
  const auto answer = fetch("/a.js");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "0123456789");
  EXPECT_EQ(answer.headers.at("content-type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(answer.headers.at("accept-ranges"), "bytes");
  EXPECT_EQ(fetch("/").body, "<p>index</p>");
  EXPECT_EQ(fetch("/sub/b.css").body, "css");
  EXPECT_EQ(fetch("/large.bin").body, std::string(3 << 20, 'L'));
}

TEST_F(StaticFilesTest, OutsideOfTheFolderAreNotFound) {
  for (const char* target : {"/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/sub/../../secret.txt",
                             "/link.txt", "/up/secret.txt", "/.hidden", "/pipe", "/sub", "/sub/", "//a.js", "/a.js/",
                             "/./a.js", "/no", "/..%5csecret.txt", "/%2fetc%2fpasswd"})
    EXPECT_EQ(fetch(target).status, 404) << target;
}

TEST_F(StaticFilesTest, OfferRanges) {
  const auto middle = fetch("/a.js", "Range: bytes=2-4\r\n");
  EXPECT_EQ(middle.status, 206);
  EXPECT_EQ(middle.body, "234");
  EXPECT_EQ(middle.headers.at("content-range"), "bytes 2-4/10");
  EXPECT_EQ(fetch("/a.js", "Range: bytes=7-\r\n").body, "789");
  EXPECT_EQ(fetch("/a.js", "Range: bytes=-3\r\n").body, "789");
  EXPECT_EQ(fetch("/a.js", "Range: bytes=-99\r\n").body, "0123456789");
  EXPECT_EQ(fetch("/a.js", "Range: bytes=8-99\r\n").body, "89");
  const auto beyond = fetch("/a.js", "Range: bytes=10-\r\n");
  EXPECT_EQ(beyond.status, 416);
  EXPECT_EQ(beyond.headers.at("content-range"), "bytes */10");
  for (const char* ignored :
       {"bytes=4-2", "bytes=a-b", "bytes=", "bytes=-", "lines=1-2", "bytes=0-1,3-4", "bytes=99999999999999999999-"})
    EXPECT_EQ(fetch("/a.js", "Range: " + std::string(ignored) + "\r\n").status, 200) << ignored;
  const std::string etag = fetch("/a.js").headers.at("etag");
  EXPECT_EQ(fetch("/a.js", "Range: bytes=0-0\r\nIf-Range: " + etag + "\r\n").status, 206);
  EXPECT_EQ(fetch("/a.js", "Range: bytes=0-0\r\nIf-Range: \"other\"\r\n").status, 200);
}

TEST_F(StaticFilesTest, AreNotSentAgainToWhoHasThem) {
  const auto first = fetch("/a.js");
  const std::string etag = first.headers.at("etag");
  const auto again = fetch("/a.js", "If-None-Match: \"x\", W/" + etag + "\r\n");
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.headers.at("etag"), etag);
  EXPECT_EQ(fetch("/a.js", "If-None-Match: \"x\"\r\n").status, 200);
  EXPECT_EQ(fetch("/a.js", "If-None-Match: *\r\n").status, 304);
  EXPECT_EQ(fetch("/a.js", "If-Modified-Since: " + first.headers.at("last-modified") + "\r\n").status, 304);
  EXPECT_EQ(fetch("/a.js", "If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT\r\n").status, 200);
  EXPECT_EQ(fetch("/a.js", "If-Modified-Since: yesterday\r\n").status, 200);
}

TEST_F(StaticFilesTest, AreSentCompressedToWhoAcceptsThat) {
  const auto zipped = fetch("/z.js", "Accept-Encoding: br, gzip;q=0.5\r\n");
  EXPECT_EQ(zipped.body, "gz bytes");
  EXPECT_EQ(zipped.headers.at("content-encoding"), "gzip");
  EXPECT_EQ(zipped.headers.at("content-type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(zipped.headers.at("vary"), "Accept-Encoding");
  const auto plain = fetch("/z.js", "Accept-Encoding: gzip;q=0\r\n");
  EXPECT_EQ(plain.body, "plain text");
  EXPECT_EQ(plain.headers.at("vary"), "Accept-Encoding");
  EXPECT_NE(plain.headers.at("etag"), zipped.headers.at("etag"));
  EXPECT_EQ(fetch("/stale.js", "Accept-Encoding: gzip\r\n").body, "new") << "an older .gz is no copy of this file";
}

TEST_F(StaticFilesTest, CanOnlyBeRead) {
  const auto answer = ask(server->port(), testing::post("/a.js", "x"));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 405);
  EXPECT_EQ(answer->headers.at("allow"), "GET, HEAD");
  testing::Client client(server->port());
  client.send("HEAD /a.js HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_EQ(client.receive(true)->headers.at("content-length"), "10");
}

TEST_F(StaticFilesTest, AbortedDownloadsLeaveNoDescriptorOpen) {
  for (int i = 0; i < 50; ++i) {
    testing::Client client(server->port(), 4096);
    client.send(get("/large.bin"));
    EXPECT_TRUE(client.receive_until("LLLL"));
    client.abort();
  }
  while (server->server.counts().open > 0) std::this_thread::yield();
  std::size_t open_files = 0;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    std::error_code gone;
    open_files += std::filesystem::read_symlink(entry.path(), gone).filename() == "large.bin";
  }
  EXPECT_EQ(open_files, 0u);
}

TEST(AcceptEncoding, LetsGzipThroughUnlessItsWeightIsZero) {
  const std::pair<const char*, bool> cases[] = {{"gzip", true},          {"br, GZIP", true},  {"gzip;q=1", true},
                                                {"gzip; q=0.001", true}, {"gzip;q=0", false}, {"gzip;q=0.000", false},
                                                {"identity", false},     {"xgzip", false},    {"", false}};
  for (const auto& [value, expected] : cases) {
    RequestHead head;
    head.headers.push_back({"accept-encoding", value});
    EXPECT_EQ(accepts_gzip(head), expected) << value;
  }
}

}  // namespace
}  // namespace bihuan::http
