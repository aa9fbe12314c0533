// Decides how the server starts and stops: who waits for whom, and that threads are joined before anything is freed.
#include "api/http/server.h"

#include <pistache/reactor.h>
#include <pthread.h>

#include <csignal>
#include <stdexcept>

#include "api/http/worker.h"
#include "engine/base/check.h"

namespace bihuan::http {
namespace {

/// New threads inherit the mask: signals are the main thread's, and a vanished client's SIGPIPE (sendfile has no flag
/// against it) is nobody's.
class AllSignalsBlocked {
 public:
  AllSignalsBlocked() {
    sigset_t all;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~AllSignalsBlocked() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_;
};

void check_settings(const ServerSettings& settings) {
  if (settings.threads < 1 || settings.threads > 64)
    throw std::invalid_argument("Expected 1 to 64 HTTP threads, but got " + std::to_string(settings.threads));
  if (settings.max_connections < 1 || settings.max_pipelined < 1)
    throw std::invalid_argument("Expected at least one connection and one request on it");
}

}  // namespace

class Server::Machinery {
 public:
  Machinery(ServerSettings settings, Handler handler) {
    check_settings(settings);
    core_ = std::make_shared<ServerCore>(std::move(settings), std::move(handler));
    port_ = core_->listener.port();
    for (int i = 0; i < core_->settings.threads; ++i) core_->mailboxes.push_back(std::make_shared<Mailbox>());
  }
  ~Machinery() { stop_now(); }

  std::uint16_t port() const { return port_; }

  void start() {
    const std::lock_guard lock(reactor_mutex_);
    CHECK(!started_);
    started_ = true;
    const AllSignalsBlocked blocked;
    reactor_ = Pistache::Aio::Reactor::create();
    reactor_->init(Pistache::Aio::AsyncContext(static_cast<std::size_t>(core_->settings.threads), "http"));
    reactor_->addHandler(std::make_shared<Worker>(core_, 0));
    reactor_->run();
  }

  bool stop_gracefully(std::chrono::milliseconds deadline) {
    if (!is_running()) return true;
    for (const auto& mailbox : core_->mailboxes) {
      CHECK(!mailbox->is_reader());
      mailbox->stopping.store(true);
    }
    for (const auto& mailbox : core_->mailboxes) mailbox->post({{}, 0, BeginStop{}});
    bool all_closed = false;
    {
      std::unique_lock lock(core_->mutex);
      const auto done = [&] { return core_->workers_stopping >= core_->mailboxes.size() && core_->open == 0; };
      core_->changed.wait_for(lock, deadline, [&] { return core_->stop_now || done(); });
      all_closed = !core_->stop_now && done();
    }
    stop_now();
    return all_closed;
  }

  void stop_now() {
    {
      const std::lock_guard lock(core_->mutex);
      core_->stop_now = true;
      core_->changed.notify_all();
    }
    const std::lock_guard lock(reactor_mutex_);
    if (reactor_) reactor_->shutdown();
    reactor_.reset();  // joins the threads, then destroys the workers and their connections
    core_->listener.close();
  }

  ServerCounts counts() const {
    return {core_->accepted, core_->refused, core_->accept_pauses, core_->late_answers, core_->open};
  }

 private:
  bool is_running() {
    const std::lock_guard lock(reactor_mutex_);
    return reactor_ != nullptr;
  }

  std::shared_ptr<ServerCore> core_;
  std::uint16_t port_ = 0;
  std::mutex reactor_mutex_;
  bool started_ = false;
  std::shared_ptr<Pistache::Aio::Reactor> reactor_;
};

Server::Server(ServerSettings settings, Handler handler)
    : machinery_(std::make_unique<Machinery>(std::move(settings), std::move(handler))) {}
Server::~Server() = default;
std::uint16_t Server::port() const {
  return machinery_->port();
}
void Server::start() {
  machinery_->start();
}
bool Server::stop_gracefully(std::chrono::milliseconds deadline) {
  return machinery_->stop_gracefully(deadline);
}
void Server::stop_now() {
  machinery_->stop_now();
}
ServerCounts Server::counts() const {
  return machinery_->counts();
}

}  // namespace bihuan::http
