// Decides the client's side of HTTP/1.1 as far as our own server needs it: keep-alive, answers with Content-Length.
#include "tests/bench/rounds.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <stdexcept>
#include <string_view>

namespace bihuan::bench {

namespace {

constexpr std::size_t buffer_bytes = 64 * 1024;

int connected(std::uint16_t port) {
  const int made = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int one = 1;
  setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(made, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0) return made;
  close(made);
  throw std::runtime_error("cannot connect");
}

std::size_t length_in(std::string_view head) {
  constexpr std::string_view name = "\r\ncontent-length:";
  const auto same = [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; };
  const auto found = std::search(head.begin(), head.end(), name.begin(), name.end(), same);
  if (found == head.end()) return 0;
  return std::strtoull(&*found + name.size(), nullptr, 10);
}

}  // namespace

Rounds::Rounds(std::uint16_t port, int connections) : buffer_(buffer_bytes) {
  for (int i = 0; i < connections; ++i) sockets_.push_back(connected(port));
}

Rounds::~Rounds() {
  for (int socket : sockets_) close(socket);
}

std::vector<RoundAnswer> Rounds::run(const std::vector<std::string>& requests) {
  for (std::size_t i = 0; i < requests.size(); ++i) {
    const std::string& text = requests[i];
    for (std::size_t sent = 0; sent < text.size();) {
      const ssize_t n = ::send(sockets_[i], text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
      if (n <= 0) throw std::runtime_error("the server has closed a connection");
      sent += static_cast<std::size_t>(n);
    }
  }
  std::vector<RoundAnswer> answers;
  for (std::size_t i = 0; i < requests.size(); ++i) answers.push_back(answer_from(sockets_[i]));
  return answers;
}

RoundAnswer Rounds::answer_from(int socket) {
  std::string text;
  std::size_t head = std::string::npos, whole = 0;
  while (head == std::string::npos || text.size() < whole) {
    const ssize_t n = recv(socket, buffer_.data(), buffer_.size(), 0);
    if (n <= 0) throw std::runtime_error("the server has closed a connection");
    text.append(buffer_.data(), static_cast<std::size_t>(n));
    if (head != std::string::npos) continue;
    head = text.find("\r\n\r\n");
    if (head != std::string::npos) whole = head + 4 + length_in(std::string_view(text).substr(0, head + 2));
  }
  return {std::atoi(text.c_str() + text.find(' ')), text.substr(head + 4)};
}

std::string request_text(const std::string& method, const std::string& path, const std::string& token,
                         const std::string& body, const std::string& content_type) {
  const std::string who = token.empty() ? "" : "Authorization: Bearer " + token + "\r\n";
  return fmt::format("{} {} HTTP/1.1\r\nHost: localhost\r\n{}Content-Type: {}\r\nContent-Length: {}\r\n\r\n{}", method,
                     path, who, content_type, body.size(), body);
}

}  // namespace bihuan::bench
