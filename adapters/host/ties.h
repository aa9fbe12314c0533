// Decides which requests of one flight share a fate: two are tied when they met the same instance, or when one wrote
// what the other read or wrote. If one has to leave, all that are tied to it leave with it. It does not know what a
// request does (turn.h) nor what leaving means (flight.h).
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

namespace bihuan::host {

/// What the store holds besides instances and a request may read and write, by name.
using Topic = std::string;

namespace topic {
Topic answer(const std::string& key);     ///< what was answered to an Idempotency-Key
Topic message_id(const std::string& id);  ///< whether a message of this id was taken or kept
Topic signal(const std::string& name);    ///< who waits for this signal
Topic document(const std::string& name);  ///< the value of a data store
/// Who waits for a message of this name and key. A subscription without a key is met under "" and under the business
/// key of its instance.
Topic subscription(const std::string& name, const std::string& key);
Topic kept(const std::string& name, const std::string& key);  ///< the messages of this name and key that wait
}  // namespace topic

/// Requests are numbers, from 0 in the order in which they joined.
class Ties {
 public:
  int join();  ///< one more request, tied to nobody yet
  void tie(int a, int b);
  /// The same number for all that are tied to each other.
  int group(int request);
  /// Ties the reader to whoever of this flight wrote it.
  void reads(const Topic& topic, int request);
  void writes(const Topic& topic, int request);
  bool written(const Topic& topic) const { return writers_.contains(topic); }
  /// Forgets what these requests wrote. Requires whole groups.
  void forget(const std::vector<bool>& requests);

 private:
  std::vector<int> next_;  ///< one step nearer to the group's number, which is its own next
  std::unordered_map<Topic, int> writers_;
};

}  // namespace bihuan::host
