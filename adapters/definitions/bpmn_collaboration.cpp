// Decides participants and message flows (bpmn_collaboration.h).
#include "adapters/definitions/bpmn_collaboration.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "adapters/definitions/bpmn_correlation.h"
#include "adapters/definitions/bpmn_kinds.h"
#include "adapters/definitions/bpmn_reading.h"
#include "adapters/definitions/bpmn_text.h"
#include "adapters/definitions/bpmn_unsupported.h"
#include "adapters/definitions/names.h"

namespace bihuan::definitions {
namespace {

using namespace definition;

/// One end of a message flow: a process of the file and, unless it is the pool as a whole, an element of it.
struct End {
  ProcessModel* process = nullptr;
  ElementModel* element = nullptr;
};

bool sends(const ElementModel& element) {
  return is_throw(element.kind) || element.kind == ElementKind::SendTask;
}

/// The message definition of an event or message task; nullptr for what neither sends nor receives.
EventDefinitionModel* message_of(ElementModel* element) {
  if (!element) return nullptr;
  if (element->kind == ElementKind::SendTask || element->kind == ElementKind::ReceiveTask) return &element->message;
  for (EventDefinitionModel& event : element->events)
    if (event.kind == EventKind::Message) return &event;
  return nullptr;
}

ExpressionText senders_business_key(Where where) {
  ExpressionText key;
  key.text = "${execution.processBusinessKey}";
  key.language = "juel";
  key.is_expression = true;
  key.where = where;
  return key;
}

class CollaborationReader {
 public:
  CollaborationReader(BpmnIndex& index, Model& model) : index_(index), model_(model) {
    for (ProcessModel& process : model.processes)
      for (ElementModel& element : process.elements) elements_.try_emplace(element.id, End{&process, &element});
  }

  void read(XmlNode collaboration) {
    for (const XmlNode child : collaboration.children()) {
      if (child.is(bpmn_ns, "participant")) read_participant(child);
      if (child.is(bpmn_ns, "messageFlow")) read_message_flow(child);
    }
  }

 private:
  void read_participant(XmlNode participant) {
    const std::string_view process = trimmed(participant.get("processRef"));
    if (!process.empty()) index_.resolve(participant, "processRef", process, "process");
  }

  void read_message_flow(XmlNode flow) {
    const End source = end_of(flow, "sourceRef"), target = end_of(flow, "targetRef");
    const bool runs = source.process && target.process && source.process->executable && target.process->executable;
    if (!runs || source.process == target.process) return;
    EventDefinitionModel* sent = message_of(source.element);
    EventDefinitionModel* received = message_of(target.element);
    const bool job = source.element && !source.element->job.topic.empty();
    if (!sent || !received || !sends(*source.element) || sends(*target.element) || job) return warn(flow, job);
    join(flow, *source.process, *sent, *received);
  }

  /// Drawn between other things than a sender and a receiver, or something else than this program sends.
  void warn(XmlNode flow, bool job) {
    if (job) return;
    index_.findings().warning(
        flow.where(), flow.get("id"), "message-flow-not-delivered",
        fmt::format("消息流“{}”的两头不都是发送和接收消息的事件或任务，只作图示，不传递消息。", label_of(flow)),
        fmt::format("The message flow \"{}\" does not lead from a sending to a receiving event or task; it is drawn "
                    "and delivers nothing.",
                    label_of(flow)));
  }

  void join(XmlNode flow, ProcessModel& sender, EventDefinitionModel& sent, EventDefinitionModel& received) {
    ExpressionText name = !sent.name.empty() ? sent.name : received.name;
    if (name.empty()) name = name_of(flow);
    if (sent.name.empty()) sent.name = name;
    if (received.name.empty()) received.name = name;
    sent.kind = received.kind = EventKind::Message;
    if (sent.name.text != received.name.text) note_unsupported(sender, unsupported(flow, "messageFlow", flow.where()));
    if (sent.correlation_key.empty() && sent.message_key.empty())
      sent.correlation_key = senders_business_key(flow.where());
  }

  ExpressionText name_of(XmlNode flow) {
    const std::string_view reference = trimmed(flow.get("messageRef"));
    const auto message = reference.empty() ? std::nullopt : index_.resolve(flow, "messageRef", reference, "message");
    ExpressionText name;
    if (message) name = text_or_feel(*message, "name");
    if (!name.empty()) return name;
    name.text = std::string(flow.get("id"));
    name.where = flow.where();
    return name;
  }

  End end_of(XmlNode flow, std::string_view attribute) {
    const std::string_view reference = trimmed(flow.get(attribute));
    if (reference.empty()) return {};
    const auto node = index_.resolve(flow, attribute, reference, "");
    if (!node) return {};
    if (node->name() == "participant") return {process_named(local_part(node->get("processRef"))), nullptr};
    const auto found = elements_.find(node->get("id"));
    return found == elements_.end() ? End{} : found->second;
  }

  ProcessModel* process_named(std::string_view id) {
    const auto found = std::find_if(model_.processes.begin(), model_.processes.end(),
                                    [&](const ProcessModel& p) { return p.id == id; });
    return found == model_.processes.end() ? nullptr : &*found;
  }

  BpmnIndex& index_;
  Model& model_;
  std::map<std::string_view, End> elements_;  ///< by id
};

}  // namespace

void read_collaborations(BpmnIndex& index, XmlNode root, std::string_view default_language, Model& model) {
  read_correlation(index, root, default_language, model);
  CollaborationReader reader(index, model);
  for (const XmlNode child : root.children())
    if (child.is(bpmn_ns, "collaboration") || child.is(bpmn_ns, "globalConversation")) reader.read(child);
}

}  // namespace bihuan::definitions
