// Decides the order of reading a BPMN file: XML, root, names, ids, processes, and last what lies between processes.
#include "adapters/definitions/bpmn_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "adapters/definitions/bihuan_names.h"
#include "adapters/definitions/bpmn_events.h"
#include "adapters/definitions/bpmn_index.h"
#include "adapters/definitions/bpmn_process.h"
#include "adapters/definitions/bpmn_text.h"
#include "adapters/definitions/bpmn_unsupported.h"
#include "adapters/definitions/names.h"

namespace bihuan::definitions {
namespace {

using namespace definition;

/// Root elements of the standard that are referenced, drawn or described, but do nothing by themselves.
constexpr auto quiet_roots = std::to_array<std::string_view>({
    "import",
    "extension",
    "documentation",
    "extensionElements",
    "relationship",
    "message",
    "signal",
    "error",
    "escalation",
    "itemDefinition",
    "dataStore",
    "category",
    "resource",
    "interface",
    "endPoint",
    "partnerEntity",
    "partnerRole",
    "correlationProperty",
    "collaboration",
    "globalConversation",
    "choreography",
    "globalChoreographyTask",
    "globalTask",
    "globalUserTask",
    "globalManualTask",
    "globalScriptTask",
    "globalBusinessRuleTask",
});

/// Reads one file whose root has been recognised.
class FileReader {
 public:
  FileReader(const XmlDocument& document, Findings& findings) : document_(document), index_(document, findings) {}

  Model read() {
    const XmlNode root = document_.root();
    model_.id = std::string(root.get("id"));
    model_.target_namespace = std::string(root.get("targetNamespace"));
    if (!index_.within_bounds()) return {};
    for (const XmlNode child : root.children()) read_root(child);
    for (const XmlNode child : root.children()) read_between(child);
    return std::move(model_);
  }

 private:
  /// XPath is what the standard assumes where a file says nothing, and what tools write without anybody having chosen
  /// it.
  std::string_view default_language() const {
    const std::string_view language = document_.root().get("expressionLanguage");
    return language.find("XPath") != std::string_view::npos ? std::string_view() : language;
  }

  void read_root(XmlNode node) {
    if (node.ns() != bpmn_ns) return read_foreign_root(node);
    if (node.name() == "process") {
      model_.processes.push_back(read_process(index_, document_, node, default_language()));
    } else if (std::find(quiet_roots.begin(), quiet_roots.end(), node.name()) == quiet_roots.end() &&
               !is_event_definition(node)) {
      index_.findings().error(node.where(), node.get("id"), "unknown-element",
                              fmt::format("文件里的 {} 不是 BPMN 2.0 的元素。请检查写法。", node.name()),
                              fmt::format("{} is no element of BPMN 2.0. Check the spelling.", node.name()));
    }
  }

  void read_foreign_root(XmlNode node) {
    if (node.name() != "process" && node.name() != "collaboration") return;  // diagrams and the like
    index_.findings().error(node.where(), node.get("id"), "wrong-namespace",
                            fmt::format("“{}”（{}）的命名空间不对：写的是“{}”，应是“{}”。", label_of(node), node.name(),
                                        node.ns(), bpmn_ns),
                            fmt::format("\"{}\" ({}) has the wrong namespace: it is \"{}\", it should be \"{}\".",
                                        label_of(node), node.name(), node.ns(), bpmn_ns));
  }

  /// What concerns several processes, so that all must have been read.
  void read_between(XmlNode node) {
    if (node.ns() != bpmn_ns) return;
    if (node.name() == "collaboration" || node.name() == "globalConversation") read_collaboration(node);
    if (node.name() == "extension" && boolean_of(node.get("mustUnderstand")) == true) {
      note_in_all(unsupported(document_.root(), "mustUnderstand", node.where()));
    }
    if (node.name() == "message" || node.name() == "signal" || node.name() == "error" || node.name() == "escalation") {
      if (auto found = foreign_semantics(node, node)) note_in_all(std::move(*found));
    }
  }

  void note_in_all(const Unsupported& found) {
    for (ProcessModel& process : model_.processes) note_unsupported(process, found);
  }

  void read_collaboration(XmlNode collaboration) {
    bool correlated = false;  // one key is enough to say so
    for (const XmlNode child : collaboration.children()) {
      if (child.is(bpmn_ns, "participant")) read_participant(child);
      if (child.is(bpmn_ns, "messageFlow")) read_message_flow(child);
      if (correlated || !holds_correlation_key(child)) continue;
      note_correlation(collaboration, child);
      correlated = true;
    }
  }

  void read_participant(XmlNode participant) {
    const std::string_view process = trimmed(participant.get("processRef"));
    if (!process.empty()) index_.resolve(participant, "processRef", process, "process");
  }

  static bool holds_correlation_key(XmlNode node) {
    return node.is(bpmn_ns, "correlationKey") ||
           (node.is(bpmn_ns, "conversation") && node.child(bpmn_ns, "correlationKey"));
  }

  /// Correlation keys rule over each pool of their collaboration.
  void note_correlation(XmlNode collaboration, XmlNode node) {
    for (const XmlNode child : collaboration.children()) {
      ProcessModel* process = child.is(bpmn_ns, "participant") ? process_at(child) : nullptr;
      if (process) note_unsupported(*process, unsupported(child, "correlationKey", node.where()));
    }
  }

  void read_message_flow(XmlNode flow) {
    ProcessModel* source = end_of(flow, "sourceRef");
    ProcessModel* target = end_of(flow, "targetRef");
    if (!source || !target || !source->executable || !target->executable) return;
    note_unsupported(*source, unsupported(flow, "messageFlow", flow.where()));
  }

  ProcessModel* end_of(XmlNode flow, std::string_view attribute) {
    const std::string_view reference = trimmed(flow.get(attribute));
    if (reference.empty()) return nullptr;
    const auto node = index_.resolve(flow, attribute, reference, "");
    return node ? process_at(*node) : nullptr;
  }

  /// The process that a participant stands for or that a flow node lies in; nullptr for a black box.
  ProcessModel* process_at(XmlNode node) {
    if (node.name() == "participant") {
      const auto process = index_.find(node.get("processRef"));
      if (!process) return nullptr;
      node = *process;
    }
    while (node.name() != "process" && node.parent()) node = *node.parent();
    const auto found = std::find_if(model_.processes.begin(), model_.processes.end(),
                                    [&](const ProcessModel& p) { return p.id == node.get("id"); });
    return found == model_.processes.end() ? nullptr : &*found;
  }

  const XmlDocument& document_;
  BpmnIndex index_;
  Model model_;
};

std::unexpected<std::vector<Diagnostic>> refused(Findings& findings) {
  return std::unexpected(findings.take());
}

/// True for the root of a BPMN 2.0 file; otherwise says what it is instead.
bool check_root(XmlNode root, Findings& findings) {
  if (root.is(bpmn_ns, "definitions")) return true;
  const bool only_namespace = root.name() == "definitions";
  findings.error(
      root.where(), "", only_namespace ? "wrong-namespace" : "not-bpmn",
      only_namespace ? fmt::format("这不是 BPMN 2.0 文件：命名空间是“{}”，应是“{}”。", root.ns(), bpmn_ns)
                     : fmt::format("这不是 BPMN 2.0 文件：最外层是 {}，应是 definitions。", root.name()),
      only_namespace
          ? fmt::format("This is no BPMN 2.0 file: its namespace is \"{}\", it should be \"{}\".", root.ns(), bpmn_ns)
          : fmt::format("This is no BPMN 2.0 file: its root is {}, it should be definitions.", root.name()));
  return false;
}

}  // namespace

std::expected<Model, std::vector<Diagnostic>> read_bpmn(std::string_view bytes, std::string_view file_name) {
  const auto document = read_xml(bytes);
  if (!document) return std::unexpected(std::vector{diagnostic_of(document.error(), file_name)});
  Findings findings(file_name);
  if (!check_root(document->root(), findings)) return refused(findings);
  check_bihuan_names(*document, findings);
  Model model = FileReader(*document, findings).read();
  if (findings.has_errors()) return refused(findings);
  if (model.processes.empty()) {
    findings.warning(document->root().where(), model.id, "no-process", "文件里没有流程（process）。",
                     "The file holds no process.");
  }
  model.file = std::string(file_name);
  model.warnings = findings.take();
  return model;
}

}  // namespace bihuan::definitions
