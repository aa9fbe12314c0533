// Decides the content of activities and gateways (bpmn_activity.h).
#include "adapters/definitions/bpmn_activity.h"

#include "adapters/definitions/bpmn_events.h"
#include "adapters/definitions/bpmn_text.h"
#include "adapters/definitions/names.h"

namespace bihuan::definitions {
namespace {

using namespace definition;

void read_script(const Reading& reading, XmlNode node, ElementModel& element) {
  if (const auto script = node.child(bpmn_ns, "script"))
    element.script =
        reading.text_in(*script, node.get(node.name() == "globalScriptTask" ? "scriptLanguage" : "scriptFormat"), node);
  element.result_variable = std::string(node.get("resultVariable", bihuan_ns));
}

void read_called_element(XmlNode node, ElementModel& element) {
  const std::string_view called = trimmed(node.get("calledElement"));
  const bool computed = called.starts_with('=') || holds_juel(called);
  element.call.process = text_or_feel(computed ? called : local_part(called), node.where());
}

void read_ad_hoc(const Reading& reading, XmlNode node, ElementModel& element) {
  AdHocModel result;
  result.sequential = reading.second_word(node, "ordering", "Parallel", "Sequential");
  result.cancel_remaining = boolean_of(node.get("cancelRemainingInstances")).value_or(true);
  result.completion_condition = reading.child_expression(node, "completionCondition", node);
  result.activate = text_or_feel(node, "activate", bihuan_ns);
  result.output_collection = std::string(node.get("outputCollection", bihuan_ns));
  result.output_element = text_or_feel(node, "outputElement", bihuan_ns);
  element.ad_hoc = std::move(result);
}

}  // namespace

void read_activity(const Reading& reading, XmlNode node, ElementModel& element) {
  element.for_compensation = boolean_of(node.get("isForCompensation")).value_or(false);
  element.start_quantity = reading.count(node, "startQuantity", 1, 1);
  element.completion_quantity = reading.count(node, "completionQuantity", 1, 1);
  if (element.kind == ElementKind::ScriptTask) read_script(reading, node, element);
  if (element.kind == ElementKind::SendTask || element.kind == ElementKind::ReceiveTask)
    element.message = read_task_message(reading, node);
  if (element.kind == ElementKind::ReceiveTask)
    element.instantiate = boolean_of(node.get("instantiate")).value_or(false);
  if (element.kind == ElementKind::CallActivity) read_called_element(node, element);
  if (element.kind == ElementKind::AdHocSubProcess) read_ad_hoc(reading, node, element);
}

void read_gateway(const Reading& reading, XmlNode node, ElementModel& element) {
  if (element.kind == ElementKind::ComplexGateway)
    element.activation_condition = reading.child_expression(node, "activationCondition", node);
  if (element.kind != ElementKind::EventBasedGateway) return;
  element.instantiate = boolean_of(node.get("instantiate")).value_or(false);
  element.parallel_events = reading.second_word(node, "eventGatewayType", "Exclusive", "Parallel");
}

}  // namespace bihuan::definitions
