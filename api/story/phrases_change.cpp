// The sentences of what somebody changed by hand, and of what the model itself watches and undoes.
#include <fmt/format.h>

#include "api/story/phrases.h"

namespace bihuan::story {
namespace {

std::string because(std::string text, const std::string& reason, std::string_view mark) {
  return reason.empty() ? text : text + std::string(mark) + reason;
}

std::string listed(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, "、"));
}

}  // namespace

ElementIndex Phrases::open_element(WorkId work) const {
  const auto found = teller.open_.find(work);
  return found == teller.open_.end() ? ElementIndex{} : found->second.element;
}

std::optional<Entry> Phrases::operator()(const event::ConditionOpened& event) const {
  teller.open_[event.work] = {event.element, {}};
  return std::nullopt;
}

std::optional<Entry> Phrases::operator()(const event::ConditionMet& event) const {
  const ElementIndex element = open_element(event.work);
  return entry("condition", element, fmt::format("“{}”的条件成立", title(element)),
               fmt::format("The condition of \"{}\" became true", title(element)));
}

std::optional<Entry> Phrases::operator()(const event::JobChanged& event) const {
  const ElementIndex element = open_element(event.work);
  return entry(
      "changed", element,
      because(fmt::format("{}调整了“{}”的时间或重试次数", who(), title(element)), record.reason, "，理由："),
      because(fmt::format("{} changed when or how often \"{}\" runs", who(), title(element)), record.reason, ": "));
}

std::optional<Entry> Phrases::operator()(const event::TaskChanged& event) const {
  const ElementIndex element = open_element(event.work);
  Entry out = entry("changed", element,
                    because(fmt::format("{}调整了任务“{}”", who(), title(element)), record.reason, "，理由："),
                    because(fmt::format("{} changed the task \"{}\"", who(), title(element)), record.reason, ": "));
  if (event.assignee) out.details.push_back({"办理人", teller.names_.person(*event.assignee), "Assignee"});
  if (event.owner) out.details.push_back({"负责人", teller.names_.person(*event.owner), "Owner"});
  if (event.priority) out.details.push_back({"优先级", std::to_string(*event.priority), "Priority"});
  return out;
}

std::optional<Entry> Phrases::operator()(const event::TaskCandidatesSet& event) const {
  const ElementIndex element = open_element(event.work);
  Entry out = entry("changed", element, fmt::format("{}调整了“{}”的候选办理人", who(), title(element)),
                    fmt::format("{} changed who may take \"{}\"", who(), title(element)));
  std::vector<std::string> people;
  for (const std::string& id : event.candidates) people.push_back(teller.names_.person(id));
  people.insert(people.end(), event.groups.begin(), event.groups.end());
  out.details.push_back({"候选人", listed(people), "Candidates"});
  return out;
}

std::optional<Entry> Phrases::operator()(const event::VariablesRemoved& event) const {
  if (!std::holds_alternative<command::RemoveVariables>(record.command)) return std::nullopt;
  Entry out = entry("changed", {}, because(who() + "删除了数据", record.reason, "，理由："),
                    because(who() + " removed data", record.reason, ": "));
  out.details.push_back({"名称", listed(event.names), "Names"});
  return out;
}

std::optional<Entry> Phrases::operator()(const event::CompensationThrown& event) const {
  const std::string what = event.activity ? title(event.activity) : std::string();
  return entry("undone", event.element,
               what.empty() ? fmt::format("“{}”要求撤回已完成的步骤", title(event.element))
                            : fmt::format("“{}”要求撤回“{}”", title(event.element), what),
               what.empty() ? fmt::format("\"{}\" asked to undo what was done", title(event.element))
                            : fmt::format("\"{}\" asked to undo \"{}\"", title(event.element), what));
}

std::optional<Entry> Phrases::operator()(const event::IterationsAdded& event) const {
  return entry("changed", {},
               because(fmt::format("{}增加了 {} 份办理", who(), event.items.size()), record.reason, "，理由："),
               because(fmt::format("{} added {} iterations", who(), event.items.size()), record.reason, ": "));
}

std::optional<Entry> Phrases::operator()(const event::IterationSkipped& event) const {
  return entry("changed", {},
               because(fmt::format("{}取消了第 {} 份办理", who(), event.loop_counter), record.reason, "，理由："),
               because(fmt::format("{} removed iteration {}", who(), event.loop_counter), record.reason, ": "));
}

std::optional<Entry> Phrases::operator()(const event::DataStoreWritten& event) const {
  return entry("data-store", event.element, fmt::format("“{}”更新了共用数据“{}”", title(event.element), event.store),
               fmt::format("\"{}\" wrote the data store \"{}\"", title(event.element), event.store));
}

}  // namespace bihuan::story
