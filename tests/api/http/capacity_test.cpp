// What happens at the limits: the connection cap, no free descriptor, thousands of idle connections.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "tests/api/http/fixture.h"

namespace bihuan::http {
namespace {
using testing::Client;
using testing::get;
using testing::Running;
using testing::status_of;
using testing::test_settings;

TEST(Capacity, BeyondTheCapClientsGet503AndPlacesBecomeFreeAgain) {
  auto settings = test_settings();
  settings.max_connections = 3;
  Running server(testing::echo, settings);
  std::vector<Client> clients;
  for (int i = 0; i < 3; ++i) {
    clients.emplace_back(server.port());
    clients.back().send(get("/"));
    ASSERT_TRUE(clients.back().receive());
  }
  Client one_too_many(server.port());
  one_too_many.send(get("/"));
  const auto refused = one_too_many.receive();
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->status, 503);
  EXPECT_TRUE(refused->headers.contains("retry-after"));
  EXPECT_TRUE(one_too_many.sees_end());
  one_too_many.abort();
  clients.clear();
  while (server.server.counts().open > 0) std::this_thread::yield();
  EXPECT_EQ(status_of(server.port(), get("/")), 200);
}

TEST(Capacity, WithoutAFreeDescriptorAcceptingPausesAndGoesOn) {
  rlimit before{};
  ::getrlimit(RLIMIT_NOFILE, &before);
  Running server;
  ASSERT_EQ(status_of(server.port(), get("/")), 200);
  std::vector<Client> clients(8);
  rlimit low = before;
  // Above what is open now, so that descriptors are there to be taken and given back.
  const int next = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  ASSERT_GE(next, 0);
  ::close(next);
  low.rlim_cur = std::min<rlim_t>(before.rlim_cur, static_cast<rlim_t>(next) + 64);
  ::setrlimit(RLIMIT_NOFILE, &low);
  std::vector<int> fillers;
  for (int filler; (filler = ::open("/dev/null", O_RDONLY | O_CLOEXEC)) >= 0;) fillers.push_back(filler);
  EXPECT_EQ(errno, EMFILE);
  ASSERT_FALSE(fillers.empty());
  for (Client& client : clients) {
    ASSERT_TRUE(client.connect(server.port()));
    client.send(get("/"));
  }
  while (server.server.counts().accept_pauses < 2) std::this_thread::yield();
  for (const int filler : fillers) ::close(filler);
  for (Client& client : clients) EXPECT_EQ(client.receive()->status, 200);
  ::setrlimit(RLIMIT_NOFILE, &before);
}

TEST(Capacity, FiveThousandIdleConnectionsDisturbNobody) {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  const std::size_t possible = std::min<std::size_t>(5000, (limit.rlim_cur - 200) / 2);
  if (possible < 5000) GTEST_LOG_(INFO) << "only " << possible << " connections: descriptors are limited";
  Running server;
  std::vector<Client> clients;
  for (std::size_t i = 0; i < possible; ++i) {
    clients.emplace_back(server.port());
    ASSERT_TRUE(clients.back().connected()) << i;
  }
  for (std::size_t i = 0; i < possible; i += 7) {
    clients[i].send(get("/" + std::to_string(i)));
    const auto answer = clients[i].receive();
    ASSERT_TRUE(answer) << i;
    EXPECT_EQ(answer->body, "GET /" + std::to_string(i) + " ");
  }
  while (server.server.counts().open < possible) std::this_thread::yield();
  clients.clear();
  while (server.server.counts().open > 0) std::this_thread::yield();
  EXPECT_EQ(server.server.counts().refused, 0u);
}

TEST(Capacity, NoDescriptorIsLeftBehind) {
  auto count = [] {
    int open = 0;
    for (int descriptor = 0; descriptor < 1024; ++descriptor) open += ::fcntl(descriptor, F_GETFD) >= 0;
    return open;
  };
  Running server;
  // A client may be gone before its connection is accepted, so both counts are waited for.
  auto wait_for_end_of = [&](std::uint64_t connections) {
    while (server.server.counts().accepted < connections) std::this_thread::yield();
    while (server.server.counts().open > 0) std::this_thread::yield();
  };
  ASSERT_EQ(status_of(server.port(), get("/")), 200);
  wait_for_end_of(1);
  const int before = count();
  for (int i = 0; i < 200; ++i) {
    Client client(server.port());
    client.send(get("/"));
    if (i % 2 == 0) client.receive();
  }
  wait_for_end_of(201);
  EXPECT_EQ(count(), before);
}

}  // namespace
}  // namespace bihuan::http
