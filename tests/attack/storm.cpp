// Decides the fates of the storm's clients, drawn from one seeded generator.
#include "tests/attack/storm.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <deque>
#include <random>
#include <stdexcept>

namespace bihuan::attack {
namespace {

constexpr int most_pipelined = 4;
constexpr int longest_wait_ms = 60'000;

struct Asked {
  std::string id;
  int status;
  std::string holds;  ///< what the body of the right answer contains
};

enum class Fate { ReadAll, AbortUnread, AbortHalfSent, AbortHalfRead };

struct One {
  int socket = -1;
  int number = 0;
  Fate fate = Fate::ReadAll;
  std::deque<Asked> asked;
  std::string received;
};

class Storm {
 public:
  Storm(std::uint16_t port, const std::vector<Person>& people, int connections, std::uint64_t seed)
      : port_(port), people_(people), random_(seed), epoll_(::epoll_create1(EPOLL_CLOEXEC)), all_(connections) {
    for (int i = 0; i < connections; ++i) all_[static_cast<std::size_t>(i)].number = i;
  }
  ~Storm() {
    for (One& one : all_) hang_up(one, false);
    ::close(epoll_);
  }

  StormSeen run(std::uint64_t answers) {
    for (One& one : all_) begin(one);
    std::array<epoll_event, 256> events;
    while (seen_.answers < answers && seen_.wrong == 0) {
      const int ready = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), longest_wait_ms);
      if (ready == 0) throw std::runtime_error("no answer for a minute");
      for (int i = 0; i < ready; ++i) on_readable(*static_cast<One*>(events[static_cast<std::size_t>(i)].data.ptr));
    }
    return seen_;
  }

 private:
  std::uint64_t draw(std::uint64_t below) { return random_() % below; }

  void connect(One& one) {
    one.socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in to{.sin_family = AF_INET, .sin_port = htons(port_), .sin_addr = {htonl(INADDR_LOOPBACK)}};
    if (::connect(one.socket, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) {
      throw std::runtime_error("cannot connect");
    }
    epoll_event event{.events = EPOLLIN, .data = {.ptr = &one}};
    ::epoll_ctl(epoll_, EPOLL_CTL_ADD, one.socket, &event);
  }

  /// With a reset, as a client does that crashes.
  void hang_up(One& one, bool reset) {
    if (one.socket < 0) return;
    const linger hard{.l_onoff = 1, .l_linger = 0};
    if (reset) ::setsockopt(one.socket, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    ::close(one.socket);
    one.socket = -1;
    one.asked.clear();
    one.received.clear();
    seen_.aborted += reset;
  }

  /// A read of one's own session, or a start of a process that nobody has: that answer comes from the host's thread.
  std::string request(One& one) {
    const Person& person = people_[static_cast<std::size_t>(one.number) % people_.size()];
    const std::string id = fmt::format("storm-{}-{}", one.number, ++last_);
    const std::string head =
        fmt::format("Host: localhost\r\nX-Request-Id: {}\r\nAuthorization: Bearer {}\r\n", id, person.token);
    if (draw(4) != 0) {
      one.asked.push_back({id, 200, fmt::format("\"person\":\"{}\"", person.id)});
      return "GET /api/v1/session HTTP/1.1\r\n" + head + "\r\n";
    }
    one.asked.push_back({id, 404, "problem"});
    const std::string body = fmt::format(R"({{"process":"none-{}"}})", last_);
    return fmt::format(
        "POST /api/v1/instances HTTP/1.1\r\n{}Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{}", head,
        body.size(), body);
  }

  /// Sends the next few requests, whole or not, as its fate wants it; goes on until one of them waits for an answer.
  void begin(One& one) {
    for (;;) {
      if (one.socket < 0) connect(one);
      const std::uint64_t drawn = draw(20);
      one.fate = drawn < 11   ? Fate::ReadAll
                 : drawn < 15 ? Fate::AbortUnread
                 : drawn < 18 ? Fate::AbortHalfSent
                              : Fate::AbortHalfRead;
      std::string text;
      for (std::uint64_t i = 0; i <= draw(most_pipelined); ++i) text += request(one);
      if (one.fate == Fate::AbortHalfSent) text.resize(draw(text.size()));
      const bool sent = ::send(one.socket, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size());
      if (sent && (one.fate == Fate::ReadAll || one.fate == Fate::AbortHalfRead)) return;
      hang_up(one, true);
    }
  }

  void on_readable(One& one) {
    std::array<char, 16 * 1024> buffer;
    const std::size_t wanted = one.fate == Fate::AbortHalfRead ? 1 + draw(600) : buffer.size();
    const ssize_t n = ::recv(one.socket, buffer.data(), wanted, 0);
    if (n <= 0) {  // the server may end a connection; then nothing of it is owed
      hang_up(one, false);
      return begin(one);
    }
    one.received.append(buffer.data(), static_cast<std::size_t>(n));
    while (take(one)) continue;
    if (one.fate == Fate::AbortHalfRead && draw(3) == 0) hang_up(one, true);
    if (one.asked.empty()) {
      if (one.socket >= 0 && draw(8) == 0) hang_up(one, false);
      begin(one);
    }
  }

  /// One whole answer from what has come.
  bool take(One& one) {
    const std::size_t head = one.received.find("\r\n\r\n");
    if (one.asked.empty() || head == std::string::npos) return false;
    const std::size_t whole = head + 4 + length_in(one.received, head);
    if (one.received.size() < whole) return false;
    const std::string text = one.received.substr(0, whole);
    one.received.erase(0, whole);
    const Asked asked = std::move(one.asked.front());
    one.asked.pop_front();
    const int status = std::atoi(text.c_str() + text.find(' '));
    const bool mine = text.find("X-Request-Id: " + asked.id + "\r\n") < head;
    const bool right = mine && (status == 503 || (status == asked.status && text.find(asked.holds, head) != text.npos));
    if (right) {
      ++seen_.answers;
    } else if (seen_.wrong++ == 0) {
      seen_.first_wrong = fmt::format("asked {} ({} {}), got: {}", asked.id, asked.status, asked.holds, text);
    }
    return true;
  }

  static std::size_t length_in(const std::string& text, std::size_t end) {
    constexpr std::string_view name = "content-length:";
    for (std::size_t line = text.find("\r\n"); line < end; line = text.find("\r\n", line + 2)) {
      if (::strncasecmp(text.data() + line + 2, name.data(), name.size()) == 0) {
        return std::strtoull(text.data() + line + 2 + name.size(), nullptr, 10);
      }
    }
    return 0;
  }

  std::uint16_t port_;
  const std::vector<Person>& people_;
  std::mt19937_64 random_;
  int epoll_;
  std::vector<One> all_;
  std::uint64_t last_ = 0;
  StormSeen seen_;
};

}  // namespace

StormSeen storm(std::uint16_t port, const std::vector<Person>& people, int connections, std::uint64_t answers,
                std::uint64_t seed) {
  return Storm(port, people, connections, seed).run(answers);
}

}  // namespace bihuan::attack
