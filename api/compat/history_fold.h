// Decides what the journal of one instance says in the words of the Camunda 7 history: activity instances with their
// beginning and end, variables with their last values. It reads; that it is whole is host/audit.h's to say.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "adapters/host/catalogue.h"
#include "api/story/records.h"

namespace bihuan::compat {

struct PastActivity {
  std::string id, parent, activity, name, type, execution, task, assignee, called;
  Instant start;
  std::optional<Instant> end;
  bool canceled = false, complete_scope = false;
  bool pending = false;  ///< still to be begun by the program's own job, or no activity there (links): not shown
};

struct PastVariable {
  std::string id, name, execution, activity_instance;
  Value value;
  Instant created;
  bool deleted = false;
};

/// Takes the records of one instance in their order.
class HistoryFold {
 public:
  HistoryFold(const store::InstanceRow& row, const definition::Definition& definition)
      : instance_(row.id), definition_(definition) {}
  void add(const story::Record& record);
  const std::vector<PastActivity>& activities() const { return activities_; }
  const std::vector<PastVariable>& variables() const { return variables_; }

 private:
  struct OpenScope {
    state::ScopeKind kind;
    ElementIndex element;
    ScopeId parent;
    TokenId owner;
  };
  using Key = std::pair<std::uint64_t, std::string>;  ///< scope or token, name

  void take(const Event& event, Instant at);
  void begin(std::uint64_t number, ScopeId scope, ElementIndex element, Instant at);
  void finish(std::uint64_t number, bool canceled, Instant at);
  void activated(const event::ElementActivated& event);
  void set(const event::VariablesSet& event, Instant at);
  void removed(const event::VariablesRemoved& event);
  void work(WorkId work, TokenId token, const std::string& assignee);
  void give(WorkId work, const std::string& assignee);
  void threw(const event::ErrorThrown& event);
  std::string place_of(ScopeId scope) const;
  PastActivity* open(std::uint64_t number);

  InstanceId instance_;
  const definition::Definition& definition_;
  std::vector<PastActivity> activities_;
  std::vector<PastVariable> variables_;
  std::map<ScopeId, OpenScope> scopes_;
  std::map<std::uint64_t, std::size_t> open_, last_;  ///< activity instances by token or scope: open; open or over
  std::map<WorkId, std::size_t> tasks_;
  std::map<ElementIndex, std::size_t> last_at_;  ///< the newest activity instance of an element
  std::map<Key, std::size_t> current_;
};

/// The whole journal of an instance; nullopt where it cannot be read or its definition is not known here.
std::optional<HistoryFold> fold_history(store::Store& store, const host::Snapshot& known,
                                        const store::InstanceRow& row);

}  // namespace bihuan::compat
