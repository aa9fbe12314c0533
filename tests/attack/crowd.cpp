#include "tests/attack/crowd.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>

#include "tests/api/http/client.h"

namespace bihuan::attack {
namespace {

using http::testing::Client;

constexpr int small_window = 4096;

void raise_descriptor_limit() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

/// One of those who send a byte now and then.
struct Drip {
  Client client;
  std::string text;
  std::size_t sent = 0;
  void drop_one() {
    if (sent + 1 < text.size()) client.send(std::string_view(text).substr(sent++, 1));
  }
};

/// Asks once on a connection of its own; answers how long it took.
double ask_once(std::uint16_t port, const std::string& text, CrowdSeen& seen) {
  const auto before = std::chrono::steady_clock::now();
  const auto answer = http::testing::ask(port, text);
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - before;
  if (answer && answer->status == 200 && answer->whole) {
    ++seen.good_answers;
  } else {
    seen.faults.push_back(answer ? "a good client got " + answer->head.substr(0, 40) : "a good client got no answer");
  }
  return took.count();
}

}  // namespace

CrowdSeen stand(std::uint16_t port, const Crowd& crowd, const std::string& token, int asks) {
  raise_descriptor_limit();
  CrowdSeen seen;
  std::vector<Client> idle, readers;
  std::vector<Drip> drips;
  const auto came = [&](const Client& client) { seen.connected += client.connected(); };
  const std::string who = "Host: h\r\nAuthorization: Bearer " + token + "\r\n";
  for (int i = 0; i < crowd.idle; ++i) came(idle.emplace_back(port));
  for (int i = 0; i < crowd.slow_heads; ++i) {
    came(drips.emplace_back(Drip{Client(port), "GET /api/v1/session HTTP/1.1\r\n" + who + "\r\n"}).client);
  }
  for (int i = 0; i < crowd.slow_bodies; ++i) {
    const std::string body = "{\"process\":\"" + std::string(4000, 'x') + "\"}";
    Drip& one = drips.emplace_back(Drip{Client(port), {}});
    came(one.client);
    one.client.send(
        fmt::format("POST /api/v1/instances HTTP/1.1\r\n{}Content-Type: application/json\r\nContent-Length: {}\r\n\r\n",
                    who, body.size()));
    one.text = body;
  }
  for (int i = 0; i < crowd.slow_readers; ++i) {
    Client& one = readers.emplace_back(port, small_window);
    came(one);
    one.send("GET /openapi.yaml HTTP/1.1\r\nHost: h\r\n\r\nGET /openapi.yaml HTTP/1.1\r\nHost: h\r\n\r\n");
  }
  const std::string good = "GET /api/v1/session HTTP/1.1\r\n" + who + "\r\n";
  for (int i = 0; i < asks; ++i) {
    seen.slowest_ms = std::max(seen.slowest_ms, ask_once(port, good, seen));
    for (Drip& one : drips) one.drop_one();
  }
  return seen;
}

}  // namespace bihuan::attack
