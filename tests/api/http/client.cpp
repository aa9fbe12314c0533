// A plain blocking HTTP client for tests.
#include "tests/api/http/client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <utility>

namespace bihuan::http::testing {
namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

void parse_head(Received& into) {
  std::size_t line = into.head.find("\r\n") + 2;
  into.status = into.head.size() > 12 ? std::atoi(into.head.c_str() + 9) : 0;
  while (line + 2 < into.head.size()) {
    const std::size_t end = into.head.find("\r\n", line);
    const std::string text = into.head.substr(line, end - line);
    const std::size_t colon = text.find(": ");
    if (colon != std::string::npos) into.headers[lower(text.substr(0, colon))] = text.substr(colon + 2);
    line = end + 2;
  }
}

}  // namespace

Client::Client() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  const timeval limit{.tv_sec = 60};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
}

Client::Client(std::uint16_t port, int receive_buffer_bytes) : Client() {
  if (receive_buffer_bytes > 0)
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer_bytes, sizeof receive_buffer_bytes);
  connect(port);
}

bool Client::connect(std::uint16_t port) {
  sockaddr_in address{.sin_family = AF_INET, .sin_port = htons(port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
  if (socket_ >= 0 && ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) return true;
  if (socket_ >= 0) ::close(socket_);
  socket_ = -1;
  return false;
}

Client::~Client() {
  if (socket_ >= 0) ::close(socket_);
}

Client::Client(Client&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), buffer_(std::move(other.buffer_)), timed_out_(other.timed_out_) {}

bool Client::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool Client::fill() {
  std::array<char, 16384> chunk;
  const ssize_t got = ::recv(socket_, chunk.data(), chunk.size(), 0);
  if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) timed_out_ = true;
  if (got <= 0) return false;
  buffer_.append(chunk.data(), static_cast<std::size_t>(got));
  return true;
}

std::optional<Received> Client::receive(bool to_head) {
  Received out;
  std::size_t end;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos)
    if (!fill()) return std::nullopt;
  out.head = buffer_.substr(0, end + 4);
  buffer_.erase(0, end + 4);
  parse_head(out);
  if (to_head || out.status < 200 || out.status == 204 || out.status == 304) {
    out.whole = true;
  } else if (out.headers.contains("content-length")) {
    const std::size_t length = std::strtoull(out.headers["content-length"].c_str(), nullptr, 10);
    while (buffer_.size() < length && fill()) continue;
    out.whole = buffer_.size() >= length;
    out.body = buffer_.substr(0, length);
    buffer_.erase(0, length);
  } else if (out.headers.contains("transfer-encoding")) {
    while (true) {
      std::size_t eol;
      while ((eol = buffer_.find("\r\n")) == std::string::npos)
        if (!fill()) return out;
      const std::size_t size = std::strtoull(buffer_.c_str(), nullptr, 16);
      while (buffer_.size() < eol + 2 + size + 2)
        if (!fill()) return out;
      out.body += buffer_.substr(eol + 2, size);
      buffer_.erase(0, eol + 2 + size + 2);
      if (size == 0) break;
    }
    out.whole = true;
  } else {
    while (fill()) continue;
    out.body = std::exchange(buffer_, {});
    out.whole = !timed_out_;
  }
  return out;
}

std::optional<std::string> Client::receive_all() {
  while (fill()) continue;
  if (timed_out_) return std::nullopt;
  return std::exchange(buffer_, {});
}

bool Client::receive_until(std::string_view text) {
  while (buffer_.find(text) == std::string::npos)
    if (!fill()) return false;
  return true;
}

bool Client::sees_end() {
  const bool more = fill();
  return !more && !timed_out_ && buffer_.empty();
}

void Client::finish_sending() {
  ::shutdown(socket_, SHUT_WR);
}

void Client::abort() {
  const linger hard{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
  ::close(socket_);
  socket_ = -1;
}

std::optional<Received> ask(std::uint16_t port, std::string_view request) {
  Client client(port);
  client.send(request);
  return client.receive();
}

int status_of(std::uint16_t port, std::string_view request) {
  const auto answer = ask(port, request);
  return answer ? answer->status : -1;
}

}  // namespace bihuan::http::testing
