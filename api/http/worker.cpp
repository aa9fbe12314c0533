// Decides how Pistache's reactor drives our connections. Each wake-up is one step: take the events, then let every
// touched connection have its turn and deliver what was posted, until nothing moves.
#include "api/http/worker.h"

#include <spdlog/spdlog.h>
#include <unistd.h>

#include <utility>

namespace bihuan::http {
namespace {

using Pistache::Polling::Mode;
using Pistache::Polling::NotifyOn;
using Pistache::Polling::Tag;

// Generation 0 is no connection's; with one handler per reactor thread Pistache hands tags back unchanged.
constexpr Tag kMailboxTag{0xFFFFFF}, kTimerTag{0xFFFFFE}, kListenerTag{0xFFFFFD};
constexpr ConnectionId kResumeAccepting{0};
constexpr int kAcceptsPerEvent = 128;
constexpr std::size_t kRefusedAtOnce = 256;  // connections beyond the cap that wait for their 503 to be read
constexpr std::chrono::milliseconds kAcceptPause{100};

NotifyOn flags(Interest interest) {
  return static_cast<NotifyOn>((interest.read ? static_cast<int>(NotifyOn::Read) : 0) |
                               (interest.write ? static_cast<int>(NotifyOn::Write) : 0));
}

}  // namespace

Worker::Worker(std::shared_ptr<ServerCore> core, std::size_t index)
    : core_(std::move(core)),
      index_(index),
      mailbox_(core_->mailboxes.at(index)),
      world_{core_->settings, core_->handler, core_->proxies, mailbox_, std::string(64 * 1024, '\0')} {}

Worker::~Worker() {
  if (!polled_) return;  // the prototype that Pistache only cloned
  mailbox_->close();
  for (Entry& entry : entries_)
    if (entry.connection) {
      entry.connection.reset();
      --core_->open;
    }
}

std::shared_ptr<Pistache::Aio::Handler> Worker::clone() const {
  return std::make_shared<Worker>(core_, clones_++);  // Pistache clones once per thread, in order
}

void Worker::registerPoller(Pistache::Polling::Epoll& poller) {
  polled_ = true;
  poller.addFd(mailbox_->descriptor(), Pistache::Flags<NotifyOn>(NotifyOn::Read), kMailboxTag, Mode::Level);
  poller.addFd(deadlines_.descriptor(), Pistache::Flags<NotifyOn>(NotifyOn::Read), kTimerTag, Mode::Level);
  if (index_ != 0) return;
  poller.addFd(core_->listener.descriptor(), Pistache::Flags<NotifyOn>(NotifyOn::Read), kListenerTag, Mode::Level);
  listening_ = true;
}

void Worker::onReady(const Pistache::Aio::FdSet& events) {
  // An exception would end the thread and with it the process.
  try {
    step(events);
  } catch (const std::exception& error) {
    spdlog::error("http: a reactor step failed: {}", error.what());
  }
}

void Worker::step(const Pistache::Aio::FdSet& events) {
  mailbox_->set_reader(std::this_thread::get_id());
  now_ = std::chrono::steady_clock::now();
  for (std::size_t i = 0; i < events.size(); ++i) on_event(events[i]);
  run_until_quiet();
  deadlines_.arm();
}

void Worker::on_event(const Pistache::Aio::FdSet::Entry& event) {
  const Tag tag = event.getTag();
  if (tag == kMailboxTag)
    mailbox_->clear_event();
  else if (tag == kTimerTag)
    take_due();
  else if (tag == kListenerTag)
    accept_waiting();
  else
    on_connection_event(event);
}

void Worker::on_connection_event(const Pistache::Aio::FdSet::Entry& event) {
  const ConnectionId id{event.getTag().value()};
  Connection* connection = find(id);
  if (connection == nullptr) return;  // closed by an earlier event of the same batch
  touch(id);
  guard(*connection, [&] {
    // An error alone comes without any flag that Pistache knows; reading tells which.
    if (event.isReadable() || !event.isWritable()) connection->on_readable(now_);
    if (event.isHangup()) connection->on_hangup();
  });
}

template <typename Action>
void Worker::guard(Connection& connection, Action action) {
  // What a callback of the program throws, or a lack of memory, ends this connection and no other.
  try {
    action();
    return;
  } catch (const std::exception& error) {
    spdlog::error("http: a connection is given up: {}", error.what());
  } catch (...) {
    spdlog::error("http: a connection is given up");
  }
  connection.give_up();
}

void Worker::run_until_quiet() {
  do {
    for (std::size_t i = 0; i < touched_.size(); ++i) {
      const ConnectionId id = touched_[i];
      if (Connection* connection = find(id)) {
        guard(*connection, [&] { connection->turn(now_); });
        settle(id);
      }
    }
    touched_.clear();
    mailbox_->take(posts_);
    for (Post& post : posts_) deliver(post);
  } while (!touched_.empty() || !posts_.empty());
}

void Worker::deliver(Post& post) {
  if (auto* fresh = std::get_if<Adopt>(&post.what)) return adopt(std::move(*fresh));
  if (std::holds_alternative<BeginStop>(post.what)) return begin_stop();
  Connection* connection = find(post.connection);
  if (connection == nullptr) {
    if (std::holds_alternative<Answer>(post.what)) ++core_->late_answers;
    return;
  }
  touch(post.connection);
  guard(*connection, [&] { connection->on_post(post); });
}

Connection* Worker::find(ConnectionId id) {
  const auto descriptor = static_cast<std::size_t>(id.descriptor());
  if (descriptor >= entries_.size()) return nullptr;
  Connection* connection = entries_[descriptor].connection.get();
  return connection != nullptr && connection->id() == id ? connection : nullptr;
}

void Worker::touch(ConnectionId id) {
  if (std::exchange(entries_[id.descriptor()].touched, true)) return;
  touched_.push_back(id);
}

void Worker::settle(ConnectionId id) {
  Entry& entry = entries_[id.descriptor()];
  entry.touched = false;
  if (entry.connection->closed()) {
    entry = {};
    const bool last = --core_->open == 0;
    if (last && stopping_) {
      const std::lock_guard lock(core_->mutex);
      core_->changed.notify_all();
    }
    return;
  }
  if (const Interest wanted = entry.connection->interest(); !(wanted == entry.registered)) {
    reactor()->modifyFd(key(), id.descriptor(), flags(wanted), Tag{id.value}, Mode::Level);
    entry.registered = wanted;
  }
  if (const TimePoint due = entry.connection->deadline(); due < entry.scheduled) {
    entry.scheduled = due;
    deadlines_.add(due, id);
  }
}

void Worker::take_due() {
  deadlines_.clear_event();
  TimePoint when;
  ConnectionId id;
  while (deadlines_.take_due(now_, when, id)) {
    if (id == kResumeAccepting) {
      if (!stopping_) listen(true);
      continue;
    }
    Connection* connection = find(id);
    if (connection == nullptr || entries_[id.descriptor()].scheduled != when) continue;
    entries_[id.descriptor()].scheduled = TimePoint::max();
    touch(id);
    if (connection->deadline() <= now_) guard(*connection, [&] { connection->on_deadline(now_); });
  }
}

void Worker::listen(bool on) {
  if (listening_ == on) return;
  listening_ = on;
  if (on)
    reactor()->registerFd(key(), core_->listener.descriptor(), NotifyOn::Read, kListenerTag, Mode::Level);
  else
    reactor()->removeFd(key(), core_->listener.descriptor());
}

void Worker::accept_waiting() {
  for (int i = 0; i < kAcceptsPerEvent; ++i) {
    int descriptor = -1;
    std::string peer;
    switch (core_->listener.accept(descriptor, peer)) {
      case Listener::Result::NothingWaits:
        return;
      case Listener::Result::NoDescriptorFree:
        // The listener stays readable, so polling it would spin until a descriptor is free.
        listen(false);
        ++core_->accept_pauses;
        deadlines_.add(now_ + kAcceptPause, kResumeAccepting);
        return;
      case Listener::Result::Accepted:
        place(descriptor, std::move(peer));
    }
  }
}

void Worker::place(int descriptor, std::string peer) {
  const std::size_t open = ++core_->open;
  ++core_->accepted;  // after `open`: who sees it accepted sees it open or ended
  const bool refused = open > core_->settings.max_connections;
  if (refused) ++core_->refused;
  if (descriptor > 0xFFFFFF || open > core_->settings.max_connections + kRefusedAtOnce) {
    ::close(descriptor);
    --core_->open;
    return;
  }
  const std::size_t to = next_worker_++ % core_->mailboxes.size();
  if (core_->mailboxes[to]->post({{}, 0, Adopt{descriptor, std::move(peer), refused}})) return;
  ::close(descriptor);
  --core_->open;
}

void Worker::adopt(Adopt fresh) {
  const ConnectionId id = ConnectionId::of(++generation_, fresh.descriptor);
  const auto index = static_cast<std::size_t>(fresh.descriptor);
  if (index >= entries_.size()) entries_.resize(index * 2 + 1);
  Entry& entry = entries_[index];
  entry.connection = std::make_unique<Connection>(world_, id, std::move(fresh.peer), now_);
  entry.registered = entry.connection->interest();
  touch(id);
  guard(*entry.connection, [&] {
    reactor()->registerFd(key(), fresh.descriptor, flags(entry.registered), Tag{id.value}, Mode::Level);
    if (fresh.refused) entry.connection->refuse_service();
    if (stopping_) entry.connection->begin_stop(now_);
  });
}

void Worker::begin_stop() {
  stopping_ = true;
  if (index_ == 0) {
    accept_waiting();  // who was let in by the kernel already is served
    listen(false);
    core_->listener.close();
  }
  for (Entry& entry : entries_) {
    if (!entry.connection) continue;
    touch(entry.connection->id());
    guard(*entry.connection, [&] { entry.connection->begin_stop(now_); });
  }
  const std::lock_guard lock(core_->mutex);
  ++core_->workers_stopping;
  core_->changed.notify_all();
}

}  // namespace bihuan::http
