#include "api/story/phrases.h"

#include <fmt/format.h>

#include <algorithm>

#include "adapters/codec/time.h"
#include "api/resources/summary.h"

namespace bihuan::story {
namespace {

constexpr int local_minutes = 8 * 60;

/// "2026-09-28 09:00", local.
std::string minute(Instant at) {
  std::string text = codec::text(at, local_minutes).substr(0, 16);
  std::ranges::replace(text, 'T', ' ');
  return text;
}

std::string with_reason(std::string text, const std::string& reason, std::string_view mark) {
  return reason.empty() ? text : text + std::string(mark) + reason;
}

std::string joined(const std::vector<std::string>& people, const resources::Names& names) {
  constexpr std::size_t most = 8;
  std::string out;
  for (std::size_t i = 0; i < std::min(people.size(), most); ++i) out += (i ? "、" : "") + names.person(people[i]);
  return people.size() > most ? out + fmt::format("等 {} 人", people.size()) : out;
}

}  // namespace

Entry Phrases::entry(std::string kind, ElementIndex element, std::string zh, std::string en) const {
  Entry out{.seq = record.seq, .at = record.at, .kind = std::move(kind), .actor = record.actor};
  out.element = element;
  out.text = std::move(zh);
  out.text_en = std::move(en);
  return out;
}

std::string Phrases::title(ElementIndex element) const {
  return element ? resources::title_of(teller.process_.definition->at(element)) : std::string();
}

std::string Phrases::who() const {
  return teller.names_.actor(record.actor);
}

Teller::Open Phrases::close(WorkId work) const {
  const auto found = teller.open_.find(work);
  if (found == teller.open_.end()) return {};
  Teller::Open open = std::move(found->second);
  teller.open_.erase(found);
  return open;
}

std::optional<Entry> Phrases::operator()(const event::InstanceStarted& event) const {
  const std::string process = teller.names_.process(teller.process_.row.key);
  const std::string subject = event.title.empty() ? process : event.title;
  const bool called = event.caller.has_value();
  Entry out = entry("started", {}, fmt::format("{}{}“{}”", who(), called ? "调用了" : "发起了", process),
                    fmt::format("{} {} \"{}\"", who(), called ? "called" : "began", process));
  out.details.push_back({"事项", subject, "Case"});
  if (!event.business_key.empty()) out.details.push_back({"编号", event.business_key, "Number"});
  if (const auto* start = std::get_if<command::StartInstance>(&record.command)) {
    const definition::Definition& definition = *teller.process_.definition;
    const ElementIndex begin = start->start.empty() ? definition.process().none_start : definition.find(start->start);
    if (begin) {
      for (Detail& one : teller.submitted(definition.at(begin), start->variables)) out.details.push_back(one);
    }
  }
  return out;
}

std::optional<Entry> Phrases::operator()(const event::InstanceCompleted&) const {
  return entry("ended", {}, "全部步骤办结，事项结束", "All steps are done; the case ended");
}

std::optional<Entry> Phrases::operator()(const event::InstanceCancelled& event) const {
  return entry("cancelled", {}, with_reason(who() + "撤销了事项", event.reason, "，理由："),
               with_reason(who() + " cancelled the case", event.reason, ": "));
}

std::optional<Entry> Phrases::operator()(const event::InstanceFailed& event) const {
  return entry("failed", {}, with_reason("事项因错误结束", event.message, "："),
               with_reason("The case ended with an error", event.message, ": "));
}

std::optional<Entry> Phrases::operator()(const event::InstanceSuspended& event) const {
  return entry("suspended", {}, with_reason(who() + "暂停了事项", event.reason, "，理由："),
               with_reason(who() + " suspended the case", event.reason, ": "));
}

std::optional<Entry> Phrases::operator()(const event::InstanceResumed&) const {
  return entry("resumed", {}, with_reason(who() + "恢复了事项", record.reason, "，理由："),
               with_reason(who() + " resumed the case", record.reason, ": "));
}

std::optional<Entry> Phrases::operator()(const event::VariablesSet& event) const {
  if (!std::holds_alternative<command::SetVariables>(record.command)) return std::nullopt;
  Entry out = entry("changed", {}, with_reason(who() + "修改了数据", record.reason, "，理由："),
                    with_reason(who() + " changed data", record.reason, ": "));
  out.details = teller.shown(event.variables);
  return out;
}

std::optional<Entry> Phrases::operator()(const event::TaskCreated& event) const {
  teller.open_[event.work] = {event.element, {}};
  const std::vector<std::string> people =
      event.task.assignee.empty() ? event.task.candidates : std::vector{event.task.assignee};
  const std::string names = joined(people, teller.names_);
  Entry out = entry("task-created", event.element, fmt::format("“{}”待{}办理", title(event.element), names),
                    fmt::format("\"{}\" waits for {}", title(event.element), names));
  if (event.task.due) out.details.push_back({"期限", minute(*event.task.due), "Due"});
  return out;
}

std::optional<Entry> Phrases::operator()(const event::TaskClaimed& event) const {
  const auto found = teller.open_.find(event.work);
  const ElementIndex element = found == teller.open_.end() ? ElementIndex{} : found->second.element;
  const std::string name = teller.names_.person(event.assignee);
  return entry("claimed", element, fmt::format("{}签收了“{}”", name, title(element)),
               fmt::format("{} claimed \"{}\"", name, title(element)));
}

std::optional<Entry> Phrases::operator()(const event::TaskUnclaimed& event) const {
  const auto found = teller.open_.find(event.work);
  const ElementIndex element = found == teller.open_.end() ? ElementIndex{} : found->second.element;
  return entry("unclaimed", element, fmt::format("{}退回了“{}”的签收", who(), title(element)),
               fmt::format("{} gave \"{}\" back", who(), title(element)));
}

std::optional<Entry> Phrases::operator()(const event::TaskTransferred& event) const {
  const auto found = teller.open_.find(event.work);
  const ElementIndex element = found == teller.open_.end() ? ElementIndex{} : found->second.element;
  const std::string to = teller.names_.person(event.to);
  return entry("transferred", element,
               with_reason(fmt::format("{}将“{}”转交{}", who(), title(element), to), event.reason, "，理由："),
               with_reason(fmt::format("{} handed \"{}\" to {}", who(), title(element), to), event.reason, ": "));
}

std::optional<Entry> Phrases::operator()(const event::TaskCompleted& event) const {
  close(event.work);
  const std::string name = event.by.empty() ? who() : teller.names_.person(event.by);
  const std::string step = title(event.element);
  Entry out = entry("completed", event.element,
                    event.outcome.empty() ? fmt::format("{}办结了“{}”", name, step)
                                          : fmt::format("{}办结了“{}”，结论：{}", name, step, event.outcome),
                    event.outcome.empty() ? fmt::format("{} completed \"{}\"", name, step)
                                          : fmt::format("{} completed \"{}\": {}", name, step, event.outcome));
  if (!event.opinion.empty()) out.details.push_back({"意见", event.opinion, "Opinion"});
  if (const auto* complete = std::get_if<command::CompleteTask>(&record.command)) {
    const definition::Element& element = teller.process_.definition->at(event.element);
    for (Detail& one : teller.submitted(element, complete->variables)) out.details.push_back(one);
  }
  out.attachments = event.attachments;
  return out;
}

std::optional<Entry> Phrases::operator()(const event::JobCreated& event) const {
  teller.open_[event.work] = {event.element, {}};
  return std::nullopt;
}

std::optional<Entry> Phrases::operator()(const event::JobCompleted& event) const {
  const ElementIndex element = close(event.work).element;
  return entry("job-done", element, fmt::format("程序完成了“{}”", title(element)),
               fmt::format("A program did \"{}\"", title(element)));
}

std::optional<Entry> Phrases::operator()(const event::JobFailed& event) const {
  const auto found = teller.open_.find(event.work);
  const ElementIndex element = found == teller.open_.end() ? ElementIndex{} : found->second.element;
  return entry(
      "job-failed", element,
      with_reason(fmt::format("程序办理“{}”失败，还可重试 {} 次", title(element), event.retries), event.message, "："),
      with_reason(fmt::format("A program failed at \"{}\", {} tries left", title(element), event.retries),
                  event.message, ": "));
}

std::optional<Entry> Phrases::operator()(const event::JobRetried& event) const {
  const auto found = teller.open_.find(event.work);
  const ElementIndex element = found == teller.open_.end() ? ElementIndex{} : found->second.element;
  return entry("job-retried", element, fmt::format("{}让程序重试“{}”", who(), title(element)),
               fmt::format("{} had \"{}\" tried again", who(), title(element)));
}

std::optional<Entry> Phrases::operator()(const event::TimerScheduled& event) const {
  teller.open_[event.work] = {event.element, {}};
  return std::nullopt;
}

std::optional<Entry> Phrases::operator()(const event::TimerFired& event) const {
  const auto found = teller.open_.find(event.work);
  const ElementIndex element = found == teller.open_.end() ? ElementIndex{} : found->second.element;
  return entry("timer", element, fmt::format("“{}”到时", title(element)),
               fmt::format("The time of \"{}\" has come", title(element)));
}

std::optional<Entry> Phrases::operator()(const event::SubscriptionOpened& event) const {
  teller.open_[event.work] = {event.element, event.subscription.name};
  return std::nullopt;
}

std::optional<Entry> Phrases::operator()(const event::SubscriptionTriggered& event) const {
  const auto found = teller.open_.find(event.work);
  const Teller::Open open = found == teller.open_.end() ? Teller::Open{} : found->second;
  const std::string name = title(open.element).empty() ? open.words : title(open.element);
  return entry("message", open.element, with_reason(fmt::format("收到“{}”", name), record.reason, "，理由："),
               with_reason(fmt::format("\"{}\" arrived", name), record.reason, ": "));
}

std::optional<Entry> Phrases::operator()(const event::CallStarted& event) const {
  teller.open_[event.work] = {event.element, event.process};
  const std::string process = teller.names_.process(event.process);
  return entry("called", event.element, fmt::format("“{}”转入“{}”", title(event.element), process),
               fmt::format("\"{}\" went into \"{}\"", title(event.element), process));
}

std::optional<Entry> Phrases::operator()(const event::CallCompleted& event) const {
  const Teller::Open open = close(event.work);
  const std::string process = teller.names_.process(open.words);
  return entry("call-done", open.element, fmt::format("“{}”办结，回到本事项", process),
               fmt::format("\"{}\" ended; the case goes on", process));
}

/// Of what is no longer wanted only tasks are told: somebody may have been at them.
std::optional<Entry> Phrases::operator()(const event::WorkCancelled& event) const {
  const ElementIndex element = close(event.work).element;
  if (!element) return std::nullopt;
  const definition::Element& step = teller.process_.definition->at(element);
  if (step.kind != definition::ElementKind::UserTask) return std::nullopt;
  return entry("task-cancelled", element, fmt::format("“{}”不再需要办理", title(element)),
               fmt::format("\"{}\" is no longer needed", title(element)));
}

std::optional<Entry> Phrases::operator()(const event::IncidentRaised& event) const {
  teller.incidents_[event.incident.id] = event.incident.element;
  return entry("incident", event.incident.element,
               fmt::format("“{}”出现异常：{}", title(event.incident.element), event.incident.message_zh),
               fmt::format("Incident at \"{}\": {}", title(event.incident.element), event.incident.message_en));
}

std::optional<Entry> Phrases::operator()(const event::IncidentResolved& event) const {
  const auto found = teller.incidents_.find(event.incident);
  const ElementIndex element = found == teller.incidents_.end() ? ElementIndex{} : found->second;
  return entry(
      "incident-resolved", element,
      with_reason(fmt::format("{}处理了“{}”的异常", who(), title(element)), record.reason, "，理由："),
      with_reason(fmt::format("{} resolved the incident at \"{}\"", who(), title(element)), record.reason, ": "));
}

std::optional<Entry> Phrases::operator()(const event::DecisionEvaluated& event) const {
  const std::string name = event.decision_name.empty() ? event.decision : event.decision_name;
  const std::string result = resources::value_text(event.result);
  Entry out = entry(
      "decided", event.element,
      result.empty() ? fmt::format("按“{}”作出判定", name) : fmt::format("按“{}”判定为：{}", name, result),
      result.empty() ? fmt::format("Decided by \"{}\"", name) : fmt::format("Decided by \"{}\": {}", name, result));
  out.details = teller.shown(event.inputs);
  return out;
}

std::optional<Entry> Phrases::operator()(const event::ErrorThrown& event) const {
  return entry("error", event.element,
               with_reason(fmt::format("“{}”报告了错误", title(event.element)), event.message, "："),
               with_reason(fmt::format("\"{}\" reported an error", title(event.element)), event.message, ": "));
}

std::optional<Entry> Phrases::operator()(const event::EscalationThrown& event) const {
  return entry("escalation", event.element, fmt::format("“{}”逐级上报", title(event.element)),
               fmt::format("\"{}\" was escalated", title(event.element)));
}

std::optional<Entry> Phrases::operator()(const event::MessageSent& event) const {
  return entry("sent", event.element, fmt::format("“{}”发出通知", title(event.element)),
               fmt::format("\"{}\" sent a message", title(event.element)));
}

std::optional<Entry> Phrases::operator()(const event::SignalSent& event) const {
  return entry("sent", event.element, fmt::format("“{}”发出信号", title(event.element)),
               fmt::format("\"{}\" sent a signal", title(event.element)));
}

}  // namespace bihuan::story
