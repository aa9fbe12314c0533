#include "api/security/visibility.h"

#include <algorithm>

#include "api/security/rights.h"

namespace bihuan::security {

bool may_see(store::Store& store, const Caller& caller, const store::InstanceRow& instance) {
  return allowed(store, caller, Action::CaseRead, instance) == Decision::Allowed;
}

bool may_see(store::Store& store, const Caller& caller, const store::TaskRow& task) {
  const bool theirs =
      !caller.person.empty() && (task.assignee == caller.person || task.ended_by == caller.person ||
                                 std::ranges::find(task.candidates, caller.person) != task.candidates.end());
  return theirs || visible_instance(store, caller, task.instance).has_value();
}

bool may_see(store::Store& store, const Caller& caller, const store::AttachmentRow& attachment) {
  if (!caller.person.empty() && attachment.by == caller.person) return true;
  return attachment.instance && visible_instance(store, caller, attachment.instance).has_value();
}

std::optional<store::LoadedInstance> visible_instance(store::Store& store, const Caller& caller, InstanceId id) {
  std::vector<store::LoadedInstance> loaded = store.load({id});
  if (loaded.empty() || !may_see(store, caller, loaded.front().row)) return std::nullopt;
  return std::move(loaded.front());
}

}  // namespace bihuan::security
