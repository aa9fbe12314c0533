// Decides how often to look, how much to ask for at once, and what a failure costs the job concerned and nobody else.
#include "adapters/host/due_work.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>

#include "adapters/codec/records.h"
#include "adapters/host/projection.h"
#include "adapters/host/start_timer.h"
#include "engine/base/check.h"

namespace bihuan::host {
namespace {

// A node that has died is noticed when its lease is over, its shares are taken at the next renewal: in all under 5 s.
constexpr std::int64_t lease_us = 3 * us_per_second, renew_us = us_per_second;
constexpr std::int64_t look_us = us_per_second;
constexpr std::int64_t at_once_us = 1'000, rung_us = 10'000;  ///< between two looks that somebody asked for
constexpr int rest_of_look = 4;  ///< so many times as long as a look took nobody looks again, but not longer than
constexpr std::int64_t longest_rest_us = 50'000;
/// A timer may be written a moment after others that are due later: clocks of nodes differ, commits overtake.
constexpr std::int64_t overlap_us = 2 * us_per_second;
constexpr int from_start_share = 20;  ///< of the time, looking from the start may take one part in so many
constexpr std::int64_t first_back_off_us = 5 * us_per_second, longest_back_off_us = 600 * us_per_second;
constexpr std::size_t most_failures = 10'000;
constexpr std::int64_t pause_us = us_per_second / 5;
constexpr std::int64_t house_us = 10 * us_per_second;
constexpr std::int64_t answers_kept_us = 24 * 3600 * us_per_second;
constexpr int messages_at_once = 500, most_slices = 20;
constexpr std::int64_t lately_us = 120 * us_per_second, just_now_us = 5 * us_per_second;

std::int64_t back_off(int failures) {
  return std::min(first_back_off_us << std::min(failures - 1, 10), longest_back_off_us);
}

}  // namespace

DueWork::DueWork(DueSettings settings, store::Store& store, Catalogue& catalogue, const ZoneOffset* zones,
                 std::function<Instant()> clock, std::function<void(Request)> ask, std::atomic<std::uint64_t>& timers)
    : settings_(std::move(settings)),
      store_(store),
      catalogue_(catalogue),
      zones_(zones),
      clock_(std::move(clock)),
      ask_(std::move(ask)),
      timers_(timers) {}

DueWork::~DueWork() {
  stop();
}

std::int64_t DueWork::ticks() const {
  if (!by_itself_) return clock_().us;
  const auto since = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::microseconds>(since).count();
}

bool DueWork::fire() {
  read_deployments();
  store_.keep_statistics();
  if (by_itself_ && !settings_.jobs) return false;
  finish();
  renew();
  bool found = fire_jobs();
  found = fire_start_timers() || found;
  keep_house();
  return found;
}

/// At once when it was rung for, else now and then.
void DueWork::read_deployments() {
  bool rung = false;
  {
    const std::lock_guard lock(mutex_);
    looked_ = ticks();
    next_look_ = looked_ + look_us;
    rung = std::exchange(deployed_, false);
  }
  if (!rung && catalogue_read_ && looked_ - *catalogue_read_ < house_us) return;
  catalogue_.refresh();
  catalogue_read_ = looked_;
  starts_read_.reset();
}

/// From when we ask, not from when we are answered: the store may have counted from there.
void DueWork::renew() {
  const std::int64_t asked = ticks();
  if (renewed_ && asked - *renewed_ < renew_us) return;
  const store::HeldShares held = store_.hold_shares(settings_.node, lease_us);
  renewed_ = asked;
  nodes_ = held.nodes;
  share_count_ = held.shares.count();
  const std::lock_guard lock(mutex_);
  shares_ = held.shares;
  held_until_ = asked + lease_us;
}

bool DueWork::held(std::size_t share) const {
  return shares_.test(share) && ticks() < held_until_;
}

/// What answers left to be written, one after the other, so that nothing is forgotten when the store goes away.
void DueWork::finish() {
  std::unique_lock lock(mutex_);
  while (!deferred_.empty()) {
    const Deferred job = deferred_.front();
    lock.unlock();
    store_.defer_job(job.key.first, job.key.second, job.by_us);
    lock.lock();
    deferred_.pop_front();
  }
  while (!started_.empty()) {
    const store::StartRow row = started_.front();
    lock.unlock();
    const KnownProcess* process = catalogue_.now()->process(row.definition);
    if (process) {
      store_.advance_start(row, next_start(*process->definition, row, *zones_, catalogue_.now()->calendars));
    }
    lock.lock();
    started_.pop_front();
    starting_.erase({row.definition, row.element, row.fired});
  }
}

bool DueWork::fire_jobs() {
  const std::int64_t began = ticks();
  const bool from_start = !by_itself_ || !looked_from_start_ || began - *looked_from_start_ >= from_start_every_;
  store::DueRequest request{.limit = settings_.at_once, .topic = notify_topic};
  if (!from_start) request.after = after_;
  std::size_t room = 0;
  {
    const std::lock_guard lock(mutex_);
    soonest_.reset();
    more_ = false;
    if (began < paused_until_) next_look_ = std::min(next_look_, paused_until_);
    if (began < paused_until_ || began >= held_until_) return false;
    room = static_cast<std::size_t>(settings_.at_once) - std::min(in_flight_.size(), std::size_t(settings_.at_once));
    if (room == 0) return false;
    request.shares = shares_;
  }
  const store::DueJobs due = store_.due_jobs(request);
  {
    const std::lock_guard lock(mutex_);
    now_ = due.now;
  }
  look_took_ = ticks() - began;
  if (from_start) {
    looked_from_start_ = began;
    from_start_every_ = std::max(look_us, from_start_share * look_took_);
  }
  const std::size_t before = room;
  room -= static_cast<std::size_t>(ask_for(due.lapsed, Kind::Lapsed, (room + 3) / 4));
  room -= static_cast<std::size_t>(ask_for(due.own, Kind::Own, (room + 3) / 4));
  room -= static_cast<std::size_t>(ask_for(due.timers, Kind::Timer, room));
  plan_next_look(due);
  return room < before;
}

/// Asks for those that are not asked for yet, as many as there is room for. The number of them.
int DueWork::ask_for(const std::vector<store::JobRow>& jobs, Kind kind, std::size_t room) {
  std::vector<const store::JobRow*> chosen;
  {
    const std::lock_guard lock(mutex_);
    for (const store::JobRow& job : jobs) {
      if (chosen.size() == room) {
        more_ = true;
        break;
      }
      if (kind == Kind::Timer) after_ = store::place_of_job(job);
      if (is_put_off({job.instance, job.work})) continue;
      if (in_flight_.insert({job.instance, job.work}).second) chosen.push_back(&job);
    }
  }
  if (kind == Kind::Timer) timers_ += chosen.size();
  for (const store::JobRow* job : chosen) ask_(request_for(*job, kind));
  return static_cast<int>(chosen.size());
}

/// Requires the lock.
bool DueWork::is_put_off(const JobKey& key) {
  const auto found = put_off_.find(key);
  if (found == put_off_.end() || ticks() < found->second) return found != put_off_.end();
  put_off_.erase(found);
  return false;
}

Request DueWork::request_for(const store::JobRow& job, Kind kind) {
  const auto ended = [this, kind, key = JobKey(job.instance, job.work)](Ended how, const std::string& why) {
    answered(key, kind, how, why);
  };
  if (kind == Kind::Timer) return background(Tell{job.instance, command_of_timer(job)}, ended);
  if (kind == Kind::Lapsed) {
    // Looked at twice, or by two nodes in a hand-over, one lapse is still one lost retry.
    Request request = background(Tell{job.instance, command_of_lapsed(job)}, ended);
    const std::int64_t lapsed_at = job.lock_until ? job.lock_until->us : 0;
    request.once = Once{fmt::format("lapsed/{}/{}/{}", job.instance.n, job.work.n, lapsed_at), ""};
    return request;
  }
  Request request = background(Tell{job.instance, command::CompleteJob{job.work, "system", {}}}, ended);
  request.notifications = notifications_of(job, clock_());
  return request;
}

/// Only a timer is put off in its row; the lock of any other job is its worker's.
void DueWork::answered(const JobKey& key, Kind kind, Ended ended, const std::string& why) {
  const std::lock_guard lock(mutex_);
  in_flight_.erase(key);
  if (ended == Ended::Done) failures_.erase(key);
  if (ended == Ended::Unavailable) paused_until_ = ticks() + pause_us;
  if (ended == Ended::Failed) {
    if (failures_.size() >= most_failures) failures_.clear(), put_off_.clear();
    const std::int64_t by_us = back_off(++failures_[key]);
    spdlog::warn("job {} of {} did not run, again in {} s: {}", key.second.n, key.first.n, by_us / us_per_second, why);
    kind == Kind::Timer ? deferred_.push_back({key, by_us}) : void(put_off_[key] = ticks() + by_us);
  }
  if (!more_ || in_flight_.size() > static_cast<std::size_t>(settings_.at_once) / 2) return;
  more_ = false;
  awake_ = true;
  wake_.notify_all();
}

/// Behind the last one while there is more than can be asked for at once; else from shortly before now on.
void DueWork::plan_next_look(const store::DueJobs& due) {
  const std::lock_guard lock(mutex_);
  const bool full = static_cast<int>(due.timers.size()) >= settings_.at_once;
  if (full) {
    more_ = true;
  } else if (!more_) {
    after_ = store::JobPlace{due.now + (-overlap_us), 0, {}, {}};
  }
  if (due.next) next_look_ = std::min(next_look_, looked_ + std::max<std::int64_t>(due.next->us - due.now.us, 1'000));
  if (more_ && in_flight_.size() <= static_cast<std::size_t>(settings_.at_once) / 2) awake_ = true;
}

bool DueWork::fire_start_timers() {
  const std::int64_t began = ticks();
  store::Shares shares;
  {
    const std::lock_guard lock(mutex_);
    if (began < paused_until_ || began >= held_until_) return false;
    shares = shares_;
  }
  const bool due = next_start_ && *next_start_ <= now_;
  if (by_itself_ && !due && starts_read_ && began - *starts_read_ < look_us) return false;
  starts_read_ = began;
  next_start_.reset();
  bool found = false;
  for (const store::StartRow& row : store_.starts()) {
    if (!row.timer || !row.due || !shares.test(store::share_of(row.definition))) continue;
    if (*row.due > now_) {
      next_start_ = next_start_ ? std::min(*next_start_, *row.due) : *row.due;
      continue;
    }
    const KnownProcess* process = catalogue_.now()->process(row.definition);
    if (!process || !process->row.enabled) continue;
    {
      const std::lock_guard lock(mutex_);
      if (!starting_.insert({row.definition, row.element, row.fired}).second) continue;
    }
    found = true;
    fire_start(row);
  }
  if (next_start_)
    next_look_ = std::min(next_look_, looked_ + std::max<std::int64_t>(next_start_->us - now_.us, 1'000));
  return found;
}

/// The request's key makes the start and the count of it one fact: after a crash between them the key is found. The row
/// moves on when the answer is there, or the next look would find it due again.
void DueWork::fire_start(const store::StartRow& row) {
  Request request = background(Start{.definition = row.definition, .start_element = row.element},
                               [this, row](Ended ended, const std::string& why) {
                                 const std::lock_guard lock(mutex_);
                                 if (ended == Ended::Unavailable) {
                                   starting_.erase({row.definition, row.element, row.fired});
                                   paused_until_ = ticks() + pause_us;
                                   return;
                                 }
                                 if (ended == Ended::Failed) {
                                   spdlog::error("{} was not started by its timer: {}", row.process, why);
                                 }
                                 started_.push_back(row);
                                 awake_ = true;
                                 wake_.notify_all();
                               });
  request.once = Once{fmt::format("start-timer/{}/{}/{}", row.definition.n, row.element, row.fired), row.element};
  ask_(std::move(request));
}

void DueWork::note(const store::Batch& batch) {
  if (!by_itself_ || batch.jobs.empty()) return;
  std::vector<const store::JobRow*> now;
  {
    const std::lock_guard lock(mutex_);
    for (const store::JobRow& job : batch.jobs) {
      if (job.suspended || !held(store::share_of(job.instance))) continue;
      const bool room = in_flight_.size() < static_cast<std::size_t>(settings_.at_once);
      // One that was due before the last look (by the store's clock) stands where the next look does not begin.
      const bool at_once = job.topic == continuation_topic || job.due <= now_;
      if (job.kind == store::JobKind::Timer && at_once && room) {
        if (in_flight_.insert({job.instance, job.work}).second) now.push_back(&job);
      } else if (job.kind == store::JobKind::Timer || job.topic == notify_topic) {
        const std::int64_t at = ticks() + std::max<std::int64_t>(job.due.us - clock_().us, 0);
        if (!soonest_ || at < *soonest_) soonest_ = at;
      }
    }
    if (soonest_ && *soonest_ < next_look_) wake_.notify_all();
  }
  timers_ += now.size();
  for (const store::JobRow* job : now) ask_(request_for(*job, Kind::Timer));
}

/// A message kept by one node while another opened the subscription: neither saw the other, so both are offered again.
/// The house share's holder looks at what is new, and slowly goes round through all.
void DueWork::keep_house() {
  bool kept = false, ours = false;
  {
    const std::lock_guard lock(mutex_);
    ours = held(store::house_share);
    kept = std::exchange(message_kept_, false);
  }
  const std::int64_t began = ticks();
  const bool due = !house_kept_ || began - *house_kept_ >= house_us;
  if (!due && kept && ours && (!offered_ || began - *offered_ >= look_us)) {
    offered_ = began;
    offer_since(now_ + (-just_now_us));
  }
  if (!due) return;
  house_kept_ = began;
  if (!ours) return;
  const Instant now = store_.now();
  offer_since(now + (-lately_us));
  sweep_ = offer_slice(sweep_).value_or(store::MessagePlace{});
  store_.forget_messages(now);
  store_.forget_answers(now + (-answers_kept_us));
}

void DueWork::offer_since(Instant from) {
  std::optional<store::MessagePlace> place = store::MessagePlace{from, ""};
  for (int slice = 0; slice < most_slices && place; ++slice) place = offer_slice(*place);
}

std::optional<store::MessagePlace> DueWork::offer_slice(const store::MessagePlace& from) {
  store::MessageSweep sweep = store_.wanted_messages(from, messages_at_once);
  for (const store::MessageRow& message : sweep.wanted) {
    auto variables = codec::decode_variables(message.variables);
    CHECK(variables.has_value());
    Publish publish{message.name, message.key, message.id, 0, std::move(*variables)};
    ask_(background(Deliver{std::move(publish)}, nullptr));
  }
  return sweep.next;
}

void DueWork::start() {
  CHECK(!thread_.joinable());
  by_itself_ = true;
  listening_ = store_.bell().listen([this](store::Topics topics, store::Origin origin) { heard(topics, origin); });
  thread_ = std::thread([this] { run(); });
}

void DueWork::stop() {
  listening_.reset();
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    wake_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
}

/// Jobs that this node has committed are known more exactly (note).
void DueWork::heard(store::Topics topics, store::Origin origin) {
  const std::lock_guard lock(mutex_);
  deployed_ = deployed_ || has(topics, store::Topic::Deployments);
  message_kept_ = message_kept_ || has(topics, store::Topic::Messages);
  const bool jobs = has(topics, store::Topic::Jobs) && origin == store::Origin::Elsewhere;
  if (!deployed_ && !message_kept_ && !jobs) return;
  rung_ = true;
  wake_.notify_all();
}

void DueWork::run() {
  while (true) {
    rest();
    {
      const std::lock_guard lock(mutex_);
      if (stopping_) break;
    }
    try {
      fire();
    } catch (const store::Unavailable& unavailable) {
      spdlog::error("the store is not available: {}", unavailable.what());
      not_before_ = ticks() + us_per_second;
    }
  }
  try {
    store_.leave_shares(settings_.node);
  } catch (const store::Unavailable&) {
    spdlog::info("the shares of this node go to others when its lease is over");
  }
}

/// Until something comes due or somebody asks for a look; not more often than it helps.
void DueWork::rest() {
  std::unique_lock lock(mutex_);
  const auto wait_until = [&](std::int64_t at, auto over) {
    while (!stopping_ && !over() && ticks() < at) wake_.wait_for(lock, std::chrono::microseconds(at - ticks()));
  };
  wait_until(not_before_, [] { return false; });
  while (!stopping_ && !awake_ && !rung_) {
    const std::int64_t at = soonest_ ? std::min(*soonest_, next_look_) : next_look_;
    if (ticks() >= at) break;
    wake_.wait_for(lock, std::chrono::microseconds(at - ticks()));
  }
  if (rung_ && !awake_) wait_until(looked_ + rung_us, [this] { return awake_; });
  const std::int64_t pause = std::clamp(rest_of_look * look_took_, at_once_us, longest_rest_us);
  wait_until(looked_ + pause, [] { return false; });
  awake_ = rung_ = false;
}

}  // namespace bihuan::host
