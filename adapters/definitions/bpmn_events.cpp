// Decides the content of event definitions; the referenced root elements give names and codes.
#include "adapters/definitions/bpmn_events.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "adapters/definitions/bpmn_extensions.h"
#include "adapters/definitions/bpmn_kinds.h"
#include "adapters/definitions/bpmn_text.h"
#include "adapters/definitions/dialects.h"
#include "adapters/definitions/names.h"

namespace bihuan::definitions {
namespace {

using namespace definition;

/// What a definition refers to: the attribute, the kind of root element, where its code stands.
struct Reference {
  EventKind kind;
  const char *tag, *attribute, *root, *code;
};
constexpr std::array references = {
    Reference{EventKind::Message, "messageEventDefinition", "messageRef", "message", ""},
    Reference{EventKind::Signal, "signalEventDefinition", "signalRef", "signal", ""},
    Reference{EventKind::Error, "errorEventDefinition", "errorRef", "error", "errorCode"},
    Reference{EventKind::Escalation, "escalationEventDefinition", "escalationRef", "escalation", "escalationCode"},
};

/// Other products take a reference to no error or escalation for the code itself.
bool is_bare_code(const Reading& reading, const Reference& wanted, const EventDefinitionModel& event) {
  return wanted.code[0] != '\0' && reading.process.dialect != Dialect::Bihuan && !reading.index.find(event.ref);
}

void read_reference(const Reading& reading, XmlNode node, const Reference& wanted, EventDefinitionModel& event) {
  BpmnIndex& index = reading.index;
  event.ref = std::string(trimmed(node.get(wanted.attribute)));
  if (event.ref.empty()) return;
  if (is_bare_code(reading, wanted, event)) {
    event.code.text = event.ref;
    event.code.where = node.where();
    return reading.findings().warning(
        node.where(), node.parent()->get("id"), "code-without-error",
        fmt::format("{} 指向的“{}”不在文件里，就以它作为代码。", wanted.attribute, event.ref),
        fmt::format("{} refers to \"{}\", which the file does not have: it is taken as the code.", wanted.attribute,
                    event.ref));
  }
  const auto root = index.resolve(node, wanted.attribute, event.ref, wanted.root);
  if (!root) return;
  event.name = text_or_feel(*root, "name");
  event.code = text_or_feel(*root, wanted.code);
  if (wanted.kind == EventKind::Message) read_message_extension(*root, event);
  translate_root(index, *root, event);
}

std::optional<TimerKind> timer_kind(XmlNode node) {
  if (node.ns() != bpmn_ns) return std::nullopt;
  if (node.name() == "timeDate") return TimerKind::Date;
  if (node.name() == "timeDuration") return TimerKind::Duration;
  if (node.name() == "timeCycle") return TimerKind::Cycle;
  return std::nullopt;
}

TimerText read_timer(const Reading& reading, XmlNode node) {
  TimerText timer;
  int times = 0;
  for (const XmlNode child : node.children()) {
    const auto kind = timer_kind(child);
    if (!kind) continue;
    timer.kind = *kind;
    timer.value = text_or_feel(trimmed(child.text()), child.where());
    ++times;
  }
  if (times > 1) {
    reading.findings().error(node.where(), node.get("id"), "timer-with-several-times",
                             "一个定时器里写了几个时间。日期、时长、循环只能写一个。",
                             "A timer has several times. Keep one of timeDate, timeDuration, timeCycle.");
  }
  timer.base = text_or_feel(node, "base", bihuan_ns);
  const auto calendar = node.find("calendar", bihuan_ns);
  timer.calendar =
      std::string(calendar && trimmed(*calendar).empty() ? reading.process.calendar : calendar.value_or(""));
  if (calendar && timer.calendar.empty()) {
    reading.findings().error(
        node.where(), node.get("id"), "no-calendar",
        "定时器要用流程的工作日历（bihuan:calendar=\"\"），但流程没有写 "
        "bihuan:calendar。请在流程或定时器上写明日历编号。",
        "The timer asks for the calendar of the process, but the process names none (bihuan:calendar).");
  }
  return timer;
}

/// The name by which a throw finds its catch: its own; without one, that of the definition that source or target names.
/// Never an expression.
void read_link(const Reading& reading, XmlNode node, EventDefinitionModel& event) {
  event.name.where = node.where();
  event.name.text = std::string(trimmed(node.get("name")));
  for (const std::string_view end : {"target", "source"}) {
    const auto other = event.name.text.empty() ? node.child(bpmn_ns, end) : std::nullopt;
    if (!other) continue;
    const auto link = reading.index.resolve(node, end, trimmed(other->text()), "linkEventDefinition");
    if (link) event.name.text = std::string(trimmed(link->get("name")));
  }
}

void read_compensation(const Reading& reading, XmlNode node, EventDefinitionModel& event) {
  reading.check_yes_no(node);
  event.wait_for_completion = boolean_of(node.get("waitForCompletion")).value_or(true);
  const std::string_view activity = trimmed(node.get("activityRef"));
  if (activity.empty()) return;
  const auto target = reading.index.resolve(node, "activityRef", activity, "");
  event.activity_ref = std::string(target ? target->get("id") : activity);
}

/// What has a kind of its own beside the four that refer to a root element.
constexpr auto plain_kinds = std::to_array<std::pair<std::string_view, EventKind>>({
    {"timerEventDefinition", EventKind::Timer},
    {"terminateEventDefinition", EventKind::Terminate},
    {"conditionalEventDefinition", EventKind::Conditional},
    {"linkEventDefinition", EventKind::Link},
    {"compensateEventDefinition", EventKind::Compensation},
    {"cancelEventDefinition", EventKind::Cancel},
});

bool read_plain(const Reading& reading, XmlNode event, XmlNode node, EventDefinitionModel& result) {
  for (const auto& [name, kind] : plain_kinds) {
    if (node.name() != name) continue;
    result.kind = kind;
    if (kind == EventKind::Timer) result.timer = read_timer(reading, node);
    if (kind == EventKind::Conditional) result.condition = reading.child_expression(node, "condition", event);
    if (kind == EventKind::Link) read_link(reading, node, result);
    if (kind == EventKind::Compensation) read_compensation(reading, node, result);
    return true;
  }
  return false;
}

bool read_referring(const Reading& reading, XmlNode event, XmlNode node, EventDefinitionModel& result) {
  for (const Reference& reference : references) {
    if (node.name() != reference.tag) continue;
    result.kind = reference.kind;
    if (reference.kind == EventKind::Message) {
      read_message_extension(event, result);
      read_message_extension(node, result);
    }
    read_reference(reading, node, reference, result);
    return true;
  }
  return false;
}

void read_definition_of(const Reading& reading, XmlNode event, XmlNode child, ElementModel& element) {
  const auto definition = event_definition(reading.index, event, child);
  if (!definition) return;
  auto read = read_event_definition(reading, event, *definition);
  if (!read) return reading.note(event, definition->name(), child.where());
  translate_event_definition(reading.index, *definition, *read, element, reading.process);
  element.events.push_back(std::move(*read));
}

}  // namespace

bool is_event_definition(XmlNode node) {
  return node.ns() == bpmn_ns && (node.name().ends_with("EventDefinition") || node.name() == "eventDefinitionRef");
}

std::optional<XmlNode> event_definition(BpmnIndex& index, XmlNode event, XmlNode definition) {
  if (definition.name() != "eventDefinitionRef") return definition;
  return index.resolve(event, "eventDefinitionRef", trimmed(definition.text()), "EventDefinition");
}

std::optional<EventDefinitionModel> read_event_definition(const Reading& reading, XmlNode event, XmlNode node) {
  EventDefinitionModel result;
  result.where = node.where();
  result.code_variable = std::string(node.get("codeVariable", bihuan_ns));
  result.message_variable = std::string(node.get("messageVariable", bihuan_ns));
  const bool known = read_plain(reading, event, node, result) || read_referring(reading, event, node, result);
  return known ? std::optional(std::move(result)) : std::nullopt;
}

bool read_event(const Reading& reading, XmlNode node, ElementModel& element) {
  if (element.kind == ElementKind::BoundaryEvent) {
    element.interrupting = boolean_of(node.get("cancelActivity")).value_or(true);
    element.attached_to = std::string(trimmed(node.get("attachedToRef")));
    if (!element.attached_to.empty()) reading.index.resolve(node, "attachedToRef", element.attached_to, "");
  }
  if (element.kind == ElementKind::StartEvent) {
    element.interrupting = boolean_of(node.get("isInterrupting")).value_or(true);
  }
  bool has_definitions = false;
  for (const XmlNode child : node.children()) {
    if (!is_event_definition(child)) continue;
    has_definitions = true;
    read_definition_of(reading, node, child, element);
  }
  // One definition is all of them (10.5.2): the mark means nothing then.
  element.parallel_multiple = element.events.size() > 1 && boolean_of(node.get("parallelMultiple")).value_or(false);
  return !has_definitions || !element.events.empty();
}

void check_operations(const Reading& reading, XmlNode node, const ElementModel& element) {
  if (!element.job.topic.empty() || !element.script.empty()) return;
  const auto names_one = [](XmlNode at) { return at.find("operationRef") || at.child(bpmn_ns, "operationRef"); };
  if (names_one(node)) reading.note(node, "operationRef", node.where());
  for (const XmlNode child : node.children()) {
    if (!is_event_definition(child)) continue;
    const auto definition =
        child.name() == "eventDefinitionRef" ? reading.index.find(child.text()) : std::optional(child);
    if (definition && names_one(*definition)) reading.note(node, "operationRef", definition->where());
  }
}

EventDefinitionModel read_task_message(const Reading& reading, XmlNode task) {
  EventDefinitionModel result;
  read_message_extension(task, result);
  if (task.find("messageRef") || !result.correlation_key.empty() || !result.time_to_live.empty()) {
    result.kind = EventKind::Message;
    result.where = task.where();
  }
  read_reference(reading, task, references[0], result);
  return result;
}

}  // namespace bihuan::definitions
