// How the server stops: what is in flight is answered, who waits is told, a second word ends at once.
#include <gtest/gtest.h>

#include <future>

#include "tests/api/http/fixture.h"

namespace bihuan::http {
namespace {
using testing::Client;
using testing::get;
using testing::Handover;
using testing::Running;
using testing::test_settings;
constexpr std::chrono::milliseconds kLong{60'000};

TEST(Stopping, AnswersWhatIsInFlightAndThenCloses) {
  Handover<Reply> asked;
  Running server([&](Request, Reply reply) { asked.give(reply); });
  Client client(server.port());
  client.send(get("/"));
  const Reply reply = asked.take();
  auto stopped = std::async(std::launch::async, [&] { return server.server.stop_gracefully(kLong); });
  while (Client(server.port()).connected()) std::this_thread::yield();
  reply.send(make_response(200, "text/plain", "done"));
  const auto answer = client.receive();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "done");
  EXPECT_EQ(answer->headers.at("connection"), "close");
  EXPECT_TRUE(client.sees_end());
  client.abort();
  EXPECT_TRUE(stopped.get());
  EXPECT_FALSE(Client(server.port()).connected());
}

TEST(Stopping, EndsLongPollsWithTheirEmptyAnswer) {
  Handover<Reply> asked;
  Running server([&](Request, Reply reply) {
    reply.answer_when_stopping(make_response(200, "application/json", "[]"));
    asked.give(reply);
  });
  std::vector<Client> clients;
  std::vector<Reply> held;
  for (int i = 0; i < 20; ++i) {
    clients.emplace_back(server.port());
    clients.back().send(get("/poll"));
    held.push_back(asked.take());
  }
  auto stopped = std::async(std::launch::async, [&] { return server.server.stop_gracefully(kLong); });
  for (Client& client : clients) {
    EXPECT_EQ(client.receive()->body, "[]");
    EXPECT_TRUE(client.sees_end());
    client.abort();
  }
  EXPECT_TRUE(stopped.get());
  held[0].send(make_response(200, "text/plain", "too late"));
}

TEST(Stopping, FinishesEndlessStreamsAndWaitsForOthers) {
  Handover<Stream> streams;
  Running server([&](Request request, Reply reply) {
    streams.give(reply.stream(200, {}, request.path == "/events" ? StreamKind::Endless : StreamKind::Finite));
  });
  Client events(server.port()), rows(server.port());
  events.send(get("/events"));
  Stream event_stream = streams.take();
  rows.send(get("/rows"));
  Stream row_stream = streams.take();
  event_stream.write("tick");
  auto stopped = std::async(std::launch::async, [&] { return server.server.stop_gracefully(kLong); });
  const auto ended = events.receive();
  ASSERT_TRUE(ended && ended->whole);
  EXPECT_EQ(ended->body, "tick");
  EXPECT_FALSE(event_stream.write("more")) << "nobody reads it any more";
  row_stream.write("all rows");
  row_stream.finish();
  const auto exported = rows.receive();
  ASSERT_TRUE(exported && exported->whole);
  EXPECT_EQ(exported->body, "all rows");
  events.abort();
  rows.abort();
  EXPECT_TRUE(stopped.get());
}

TEST(Stopping, ClosesIdleConnections) {
  Running server;
  Client idle(server.port()), fresh(server.port());
  idle.send(get("/"));
  ASSERT_TRUE(idle.receive());
  auto stopped = std::async(std::launch::async, [&] { return server.server.stop_gracefully(kLong); });
  EXPECT_TRUE(idle.sees_end());
  EXPECT_TRUE(fresh.sees_end());
  idle.abort();
  fresh.abort();
  EXPECT_TRUE(stopped.get());
}

TEST(Stopping, GivesUpAtTheDeadline) {
  Handover<Reply> asked;
  Running server([&](Request, Reply reply) { asked.give(reply); });
  Client client(server.port());
  client.send(get("/never"));
  const Reply reply = asked.take();
  EXPECT_FALSE(server.server.stop_gracefully(std::chrono::milliseconds(30)));
  EXPECT_TRUE(reply.gone());
  EXPECT_FALSE(client.receive());
  reply.send(make_response(200, "text/plain", "too late"));
}

TEST(Stopping, ASecondWordEndsAtOnce) {
  Handover<Reply> asked;
  Running server([&](Request, Reply reply) { asked.give(reply); });
  Client client(server.port());
  client.send(get("/never"));
  const Reply reply = asked.take();
  auto stopped = std::async(std::launch::async, [&] { return server.server.stop_gracefully(kLong); });
  while (Client(server.port()).connected()) std::this_thread::yield();
  server.server.stop_now();
  EXPECT_FALSE(stopped.get());
  EXPECT_FALSE(client.receive());
}

TEST(Stopping, RepliesOutliveTheServer) {
  Handover<Reply> asked;
  std::optional<Reply> kept;
  {
    Running server([&](Request, Reply reply) { asked.give(reply); });
    Client client(server.port());
    client.send(get("/"));
    kept = asked.take();
  }
  EXPECT_TRUE(kept->gone());
  kept->send(make_response(200, "text/plain", "x"));
}

TEST(Stopping, AServerMayStopWithoutHavingServed) {
  {
    Server never_started(test_settings(), testing::echo);
    EXPECT_TRUE(never_started.stop_gracefully(kLong));
  }
  Running server;
  EXPECT_TRUE(server.server.stop_gracefully(kLong));
  EXPECT_TRUE(server.server.stop_gracefully(kLong));
}

}  // namespace
}  // namespace bihuan::http
