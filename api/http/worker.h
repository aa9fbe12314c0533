// Decides how Pistache's reactor drives our connections: one Worker per reactor thread owns a table of connections,
// a mailbox and a timer. It knows no HTTP; connection.cpp does. Only this room's .cpp files include this header.
#pragma once

#include <pistache/reactor.h>

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "api/http/connection.h"
#include "api/http/deadlines.h"
#include "api/http/listener.h"

namespace bihuan::http {

/// What the workers of one server share.
struct ServerCore {
  ServerCore(ServerSettings given, Handler handler)
      : settings(std::move(given)),
        handler(std::move(handler)),
        proxies(settings.trusted_proxies),
        listener(settings) {}

  const ServerSettings settings;
  const Handler handler;
  const TrustedProxies proxies;
  Listener listener;  // worker 0's once the reactor runs
  std::vector<std::shared_ptr<Mailbox>> mailboxes;

  std::atomic<std::size_t> open{0};
  std::atomic<std::uint64_t> accepted{0}, refused{0}, accept_pauses{0}, late_answers{0};
  std::mutex mutex;
  std::condition_variable changed;
  std::size_t workers_stopping = 0;  // guarded by mutex
  bool stop_now = false;             // guarded by mutex
};

class Worker final : public Pistache::Aio::Handler {
 public:
  Worker(std::shared_ptr<ServerCore> core, std::size_t index);
  ~Worker() override;

  // Pistache's side.
  std::shared_ptr<Pistache::Aio::Handler> clone() const override;
  void registerPoller(Pistache::Polling::Epoll& poller) override;
  void onReady(const Pistache::Aio::FdSet& events) override;

 private:
  struct Entry {
    std::unique_ptr<Connection> connection;
    Interest registered;
    TimePoint scheduled = TimePoint::max();
    bool touched = false;
  };

  void step(const Pistache::Aio::FdSet& events);
  void on_event(const Pistache::Aio::FdSet::Entry& event);
  void on_connection_event(const Pistache::Aio::FdSet::Entry& event);
  template <typename Action>
  void guard(Connection& connection, Action action);
  void run_until_quiet();
  void deliver(Post& post);
  void take_due();
  void accept_waiting();
  void place(int descriptor, std::string peer);
  void adopt(Adopt adopt);
  void begin_stop();
  Connection* find(ConnectionId id);
  void touch(ConnectionId id);
  void settle(ConnectionId id);
  void listen(bool on);

  const std::shared_ptr<ServerCore> core_;
  const std::size_t index_;
  mutable std::size_t clones_ = 0;
  std::shared_ptr<Mailbox> mailbox_;
  ConnectionWorld world_;
  std::vector<Entry> entries_;  // by descriptor
  std::vector<ConnectionId> touched_;
  std::vector<Post> posts_;
  Deadlines deadlines_;
  TimePoint now_;
  std::uint64_t generation_ = 0;
  std::size_t next_worker_ = 0;
  bool polled_ = false, listening_ = false, stopping_ = false;
};

}  // namespace bihuan::http
