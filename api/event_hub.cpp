// Decides when listeners are told: at once where a commit names them; when another node rings, and every two seconds,
// where something may have changed without naming them; a comment every twenty seconds so that nothing between takes
// the connection for dead.
#include "api/event_hub.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "adapters/codec/ids.h"
#include "api/json_writer.h"

namespace bihuan::api {
namespace {

constexpr int seconds_between_looks = 2, seconds_between_pings = 20;
// However often it rings, looking takes a tenth of the hub's time at most.
constexpr std::chrono::milliseconds shortest_pause{50};
constexpr int pause_for_work = 9;

std::string event_text(std::string_view name, const std::string& json) {
  return "event: " + std::string(name) + "\ndata: " + json + "\n\n";
}

std::string notification_json(const store::NotificationRow& row) {
  return JsonObject().text("id", row.id).text("text", row.text).done();
}

}  // namespace

EventHub::EventHub(store::Store& store, std::function<Instant()> clock,
                   std::function<std::string(const std::string&)> counts, bool others_write, Limits limits)
    : store_(store),
      clock_(std::move(clock)),
      counts_(std::move(counts)),
      others_write_(others_write),
      limits_(limits) {}

EventHub::~EventHub() {
  stop();
}

void EventHub::start() {
  thread_ = std::thread([this] { run(); });
}

void EventHub::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void EventHub::note(const store::Batch& batch) {
  const std::lock_guard lock(mutex_);
  if (listeners_.empty() && !telling_) return;
  for (const store::TaskRow& task : batch.tasks) {
    news_.tasks = true;
    news_.people.insert(task.candidates.begin(), task.candidates.end());
    for (const std::string* one : {&task.assignee, &task.ended_by}) {
      if (!one->empty()) news_.people.insert(*one);
    }
  }
  for (const store::InstanceWrite& written : batch.instances) {
    news_.instances[written.row.id] = written.row.revision;
    if (written.row.revision <= 1 || written.row.ended) news_.people.insert(written.row.initiator);
  }
  news_.notifications.insert(news_.notifications.end(), batch.notifications.begin(), batch.notifications.end());
  news_.awake = true;
  wake_.notify_all();
}

bool EventHub::join(Listener listener) {
  const std::lock_guard lock(mutex_);
  std::erase_if(listeners_, [](const Listener& one) { return one.stream.gone(); });
  const auto own =
      std::ranges::count_if(listeners_, [&](const Listener& one) { return one.person == listener.person; });
  if (stopping_ || listeners_.size() >= limits_.all || static_cast<std::size_t>(own) >= limits_.of_one_person) {
    return false;
  }
  news_.people.insert(listener.person);  // the first event says how things stand
  listeners_.push_back(std::move(listener));
  news_.awake = true;
  wake_.notify_all();
  return true;
}

std::size_t EventHub::listening() const {
  const std::lock_guard lock(mutex_);
  return listeners_.size();
}

void EventHub::ring() {
  if (!others_write_) return;
  const std::lock_guard lock(mutex_);
  if ((listeners_.empty() && !telling_) || rung_) return;
  rung_ = true;
  wake_.notify_all();
}

/// Requires the lock.
EventHub::Moment EventHub::next_wake(Moment next_tick) const {
  return rung_ ? std::min(next_tick, next_look_) : next_tick;
}

/// The thread alone writes to the streams; while it does, news and new listeners gather behind the mutex.
void EventHub::run() {
  const auto now = std::chrono::steady_clock::now;
  Moment next_tick = now();
  while (true) {
    News news;
    bool rung = false;
    {
      std::unique_lock lock(mutex_);
      while (!stopping_ && !news_.awake && now() < next_wake(next_tick)) wake_.wait_until(lock, next_wake(next_tick));
      if (stopping_) break;
      std::swap(news, news_);
      rung = rung_ && now() >= next_look_;
      if (rung) rung_ = false;
    }
    const bool tick = now() >= next_tick;
    if (tick) next_tick = now() + std::chrono::seconds(1), ++ticks_;
    tell(news, tick, rung);
  }
  const std::lock_guard lock(mutex_);
  for (Listener& one : listeners_) one.stream.finish();
  listeners_.clear();
}

void EventHub::tell(const News& news, bool tick, bool rung) {
  std::list<Listener> listeners;
  {
    const std::lock_guard lock(mutex_);
    listeners.swap(listeners_);
    telling_ = !listeners.empty();  // what comes meanwhile is news for them too
  }
  look_again_ = look_again_ || news.tasks;
  const bool on_tick = tick && ticks_ % seconds_between_looks == 0;
  const bool look = rung || (on_tick && (others_write_ || look_again_));
  if (look) look_again_ = false;
  const bool ping = tick && ticks_ % seconds_between_pings == 0;
  const Moment began = std::chrono::steady_clock::now();
  std::map<std::string, std::string> counts;
  for (Listener& one : listeners) {
    try {
      if (ping) one.stream.write(": ping\n\n");
      tell_one(one, news, counts, look);
    } catch (const std::exception& failure) {
      // The store is away: the page keeps what it shows, and hears again after the next change.
      spdlog::warn("listeners cannot be told: {}", failure.what());
    }
    if (clock_() >= one.until) one.stream.finish();
  }
  const Moment ended = std::chrono::steady_clock::now();
  if (look) next_look_ = ended + std::max<Moment::duration>(shortest_pause, pause_for_work * (ended - began));
  const std::lock_guard lock(mutex_);
  std::erase_if(listeners, [this](const Listener& one) { return one.stream.gone() || clock_() >= one.until; });
  listeners_.splice(listeners_.begin(), listeners);
  telling_ = false;
}

void EventHub::tell_one(Listener& listener, const News& news, std::map<std::string, std::string>& counts, bool look) {
  const bool named = news.people.contains(listener.person);
  if (named || look) {
    const std::string& json = counts_of(listener.person, counts);
    if (named || json != listener.told) {
      listener.told = json;
      listener.stream.write(event_text("tasks", "{\"counts\":" + json + "}"));
    }
  }
  for (const store::NotificationRow& row : news.notifications) {
    if (row.to == listener.person) listener.stream.write(event_text("notification", notification_json(row)));
  }
  if (listener.instance) tell_instance(listener, news, look);
}

void EventHub::tell_instance(Listener& listener, const News& news, bool look) {
  std::int64_t revision = listener.revision;
  if (const auto found = news.instances.find(listener.instance); found != news.instances.end()) {
    revision = std::max(revision, found->second);
  } else if (look && others_write_) {
    const auto loaded = store_.load({listener.instance});
    if (!loaded.empty()) revision = std::max(revision, loaded.front().row.revision);
  }
  if (revision == listener.revision) return;
  listener.revision = revision;
  listener.stream.write(event_text(
      "instance", JsonObject().text("instance", codec::text(listener.instance)).number("revision", revision).done()));
}

const std::string& EventHub::counts_of(const std::string& person, std::map<std::string, std::string>& counts) const {
  const auto found = counts.find(person);
  return found != counts.end() ? found->second : counts.emplace(person, counts_(person)).first->second;
}

}  // namespace bihuan::api
