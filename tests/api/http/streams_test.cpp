// The rules of streamed answers: pieces, back-pressure, ends.
#include <sys/socket.h>

#include "tests/api/http/fixture.h"

namespace bihuan::http {
namespace {
using testing::Client;
using testing::get;
using testing::Handover;
using testing::Pool;
using testing::Running;
using testing::test_settings;

TEST(Streams, AreChunkedAndKeepTheConnection) {
  Pool pool(1);
  Running server([&](Request, Reply reply) {
    pool.add([reply] {
      Stream stream = reply.stream(200, {{"Content-Type", "text/event-stream"}}, StreamKind::Endless);
      for (int i = 0; i < 100; ++i) EXPECT_TRUE(stream.write(std::to_string(i) + ","));
      stream.finish();
      EXPECT_FALSE(stream.write("after the end"));
    });
  });
  Client client(server.port());
  for (int round = 0; round < 2; ++round) {
    client.send(get("/"));
    const auto answer = client.receive();
    ASSERT_TRUE(answer && answer->whole);
    EXPECT_EQ(answer->headers.at("transfer-encoding"), "chunked");
    EXPECT_TRUE(answer->body.starts_with("0,1,2,") && answer->body.ends_with(",99,"));
  }
}

TEST(Streams, OfHttp10EndWithTheConnection) {
  Running server([&](Request, Reply reply) {
    Stream stream = reply.stream(200, {}, StreamKind::Finite);
    stream.write("abc");
    stream.finish();
  });
  Client client(server.port());
  client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  const auto answer = client.receive();
  ASSERT_TRUE(answer);
  EXPECT_FALSE(answer->headers.contains("transfer-encoding"));
  EXPECT_EQ(answer->body, "abc");
}

TEST(Streams, ToHeadAreOnlyAHead) {
  Running server([&](Request, Reply reply) {
    Stream stream = reply.stream(200, {}, StreamKind::Finite);
    stream.write("abc");
    stream.finish();
  });
  Client client(server.port());
  client.send("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n" + get("/"));
  EXPECT_EQ(client.receive(true)->status, 200);
  EXPECT_EQ(client.receive()->body, "abc");
}

TEST(Streams, ThatNobodyFinishesAreVisiblyCutOff) {
  Running server([](Request, Reply reply) { reply.stream(200, {}, StreamKind::Finite).write("half"); });
  for (const std::string& text : {get("/"), std::string("GET / HTTP/1.0\r\n\r\n")}) {
    Client client(server.port());
    client.send(text);
    const auto answer = client.receive();
    EXPECT_FALSE(answer && answer->whole && answer->body == "half" && text == get("/"));
  }
}

TEST(Streams, ArriveWholeWhenTheWriterWaitsForRoom) {
  Pool pool(1);
  auto settings = test_settings();
  settings.stream_high_water = 64 * 1024;
  settings.stream_hard_limit = 256 * 1024;
  constexpr int kPieces = 2000;
  Running server(
      [&](Request, Reply reply) {
        pool.add([reply] {
          Stream stream = reply.stream(200, {}, StreamKind::Finite);
          for (int i = 0; i < kPieces && stream.wait_until_ready(); ++i) stream.write(std::string(16 * 1024, 'x'));
          stream.finish();
        });
      },
      settings);
  Client client(server.port());
  client.send(get("/"));
  const auto answer = client.receive();
  ASSERT_TRUE(answer && answer->whole);
  EXPECT_EQ(answer->body.size(), std::size_t{kPieces} * 16 * 1024);
}

TEST(Streams, CallBackWhenThereIsRoomAgain) {
  Handover<Stream> streams;
  Handover<int> room;
  auto settings = test_settings();
  settings.stream_hard_limit = 64 << 20;
  Running server(
      [&](Request, Reply reply) {
        Stream stream = reply.stream(200, {}, StreamKind::Endless);
        stream.on_ready([&] { room.give(1); });
        streams.give(stream);
      },
      settings);
  Client client(server.port(), 4096);
  client.send(get("/"));
  Stream stream = streams.take();
  std::size_t written = 0;
  while (stream.ready() || written < (8u << 20)) {
    ASSERT_TRUE(stream.write(std::string(1 << 20, 'x')));
    written += 1 << 20;
  }
  std::thread reader([&] { client.receive(); });
  EXPECT_EQ(room.take(), 1);
  stream.finish();
  reader.join();
}

TEST(Streams, OfWritersThatDoNotLookAreCutOffAtTheHardLimit) {
  Handover<Stream> streams;
  auto settings = test_settings();
  settings.stream_hard_limit = 1 << 20;
  Running server([&](Request, Reply reply) { streams.give(reply.stream(200, {}, StreamKind::Endless)); }, settings);
  Client client(server.port(), 4096);
  client.send(get("/"));
  Stream stream = streams.take();
  int written = 0;
  while (written < 10'000 && stream.write(std::string(64 * 1024, 'x'))) ++written;
  EXPECT_LT(written, 10'000);
  EXPECT_FALSE(client.receive()->whole);
}

TEST(Streams, EndForTheirWriterWhenTheClientLeaves) {
  Handover<Stream> streams;
  Handover<Client*> unused;
  Handover<int> changes;
  Running server([&](Request, Reply reply) {
    reply.on_client_change([&](http::Client client) { changes.give(static_cast<int>(client)); });
    streams.give(reply.stream(200, {}, StreamKind::Endless));
  });
  Client client(server.port());
  client.send(get("/"));
  Stream stream = streams.take();
  EXPECT_TRUE(stream.write("x"));
  client.abort();
  EXPECT_EQ(changes.take(), static_cast<int>(http::Client::Gone));
  EXPECT_TRUE(stream.gone());
  EXPECT_FALSE(stream.write("y"));
  EXPECT_FALSE(stream.wait_until_ready());
}

}  // namespace
}  // namespace bihuan::http
