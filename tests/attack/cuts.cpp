#include "tests/attack/cuts.h"

#include <fmt/format.h>

#include "tests/api/http/client.h"
#include "tests/api/http/refused_requests.h"

namespace bihuan::attack {
namespace {

using http::testing::Client;

std::string good(const std::string& token, const std::string& id) {
  return fmt::format("GET /api/v1/session HTTP/1.1\r\nHost: h\r\nX-Request-Id: {}\r\nAuthorization: Bearer {}\r\n\r\n",
                     id, token);
}

constexpr std::string_view smuggled = "GET /livez HTTP/1.1\r\nHost: h\r\nX-Request-Id: smuggled\r\n\r\n";

/// What is wrong with a server of which a good client asks something; empty: nothing.
std::string next_request_fault(std::uint16_t port) {
  const auto answer = http::testing::ask(port, "GET /livez HTTP/1.1\r\nHost: h\r\nX-Request-Id: next\r\n\r\n");
  if (!answer) return "the next request was not answered";
  if (answer->status != 200 || answer->headers.at("x-request-id") != "next") {
    return fmt::format("the next request got {}", answer->head);
  }
  return {};
}

/// The status first, then the end, and nothing of what was hidden behind.
std::string refusal_fault(Client& client, int status) {
  const auto text = client.receive_all();
  if (!text) return "the connection was not closed";
  if (!text->starts_with(fmt::format("HTTP/1.1 {} ", status))) {
    return fmt::format("expected {}, got: {}", status, text->substr(0, 60));
  }
  if (text->find("application/problem+json") == std::string::npos) return "no problem document";
  if (text->find("smuggled") != std::string::npos) return "the hidden request was answered";
  if (text->find("\nDate: ", text->find("\nDate: ") + 1) != std::string::npos) return "two answers";
  return {};
}

void note(CutsSeen& seen, const std::string& what, const std::string& fault) {
  ++seen.tried;
  if (!fault.empty()) seen.faults.push_back(what + ": " + fault);
}

}  // namespace

CutsSeen malformed(std::uint16_t port) {
  CutsSeen seen;
  for (const auto& refused : http::testing::refused_requests()) {
    // An endless head is refused as soon as it is too long: nothing can stand behind it.
    Client whole(port);
    whole.send(refused.text + std::string(smuggled));
    whole.finish_sending();
    note(seen, refused.what, refusal_fault(whole, refused.status));
    if (refused.text.size() < 2000) {
      Client bytes(port);
      for (const char byte : refused.text) bytes.send({&byte, 1});
      bytes.send(smuggled);
      bytes.finish_sending();
      note(seen, std::string(refused.what) + ", byte by byte", refusal_fault(bytes, refused.status));
    }
    note(seen, refused.what, next_request_fault(port));
  }
  return seen;
}

CutsSeen cut(std::uint16_t port, const std::string& token, int stride) {
  const std::string who = fmt::format("Host: h\r\nAuthorization: Bearer {}\r\n", token);
  const std::vector<std::string> texts = {
      good(token, "cut"),
      fmt::format("POST /api/v1/instances HTTP/1.1\r\n{}Content-Type: application/json\r\nContent-Length: 18\r\n\r\n"
                  "{{\"process\":\"none\"}}",
                  who),
      fmt::format(
          "POST /api/v1/instances HTTP/1.1\r\n{}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
          "9;a=\"b\"\r\n{{\"process\r\n9\r\n\":\"none\"}}\r\n0\r\nX: y\r\n\r\n",
          who),
      good(token, "first") + good(token, "second")};
  CutsSeen seen;
  int tries = 0;
  for (const std::string& text : texts) {
    for (std::size_t at = 1; at < text.size(); at += static_cast<std::size_t>(stride)) {
      Client client(port);
      client.send(std::string_view(text).substr(0, at));
      ++seen.tried;
      switch (++tries % 3) {
        case 0:
          client.abort();
          break;
        case 1:
          break;  // closed at the end of its life
        default:
          client.finish_sending();
          if (!client.receive_all()) seen.faults.push_back(fmt::format("cut behind byte {}: not closed", at));
      }
      if (tries % 16 == 0) note(seen, fmt::format("cut behind byte {}", at), next_request_fault(port));
    }
  }
  return seen;
}

CutsSeen half_closed(std::uint16_t port, const std::string& token, int connections) {
  CutsSeen seen;
  std::vector<Client> clients;
  for (int i = 0; i < connections; ++i) {
    Client& client = clients.emplace_back(port);
    client.send(good(token, fmt::format("half-{}-a", i)) + good(token, fmt::format("half-{}-b", i)));
    client.finish_sending();
  }
  for (int i = 0; i < connections; ++i) {
    Client& client = clients[static_cast<std::size_t>(i)];
    ++seen.tried;
    for (const char* which : {"a", "b"}) {
      const auto answer = client.receive();
      const std::string id = fmt::format("half-{}-{}", i, which);
      const bool right = answer && answer->status == 200 && answer->headers.at("x-request-id") == id;
      if (!right) seen.faults.push_back(id + " was not answered");
    }
    if (!client.sees_end()) seen.faults.push_back(fmt::format("half-{}: not closed", i));
  }
  return seen;
}

}  // namespace bihuan::attack
