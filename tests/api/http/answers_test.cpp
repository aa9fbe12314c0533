// The rules of answering: order, threads, streams, what reaches whom.
#include <atomic>

#include "tests/api/http/fixture.h"

namespace bihuan::http {
namespace {
using testing::Client;
using testing::get;
using testing::Handover;
using testing::Pool;
using testing::post;
using testing::Running;

TEST(Answers, AreGivenToTheRequestThatWasMade) {
  Running server;
  Client client(server.port());
  client.send(post("/a", "hello"));
  const auto answer = client.receive();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->body, "POST /a hello");
  EXPECT_EQ(answer->headers.at("content-type"), "text/plain");
  EXPECT_EQ(answer->headers.at("date").size(), 29u);
}

TEST(Answers, KeepTheConnectionInHttp11) {
  Running server;
  Client client(server.port());
  for (int i = 0; i < 100; ++i) {
    client.send(get("/" + std::to_string(i)));
    const auto answer = client.receive();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, "GET /" + std::to_string(i) + " ");
  }
  EXPECT_EQ(server.server.counts().accepted, 1u);
}

TEST(Answers, MayComeFromAnotherThread) {
  Pool pool(2);
  Running server([&](Request request, Reply reply) {
    pool.add([request = std::move(request), reply] { testing::echo(request, reply); });
  });
  Client client(server.port());
  for (int i = 0; i < 200; ++i) {
    client.send(post("/x", std::to_string(i)));
    const auto answer = client.receive();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, "POST /x " + std::to_string(i));
  }
}

TEST(Answers, LeaveInTheOrderOfTheirRequestsWhateverOrderTheyAreReadyIn) {
  Handover<std::pair<std::string, Reply>> asked;
  Running server([&](Request request, Reply reply) { asked.give({request.path, reply}); });
  Client client(server.port());
  client.send(get("/1") + get("/2") + get("/3"));
  std::vector<std::pair<std::string, Reply>> replies;
  for (int i = 0; i < 3; ++i) replies.push_back(asked.take());
  for (int i = 2; i >= 0; --i)
    std::thread([&] { replies[i].second.send(make_response(200, "text/plain", replies[i].first)); }).join();
  for (const char* path : {"/1", "/2", "/3"}) {
    const auto answer = client.receive();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, path);
  }
}

TEST(Answers, ToThousandsOfPipelinedRequestsFromManyThreadsComeInOrder) {
  Pool pool(4);
  Running server([&](Request request, Reply reply) {
    pool.add([path = request.path, reply] { reply.send(make_response(200, "text/plain", path)); });
  });
  Client client(server.port());
  constexpr int kRequests = 3000;
  std::thread sender([&] {
    for (int i = 0; i < kRequests; ++i) client.send(get("/" + std::to_string(i)));
  });
  for (int i = 0; i < kRequests; ++i) {
    const auto answer = client.receive();
    if (!answer || answer->body != "/" + std::to_string(i)) ADD_FAILURE() << i;
  }
  sender.join();
}

TEST(Answers, RequestsThatMayChangeSomethingAreHandledOneAfterTheOther) {
  Handover<std::pair<std::string, Reply>> asked;
  std::atomic<int> begun{0};
  Running server([&](Request request, Reply reply) {
    ++begun;
    asked.give({request.path, reply});
  });
  Client client(server.port());
  client.send(post("/1", "a") + get("/2"));
  auto first = asked.take();
  Client(server.port()).send("");
  EXPECT_EQ(begun, 1);
  first.second.send(make_response(200, "text/plain", "1"));
  ASSERT_TRUE(client.receive());
  asked.take().second.send(make_response(200, "text/plain", "2"));
  EXPECT_EQ(client.receive()->body, "2");
}

TEST(Answers, ToHeadHaveTheLengthAndNoBody) {
  Running server;
  Client client(server.port());
  client.send("HEAD /abc HTTP/1.1\r\nHost: h\r\n\r\n" + get("/next"));
  const auto head = client.receive(true);
  ASSERT_TRUE(head);
  EXPECT_EQ(head->headers.at("content-length"), "10");
  EXPECT_EQ(client.receive()->body, "GET /next ");
}

TEST(Answers, OptionsReachesTheHandlerWithItsStar) {
  Running server;
  const auto answer = testing::ask(server.port(), "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "OPTIONS * ");
}

TEST(Answers, HaveExactlyTheContentTypeOfTheResource) {
  Running server([](Request, Reply reply) { reply.send(make_response(200, "application/json", "{}")); });
  const auto answer = testing::ask(server.port(), get("/"));
  ASSERT_TRUE(answer);
  EXPECT_NE(answer->head.find("\r\nContent-Type: application/json\r\n"), std::string::npos);
}

TEST(Answers, WithoutContentHaveNeitherBodyNorLength) {
  Running server([](Request, Reply reply) {
    reply.send({.status = 204, .headers = {{"Content-Length", "7"}}, .body = "x"});
  });
  Client client(server.port());
  client.send(get("/") + get("/"));
  for (int i = 0; i < 2; ++i) {
    const auto answer = client.receive();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 204);
    EXPECT_FALSE(answer->headers.contains("content-length"));
  }
}

TEST(Answers, WhoseHeadersWouldSplitThemBecome500) {
  Running server([](Request, Reply reply) {
    reply.send({.headers = {{"Location", "/a\r\nSet-Cookie: evil=1\r\n\r\n<html>"}}, .body = "x"});
  });
  const auto answer = testing::ask(server.port(), get("/"));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 500);
  EXPECT_EQ(answer->head.find("evil"), std::string::npos);
}

TEST(Answers, ThatNobodyGivesAre500) {
  Running server([](Request, Reply) {});
  const auto answer = testing::ask(server.port(), get("/"));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 500);
  EXPECT_EQ(answer->headers.at("content-type"), "application/problem+json");
}

TEST(Answers, OfAFailingHandlerAre500WithoutInternals) {
  Running server([](Request, Reply) { throw std::runtime_error("secret.cpp:12"); });
  const auto answer = testing::ask(server.port(), get("/"));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 500);
  EXPECT_EQ(answer->body.find("secret"), std::string::npos);
}

TEST(Answers, CountOnce) {
  Running server([](Request, Reply reply) {
    reply.send(make_response(200, "text/plain", "first"));
    reply.send(make_response(200, "text/plain", "second"));
    EXPECT_FALSE(reply.stream(200, {}, StreamKind::Finite).write("third"));
  });
  Client client(server.port());
  client.send(get("/") + get("/"));
  EXPECT_EQ(client.receive()->body, "first");
  EXPECT_EQ(client.receive()->body, "first");
}

TEST(Answers, CloseWhenTheClientOrTheHandlerSaysSo) {
  Running server([](Request request, Reply reply) {
    auto response = make_response(200, "text/plain", "x");
    if (request.path == "/close") response.headers.push_back({"connection", "close"});
    reply.send(std::move(response));
  });
  for (const std::string& text : {get("/", "Connection: Close\r\n"), get("/", "Connection: foo, CLOSE\r\n"),
                                  get("/close"), std::string("GET / HTTP/1.0\r\n\r\n")}) {
    Client client(server.port());
    client.send(text + get("/never"));
    const auto answer = client.receive();
    ASSERT_TRUE(answer) << text;
    EXPECT_EQ(answer->headers.at("connection"), "close") << text;
    EXPECT_TRUE(client.sees_end()) << text;
  }
}

TEST(Answers, KeepTheConnectionInHttp10WhenAsked) {
  Running server;
  Client client(server.port());
  for (int i = 0; i < 2; ++i) {
    client.send("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    const auto answer = client.receive();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->headers.at("connection"), "keep-alive");
  }
}

TEST(Answers, ReachAClientThatHasFinishedSending) {
  Handover<Reply> asked;
  Running server([&](Request, Reply reply) { asked.give(reply); });
  Client client(server.port());
  client.send(get("/1") + get("/2"));
  client.finish_sending();
  for (int i = 0; i < 2; ++i) asked.take().send(make_response(200, "text/plain", "late"));
  EXPECT_EQ(client.receive()->body, "late");
  EXPECT_EQ(client.receive()->body, "late");
  EXPECT_TRUE(client.sees_end());
}

TEST(Answers, OfManyMegabytesArriveWhole) {
  std::string large(20 << 20, 'x');
  for (std::size_t i = 0; i < large.size(); i += 1000) large[i] = static_cast<char>('a' + i / 1000 % 26);
  Running server([&](Request, Reply reply) { reply.send(make_response(200, "text/plain", large)); });
  Client client(server.port());
  client.send(get("/") + get("/"));
  for (int i = 0; i < 2; ++i) {
    const auto answer = client.receive();
    ASSERT_TRUE(answer);
    EXPECT_TRUE(answer->body == large);
  }
}

TEST(Answers, OnContinueAreAskedForBeforeTheBody) {
  Running server;
  Client client(server.port());
  client.send("POST /e HTTP/1.1\r\nHost: h\r\nExpect: 100-Continue\r\nContent-Length: 3\r\n\r\n");
  EXPECT_EQ(client.receive()->status, 100);
  client.send("abc");
  EXPECT_EQ(client.receive()->body, "POST /e abc");
  client.send("POST /e HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabc");
  EXPECT_EQ(client.receive()->status, 200) << "the body was there already";
}

TEST(Answers, OnContinueRefuseAtOnceWhatIsTooLarge) {
  Running server;
  Client client(server.port());
  client.send("POST /e HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 3000000\r\n\r\n");
  EXPECT_EQ(client.receive()->status, 413);
  EXPECT_TRUE(client.sees_end());
}
}  // namespace
}  // namespace bihuan::http
