// Decides changes of tasks by listeners (task_change.h).
#include "engine/behaviour/task_change.h"

#include <algorithm>

#include "engine/calendar/period.h"
#include "engine/feel/text.h"

namespace bihuan::behaviour {
namespace {

constexpr std::string_view group_prefix = "group:";

Fault not_valid(const std::string& name, const Value& value) {
  const std::string shown = feel::to_string(value);
  return {"task-change-not-valid",
          "监听器不能把任务的“" + name + "”设为 " + shown,
          "Expected a change of the task that it can take, but " + name + " = " + shown,
          {},
          {}};
}

/// What one listener changed, gathered into the fewest events.
struct Gathered {
  event::TaskChanged changed;
  std::vector<std::string> adds, removes;
  bool any = false;
};

bool set_text(std::optional<std::string>& field, const Value& value) {
  if (!value.is_null() && value.string() == nullptr) return false;
  field = value.is_null() ? std::string() : *value.string();
  return true;
}

bool set_moment(const Step& step, std::optional<Instant>& field, bool& sets, const Value& value) {
  sets = true;
  field.reset();
  if (value.is_null()) return true;
  if (step.context.zones == nullptr) return false;
  const auto moment = calendar::parse_instant(feel::to_string(value), step.context.local_zone, *step.context.zones);
  if (moment) field = *moment;
  return moment.has_value();
}

bool set_priority(std::optional<std::int32_t>& field, const Value& value) {
  const std::optional<std::int64_t> number = value.number() ? value.number()->to_int64() : std::nullopt;
  if (number) field = static_cast<std::int32_t>(std::clamp<std::int64_t>(*number, 0, 100));
  return number.has_value();
}

bool append(std::vector<std::string>& to, std::string_view prefix, const Value& value) {
  if (const std::string* one = value.string()) return to.push_back(std::string(prefix) + *one), true;
  if (value.list() == nullptr) return false;
  for (const Value& one : *value.list()) {
    if (one.string() == nullptr) return false;
    to.push_back(std::string(prefix) + *one.string());
  }
  return true;
}

bool gather_candidates(Gathered& into, std::string_view name, const Value& value) {
  const bool groups = name.find("Group") != std::string_view::npos;
  const std::string_view prefix = groups ? group_prefix : std::string_view();
  if (name.starts_with("addCandidate")) return append(into.adds, prefix, value);
  if (name.starts_with("deleteCandidate")) return append(into.removes, prefix, value);
  return false;
}

bool gather(const Step& step, Gathered& into, std::string_view name, const Value& value) {
  event::TaskChanged& changed = into.changed;
  if (name.find("Candidate") != std::string_view::npos) return gather_candidates(into, name, value);
  into.any = true;
  if (name == "name") return set_text(changed.title, value);
  if (name == "description") return set_text(changed.description, value);
  if (name == "owner") return set_text(changed.owner, value);
  if (name == "assignee") return set_text(changed.assignee, value);
  if (name == "priority") return set_priority(changed.priority, value);
  if (name == "dueDate") return set_moment(step, changed.due, changed.sets_due, value);
  if (name == "followUpDate") return set_moment(step, changed.follow_up, changed.sets_follow_up, value);
  return false;
}

}  // namespace

Evaluated<void> change_task(Step& step, WorkId id, const ContextEntries& changes) {
  Gathered all;
  all.changed.work = id;
  for (const auto& [name, value] : changes)
    if (!gather(step, all, name, value)) return std::unexpected(not_valid(name, value));
  if (all.any) step.emit(std::move(all.changed));
  if (all.adds.empty() && all.removes.empty()) return {};
  const state::Task& task = std::get<state::Task>(step.state().work(id)->detail);
  step.emit(candidates_after(id, task, all.adds, all.removes));
  return {};
}

event::TaskCandidatesSet candidates_after(WorkId id, const state::Task& task, const std::vector<std::string>& adds,
                                          const std::vector<std::string>& removes) {
  event::TaskCandidatesSet after{id, task.candidates, task.groups};
  const auto list_of = [&](std::string_view& name) -> std::vector<std::string>& {
    if (!name.starts_with(group_prefix)) return after.candidates;
    name.remove_prefix(group_prefix.size());
    return after.groups;
  };
  for (std::string_view name : removes) std::erase(list_of(name), name);
  for (std::string_view name : adds) {
    std::vector<std::string>& list = list_of(name);
    if (std::ranges::find(list, name) == list.end()) list.emplace_back(name);
  }
  return after;
}

}  // namespace bihuan::behaviour
