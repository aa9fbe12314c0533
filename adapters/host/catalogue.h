// Decides which definitions a node knows: everything deployed, compiled once, looked up by id, by newest version, and
// by binding. A snapshot never changes; a deployment makes a new one. It does not decide what may be deployed
// (deployer.h).
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "adapters/store/store.h"
#include "engine/calendar/working_calendar.h"
#include "engine/definition/definition.h"
#include "engine/dmn/decision.h"

namespace bihuan::definitions {
struct FormSchema;
}

namespace bihuan::host {

struct KnownProcess {
  store::DefinitionRow row;
  definition::DefinitionPtr definition;
};

struct KnownDecisions {
  store::DefinitionRow row;
  std::shared_ptr<const dmn::Decisions> decisions;
  std::vector<std::pair<std::string, std::string>> ids;  ///< id and name of each decision
  std::string ns;                                        ///< of the model
  std::shared_ptr<const std::string> bytes;              ///< the file, for models that import it later
};

struct KnownForm {
  store::DefinitionRow row;
  std::shared_ptr<const definitions::FormSchema> schema;
};

/// What begins an instance from outside.
struct KnownStart {
  DefinitionId definition;
  std::string element;  ///< as StartInstance names it: "id", or "id#2" for the second definition of an event
};

struct KnownCalendar {
  store::DefinitionRow row;
  std::shared_ptr<const calendar::WorkingCalendar> calendar;
};

class Snapshot {
 public:
  std::map<DefinitionId, KnownProcess> processes;
  std::map<std::string, std::map<int, DefinitionId>, std::less<>> versions;  ///< process id → version → definition
  std::map<std::uint64_t, std::vector<KnownDecisions>> decisions;            ///< by deployment
  std::map<std::uint64_t, std::vector<KnownForm>> forms;
  std::map<std::string, KnownCalendar, std::less<>> calendars;  ///< newest by id
  std::set<std::uint64_t> deployments;                          ///< read already
  /// By message name: how a correlation key is read from the payload (BPMN 2.0.2, 8.4.2), as some process has it.
  std::map<std::string, std::shared_ptr<const definition::Expr>, std::less<>> message_keys;

  const KnownProcess* process(DefinitionId id) const;
  /// The newest enabled version, or exactly `version`.
  const KnownProcess* process(std::string_view id, std::optional<int> version = {}) const;
  const KnownProcess* process_of_deployment(std::string_view id, std::uint64_t deployment) const;
  const KnownProcess* process_tagged(std::string_view id, std::string_view tag) const;
  /// "deployment": of that deployment if it has it, else the newest; "latest": the newest.
  const KnownDecisions* decision(std::string_view id, std::string_view binding, std::uint64_t deployment) const;
  const KnownForm* form(std::string_view id, std::string_view binding, std::uint64_t deployment) const;
  const calendar::WorkingCalendar* calendar(std::string_view id) const;
  /// What in the newest enabled version of each process a message or signal of this name begins, in order of the
  /// processes' ids; of a signal that stands in one process several times, the first.
  std::vector<KnownStart> starts_on(definition::EventKind kind, std::string_view name) const;
  /// The first process that a message of this name begins.
  std::optional<KnownStart> message_start(std::string_view name) const;
  /// Conditional starts of the newest enabled version of each process.
  std::vector<KnownStart> conditional_starts() const;
};

class Catalogue {
 public:
  /// Reads and compiles everything that the store holds. Throws store::Unavailable; a stored file that does not compile
  /// any more is logged and left out, its instances then answer "definition unknown".
  explicit Catalogue(store::Store& store);
  std::shared_ptr<const Snapshot> now() const;
  /// Reads what was deployed since, here or on another node. From any thread; what one reading saw, a slower and older
  /// one of another thread does not take back.
  void refresh();

 private:
  std::shared_ptr<const Snapshot> read_since(const Snapshot& before);

  store::Store& store_;
  mutable std::mutex mutex_;
  std::shared_ptr<const Snapshot> snapshot_;
};

}  // namespace bihuan::host
