// Decides the client's side of HTTP/1.1 as far as our own server needs it: keep-alive, answers with Content-Length.
#include "tests/bench/load/clients.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <stdexcept>

namespace bihuan::bench {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int most_events = 256;
constexpr int longest_wait_ms = 60'000;

int connected(std::uint16_t port) {
  const int made = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int one = 1;
  ::setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  sockaddr_in to{.sin_family = AF_INET, .sin_port = htons(port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
  if (::connect(made, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0) return made;
  ::close(made);
  throw std::runtime_error("cannot connect");
}

/// The length of the body; the head ends at `end`.
std::size_t length_in(const std::string& text, std::size_t end) {
  constexpr std::string_view name = "content-length:";
  for (std::size_t line = text.find("\r\n"); line < end; line = text.find("\r\n", line + 2)) {
    if (::strncasecmp(text.data() + line + 2, name.data(), name.size()) != 0) continue;
    return std::strtoull(text.data() + line + 2 + name.size(), nullptr, 10);
  }
  return 0;
}

}  // namespace

Clients::Clients(std::uint16_t port, std::vector<Life> lives) : epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
  all_.reserve(lives.size());
  for (Life& life : lives) {
    all_.push_back({.socket = connected(port), .life = std::move(life)});
    epoll_event event{.events = EPOLLIN, .data = {.ptr = &all_.back()}};
    ::epoll_ctl(epoll_, EPOLL_CTL_ADD, all_.back().socket, &event);
  }
}

Clients::~Clients() {
  for (const One& one : all_) ::close(one.socket);
  ::close(epoll_);
}

LoadFigures Clients::run(std::chrono::milliseconds warm_up, std::chrono::milliseconds measured) {
  from_ = Clock::now() + warm_up;
  until_ = from_ + measured;
  figures_ = {};
  figures_.latencies.resize(static_cast<std::size_t>(all_.front().life.steps()));
  figures_.seconds = std::chrono::duration<double>(measured).count();
  at_rest_ = 0;
  for (One& one : all_) send(one);
  std::array<epoll_event, most_events> events;
  while (at_rest_ < all_.size()) {
    const int ready = ::epoll_wait(epoll_, events.data(), most_events, longest_wait_ms);
    if (ready == 0) throw std::runtime_error("no answer for a minute");
    for (int i = 0; i < ready; ++i) on_readable(*static_cast<One*>(events[i].data.ptr));
  }
  return std::move(figures_);
}

void Clients::send(One& one) {
  one.at_rest = false;
  one.sent = Clock::now();
  std::string_view text = one.life.next();
  while (!text.empty()) {
    const ssize_t n = ::send(one.socket, text.data(), text.size(), MSG_NOSIGNAL);
    if (n <= 0) throw std::runtime_error("the server has closed a connection");
    text.remove_prefix(static_cast<std::size_t>(n));
  }
}

void Clients::on_readable(One& one) {
  std::array<char, 64 * 1024> buffer;
  const ssize_t n = ::recv(one.socket, buffer.data(), buffer.size(), 0);
  if (n <= 0) throw std::runtime_error("the server has closed a connection");
  one.received.append(buffer.data(), static_cast<std::size_t>(n));
  const std::size_t head = one.received.find("\r\n\r\n");
  if (head == std::string::npos) return;
  const std::size_t whole = head + 4 + length_in(one.received, head);
  if (one.received.size() < whole) return;
  const int status = std::atoi(one.received.c_str() + one.received.find(' '));
  take(one, status, std::string_view(one.received).substr(head + 4, whole - head - 4));
}

void Clients::take(One& one, int status, std::string_view body) {
  const auto now = Clock::now();
  const auto step = static_cast<std::size_t>(one.life.step());
  const bool over = one.life.take(status, body);
  one.received.clear();
  if (now >= from_ && now < until_) {
    const auto took = std::chrono::duration_cast<std::chrono::microseconds>(now - one.sent).count();
    figures_.latencies[step].push_back(static_cast<std::uint32_t>(took));
    ++figures_.requests;
    figures_.lives += over;
  }
  if (over && now >= until_) {
    ++at_rest_;
    return;
  }
  send(one);
}

}  // namespace bihuan::bench
