// The browser program as the server hands it out: files, places inside the program, what a browser may do with them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/api/node.h"

namespace bihuan::api::testing {
namespace {

using ::testing::HasSubstr;
namespace fs = std::filesystem;

class PagesServed : public ::testing::Test {
 protected:
  static fs::path folder() {
    const fs::path made = fs::path(::testing::TempDir()) / "bihuan-pages";
    fs::create_directories(made / "assets");
    const auto write = [&](const char* name, const char* text) { std::ofstream(made / name) << text; };
    write("index.html", "<!doctype html><title>闭环</title>");
    write("icon.svg", "<svg/>");
    write("assets/app-1f.js", "console.log(1)");
    write("assets/app-1f.js.gz", "gzipped");
    return made;
  }
  Answered read(const std::string& path, std::vector<std::string> headers = {}) const {
    return node.ask({.method = "GET", .path = path, .as = "-", .headers = std::move(headers)});
  }
  Node node{"memory:", false, [](ApplicationSettings& settings) { settings.web_folder = folder(); }};
};

TEST_F(PagesServed, APlaceInsideTheProgramIsItsFirstPage) {
  for (const char* path : {"/", "/tasks", "/tasks/12-7", "/design/processes/x"}) {
    const Answered page = read(path);
    EXPECT_EQ(page.status, 200) << path;
    EXPECT_THAT(page.text, HasSubstr("闭环")) << path;
    EXPECT_EQ(page.header("content-type"), "text/html; charset=utf-8");
    EXPECT_EQ(page.header("cache-control"), "no-cache");
  }
}

TEST_F(PagesServed, FilesThatCarryTheirHashMayBeKeptForEver) {
  const Answered file = read("/assets/app-1f.js");
  EXPECT_EQ(file.text, "console.log(1)");
  EXPECT_THAT(file.header("cache-control"), HasSubstr("immutable"));
  EXPECT_EQ(read("/assets/app-1f.js", {"If-None-Match: " + file.header("etag")}).status, 304);
  const Answered small = read("/assets/app-1f.js", {"Accept-Encoding: gzip"});
  EXPECT_EQ(small.header("content-encoding"), "gzip");
  EXPECT_EQ(small.text, "gzipped");
}

TEST_F(PagesServed, AFileThatIsNotThereIsNotFound) {
  EXPECT_EQ(read("/assets/gone-2a.js").status, 404);
  EXPECT_EQ(read("/favicon.ico").status, 404);
  EXPECT_EQ(read("/icon.svg").status, 200);
}

TEST_F(PagesServed, ABrowserMayRunOnlyWhatThisServerSent) {
  const Answered page = read("/");
  const std::string policy = page.header("content-security-policy");
  EXPECT_THAT(policy, HasSubstr("script-src 'self'"));
  EXPECT_THAT(policy, HasSubstr("frame-ancestors 'none'"));
  EXPECT_EQ(policy.find("unsafe-eval"), std::string::npos);
  EXPECT_EQ(page.header("x-content-type-options"), "nosniff");
  EXPECT_EQ(page.header("referrer-policy"), "same-origin");
}

TEST_F(PagesServed, TheApiKeepsItsOwnPaths) {
  const Answered unknown = read("/api/v1/no-such-thing");
  EXPECT_EQ(unknown.status, 404);
  EXPECT_EQ(unknown.at("code"), "not-found");
  EXPECT_EQ(read("/engine-rest/no-such-thing").status, 404);
  EXPECT_EQ(read("/livez").at("status"), "alive");
  EXPECT_EQ(node.ask({.method = "POST", .path = "/tasks", .body = "{}"}).status, 404);
}

TEST(PagesAbsent, WithoutThemTheServerIsTheApiAlone) {
  const Node node;
  EXPECT_EQ(node.ask({.method = "GET", .path = "/", .as = "-"}).status, 404);
}

}  // namespace
}  // namespace bihuan::api::testing
