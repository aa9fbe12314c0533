// The part of the host that takes requests and loads them into flights. Landing: landing.cpp; the thread: loop.cpp.
#include "adapters/host/host.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "engine/base/check.h"

namespace bihuan::host {

Host::Host(HostSettings settings, store::Store& store, Catalogue& catalogue, Directory directory,
           const ZoneOffset* zones, std::function<Instant()> clock)
    : settings_(std::move(settings)),
      store_(store),
      catalogue_(catalogue),
      tools_{store, catalogue, std::move(directory), zones, "Asia/Shanghai", std::move(clock), settings_.run_script},
      cache_(settings_.cache_bytes),
      numbers_(store),
      aloft_([this](Flight& flight) { wait_for(flight); }),
      due_(
          {.node = settings_.node, .at_once = settings_.due_at_once, .jobs = settings_.run_jobs}, store, catalogue,
          zones, tools_.clock, [this](Request request) { ask(std::move(request)); }, counts_.timers) {}

Host::~Host() {
  stop();
}

void Host::ask(Request request) {
  {
    std::lock_guard lock(mutex_);
    if (!stopping_ && queue_.size() < settings_.queue_limit) {
      queue_.put({.request = std::move(request)});
      ++counts_.requests;
      wake_.notify_one();
      return;
    }
  }
  answer_failure(request, FailureCode::Unavailable, "系统繁忙，请稍后再试",
                 "Expected a free place in the queue, but it is full");
}

void Host::on_commit(std::function<void(const store::Batch&)> listener) {
  listeners_.push_back(std::move(listener));
}

bool Host::turn() {
  const bool any = board();
  do {
    came_back_ = false;
    if (const std::shared_ptr<Flight> flight = depart()) commit_and_land(*flight);
  } while (came_back_ && board());
  shrink();
  return any;
}

std::shared_ptr<Flight> Host::launch() {
  board();
  std::shared_ptr<Flight> flight = depart();
  if (flight) flight->pack();
  shrink();
  return flight;
}

bool Host::fire_due() {
  return due_.fire();
}

void Host::settle() {
  bool more = true;
  while (more) {
    more = fire_due();
    while (turn()) more = true;
  }
}

/// Requires the lock.
Room Host::room() const {
  Load load{static_cast<std::size_t>(settings_.batch_limit), 0, 0};
  if (loading_) load.on_board = loading_->size(), load.in_background = loading_->in_background();
  return queue_.room(load);
}

/// Runs what is queued and fits. false: nothing was there.
bool Host::board() {
  std::vector<Asked> taken;
  {
    std::lock_guard lock(mutex_);
    taken = queue_.take(room());
  }
  if (taken.empty()) return false;
  if (!loading_) {
    loading_ = std::make_shared<Flight>(++flight_number_);
    turn_.emplace(tools_, cache_, numbers_, quarantined_, aloft_, *loading_);
  }
  std::vector<InstanceId> wanted;
  for (const Asked& asked : taken) {
    if (const auto* tell = std::get_if<Tell>(&asked.request.what)) wanted.push_back(tell->instance);
  }
  try {
    turn_->board(++boarding_number_, std::move(wanted));
  } catch (const store::Unavailable& unavailable) {
    spdlog::error("the store is not available: {}", unavailable.what());
    answer_unavailable(std::move(taken));
    return true;
  }
  run_all(std::move(taken));
  return true;
}

void Host::run_all(std::vector<Asked> asked) {
  for (auto at = asked.begin(); at != asked.end(); ++at) {
    if (const auto instance = on_its_way(at->request)) {
      std::lock_guard lock(mutex_);
      queue_.hold(*instance, std::move(*at));
      continue;
    }
    const int request = loading_->take(std::move(*at));
    try {
      turn_->run(request);
    } catch (const Bug& bug) {
      set_aside(request, bug);
    } catch (const store::Unavailable& unavailable) {
      spdlog::error("the store is not available: {}", unavailable.what());
      return cut_off(request, {std::make_move_iterator(at + 1), std::make_move_iterator(asked.end())});
    }
  }
}

/// The instance that a command is for, if it has to wait for it.
std::optional<InstanceId> Host::on_its_way(const Request& request) {
  const auto* tell = std::get_if<Tell>(&request.what);
  const Live* live = tell ? cache_.find(tell->instance) : nullptr;
  return live && live->flight ? std::optional(tell->instance) : std::nullopt;
}

/// The request and all that share its instances leave what is being loaded, and nothing of them stays at hand.
std::vector<Asked> Host::take_out(int request) {
  const InstanceId at_work = turn_->at_work();
  turn_->drop_what_follows();
  std::vector<InstanceId> instances;
  std::vector<Asked> out = loading_->leave({request}, instances);
  for (InstanceId id : instances) cache_.drop(id);
  if (at_work) cache_.drop(at_work);
  return out;
}

/// The step is thrown away and its instance set aside; those who shared an instance with it run again without it.
void Host::set_aside(int request, const Bug& bug) {
  const InstanceId at_work = turn_->at_work();
  spdlog::critical("instance {}: {}", at_work.n, bug.what());
  ++counts_.broken;
  if (at_work) quarantined_.insert(at_work);
  std::vector<Asked> out = take_out(request);
  const Asked broken = std::move(out.back());  // it was the last that came
  out.pop_back();
  run_again(std::move(out));
  answer_failure(broken.request, FailureCode::Broken, "内部错误，该事项未被改动",
                 "The step failed inside; nothing was changed");
}

/// The store does not answer: who needs it now hears so at once, and does not wait for the others one by one.
void Host::cut_off(int request, std::vector<Asked> rest) {
  std::vector<Asked> out = take_out(request);
  rest.push_back(std::move(out.back()));
  out.pop_back();
  run_again(std::move(out));
  {
    std::lock_guard lock(mutex_);
    std::ranges::move(queue_.take_all(), std::back_inserter(rest));
  }
  answer_unavailable(std::move(rest));
}

/// Who did nothing is answered; the rest of what was loaded is on its way from now on.
std::shared_ptr<Flight> Host::depart() {
  if (!loading_) return nullptr;
  const std::shared_ptr<Flight> flight = std::move(loading_);
  turn_.reset();
  for (Flight::Seat* seat : flight->idle()) answer(*seat);
  if (flight->size() == 0) return nullptr;
  for (Live* live : flight->cargo().touched) {
    live->touched = false;
    live->flight = flight.get();
  }
  aloft_.add(flight);
  ++counts_.flights;
  counts_.in_air = aloft_.count();
  return flight;
}

}  // namespace bihuan::host
