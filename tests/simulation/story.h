// Decides a small whole life that every store must bring to its end whatever fails in it: a deployment, starts, a
// claim, a completion, a timer, messages, each asked again with its key until it is acknowledged. It knows what has
// been acknowledged and can say whether that is there.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "adapters/host/deployer.h"
#include "adapters/host/host.h"

namespace bihuan::simulation {

class Story {
 public:
  /// `name` begins every key, so that stories in one store do not meet.
  explicit Story(std::string name, std::size_t done = 0) : name_(std::move(name)), done_(done) {}

  /// A node on this store, which has just been opened, and whose clock this is. Throws store::Unavailable.
  void boot(store::Store& store, std::function<Instant()> clock);
  /// The node is gone with everything that it had in hand.
  void stop();
  bool running() const { return host_ != nullptr; }
  /// Goes on from the first step that is not acknowledged. false: it was cut off there.
  bool go_on();
  /// The same, one step.
  bool go_on_a_step();
  bool over() const { return done_ == step_count; }
  std::size_t done() const { return done_; }

  /// What is acknowledged and not there, and what is there and cannot be. Throws store::Unavailable.
  std::vector<std::string> faults(store::Store& store) const;
  /// The same without the record of all instances.
  std::vector<std::string> own_faults(store::Store& store) const;

 private:
  static constexpr std::size_t step_count = 9;
  bool take(std::size_t step);
  bool deploy();
  bool ask(decltype(host::Request::what) what, const std::string& key);
  bool fire_timers();
  bool tell_task(bool complete);
  std::string key(const char* of) const { return name_ + "/" + of; }
  std::vector<store::InstanceRow> cases(store::Store& store, const char* of) const;
  void expect_case(store::Store& store, std::size_t step, const char* of, bool ended,
                   std::vector<std::string>& faults) const;

  std::string name_;
  std::size_t done_;
  store::Store* store_ = nullptr;
  std::unique_ptr<host::Catalogue> catalogue_;
  std::unique_ptr<host::Host> host_;
};

}  // namespace bihuan::simulation
