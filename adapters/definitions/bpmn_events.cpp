// Decides the content of event definitions; the referenced root elements give names and codes.
#include "adapters/definitions/bpmn_events.h"

#include <fmt/format.h>

#include <array>

#include "adapters/definitions/bpmn_extensions.h"
#include "adapters/definitions/bpmn_text.h"
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

void read_reference(BpmnIndex& index, XmlNode node, const Reference& wanted, EventDefinitionModel& event) {
  event.ref = std::string(trimmed(node.get(wanted.attribute)));
  if (event.ref.empty()) return;
  const auto root = index.resolve(node, wanted.attribute, event.ref, wanted.root);
  if (!root) return;
  event.name = text_or_feel(*root, "name");
  event.code = text_or_feel(*root, wanted.code);
  if (wanted.kind == EventKind::Message) read_message_extension(*root, event);
}

std::optional<TimerKind> timer_kind(XmlNode node) {
  if (node.ns() != bpmn_ns) return std::nullopt;
  if (node.name() == "timeDate") return TimerKind::Date;
  if (node.name() == "timeDuration") return TimerKind::Duration;
  if (node.name() == "timeCycle") return TimerKind::Cycle;
  return std::nullopt;
}

TimerText read_timer(BpmnIndex& index, XmlNode node, std::string_view process_calendar) {
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
    index.findings().error(node.where(), node.get("id"), "timer-with-several-times",
                           "一个定时器里写了几个时间。日期、时长、循环只能写一个。",
                           "A timer has several times. Keep one of timeDate, timeDuration, timeCycle.");
  }
  timer.base = text_or_feel(node, "base", bihuan_ns);
  const auto calendar = node.find("calendar", bihuan_ns);
  timer.calendar = std::string(calendar && trimmed(*calendar).empty() ? process_calendar : calendar.value_or(""));
  if (calendar && timer.calendar.empty()) {
    index.findings().error(
        node.where(), node.get("id"), "no-calendar",
        "定时器要用流程的工作日历（bihuan:calendar=\"\"），但流程没有写 "
        "bihuan:calendar。请在流程或定时器上写明日历编号。",
        "The timer asks for the calendar of the process, but the process names none (bihuan:calendar).");
  }
  return timer;
}

}  // namespace

bool is_event_definition(XmlNode node) {
  return node.ns() == bpmn_ns && (node.name().ends_with("EventDefinition") || node.name() == "eventDefinitionRef");
}

std::optional<XmlNode> event_definition(BpmnIndex& index, XmlNode event, XmlNode definition) {
  if (definition.name() != "eventDefinitionRef") return definition;
  return index.resolve(event, "eventDefinitionRef", trimmed(definition.text()), "EventDefinition");
}

std::optional<EventDefinitionModel> read_event_definition(BpmnIndex& index, XmlNode event, XmlNode node,
                                                          std::string_view process_calendar) {
  EventDefinitionModel result;
  result.where = node.where();
  result.code_variable = std::string(node.get("codeVariable", bihuan_ns));
  result.message_variable = std::string(node.get("messageVariable", bihuan_ns));
  if (node.name() == "timerEventDefinition") {
    result.kind = EventKind::Timer;
    result.timer = read_timer(index, node, process_calendar);
    return result;
  }
  if (node.name() == "terminateEventDefinition") {
    result.kind = EventKind::Terminate;
    return result;
  }
  for (const Reference& reference : references) {
    if (node.name() != reference.tag) continue;
    result.kind = reference.kind;
    if (reference.kind == EventKind::Message) {
      read_message_extension(event, result);
      read_message_extension(node, result);
    }
    read_reference(index, node, reference, result);
    return result;
  }
  return std::nullopt;
}

EventDefinitionModel read_task_message(BpmnIndex& index, XmlNode task) {
  EventDefinitionModel result;
  read_message_extension(task, result);
  if (task.find("messageRef") || !result.correlation_key.empty() || !result.time_to_live.empty()) {
    result.kind = EventKind::Message;
    result.where = task.where();
  }
  read_reference(index, task, references[0], result);
  return result;
}

}  // namespace bihuan::definitions
