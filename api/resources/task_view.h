// Decides how a task looks to one person: the stored row with names, the case that it belongs to, what its form says in
// three fields, how much time is left, and what this person can do with it. It decides no right: whether an act is
// taken is the engine's to say.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "adapters/host/live.h"
#include "api/json_writer.h"
#include "api/resources/mask.h"
#include "api/resources/names.h"

namespace bihuan::resources {

/// For one request: the instances of all rows are read at once, those alone whose variables are wanted.
class TaskView {
 public:
  enum class Wanted {
    Summaries,  ///< of tasks whose forms have something to say
    Variables,  ///< of every open task
  };
  TaskView(const api::Call& call, const std::vector<store::TaskRow>& rows, Wanted wanted = Wanted::Summaries);

  /// The row and everything beside it, not yet closed.
  api::JsonObject object(const store::TaskRow& row) const;
  std::string json(const store::TaskRow& row) const { return object(row).done(); }
  const Names& names() const { return names_; }
  /// What an element sees where this task stands; empty when it is over or its definition is unknown here. Requires:
  /// Wanted::Variables.
  state::Variables variables(const store::TaskRow& row) const;
  /// What of them is hidden from the caller. `shown`: the rest is shown now. Requires: Wanted::Variables.
  Mask mask(const store::TaskRow& row, bool shown) const;

 private:
  /// A form that says something of a case, as the task's process knows it.
  struct Described {
    const definition::FormModel* form;
    const host::KnownForm* known;
  };
  std::string case_json(const store::TaskRow& row) const;
  std::string summary(const store::TaskRow& row) const;
  std::vector<Described> described(const store::TaskRow& row) const;

  const api::Call& call_;
  Names names_;
  Instant now_;
  std::map<InstanceId, std::unique_ptr<host::Live>> lives_;
};

/// Buttons of a step: {outcome, label, kind, needsOpinion}. The outcomes that pass a vote, else the first, are
/// "primary"; those that vote against are "danger". A step without outcomes has one button that hands in.
std::string buttons_json(const definition::Element& element);

}  // namespace bihuan::resources
