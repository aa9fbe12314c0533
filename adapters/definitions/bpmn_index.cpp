// Decides uniqueness and resolution of ids (BPMN 2.0.2, 8.2.1 BaseElement; 8.2.2 QNames).
#include "adapters/definitions/bpmn_index.h"

#include <fmt/format.h>

#include "adapters/definitions/names.h"
#include "adapters/definitions/utf8.h"

namespace bihuan::definitions {

std::string_view local_part(std::string_view qualified_name) {
  const std::string_view name = trimmed(qualified_name);
  const auto colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string label_of(XmlNode node) {
  std::string_view label = trimmed(node.get("name"));
  if (label.empty()) label = node.get("id");
  if (label.empty()) label = node.name();
  const std::string_view start = first_code_points(label, 60);
  return std::string(start) + (start.size() < label.size() ? "…" : "");
}

BpmnIndex::BpmnIndex(const XmlDocument& document, Findings& findings) : document_(document), findings_(findings) {
  for (std::uint32_t i = 0; i < document.elements().size(); ++i) {
    const XmlNode node = document.node(i);
    check_bounds(node);
    if (node.ns() != bpmn_ns) continue;
    const std::string_view id = node.get("id");
    if (id.empty()) continue;
    const auto [first, is_new] = ids_.try_emplace(id, i);
    if (is_new) continue;
    const int first_line = document.node(first->second).where().line;
    findings.error(node.where(), id, "duplicate-id",
                   fmt::format("编号“{}”用了两次：第 {} 行和第 {} 行。请给其中一个换一个编号。", id, first_line,
                               node.where().line),
                   fmt::format("The id \"{}\" is used twice, in lines {} and {}. Rename one of them.", id, first_line,
                               node.where().line));
  }
}

namespace {

/// Expressions that end up at each step of a lane, in each event that refers to them, in each message of a name.
bool is_copied_text(XmlNode node) {
  if (node.name() == "formalExpression" || node.name() == "resourceAssignmentExpression") return true;
  if (node.name() == "messagePath" || node.name() == "dataPath") return true;
  const auto parent = node.parent();
  const auto above = parent ? parent->parent() : std::nullopt;
  return above && !above->parent() && parent->name().ends_with("EventDefinition");
}

bool is_data(std::string_view name) {
  return name == "property" || name == "dataObject" || name == "dataStoreReference" || name == "correlationKey";
}

}  // namespace

/// The texts that references copy into each place that refers to them.
void BpmnIndex::check_bounds(XmlNode node) {
  if (node.ns() != bpmn_ns && node.ns() != bihuan_ns) return;
  for (const XmlAttribute& a : node.attributes()) {
    if (a.name == "id") check_length(node, a.name, a.value, 255);
    const bool is_copied = a.name == "name" || a.name == "errorCode" || a.name == "escalationCode" ||
                           a.name == "correlationKey" || a.name == "timeToLive" || a.name == "calendar";
    if (is_copied) check_length(node, a.name, a.value, 2000);
  }
  const bool assigns = node.is(bihuan_ns, "assignment");
  for (const XmlAttribute& a : node.attributes())
    if (assigns) check_length(node, a.name, a.value, 2000);
  if (node.ns() != bpmn_ns) return;
  if (is_copied_text(node)) check_length(node, node.name(), node.text(), 2000);
  if (is_data(node.name())) check_number(node, ++data_, 5000, "数据", "data elements");
  if (node.name() == "process") check_number(node, ++processes_, 1000, "流程", "processes");
  if (is_flow_node(node.name())) check_number(node, ++nodes_, 20'000, "步骤、事件和网关", "flow nodes");
}

void BpmnIndex::check_length(XmlNode node, std::string_view attribute, std::string_view value, std::size_t limit) {
  if (value.size() <= limit) return;
  within_bounds_ = false;
  findings_.error(
      node.where(), "", "text-too-long",
      fmt::format("“{}”的 {} 太长，最多 {} 字节。请缩短。", label_of(node), attribute, limit),
      fmt::format("{} of \"{}\" is too long; at most {} bytes are allowed.", attribute, label_of(node), limit));
}

void BpmnIndex::check_number(XmlNode node, std::size_t number, std::size_t limit, std::string_view zh,
                             std::string_view en) {
  if (number != limit + 1) return;
  within_bounds_ = false;
  findings_.error(node.where(), "", "too-many-elements",
                  fmt::format("文件里的{}超过 {} 个。请拆成几个文件。", zh, limit),
                  fmt::format("The file has more than {} {}. Split it.", limit, en));
}

std::optional<XmlNode> BpmnIndex::find(std::string_view reference) const {
  auto found = ids_.find(trimmed(reference));
  if (found == ids_.end()) found = ids_.find(local_part(reference));
  if (found == ids_.end()) return std::nullopt;
  return document_.node(found->second);
}

std::optional<XmlNode> BpmnIndex::resolve(XmlNode from, std::string_view attribute, std::string_view reference,
                                          std::string_view kind) {
  const auto found = find(reference);
  if (found && found->name().ends_with(kind)) return found;
  if (!found) {
    findings_.error(from.where(), from.get("id"), "dangling-reference",
                    fmt::format("“{}”的 {} 指向“{}”，但文件里没有这个编号。请重新连线或改正引用。", label_of(from),
                                attribute, reference),
                    fmt::format("{} of \"{}\" refers to \"{}\", but the file has no such id.", attribute,
                                label_of(from), reference));
    return std::nullopt;
  }
  findings_.error(from.where(), from.get("id"), "wrong-reference",
                  fmt::format("“{}”的 {} 应指向 {}，但第 {} 行的“{}”是 {}。", label_of(from), attribute, kind,
                              found->where().line, reference, found->name()),
                  fmt::format("{} of \"{}\" must refer to a {}, but \"{}\" in line {} is a {}.", attribute,
                              label_of(from), kind, reference, found->where().line, found->name()));
  return std::nullopt;
}

}  // namespace bihuan::definitions
