// Decides the tables of element names (bpmn_kinds.h).
#include "adapters/definitions/bpmn_kinds.h"

#include <algorithm>
#include <array>
#include <utility>

#include "adapters/definitions/bpmn_index.h"
#include "adapters/definitions/bpmn_text.h"

namespace bihuan::definitions {

using definition::ElementKind;

namespace {

constexpr auto flow_nodes = std::to_array<std::pair<std::string_view, ElementKind>>({
    {"task", ElementKind::Task},
    {"userTask", ElementKind::UserTask},
    {"manualTask", ElementKind::ManualTask},
    {"serviceTask", ElementKind::ServiceTask},
    {"sendTask", ElementKind::SendTask},
    {"receiveTask", ElementKind::ReceiveTask},
    {"scriptTask", ElementKind::ScriptTask},
    {"businessRuleTask", ElementKind::BusinessRuleTask},
    {"subProcess", ElementKind::SubProcess},
    {"transaction", ElementKind::Transaction},
    {"adHocSubProcess", ElementKind::AdHocSubProcess},
    {"callActivity", ElementKind::CallActivity},
    {"exclusiveGateway", ElementKind::ExclusiveGateway},
    {"parallelGateway", ElementKind::ParallelGateway},
    {"inclusiveGateway", ElementKind::InclusiveGateway},
    {"complexGateway", ElementKind::ComplexGateway},
    {"eventBasedGateway", ElementKind::EventBasedGateway},
    {"startEvent", ElementKind::StartEvent},
    {"intermediateCatchEvent", ElementKind::IntermediateCatchEvent},
    {"intermediateThrowEvent", ElementKind::IntermediateThrowEvent},
    {"boundaryEvent", ElementKind::BoundaryEvent},
    {"endEvent", ElementKind::EndEvent},
});

constexpr auto choreography_nodes =
    std::to_array<std::string_view>({"subChoreography", "choreographyTask", "callChoreography"});

constexpr auto global_tasks = std::to_array<std::pair<std::string_view, ElementKind>>({
    {"globalTask", ElementKind::Task},
    {"globalUserTask", ElementKind::UserTask},
    {"globalManualTask", ElementKind::ManualTask},
    {"globalScriptTask", ElementKind::ScriptTask},
    {"globalBusinessRuleTask", ElementKind::BusinessRuleTask},
});

template <class Table>
std::optional<ElementKind> find_in(const Table& table, std::string_view name) {
  const auto found = std::find_if(table.begin(), table.end(), [&](const auto& entry) { return entry.first == name; });
  return found == table.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

std::optional<ElementKind> element_kind(XmlNode node) {
  const auto kind = find_in(flow_nodes, node.name());
  const bool by_event = kind == ElementKind::SubProcess && boolean_of(node.get("triggeredByEvent")) == true;
  return by_event ? ElementKind::EventSubProcess : kind;
}

std::optional<ElementKind> global_task_kind(std::string_view bpmn_name) {
  return find_in(global_tasks, bpmn_name);
}

bool is_flow_node(std::string_view name) {
  return find_in(flow_nodes, name) ||
         std::find(choreography_nodes.begin(), choreography_nodes.end(), name) != choreography_nodes.end();
}

bool is_scope(std::string_view name) {
  return name == "process" || name == "subProcess" || name == "transaction" || name == "adHocSubProcess";
}

bool is_throw(ElementKind kind) {
  return kind == ElementKind::IntermediateThrowEvent || kind == ElementKind::EndEvent;
}

}  // namespace bihuan::definitions
