#include "api/compat/shape.h"

#include <fmt/format.h>

#include "adapters/codec/ids.h"
#include "adapters/codec/time.h"

namespace bihuan::compat {
namespace {

using definition::Element;
using definition::ElementKind;
using definition::EventKind;

constexpr int local_offset_minutes = 8 * 60;

std::string_view start_type(EventKind kind) {
  switch (kind) {
    case EventKind::Message:
      return "messageStartEvent";
    case EventKind::Timer:
      return "startTimerEvent";
    case EventKind::Signal:
      return "signalStartEvent";
    case EventKind::Error:
      return "errorStartEvent";
    case EventKind::Escalation:
      return "escalationStartEvent";
    case EventKind::Conditional:
      return "conditionalStartEvent";
    case EventKind::Compensation:
      return "compensationStartEvent";
    default:
      return "startEvent";
  }
}

std::string_view catch_type(EventKind kind) {
  switch (kind) {
    case EventKind::Message:
      return "intermediateMessageCatch";
    case EventKind::Timer:
      return "intermediateTimer";
    case EventKind::Signal:
      return "intermediateSignalCatch";
    case EventKind::Conditional:
      return "intermediateConditional";
    case EventKind::Link:
      return "intermediateLinkCatch";
    default:
      return "intermediateCatchEvent";
  }
}

std::string_view throw_type(EventKind kind) {
  switch (kind) {
    case EventKind::Message:
      return "intermediateMessageThrowEvent";
    case EventKind::Signal:
      return "intermediateSignalThrow";
    case EventKind::Escalation:
      return "intermediateEscalationThrowEvent";
    case EventKind::Compensation:
      return "intermediateCompensationThrowEvent";
    case EventKind::Link:
      return "intermediateLinkThrow";
    default:
      return "intermediateNoneThrowEvent";
  }
}

std::string_view boundary_type(EventKind kind) {
  switch (kind) {
    case EventKind::Message:
      return "boundaryMessage";
    case EventKind::Timer:
      return "boundaryTimer";
    case EventKind::Signal:
      return "boundarySignal";
    case EventKind::Error:
      return "boundaryError";
    case EventKind::Escalation:
      return "boundaryEscalation";
    case EventKind::Conditional:
      return "boundaryConditional";
    case EventKind::Compensation:
      return "compensationBoundaryCatch";
    case EventKind::Cancel:
      return "cancelBoundaryCatch";
    default:
      return "boundaryEvent";
  }
}

std::string_view end_type(EventKind kind) {
  switch (kind) {
    case EventKind::Message:
      return "messageEndEvent";
    case EventKind::Signal:
      return "signalEndEvent";
    case EventKind::Error:
      return "errorEndEvent";
    case EventKind::Escalation:
      return "escalationEndEvent";
    case EventKind::Terminate:
      return "terminateEndEvent";
    case EventKind::Compensation:
      return "compensationEndEvent";
    case EventKind::Cancel:
      return "cancelEndEvent";
    default:
      return "noneEndEvent";
  }
}

}  // namespace

std::string moment_text(Instant at) {
  constexpr std::size_t up_to_milliseconds = 23;
  return codec::text(at, local_offset_minutes).substr(0, up_to_milliseconds) + "+0800";
}

std::optional<Instant> parse_moment(std::string_view text) {
  constexpr std::size_t bare_offset = 5;  // "+0800"
  std::string strict(text);
  if (const std::size_t sign = strict.find_last_of("+-");
      sign != std::string::npos && strict.size() - sign == bare_offset)
    strict.insert(sign + 3, ":");
  return codec::parse_instant(strict);
}

void null(api::JsonObject& out, std::string_view name) {
  out.raw(name, "null");
}

void nulls(api::JsonObject& out, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) null(out, name);
}

void text_or_null(api::JsonObject& out, std::string_view name, std::string_view value) {
  value.empty() ? null(out, name) : void(out.text(name, value));
}

void moment_or_null(api::JsonObject& out, std::string_view name, const std::optional<Instant>& value) {
  value ? void(out.text(name, moment_text(*value))) : null(out, name);
}

std::string definition_id(const store::DefinitionRow& row) {
  return fmt::format("{}:{}:{}", row.key, row.version, row.id.n);
}

std::string definition_id(const host::Snapshot& known, DefinitionId id) {
  const host::KnownProcess* process = known.process(id);
  return process ? definition_id(process->row) : std::string();
}

const host::KnownProcess* find_definition(const host::Snapshot& known, std::string_view id) {
  const std::size_t colon = id.rfind(':');
  const auto number = codec::parse_definition_id(colon == std::string_view::npos ? id : id.substr(colon + 1));
  const host::KnownProcess* process = number ? known.process(*number) : nullptr;
  const bool named = process && (colon == std::string_view::npos || definition_id(process->row) == id);
  return named ? process : nullptr;
}

std::string execution_id(InstanceId instance, TokenId token) {
  return token ? codec::text(codec::Reference{instance, token.n}) : codec::text(instance);
}

std::string activity_instance_id(const std::string& activity, InstanceId instance, std::uint64_t number) {
  return activity + ":" + codec::text(codec::Reference{instance, number});
}

std::string_view activity_type(const Element& element) {
  switch (element.kind) {
    case ElementKind::Process:
      return "processDefinition";
    case ElementKind::Task:
      return "task";
    case ElementKind::UserTask:
      return "userTask";
    case ElementKind::ManualTask:
      return "manualTask";
    case ElementKind::ServiceTask:
      return "serviceTask";
    case ElementKind::SendTask:
      return "sendTask";
    case ElementKind::ReceiveTask:
      return "receiveTask";
    case ElementKind::ScriptTask:
      return "scriptTask";
    case ElementKind::BusinessRuleTask:
      return "businessRuleTask";
    case ElementKind::SubProcess:
    case ElementKind::EventSubProcess:
      return "subProcess";
    case ElementKind::Transaction:
      return "transaction";
    case ElementKind::AdHocSubProcess:
      return "adHocSubProcess";
    case ElementKind::CallActivity:
      return "callActivity";
    case ElementKind::ExclusiveGateway:
      return "exclusiveGateway";
    case ElementKind::ParallelGateway:
      return "parallelGateway";
    case ElementKind::InclusiveGateway:
      return "inclusiveGateway";
    case ElementKind::ComplexGateway:
      return "complexGateway";
    case ElementKind::EventBasedGateway:
      return "eventBasedGateway";
    case ElementKind::StartEvent:
      return start_type(element.event().kind);
    case ElementKind::IntermediateCatchEvent:
      return catch_type(element.event().kind);
    case ElementKind::IntermediateThrowEvent:
      return throw_type(element.event().kind);
    case ElementKind::BoundaryEvent:
      return boundary_type(element.event().kind);
    case ElementKind::EndEvent:
      return end_type(element.event().kind);
  }
  return "";
}

bool joins(const Element& element) {
  const bool waits = element.kind == ElementKind::ParallelGateway || element.kind == ElementKind::InclusiveGateway ||
                     element.kind == ElementKind::ComplexGateway;
  return waits && element.incoming.size() > 1;
}

}  // namespace bihuan::compat
