// What bad, slow and vanishing clients may not do: get another's answer, stop the others, cost more than a descriptor.
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <atomic>
#include <random>

#include "tests/api/http/fixture.h"

namespace bihuan::http {
namespace {
using testing::Client;
using testing::get;
using testing::Handover;
using testing::Pool;
using testing::post;
using testing::Running;
using testing::status_of;
using testing::test_settings;

TEST(Clients, NeverGetAnAnswerThatWasMeantForAnother) {
  Pool pool(3);
  Running server([&](Request request, Reply reply) {
    pool.add([path = request.path, reply] { reply.send(make_response(200, "text/plain", path)); });
  });
  std::atomic<int> wrong{0}, right{0};
  auto client_thread = [&](int number) {
    std::mt19937 random(number);
    for (int i = 0; i < 1500; ++i) {
      const std::string path = "/" + std::to_string(number) + "/" + std::to_string(i);
      Client client(server.port());
      client.send(get(path));
      if (random() % 2 == 0) {
        client.abort();
        continue;
      }
      const auto answer = client.receive();
      if (answer && answer->body == path)
        ++right;
      else
        ++wrong;
    }
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back(client_thread, i);
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_GT(right, 2500);
}

TEST(Clients, ThatHaveGoneGetNothingAndTheDescriptorsNextOwnerNeither) {
  Handover<Reply> asked;
  Handover<int> left;
  Running server([&](Request request, Reply reply) {
    if (request.path != "/late") return testing::echo(request, reply);
    reply.on_client_change([&](http::Client) { left.give(1); });
    asked.give(reply);
  });
  for (int i = 0; i < 50; ++i) {
    Client first(server.port());
    first.send(get("/late"));
    Reply reply = asked.take();
    first.abort();
    left.take();
    EXPECT_TRUE(reply.gone());
    Client second(server.port());
    second.send(get("/mine"));
    reply.send(make_response(200, "text/plain", "for the first"));
    EXPECT_EQ(second.receive()->body, "GET /mine ");
  }
}

TEST(Clients, ThatFinishSendingAreSeenAsHalfClosed) {
  Handover<std::pair<int, Reply>> changes;
  Running server([&](Request, Reply reply) {
    reply.on_client_change([&changes, reply](http::Client client) { changes.give({static_cast<int>(client), reply}); });
  });
  Client client(server.port());
  client.send(get("/poll"));
  client.finish_sending();
  auto [state, reply] = changes.take();
  EXPECT_EQ(state, static_cast<int>(http::Client::HalfClosed));
  reply.send({.status = 204});
  EXPECT_EQ(client.receive()->status, 204);
  EXPECT_TRUE(client.sees_end());
}

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + time.tv_usec / 1e6;
}
double cpu_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
}

TEST(Clients, ThatDoNotReadALargeAnswerCostNoProcessorTimeAndAreClosed) {
  auto settings = test_settings();
  settings.threads = 1;
  settings.time.write_stall = std::chrono::milliseconds(600);
  const std::string large(32 << 20, 'x');
  Running server(
      [&](Request request, Reply reply) {
        if (request.path == "/large") return reply.send(make_response(200, "text/plain", large));
        testing::echo(request, reply);
      },
      settings);
  Client slow(server.port(), 4096);
  slow.send(get("/large"));
  pollfd readable{.fd = slow.socket(), .events = POLLIN};
  ASSERT_EQ(::poll(&readable, 1, 60'000), 1);
  Client other(server.port());
  for (int i = 0; i < 100; ++i) {
    other.send(get("/x"));
    ASSERT_TRUE(other.receive()) << "the same thread serves others meanwhile";
  }
  const double cpu_before = cpu_seconds();
  const auto before = std::chrono::steady_clock::now();
  pollfd ended{.fd = slow.socket(), .events = POLLRDHUP};
  ASSERT_EQ(::poll(&ended, 1, 60'000), 1) << "the stalled connection must be closed";
  const std::chrono::duration<double> waited = std::chrono::steady_clock::now() - before;
  EXPECT_LT(cpu_seconds() - cpu_before, 0.5 * waited.count() + 0.05);
}

TEST(Clients, ThatSendAChunkedBodyInTinyPacketsDoNotStopTheOthers) {
  auto settings = test_settings();
  settings.threads = 1;
  Running server(testing::echo, settings);
  Client slow(server.port()), other(server.port());
  const std::string text = "POST /s HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
  for (const char byte : text) {
    slow.send(std::string(1, byte));
    other.send(get("/o"));
    ASSERT_TRUE(other.receive());
  }
  EXPECT_EQ(slow.receive()->body, "POST /s abc");
}

TEST(Clients, NeverGetMoreThanTheRefusalAfterAMalformedRequest) {
  std::atomic<int> handled{0};
  Running server([&](Request request, Reply reply) {
    ++handled;
    testing::echo(request, reply);
  });
  const std::string evil = get("/evil");
  const std::vector<std::pair<std::string, int>> cases{
      {"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 40\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nabcde", 400},
      {"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0x5\r\n\r\nabcde", 400},
      {"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2000000\r\n\r\n", 413},
      {"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcX", 400},
      {"POST / HTTP/1.1\r\nHost: h\r\nExpect: tea\r\nContent-Length: 5\r\n\r\n", 417},
      {"GET / HTTP/1.1\r\nHost: h\r\nHost: i\r\n\r\n", 400},
      {"GET /" + std::string(50'000, '/') + " HTTP/1.1\r\nHost: h\r\n\r\n", 414},
      {"GET / HTTP/3.0\r\n\r\n", 505},
  };
  for (const auto& [text, status] : cases) {
    Client client(server.port());
    client.send(get("/good") + text + evil + evil);
    const auto good = client.receive();
    ASSERT_TRUE(good);
    EXPECT_EQ(good->body, "GET /good ");
    const auto refusal = client.receive();
    ASSERT_TRUE(refusal) << text.substr(0, 80);
    EXPECT_EQ(refusal->status, status);
    EXPECT_EQ(refusal->headers.at("connection"), "close");
    EXPECT_EQ(refusal->headers.at("content-type"), "application/problem+json");
    EXPECT_TRUE(client.sees_end());
  }
  EXPECT_EQ(handled, static_cast<int>(cases.size()));
}

TEST(Clients, SeeTheRefusalOfALargeUploadThoughTheyGoOnSending) {
  Running server;
  Client client(server.port());
  client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 30000000\r\n\r\n");
  std::thread sender([&] { client.send(std::string(8 << 20, 'x')); });
  const auto answer = client.receive();
  sender.join();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 413);
}

TEST(Clients, GetTheBodyLimitOfTheirRoute) {
  auto settings = test_settings();
  settings.body_rule = [](const RequestHead& head) {
    if (head.segments == std::vector<std::string>{"upload"})
      return BodyRule{.limit_bytes = 5 << 20, .needs_length = true};
    return BodyRule{.limit_bytes = 10};
  };
  Running server([](Request request,
                    Reply reply) { reply.send(make_response(200, "text/plain", std::to_string(request.body.size()))); },
                 settings);
  EXPECT_EQ(status_of(server.port(), post("/a", "0123456789")), 200);
  EXPECT_EQ(status_of(server.port(), post("/a", "0123456789a")), 413);
  EXPECT_EQ(status_of(server.port(), post("/upload", std::string(3 << 20, 'x'))), 200);
  EXPECT_EQ(status_of(server.port(), "POST /upload HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"), 411);
}

TEST(Clients, SendingRandomBytesBreakNothing) {
  auto settings = test_settings();
  settings.time.linger = std::chrono::milliseconds(20);
  Running server(testing::echo, settings);
  std::mt19937 random(7);
  const std::string seed = post("/a?b=c", "12345", "X: y\r\n") + get("/next");
  for (int round = 0; round < 500; ++round) {
    std::string text = seed;
    for (int change = 0; change < 3; ++change) text[random() % text.size()] = static_cast<char>(random());
    Client client(server.port());
    client.send(text.substr(0, random() % text.size()));
    if (random() % 2 == 0) client.send(text);
    if (random() % 3 == 0) {
      client.abort();
      continue;
    }
    client.finish_sending();
    ASSERT_TRUE(client.receive_all()) << "the server must end the connection";
  }
  EXPECT_EQ(status_of(server.port(), get("/alive")), 200);
}

TEST(Clients, WhoseRuleOrCallbackFailsDisturbNoOther) {
  auto settings = test_settings();
  settings.threads = 1;
  settings.body_rule = [](const RequestHead& head) {
    if (head.path == "/rule") throw std::runtime_error("rule");
    return BodyRule{};
  };
  Handover<Reply> asked;
  Running server(
      [&](Request request, Reply reply) {
        if (request.path != "/callback") return testing::echo(request, reply);
        reply.on_client_change([reply](http::Client) { throw std::runtime_error("callback"); });
        asked.give(reply);
      },
      settings);
  Client good(server.port());
  for (int i = 0; i < 3; ++i) {
    Client rule(server.port()), gone(server.port()), half(server.port());
    rule.send(get("/rule"));
    EXPECT_FALSE(rule.receive());
    gone.send(get("/callback"));
    asked.take();
    gone.abort();
    half.send(get("/callback"));
    half.finish_sending();
    asked.take().send({.status = 204});
    EXPECT_EQ(half.receive()->status, 204);
    good.send(get("/"));
    ASSERT_TRUE(good.receive());
  }
  good.abort();
  while (server.server.counts().open > 0) std::this_thread::yield();
}

TEST(Clients, WhoseBodyComesAfterTheLastAnswerAreClosedCleanly) {
  Handover<Reply> asked;
  Running server([&](Request, Reply reply) { asked.give(reply); });
  Client client(server.port());
  client.send(get("/1") + get("/2") + "OPTIONS /3 HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabc");
  const Reply first = asked.take();
  asked.take();
  auto last = make_response(200, "text/plain", "last");
  last.headers.push_back({"Connection", "close"});
  first.send(std::move(last));
  const auto answer = client.receive();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "last");
  client.send("defghij" + get("/4"));
  client.finish_sending();
  EXPECT_TRUE(client.sees_end());
}

}  // namespace
}  // namespace bihuan::http
