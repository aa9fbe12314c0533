// Looking on: one's counters change while one looks, a case tells that it moved on, and nobody hears of what they may
// not see. The client acts when it has heard the first event and leaves when it has heard what it waits for.
#include <curl/curl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/api/node.h"
#include "tests/api/samples.h"

namespace bihuan::api::testing {
namespace {

using ::testing::HasSubstr;

/// Reads a stream; `heard` is asked after each piece and says whether that was enough.
class Ear {
 public:
  Ear(const Node& node, const std::string& path, const std::string& as, std::function<bool(const std::string&)> heard)
      : heard_(std::move(heard)) {
    CURL* curl = curl_easy_init();
    curl_slist* headers = curl_slist_append(nullptr, ("Authorization: Bearer " + node.token()).c_str());
    headers = curl_slist_append(headers, ("X-Act-As: " + as).c_str());
    const std::string url = "http://127.0.0.1:" + std::to_string(node.port()) + path;
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 60'000L);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, this);
    curl_easy_perform(curl);
    char* type = nullptr;
    curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &type);
    content_type = type ? type : "";
    curl_slist_free_all(headers);
    curl_easy_cleanup(curl);
  }
  std::string text, content_type;
  bool enough = false;

 private:
  static std::size_t take(char* data, std::size_t, std::size_t size, void* to) {
    Ear& ear = *static_cast<Ear*>(to);
    ear.text.append(data, size);
    ear.enough = ear.heard_(ear.text);
    return ear.enough ? 0 : size;
  }
  std::function<bool(const std::string&)> heard_;
};

class Events : public ::testing::Test {
 protected:
  Events() { EXPECT_EQ(node.deploy({{"approval.bpmn", approval()}, {"approval.form", approval_form()}}).status, 201); }
  Node node;
};

TEST_F(Events, CountersAreToldAtOnceAndAgainWhenATaskComes) {
  bool begun = false;
  const Ear ear(node, "/api/v1/events", "p-a", [&](const std::string& text) {
    if (!begun && text.find("event: tasks") != std::string::npos) {
      EXPECT_THAT(text, HasSubstr(R"("offered":0)"));
      node.start("approval");
      begun = true;
    }
    return text.find(R"("offered":1)") != std::string::npos;
  });
  EXPECT_TRUE(ear.enough) << ear.text;
  EXPECT_EQ(ear.content_type, "text/event-stream");
}

TEST_F(Events, ACaseTellsThatItMovedOn) {
  const std::string instance = node.start("approval", "{}", "p-c");
  const std::string task = node.task_of(instance);
  bool claimed = false;
  const Ear ear(node, "/api/v1/events?instance=" + instance, "p-c", [&](const std::string& text) {
    if (!claimed && text.find("event: tasks") != std::string::npos) {
      EXPECT_EQ(node.post("/api/v1/tasks/" + task + "/claim", "{}", "p-a").status, 200);
      claimed = true;
    }
    return text.find("event: instance\ndata: {\"instance\":\"" + instance) != std::string::npos;
  });
  EXPECT_TRUE(ear.enough) << ear.text;
}

TEST_F(Events, ACaseThatOneMayNotSeeIsNotThere) {
  const std::string instance = node.start("approval", "{}", "p-a");
  EXPECT_EQ(node.get("/api/v1/events?instance=" + instance, "p-d").status, 404);
}

TEST_F(Events, SomebodyWithTooManyStreamsIsToldSoAndLetGo) {
  std::function<void(int)> deeper = [&](int depth) {
    bool nested = false;
    const Ear ear(node, "/api/v1/events", "p-a", [&](const std::string& text) {
      if (text.find("event: full") != std::string::npos) return true;
      if (text.find("event: tasks") == std::string::npos) return false;
      if (!nested && depth < 13) deeper(depth + 1);
      nested = true;
      return true;
    });
    if (depth == 13) {
      EXPECT_THAT(ear.text, HasSubstr("event: full"));
    }
  };
  deeper(1);
}

}  // namespace
}  // namespace bihuan::api::testing
