// Decides when a notification is sent (at once; then with all that was rung meanwhile, as often as what it is about is
// worth) and what a lost connection means.
#include "adapters/store/postgresql_bell.h"

#include <libpq-fe.h>
#include <poll.h>
#include <spdlog/spdlog.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <atomic>
#include <charconv>
#include <chrono>
#include <mutex>
#include <optional>
#include <thread>

#include "adapters/store/postgresql_address.h"
#include "engine/base/check.h"

namespace bihuan::store {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// Somebody waits for jobs and for who may do what; lists and counters may be a moment old.
constexpr Topics urgent = Topic::Jobs | Topic::People | bit(Topic::Deployments) | bit(Topic::Messages);
constexpr milliseconds between_urgent{10}, between_others{200};
constexpr milliseconds first_wait{100}, longest_wait{5000};
constexpr const char* channel = "bihuan";

struct Finish {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
struct Clear {
  void operator()(PGresult* result) const { PQclear(result); }
};
struct Free {
  void operator()(PGnotify* notification) const { PQfreemem(notification); }
};
using Connected = std::unique_ptr<PGconn, Finish>;
using Result = std::unique_ptr<PGresult, Clear>;

bool good(const Result& result) {
  const ExecStatusType status = PQresultStatus(result.get());
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

class PostgresqlBell : public Bell {
 public:
  explicit PostgresqlBell(const std::string& url) : address_(connect_string(url)), wake_(eventfd(0, EFD_NONBLOCK)) {
    CHECK(wake_ >= 0);
  }
  ~PostgresqlBell() override {
    stopping_ = true;
    wake();
    if (thread_.joinable()) thread_.join();
    close(wake_);
  }

  void ring(Topics topics) override {
    if (topics == no_topics) return;
    call_listeners(topics, Origin::Here);
    const Topics before = to_send_.fetch_or(topics);
    if (before == no_topics || ((topics & urgent) != 0 && (before & urgent) == 0)) wake();
  }

  std::unique_ptr<Listening> listen(Heard heard) override {
    const std::lock_guard lock(starting_);
    if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
    return Bell::listen(std::move(heard));
  }

 private:
  void wake() const {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = write(wake_, &one, sizeof one);  // full: it is awake anyway
  }

  void run() {
    milliseconds wait = first_wait;
    while (!stopping_) {
      connection_ = connected();
      if (!connection_) {
        rest(Clock::now() + wait);
        wait = std::min(wait * 2, longest_wait);
        continue;
      }
      wait = first_wait;
      call_listeners(all_topics, Origin::Elsewhere);  // whatever was missed
      while (!stopping_ && step()) {
      }
      connection_.reset();
    }
  }

  /// Waits for the socket, for a ring or a stop, or until `end`. true: the socket has something (or asked to write).
  bool wait_on(int socket, short events, std::optional<Clock::time_point> end) const {
    pollfd both[] = {{wake_, POLLIN, 0}, {socket, events, 0}};
    int limit = -1;
    if (end) limit = static_cast<int>(std::max<std::int64_t>(0, (*end - Clock::now()) / milliseconds(1) + 1));
    if (poll(both, socket >= 0 ? 2 : 1, limit) > 0 && (both[0].revents & POLLIN) != 0) {
      std::uint64_t rung = 0;
      [[maybe_unused]] const auto emptied = ::read(wake_, &rung, sizeof rung);
    }
    return socket >= 0 && both[1].revents != 0;
  }

  void rest(Clock::time_point end) const {
    while (!stopping_ && Clock::now() < end) wait_on(-1, 0, end);
  }

  /// A connection that listens, or none. Made step by step, so that a stop need not wait for a server that is away.
  Connected connected() {
    Connected made(PQconnectStart(address_.c_str()));
    const auto end = Clock::now() + longest_wait;
    for (auto status = PGRES_POLLING_WRITING; status != PGRES_POLLING_OK; status = PQconnectPoll(made.get())) {
      if (stopping_ || !made || status == PGRES_POLLING_FAILED || Clock::now() > end) return nullptr;
      const short events = status == PGRES_POLLING_READING ? POLLIN : POLLOUT;
      while (!stopping_ && Clock::now() < end && !wait_on(PQsocket(made.get()), events, end)) {
      }
    }
    const Result schema(PQexec(made.get(), "SELECT current_schema()"));
    if (!good(schema) || PQntuples(schema.get()) != 1) return nullptr;
    schema_ = PQgetvalue(schema.get(), 0, 0);
    const Result listening(PQexec(made.get(), "LISTEN bihuan"));
    if (good(listening)) return made;
    spdlog::info("store: this connection cannot listen; other nodes are noticed by looking");
    return nullptr;
  }

  /// One wait: hears what others sent, sends what was rung here. false: the connection is lost.
  bool step() {
    const bool waiting = to_send_ != no_topics;
    if (!waiting || Clock::now() < free_at()) {
      wait_on(PQsocket(connection_.get()), POLLIN, waiting ? std::optional(free_at()) : std::nullopt);
    }
    if (!PQconsumeInput(connection_.get())) return false;
    hear();
    if (to_send_ == no_topics || Clock::now() < free_at()) return true;
    sent_at_ = Clock::now();
    return send(to_send_.exchange(no_topics));
  }

  Clock::time_point free_at() const { return sent_at_ + ((to_send_ & urgent) != 0 ? between_urgent : between_others); }

  void hear() {
    Topics heard = no_topics;
    const int own = PQbackendPID(connection_.get());
    while (const auto note = std::unique_ptr<PGnotify, Free>(PQnotifies(connection_.get()))) {
      if (note->be_pid == own) continue;
      const std::string text = note->extra;
      Topics topics = no_topics;
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), topics);
      const std::string schema(end, text.data() + text.size());
      if (error == std::errc() && schema == " " + schema_) heard |= topics & all_topics;
    }
    if (heard != no_topics) call_listeners(heard, Origin::Elsewhere);
  }

  bool send(Topics topics) {
    const std::string text = std::to_string(topics) + " " + schema_;
    const char* values[] = {channel, text.c_str()};
    const Result sent(
        PQexecParams(connection_.get(), "SELECT pg_notify($1, $2)", 2, nullptr, values, nullptr, nullptr, 0));
    if (!good(sent)) to_send_.fetch_or(topics);
    return good(sent);
  }

  const std::string address_;
  const int wake_;  ///< readable: something was rung, or an end is wanted
  std::atomic<bool> stopping_{false};
  std::atomic<Topics> to_send_{no_topics};
  std::mutex starting_;
  std::thread thread_;
  // the thread's own
  Connected connection_;
  std::string schema_;
  Clock::time_point sent_at_{};
};

}  // namespace

std::unique_ptr<Bell> postgresql_bell(const std::string& url) {
  return std::make_unique<PostgresqlBell>(url);
}

}  // namespace bihuan::store
