// Decides the order of reading a BPMN file: XML, root, names, ids, processes, and last what lies between processes.
#include "adapters/definitions/bpmn_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "adapters/definitions/bihuan_names.h"
#include "adapters/definitions/bpmn_collaboration.h"
#include "adapters/definitions/bpmn_events.h"
#include "adapters/definitions/bpmn_index.h"
#include "adapters/definitions/bpmn_kinds.h"
#include "adapters/definitions/bpmn_process.h"
#include "adapters/definitions/bpmn_reading.h"
#include "adapters/definitions/bpmn_text.h"
#include "adapters/definitions/bpmn_unsupported.h"
#include "adapters/definitions/names.h"

namespace bihuan::definitions {
namespace {

using namespace definition;

/// Root elements of the standard that are referenced, drawn or described, but do nothing by themselves.
constexpr auto quiet_roots = std::to_array<std::string_view>({
    "import",        "extension",
    "documentation", "extensionElements",
    "relationship",  "message",
    "signal",        "error",
    "escalation",    "itemDefinition",
    "dataStore",     "category",
    "resource",      "interface",
    "endPoint",      "partnerEntity",
    "partnerRole",   "correlationProperty",
    "collaboration", "globalConversation",
    "choreography",  "globalChoreographyTask",
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
    let_global_tasks_run();
    read_collaborations(index_, root, default_language(), model_);
    for (const XmlNode child : root.children()) read_for_all(child);
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
    } else if (const auto kind = global_task_kind(node.name())) {
      model_.processes.push_back(read_global_task(index_, document_, node, *kind, default_language()));
    } else if (std::find(quiet_roots.begin(), quiet_roots.end(), node.name()) == quiet_roots.end() &&
               !is_event_definition(node)) {
      index_.findings().error(node.where(), node.get("id"), "unknown-element",
                              fmt::format("文件里的 {} 不是 BPMN 2.0 的元素。请检查写法。", node.name()),
                              fmt::format("{} is no element of BPMN 2.0. Check the spelling.", node.name()));
    }
  }

  /// A file of which nothing is executable is a drawing; in any other a global task is there to be called.
  void let_global_tasks_run() {
    const bool runs = std::any_of(model_.processes.begin(), model_.processes.end(),
                                  [](const ProcessModel& p) { return p.executable; });
    for (ProcessModel& process : model_.processes)
      if (process.global_task) process.executable = runs;
  }

  void read_foreign_root(XmlNode node) {
    if (node.name() != "process" && node.name() != "collaboration") return;  // diagrams and the like
    index_.findings().error(node.where(), node.get("id"), "wrong-namespace",
                            fmt::format("“{}”（{}）的命名空间不对：写的是“{}”，应是“{}”。", label_of(node), node.name(),
                                        node.ns(), bpmn_ns),
                            fmt::format("\"{}\" ({}) has the wrong namespace: it is \"{}\", it should be \"{}\".",
                                        label_of(node), node.name(), node.ns(), bpmn_ns));
  }

  /// What concerns every process, so that all must have been read.
  void read_for_all(XmlNode node) {
    if (node.ns() != bpmn_ns) return;
    if (node.name() == "extension" && boolean_of(node.get("mustUnderstand")) == true) {
      note_in_all(unsupported(document_.root(), "mustUnderstand", node.where()));
    }
  }

  void note_in_all(const Unsupported& found) {
    for (ProcessModel& process : model_.processes) note_unsupported(process, found);
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
