// Decides who leaves a flight with whom, and which requests a conflict concerns.
#include "adapters/host/flight.h"

#include <algorithm>

#include "engine/base/check.h"

namespace bihuan::host {

int Flight::take(Asked asked) {
  if (asked.request.in_background) ++in_background_;
  ++on_board_;
  seats_.push_back({std::move(asked), {}, false, false});
  return ties_.join();
}

void Flight::meet(Live& live, int request) {
  if (live.met.first == number_) {
    if (live.met.second == request) return;
    ties_.tie(live.met.second, request);
  }
  live.met = {number_, request};
  met_.emplace_back(live.row.id, request);
}

void Flight::pack() {
  CHECK(!packed_);
  packed_ = true;
  batch_ = host::pack(cargo_);
}

std::vector<Flight::Seat*> Flight::on_board() {
  std::vector<Seat*> out;
  for (Seat& seat : seats_) {
    if (!seat.left) out.push_back(&seat);
  }
  return out;
}

std::vector<Flight::Seat*> Flight::idle() {
  std::vector<bool> writes(seats_.size());
  for (std::size_t i = 0; i < seats_.size(); ++i) {
    if (!seats_[i].left && seats_[i].wrote) writes[static_cast<std::size_t>(ties_.group(static_cast<int>(i)))] = true;
  }
  std::vector<Seat*> out;
  for (std::size_t i = 0; i < seats_.size(); ++i) {
    if (seats_[i].left || writes[static_cast<std::size_t>(ties_.group(static_cast<int>(i)))]) continue;
    seats_[i].left = true;
    --on_board_;
    out.push_back(&seats_[i]);
  }
  return out;
}

std::vector<Asked> Flight::leave(const std::vector<int>& requests, std::vector<InstanceId>& instances) {
  std::set<int> groups;
  for (int request : requests) groups.insert(ties_.group(request));
  Leaving leaving;
  leaving.requests.resize(seats_.size());
  std::vector<Asked> out;
  for (std::size_t i = 0; i < seats_.size(); ++i) {
    if (!groups.contains(ties_.group(static_cast<int>(i)))) continue;
    leaving.requests[i] = true;
    if (seats_[i].left) continue;
    seats_[i].left = true;
    --on_board_;
    if (seats_[i].asked.request.in_background) --in_background_;
    out.push_back(std::move(seats_[i].asked));
  }
  for (const auto& [instance, request] : met_) {
    if (leaving.requests[static_cast<std::size_t>(request)]) leaving.instances.push_back(instance);
  }
  std::ranges::sort(leaving.instances);
  const auto doubles = std::ranges::unique(leaving.instances);
  leaving.instances.erase(doubles.begin(), doubles.end());
  packed_ ? host::leave(cargo_, batch_, leaving) : host::leave(cargo_, leaving);
  if (!packed_) ties_.forget(leaving.requests);
  instances = std::move(leaving.instances);
  return out;
}

std::vector<int> Flight::overtaken(const store::Conflicts& conflicts) {
  std::vector<int> out;
  const std::set<InstanceId> instances(conflicts.overtaken.begin(), conflicts.overtaken.end());
  for (const auto& [instance, request] : met_) {
    if (instances.contains(instance)) out.push_back(request);
  }
  for (std::size_t i = 0; i < batch_.answers.size(); ++i) {
    if (std::ranges::find(conflicts.answered, batch_.answers[i].key) == conflicts.answered.end()) continue;
    out.push_back(cargo_.answers.owners[i]);
    seat(out.back()).asked.answered_before = true;
  }
  const auto knows = [&](const std::string& id, int owner) {
    if (std::ranges::find(conflicts.messages_known, id) == conflicts.messages_known.end()) return;
    out.push_back(owner);
    seat(owner).asked.messages_known.insert(id);
  };
  for (std::size_t i = 0; i < batch_.messages.size(); ++i) knows(batch_.messages[i].id, cargo_.messages.owners[i]);
  for (std::size_t i = 0; i < batch_.messages_taken.size(); ++i) {
    knows(batch_.messages_taken[i], cargo_.messages_taken.owners[i]);
  }
  if (!out.empty()) return out;
  for (std::size_t i = 0; i < seats_.size(); ++i) out.push_back(static_cast<int>(i));
  return out;
}

}  // namespace bihuan::host
