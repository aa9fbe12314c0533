// The part of the host that runs by itself: one thread takes requests, runs them and lands flights, a few lanes commit.
// It never waits for a lane to run requests, only to let them depart: what has run by then flies together, so batches
// grow with the load and nobody waits for a timer.
#include <spdlog/spdlog.h>

#include <algorithm>

#include "adapters/host/host.h"
#include "engine/base/check.h"

namespace bihuan::host {
namespace {

/// After so many flights during which nobody came, the next is committed by the loop itself: handing it to a lane and
/// back would only cost two changes of threads.
constexpr int enough_alone = 8;

/// A database server works on several commits at a time; a file or memory on one.
int lanes_of(const HostSettings& settings, const store::Store& store) {
  if (settings.lanes > 0) return settings.lanes;
  return store.kind() == "postgresql" ? 2 : 1;
}

}  // namespace

void Host::start() {
  const auto arrived = [this](std::shared_ptr<Flight> flight, Landing landing) {
    std::lock_guard lock(mutex_);
    arrived_.emplace_back(std::move(flight), std::move(landing));
    wake_.notify_one();
  };
  lanes_.emplace(
      lanes_of(settings_, store_), [this](Flight& flight) { return commit(flight); }, arrived);
  due_.start();
  thread_ = std::thread([this] { loop(); });
}

void Host::stop() {
  due_.stop();
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
    wake_.notify_one();
  }
  if (thread_.joinable()) thread_.join();
  lanes_.reset();
}

void Host::loop() {
  while (await_work()) {
    land_arrived();
    board();
    if (aloft_.count() < lanes_->count()) depart_by_itself();
    shrink();
  }
}

void Host::depart_by_itself() {
  std::shared_ptr<Flight> flight = depart();
  if (!flight) return;
  if (alone_ < enough_alone) return lanes_->depart(std::move(flight));
  if (!land(*flight, commit(*flight))) lanes_->depart(std::move(flight));
}

/// false: the host is to stop and everybody has been answered.
bool Host::await_work() {
  std::unique_lock lock(mutex_);
  const auto over = [&] { return stopping_ && queue_.empty() && !loading_ && aloft_.count() == 0; };
  wake_.wait(lock, [&] { return !arrived_.empty() || queue_.has_for(room()) || over(); });
  return !over();
}

void Host::land_arrived() {
  while (land_next()) {
  }
}

bool Host::land_next() {
  std::pair<std::shared_ptr<Flight>, Landing> next;
  {
    std::lock_guard lock(mutex_);
    if (arrived_.empty()) return false;
    next = std::move(arrived_.front());
    arrived_.pop_front();
  }
  if (!land(*next.first, next.second)) lanes_->depart(next.first);
  return true;
}

/// A request needs what this flight holds: nothing else can be done until it has landed.
void Host::wait_for(Flight& flight) {
  ++counts_.waits;
  if (wait_by_hand_) wait_by_hand_(flight);
  while (lanes_ && !flight.landed()) {
    if (land_next()) continue;
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [this] { return !arrived_.empty(); });
  }
  if (!flight.landed()) commit_and_land(flight);
}

}  // namespace bihuan::host
