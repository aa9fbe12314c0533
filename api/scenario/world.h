// A district in memory on virtual time: what a scenario's steps act on. It does not read YAML (scenario.cpp).
#pragma once

#include <expected>
#include <memory>
#include <string>
#include <vector>

#include "adapters/host/deployer.h"
#include "adapters/host/host.h"
#include "adapters/identity/organisation.h"

namespace bihuan::scenario {

class World {
 public:
  World(Instant now, identity::Organisation organisation, host::RunScript run_script);

  /// Error diagnostics, one a line; empty = deployed.
  std::vector<std::string> deploy(const std::vector<std::string>& paths);
  std::vector<std::string> deploy(std::vector<store::FileRow> files);

  /// Runs a request and everything that is due because of it. The failure's Chinese sentence, if it was refused.
  std::expected<InstanceId, std::string> act(decltype(host::Request::what) what, const std::string& actor);
  /// Moves the clock, firing what becomes due on the way, each at its own moment.
  void until(Instant moment);
  Instant now() const { return now_; }

  struct Happened {
    InstanceId instance;
    Event event;
    definition::DefinitionPtr definition;
  };
  /// Every event so far, in the order in which things happened, over all instances.
  const std::vector<Happened>& happened() const { return happened_; }
  /// Variables of the process scope, also of an instance that has ended.
  state::Variables variables(InstanceId instance) const;

  store::Store& store() { return *store_; }
  const host::Snapshot& known() const { return *catalogue_.now(); }

 private:
  void note(const store::Batch& batch);

  Instant now_;
  identity::Organisation organisation_;
  std::unique_ptr<store::Store> store_;
  host::Catalogue catalogue_;
  host::Deployer deployer_;
  host::Host host_;
  std::vector<Happened> happened_;
};

}  // namespace bihuan::scenario
