#include "api/security/visibility.h"

#include <algorithm>

namespace bihuan::security {
namespace {

bool has_task(store::Store& store, store::TaskQuery query, const std::string& person) {
  query.status = std::nullopt;
  store::TaskQuery done = query;
  query.visible_to = person;
  done.ended_by = person;
  const store::Page one{.limit = 1};
  return !store.tasks(query, one).rows.empty() || !store.tasks(done, one).rows.empty();
}

}  // namespace

bool may_see(store::Store& store, const Caller& caller, const store::InstanceRow& instance) {
  if (caller.administrator) return true;
  if (caller.person.empty()) return false;
  if (instance.initiator == caller.person) return true;
  return has_task(store, {.instance = instance.id}, caller.person) ||
         has_task(store, {.root = instance.root}, caller.person);
}

bool may_see(store::Store& store, const Caller& caller, const store::TaskRow& task) {
  if (caller.administrator) return true;
  if (caller.person.empty()) return false;
  const bool theirs = task.assignee == caller.person || task.ended_by == caller.person ||
                      std::ranges::find(task.candidates, caller.person) != task.candidates.end();
  return theirs || visible_instance(store, caller, task.instance).has_value();
}

bool may_see(store::Store& store, const Caller& caller, const store::AttachmentRow& attachment) {
  if (caller.administrator || attachment.by == caller.person) return true;
  return attachment.instance && visible_instance(store, caller, attachment.instance).has_value();
}

std::optional<store::LoadedInstance> visible_instance(store::Store& store, const Caller& caller, InstanceId id) {
  std::vector<store::LoadedInstance> loaded = store.load({id});
  if (loaded.empty() || !may_see(store, caller, loaded.front().row)) return std::nullopt;
  return std::move(loaded.front());
}

}  // namespace bihuan::security
