// Decides correlation keys (bpmn_correlation.h).
#include "adapters/definitions/bpmn_correlation.h"

#include <algorithm>
#include <map>
#include <set>

#include "adapters/definitions/bpmn_kinds.h"
#include "adapters/definitions/bpmn_reading.h"
#include "adapters/definitions/names.h"

namespace bihuan::definitions {
namespace {

using namespace definition;

struct Key {
  std::string id;
  std::vector<std::string> properties;           ///< ids
  std::set<std::string, std::less<>> processes;  ///< ids of the participants' processes; empty = all
};

/// The text of the elements of that name in a node: "correlationPropertyRef" and the like.
std::vector<std::string> references(XmlNode node, std::string_view name) {
  std::vector<std::string> result;
  for (const XmlNode child : node.children())
    if (child.is(bpmn_ns, name)) result.emplace_back(local_part(child.text()));
  return result;
}

bool is_conversation(XmlNode node) {
  return node.is(bpmn_ns, "conversation") || node.is(bpmn_ns, "subConversation") ||
         node.is(bpmn_ns, "callConversation");
}

class CorrelationReader {
 public:
  CorrelationReader(BpmnIndex& index, XmlNode root, std::string_view language, Model& model)
      : index_(index), root_(root), language_(language), model_(model) {}

  void read() {
    for (const XmlNode child : root_.children()) {
      if (child.is(bpmn_ns, "correlationProperty")) read_property(child);
      if (child.is(bpmn_ns, "collaboration") || child.is(bpmn_ns, "globalConversation")) read_keys(child);
      if (child.is(bpmn_ns, "process")) read_subscriptions(child);
    }
    if (keys_.empty()) return;
    for (ProcessModel& process : model_.processes)
      for (const Key& key : keys_)
        if (key.processes.empty() || key.processes.contains(process.id)) apply(key, process);
  }

 private:
  /// The retrieval expressions of a property, by message.
  void read_property(XmlNode property) {
    auto& paths = paths_[std::string(property.get("id"))];
    for (const XmlNode child : property.children()) {
      if (!child.is(bpmn_ns, "correlationPropertyRetrievalExpression")) continue;
      const auto path = child.child(bpmn_ns, "messagePath");
      const std::string_view message = trimmed(child.get("messageRef"));
      if (path && !message.empty() && index_.resolve(property, "messageRef", message, "message"))
        paths.emplace(local_part(message), *path);
    }
  }

  void read_keys(XmlNode collaboration) {
    std::set<std::string, std::less<>> processes;
    for (const XmlNode child : collaboration.children())
      if (child.is(bpmn_ns, "participant") && !trimmed(child.get("processRef")).empty())
        processes.emplace(local_part(child.get("processRef")));
    for (const XmlNode child : collaboration.children()) {
      if (child.is(bpmn_ns, "correlationKey")) add_key(child, processes);
      if (!is_conversation(child)) continue;
      for (const XmlNode inner : child.children())
        if (inner.is(bpmn_ns, "correlationKey")) add_key(inner, processes);
    }
  }

  void add_key(XmlNode node, const std::set<std::string, std::less<>>& processes) {
    Key key{std::string(node.get("id")), references(node, "correlationPropertyRef"), processes};
    if (key.id.empty()) key.id = std::string(trimmed(node.get("name")));
    if (key.id.empty()) key.id = "key-" + std::to_string(keys_.size() + 1);
    for (const std::string& property : key.properties)
      index_.resolve(node, "correlationPropertyRef", property, "correlationProperty");
    if (!key.properties.empty()) keys_.push_back(std::move(key));
  }

  /// The data paths of a process's subscription, by key and property.
  void read_subscriptions(XmlNode process) {
    for (const XmlNode child : process.children()) {
      if (!child.is(bpmn_ns, "correlationSubscription")) continue;
      const std::string_view key = trimmed(child.get("correlationKeyRef"));
      auto& bindings = subscriptions_[{std::string(process.get("id")), std::string(local_part(key))}];
      for (const XmlNode binding : child.children()) {
        const auto path = binding.child(bpmn_ns, "dataPath");
        if (path) bindings.emplace(local_part(binding.get("correlationPropertyRef")), *path);
      }
    }
  }

  void apply(const Key& key, ProcessModel& process) {
    for (ElementModel& element : process.elements) {
      if (!element.message.ref.empty()) apply(key, process, element, element.message);
      for (EventDefinitionModel& event : element.events)
        if (event.kind == EventKind::Message) apply(key, process, element, event);
    }
  }

  void apply(const Key& key, ProcessModel& process, const ElementModel& element, EventDefinitionModel& event) {
    if (event.ref.empty() || !event.conversation.empty() || !event.correlation_key.empty()) return;
    const std::string message(local_part(event.ref));
    std::vector<XmlNode> paths;
    for (const std::string& property : key.properties) {
      const auto of_property = paths_.find(property);
      if (of_property == paths_.end() || !of_property->second.contains(message)) return;
      paths.push_back(of_property->second.at(message));
    }
    const Reading reading{index_, process, language_};
    event.conversation = key.id;
    event.message_key = joined(reading, paths);
    const bool throws = is_throw(element.kind) || element.kind == ElementKind::SendTask;
    if (!throws) event.correlation_key = subscribed(reading, key, process);
  }

  ExpressionText subscribed(const Reading& reading, const Key& key, const ProcessModel& process) {
    const auto subscription = subscriptions_.find({process.id, key.id});
    if (subscription == subscriptions_.end()) return {};
    std::vector<XmlNode> paths;
    for (const std::string& property : key.properties) {
      const auto path = subscription->second.find(property);
      if (path == subscription->second.end()) return {};
      paths.push_back(path->second);
    }
    return joined(reading, paths);
  }

  /// One text of several properties, so that keys compare as a whole.
  ExpressionText joined(const Reading& reading, const std::vector<XmlNode>& paths) {
    ExpressionText result = reading.expression(paths.front(), owner_of(paths.front()));
    if (paths.size() == 1) return result;
    std::string parts;
    for (const XmlNode path : paths) {
      const ExpressionText one = reading.expression(path, owner_of(path));
      if (!one.language.empty()) reading.note(owner_of(path), "messagePath", path.where());
      parts += (parts.empty() ? "string(" : ", string(") + one.text + ")";
    }
    result.text = "string join([" + parts + "], \"|\")";
    return result;
  }

  /// The correlation property or subscription that a path belongs to.
  static XmlNode owner_of(XmlNode path) { return *path.parent()->parent(); }

  BpmnIndex& index_;
  XmlNode root_;
  std::string_view language_;
  Model& model_;
  std::vector<Key> keys_;
  std::map<std::string, std::map<std::string, XmlNode, std::less<>>, std::less<>> paths_;
  std::map<std::pair<std::string, std::string>, std::map<std::string, XmlNode, std::less<>>> subscriptions_;
};

}  // namespace

void read_correlation(BpmnIndex& index, XmlNode root, std::string_view default_language, Model& model) {
  CorrelationReader(index, root, default_language, model).read();
}

}  // namespace bihuan::definitions
