// Writes a model as BPMN (bpmn_text.h).
#include "tests/reference/bpmn_text.h"

#include <map>
#include <set>

namespace bihuan::reference {
namespace {

using namespace definition;

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '<')
      out += "&lt;";
    else if (c == '&')
      out += "&amp;";
    else if (c == '"')
      out += "&quot;";
    else
      out += c;
  }
  return out;
}

std::string attribute(const char* name, const std::string& value) {
  return value.empty() ? std::string() : std::string(" ") + name + "=\"" + escaped(value) + "\"";
}

std::string given(const ExpressionText& text) {
  return (text.is_expression ? "=" : "") + text.text;
}

const char* tag_of(ElementKind kind) {
  switch (kind) {
    case ElementKind::Process:
      return "process";
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
    case ElementKind::CallActivity:
      return "callActivity";
    case ElementKind::ExclusiveGateway:
      return "exclusiveGateway";
    case ElementKind::ParallelGateway:
      return "parallelGateway";
    case ElementKind::InclusiveGateway:
      return "inclusiveGateway";
    case ElementKind::EventBasedGateway:
      return "eventBasedGateway";
    case ElementKind::StartEvent:
      return "startEvent";
    case ElementKind::IntermediateCatchEvent:
      return "intermediateCatchEvent";
    case ElementKind::IntermediateThrowEvent:
      return "intermediateThrowEvent";
    case ElementKind::BoundaryEvent:
      return "boundaryEvent";
    case ElementKind::EndEvent:
      return "endEvent";
    case ElementKind::Transaction:
      return "transaction";
    case ElementKind::AdHocSubProcess:
      return "adHocSubProcess";
    case ElementKind::ComplexGateway:
      return "complexGateway";
  }
  return "";
}

class Writer {
 public:
  explicit Writer(const ProcessModel& model) : model_(model) {}

  std::string write() {
    const std::string process = element(model_.elements.front(), 1);
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
           "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" xmlns:bihuan=\"urn:bihuan:bpmn:1\" "
           "id=\"file\" targetNamespace=\"urn:bihuan:test\">\n" +
           globals_ + process + "</definitions>\n";
  }

 private:
  std::string element(const ElementModel& e, std::size_t depth) {
    const std::string margin(2 * depth, ' '), tag = tag_of(e.kind);
    std::string inside = extensions(e, margin);
    for (const EventDefinitionModel& event : e.events) inside += margin + "  " + definition_of(event) + "\n";
    inside += repetition(e, margin) + contents(e, depth);
    if (!e.activation_condition.empty())
      inside += margin + "  <activationCondition>" + escaped(e.activation_condition.text) + "</activationCondition>\n";
    if (e.ad_hoc && !e.ad_hoc->completion_condition.empty())
      inside += margin + "  <completionCondition>" + escaped(e.ad_hoc->completion_condition.text) +
                "</completionCondition>\n";
    const std::string head = margin + "<" + tag + attributes(e);
    return inside.empty() ? head + "/>\n" : head + ">\n" + inside + margin + "</" + tag + ">\n";
  }

  std::string attributes(const ElementModel& e) {
    std::string text = attribute("id", e.id) + attribute("name", e.name) + attribute("default", e.default_flow) +
                       attribute("attachedToRef", e.attached_to);
    if (e.kind == ElementKind::Process) text += " isExecutable=\"true\"";
    if (e.kind == ElementKind::EventSubProcess) text += " triggeredByEvent=\"true\"";
    if (e.kind == ElementKind::BoundaryEvent && !e.interrupting) text += " cancelActivity=\"false\"";
    if (e.kind == ElementKind::StartEvent && !e.interrupting) text += " isInterrupting=\"false\"";
    if (e.kind == ElementKind::ReceiveTask || e.kind == ElementKind::SendTask)
      text += attribute("messageRef", global("message", e.message.name.text));
    if (e.kind == ElementKind::ScriptTask)
      text += " scriptFormat=\"feel\"" + attribute("bihuan:resultVariable", e.result_variable);
    if (e.for_compensation) text += " isForCompensation=\"true\"";
    if (e.start_quantity > 1) text += attribute("startQuantity", std::to_string(e.start_quantity));
    if (e.completion_quantity > 1) text += attribute("completionQuantity", std::to_string(e.completion_quantity));
    if (e.ad_hoc && e.ad_hoc->sequential) text += " ordering=\"Sequential\"";
    if (e.ad_hoc && !e.ad_hoc->cancel_remaining) text += " cancelRemainingInstances=\"false\"";
    if (e.kind == ElementKind::CallActivity) text += attribute("calledElement", e.call.process.text);
    return text;
  }

  static std::string extensions(const ElementModel& e, const std::string& margin) {
    std::string inside;
    if (e.assignment) {
      inside += "<bihuan:assignment" + attribute("kind", e.assignment->kind);
      for (const auto& [name, value] : e.assignment->parameters) inside += attribute(name.c_str(), given(value));
      inside += "/>";
    }
    if (!e.job.topic.empty()) inside += "<bihuan:job" + attribute("topic", given(e.job.topic)) + "/>";
    if (inside.empty()) return {};
    return margin + "  <extensionElements>" + inside + "</extensionElements>\n";
  }

  std::string definition_of(const EventDefinitionModel& event) {
    const auto refers = [&](const std::string& tag, const std::string& kind, const std::string& name) {
      return "<" + tag + "EventDefinition" + attribute((kind + "Ref").c_str(), global(kind, name)) + "/>";
    };
    switch (event.kind) {
      case EventKind::None:
        return {};
      case EventKind::Message:
        return refers("message", "message", event.name.text);
      case EventKind::Signal:
        return refers("signal", "signal", event.name.text);
      case EventKind::Error:
        return refers("error", "error", event.code.text);
      case EventKind::Escalation:
        return refers("escalation", "escalation", event.code.text);
      case EventKind::Terminate:
        return "<terminateEventDefinition/>";
      case EventKind::Timer:
        return timer(event.timer);
      case EventKind::Conditional:
        return "<conditionalEventDefinition><condition>" + escaped(event.condition.text) +
               "</condition></conditionalEventDefinition>";
      case EventKind::Link:
        return "<linkEventDefinition" + attribute("name", event.name.text) + "/>";
      case EventKind::Compensation:
        return "<compensateEventDefinition" + attribute("activityRef", event.activity_ref) + "/>";
      case EventKind::Cancel:
        return "<cancelEventDefinition/>";
    }
    return {};
  }

  static std::string timer(const TimerText& timer) {
    static const std::map<TimerKind, std::string> tags{
        {TimerKind::Date, "timeDate"}, {TimerKind::Duration, "timeDuration"}, {TimerKind::Cycle, "timeCycle"}};
    const std::string& tag = tags.at(timer.kind);
    return "<timerEventDefinition><" + tag + ">" + escaped(given(timer.value)) + "</" + tag +
           "></timerEventDefinition>";
  }

  /// The id of the root element of this kind and name, made when it is first named.
  std::string global(const std::string& kind, const std::string& name) {
    if (name.empty()) return {};
    const std::string id = kind + "-" + name;
    if (!known_.insert(id).second) return id;
    globals_ += "  <" + kind + attribute("id", id) + attribute("name", name);
    if (kind == "error" || kind == "escalation") globals_ += attribute((kind + "Code").c_str(), name);
    globals_ += "/>\n";
    return id;
  }

  static std::string repetition(const ElementModel& e, const std::string& margin) {
    const auto part = [](const char* tag, const ExpressionText& text) {
      if (text.empty()) return std::string();
      return std::string("<") + tag + ">" + escaped(text.text) + "</" + tag + ">";
    };
    if (e.loop)
      return margin + "  <standardLoopCharacteristics" + (e.loop->test_before ? " testBefore=\"true\"" : "") +
             attribute("loopMaximum", e.loop->maximum.text) + ">" + part("loopCondition", e.loop->condition) +
             "</standardLoopCharacteristics>\n";
    if (!e.multi_instance) return {};
    return margin + "  <multiInstanceLoopCharacteristics" +
           (e.multi_instance->sequential ? " isSequential=\"true\"" : "") + ">" +
           part("loopCardinality", e.multi_instance->cardinality) +
           part("completionCondition", e.multi_instance->completion_condition) +
           "</multiInstanceLoopCharacteristics>\n";
  }

  /// What is inside, from the outermost scope on; as deep as the model nests.
  std::string contents(const ElementModel& parent, std::size_t depth) {
    std::string inside;
    if (!parent.script.text.empty())
      inside += std::string(2 * depth + 2, ' ') + "<script>" + escaped(parent.script.text) + "</script>\n";
    if (depth > 60) return inside;
    for (const ElementModel& e : model_.elements)
      if (!e.id.empty() && e.parent == parent.id && e.kind != ElementKind::Process) inside += element(e, depth + 1);
    for (const FlowModel& f : model_.flows)
      if (f.parent == parent.id) inside += flow(f, std::string(2 * depth + 2, ' '));
    return inside + associations(parent, std::string(2 * depth + 2, ' '));
  }

  static std::string flow(const FlowModel& f, const std::string& margin) {
    const std::string head = margin + "<sequenceFlow" + attribute("id", f.id) + attribute("sourceRef", f.source) +
                             attribute("targetRef", f.target);
    if (f.condition.empty()) return head + "/>\n";
    return head + "><conditionExpression>" + escaped(f.condition.text) + "</conditionExpression></sequenceFlow>\n";
  }

  std::string associations(const ElementModel& parent, const std::string& margin) const {
    std::string text;
    for (const ElementModel& e : model_.elements)
      if (e.parent == parent.id && !e.compensation_handler.empty())
        text += margin + "<association" + attribute("id", e.id + "-undo") + " associationDirection=\"One\"" +
                attribute("sourceRef", e.id) + attribute("targetRef", e.compensation_handler) + "/>\n";
    return text;
  }

  const ProcessModel& model_;
  std::string globals_;
  std::set<std::string> known_;
};

}  // namespace

std::string bpmn_text(const ProcessModel& model) {
  return Writer(model).write();
}

}  // namespace bihuan::reference
