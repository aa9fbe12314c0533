// How long the server waits. Limits are short here; each test waits for the connection's own event.
#include <poll.h>

#include "tests/api/http/fixture.h"

namespace bihuan::http {
namespace {
using std::chrono::milliseconds;
using testing::Client;
using testing::get;
using testing::Handover;
using testing::Running;
using testing::test_settings;

TEST(TimeLimits, AHeadThatNeverEndsIs408) {
  auto settings = test_settings();
  settings.time.header = milliseconds(50);
  Running server(testing::echo, settings);
  Client client(server.port());
  client.send("GET / HTTP/1.1\r\nHost: h\r\n");
  EXPECT_EQ(client.receive()->status, 408);
  EXPECT_TRUE(client.sees_end());
}

TEST(TimeLimits, AHeadThatComesSlowlyDoesNotGainTime) {
  auto settings = test_settings();
  settings.time.header = milliseconds(100);
  Running server(testing::echo, settings);
  Client client(server.port());
  client.send("GET / HTTP/1.1\r\nX: ");
  pollfd answered{.fd = client.socket(), .events = POLLIN};
  while (::poll(&answered, 1, 5) == 0) ASSERT_TRUE(client.send("y"));
  const auto answer = client.receive();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 408);
}

TEST(TimeLimits, AConnectionThatSendsNothingIsClosedInSilence) {
  auto settings = test_settings();
  settings.time.header = milliseconds(50);
  Running server(testing::echo, settings);
  EXPECT_TRUE(Client(server.port()).sees_end());
}

TEST(TimeLimits, AnIdleConnectionIsClosedInSilence) {
  auto settings = test_settings();
  settings.time.idle = milliseconds(50);
  Running server(testing::echo, settings);
  Client client(server.port());
  client.send(get("/"));
  ASSERT_TRUE(client.receive());
  EXPECT_TRUE(client.sees_end());
}

TEST(TimeLimits, ABodyThatNeverEndsIs408) {
  auto settings = test_settings();
  settings.time.body = milliseconds(50);
  Running server(testing::echo, settings);
  for (const char* framing : {"Content-Length: 9\r\n\r\nabc", "Transfer-Encoding: chunked\r\n\r\n3\r\nab"}) {
    Client client(server.port());
    client.send("POST / HTTP/1.1\r\nHost: h\r\n" + std::string(framing));
    EXPECT_EQ(client.receive()->status, 408);
    EXPECT_TRUE(client.sees_end());
  }
}

TEST(TimeLimits, ABodyEarnsTimeByItsBytes) {
  auto settings = test_settings();
  settings.time.body = milliseconds(1);
  settings.time.body_bytes_per_second = 1;
  Running server(testing::echo, settings);
  Client client(server.port());
  client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1001\r\n\r\n" + std::string(1000, 'x'));
  Client other(server.port());
  other.send(get("/"));
  ASSERT_TRUE(other.receive());
  client.send("x");
  EXPECT_EQ(client.receive()->status, 200);
}

TEST(TimeLimits, ARequestThatIsBeingHandledIsNotTimed) {
  auto settings = test_settings();
  settings.time = {.header = milliseconds(20),
                   .body = milliseconds(20),
                   .idle = milliseconds(20),
                   .write_stall = milliseconds(20),
                   .linger = milliseconds(20)};
  Handover<Reply> asked;
  Running server([&](Request, Reply reply) { asked.give(reply); }, settings);
  Client poll(server.port());
  poll.send(get("/poll"));
  const Reply reply = asked.take();
  EXPECT_TRUE(Client(server.port()).sees_end()) << "another connection runs into its limit meanwhile";
  reply.send(make_response(200, "text/plain", "late"));
  EXPECT_EQ(poll.receive()->body, "late");
}

}  // namespace
}  // namespace bihuan::http
