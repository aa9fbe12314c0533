// Decides what goes to the store together: the requests of one batch, what they have done, and who shares whose fate.
// A flight is loaded by the loop, flies on a lane that commits its batch, and lands at the loop again (landing.cpp).
// Meanwhile nobody touches the instances that it carries, so no flight ever depends on another one in the air
// (docs/decisions/0006-flights.md).
#pragma once

#include <cstdint>
#include <deque>
#include <expected>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "adapters/host/cargo.h"
#include "adapters/host/request.h"
#include "adapters/host/ties.h"
#include "adapters/store/store.h"

namespace bihuan::host {

/// A request and what is known of it while it is served.
struct Asked {
  Request request;
  int attempts = 0;                      ///< how often it ran and was overtaken
  bool answered_before = false;          ///< its Idempotency-Key was found stored: read the answer first
  std::set<std::string> messages_known;  ///< message ids that an earlier attempt found taken
};

/// What became of a batch: written, in conflict with what is stored, or nobody knows.
using Landing = std::expected<store::Conflicts, store::Unavailable>;

class Flight {
 public:
  /// `number` is this node's count of flights, from 1.
  explicit Flight(std::uint64_t number) : number_(number) {}
  Flight(const Flight&) = delete;
  Flight& operator=(const Flight&) = delete;

  std::uint64_t number() const { return number_; }
  /// What is to be committed. Empty until it is packed.
  const store::Batch& batch() const { return batch_; }
  bool landed() const { return landed_; }

  // --- being loaded
  struct Seat {
    Asked asked;
    Rendered rendered;   ///< its answer, once it has run
    bool wrote = false;  ///< it did something that the store must know
    bool left = false;   ///< it is not part of this flight any more
  };
  int take(Asked asked);
  Seat& seat(int request) { return seats_[static_cast<std::size_t>(request)]; }
  Cargo& cargo() { return cargo_; }
  const Cargo& cargo() const { return cargo_; }
  Ties& ties() { return ties_; }
  /// Notes that the request has to do with this instance.
  void meet(Live& live, int request);
  std::size_t size() const { return on_board_; }  ///< requests that have not left
  std::size_t in_background() const { return in_background_; }

  // --- in the air
  /// Will it write this? Also true for what has left it.
  bool writes(const Topic& topic) const { return ties_.written(topic); }
  /// Makes the batch. On any thread, once, when nothing is loaded any more.
  void pack();
  bool packed() const { return packed_; }

  // --- partings, on the loop's thread
  /// Those who did nothing and are tied to nobody who did: they need no commit.
  std::vector<Seat*> idle();
  /// These requests and all that are tied to them leave, with their effects, in the order in which they came.
  std::vector<Asked> leave(const std::vector<int>& requests, std::vector<InstanceId>& instances);
  /// The requests that are in the way of what was found stored. Marks what they should know when they run again.
  std::vector<int> overtaken(const store::Conflicts& conflicts);
  std::vector<Seat*> on_board();
  void land() { landed_ = true; }

 private:
  const std::uint64_t number_;
  std::deque<Seat> seats_;
  std::size_t on_board_ = 0, in_background_ = 0;
  std::vector<std::pair<InstanceId, int>> met_;
  Ties ties_;
  Cargo cargo_;
  store::Batch batch_;
  bool packed_ = false, landed_ = false;
};

}  // namespace bihuan::host
