// The part of the host that says what becomes of a flight: durable and answered; partly overtaken, then those concerned
// run again and the rest flies on; or lost, then its callers hear that nobody knows. Nothing of it touches another
// flight.
#include <spdlog/spdlog.h>

#include "adapters/host/host.h"
#include "engine/base/check.h"

namespace bihuan::host {
namespace {

constexpr int max_attempts = 50;  ///< conflicts are rare and every try makes progress for somebody
constexpr const char* away_zh = "数据库暂不可用，请稍后再试";
constexpr const char* away_en = "Expected the store to answer, but it is not available";

}  // namespace

/// On any thread.
Landing Host::commit(Flight& flight) {
  try {
    if (!flight.packed()) flight.pack();
    return store_.commit(flight.batch());
  } catch (const store::Unavailable& unavailable) {
    return std::unexpected(unavailable);
  } catch (const Bug& bug) {
    return std::unexpected(store::Unavailable(bug.what()));
  }
}

void Host::commit_and_land(Flight& flight) {
  while (!land(flight, commit(flight))) {
  }
}

bool Host::land(Flight& flight, const Landing& landing) {
  CHECK(!flight.landed());
  if (!landing) {
    lost(flight, landing.error());
  } else if (landing->none()) {
    durable(flight);
  } else {
    return overtaken(flight, *landing);
  }
  return true;
}

void Host::durable(Flight& flight) {
  ++counts_.commits;
  std::vector<InstanceId> instances;
  for (Live* live : flight.cargo().touched) {
    instances.push_back(live->row.id);
    live->flight = nullptr;
    live->dirty.clear();
    live->row.ended ? cache_.drop(instances.back()) : cache_.weigh(instances.back());
  }
  landed(flight);
  release(instances);
  due_.note(flight.batch());
  for (const auto& listener : listeners_) listener(flight.batch());
  for (Flight::Seat* seat : flight.on_board()) answer(*seat);
}

/// Requests that leave go in front of what waited for their instances, so that each instance keeps its order.
bool Host::overtaken(Flight& flight, const store::Conflicts& conflicts) {
  ++counts_.conflicts;
  std::vector<InstanceId> instances;
  std::vector<Asked> again = flight.leave(flight.overtaken(conflicts), instances);
  spdlog::debug("{} of a flight's requests were overtaken, {} fly on", again.size(), flight.size());
  counts_.overtaken += again.size();
  drop(flight, instances);
  const bool over = flight.size() == 0;
  if (over) landed(flight);
  if (!over) ++counts_.partial;
  release(instances);
  run_again(std::move(again));
  return over;
}

void Host::lost(Flight& flight, const store::Unavailable& why) {
  spdlog::error("a commit's fate is unknown: {}", why.what());
  ++counts_.lost;
  std::vector<InstanceId> instances;
  for (const Live* live : flight.cargo().touched) instances.push_back(live->row.id);
  drop(flight, instances);
  landed(flight);
  release(instances);
  std::vector<Asked> asked;
  for (Flight::Seat* seat : flight.on_board()) asked.push_back(std::move(seat->asked));
  answer_unavailable(std::move(asked));
}

/// What is at hand of them is not what is stored. One that the flight only looked at may be somebody else's by now.
void Host::drop(const Flight& flight, const std::vector<InstanceId>& instances) {
  for (InstanceId id : instances) {
    const Live* live = cache_.find(id);
    if (live && live->flight == &flight) cache_.drop(id);
  }
}

void Host::landed(Flight& flight) {
  flight.land();
  const std::shared_ptr<Flight> stays = aloft_.owner(flight);
  aloft_.remove(flight);
  std::unique_lock lock(mutex_);
  alone_ = aloft_.count() == 0 && !loading_ && queue_.empty() ? alone_ + 1 : 0;
  lock.unlock();
  counts_.in_air = aloft_.count();
}

void Host::shrink() {
  cache_.shrink();
  counts_.cached = cache_.size();
  counts_.cached_bytes = cache_.weight();
}

void Host::release(const std::vector<InstanceId>& instances) {
  std::lock_guard lock(mutex_);
  for (InstanceId id : instances) queue_.release(id);
}

void Host::run_again(std::vector<Asked> asked) {
  std::vector<Asked> again, given_up;
  for (Asked& one : asked) (++one.attempts < max_attempts ? again : given_up).push_back(std::move(one));
  came_back_ = came_back_ || !again.empty();
  {
    std::lock_guard lock(mutex_);
    queue_.put_back(std::move(again));
  }
  answer_unavailable(std::move(given_up));
}

void Host::answer(Flight::Seat& seat) {
  if (seat.asked.request.answer) seat.asked.request.answer(seat.rendered);
}

void Host::answer_failure(const Request& request, FailureCode code, std::string zh, std::string en) {
  ++counts_.refused;
  if (!request.render || !request.answer) return;
  Ran ran;
  ran.failure = Failure{code, std::move(zh), std::move(en), {}};
  Rendered rendered;
  try {
    rendered = request.render(ran);
  } catch (const store::Unavailable& unavailable) {
    spdlog::error("the store is not available: {}", unavailable.what());
    ran.failure = Failure{FailureCode::Unavailable, away_zh, away_en, {}};
    rendered = request.render(ran);
  }
  request.answer(rendered);
}

void Host::answer_unavailable(std::vector<Asked> asked) {
  for (const Asked& one : asked) {
    answer_failure(one.request, FailureCode::Unavailable, away_zh, away_en);
  }
}

}  // namespace bihuan::host
