// Decides how the processes that share a store wake each other: after something is durable, the store rings, and who
// waits looks again. A bell may wake, never decide: a ring that is lost costs a moment, because everybody also looks by
// themselves now and then. What they see then is the store's to say.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <shared_mutex>

#include "adapters/store/rows.h"

namespace bihuan::store {

/// What a ring is about. Sent between nodes: never change or reuse a number.
enum class Topic : std::uint32_t {
  Jobs = 1,          ///< timers, calls and external tasks that are due now or nearly
  Tasks = 2,         ///< tasks and notifications
  Cases = 4,         ///< instances
  People = 8,        ///< accounts, sessions, tokens, failed attempts, the organisation, permissions
  Deployments = 16,  ///< deployed, enabled, disabled
  Messages = 32,     ///< a message is kept for who may want it
};

/// A set of topics, one bit each.
using Topics = std::uint32_t;
constexpr Topics no_topics = 0, all_topics = 63;

constexpr Topics operator|(Topic a, Topic b) {
  return static_cast<Topics>(a) | static_cast<Topics>(b);
}
constexpr Topics bit(Topic topic) {
  return static_cast<Topics>(topic);
}
constexpr bool has(Topics topics, Topic topic) {
  return (topics & bit(topic)) != 0;
}

/// Who rang: this process, which mostly knows more than the ring says, or another node.
enum class Origin : std::uint8_t { Here, Elsewhere };

/// What a batch that has become durable is about.
Topics topics_of(const Batch& batch);

/// The bell of one process; those of other nodes ring with it where the store has a way (postgresql_bell.h).
class Bell {
 public:
  using Heard = std::function<void(Topics, Origin)>;

  /// As long as this lives the listener is called; once it is gone no call is under way any more.
  class Listening {
   public:
    Listening(Bell& bell, std::uint64_t number) : bell_(bell), number_(number) {}
    ~Listening() { bell_.forget(number_); }
    Listening(const Listening&) = delete;
    Listening& operator=(const Listening&) = delete;

   private:
    Bell& bell_;
    std::uint64_t number_;
  };

  virtual ~Bell() = default;
  /// Something of these topics is durable now. From any thread; the listeners of this process have heard it on return.
  virtual void ring(Topics topics);
  /// `heard` is called from any thread, for this process's rings and those of others. It may not block, and neither
  /// ring nor listen. Requires: the bell outlives what is returned.
  [[nodiscard]] virtual std::unique_ptr<Listening> listen(Heard heard);

 protected:
  void call_listeners(Topics topics, Origin origin);

 private:
  void forget(std::uint64_t number);

  std::shared_mutex mutex_;  ///< shared while listeners are called
  std::map<std::uint64_t, Heard> listeners_;
  std::uint64_t next_ = 1;
};

}  // namespace bihuan::store
