// Decides which vendors' doors an element goes through. A file may carry extensions of several; each is taken.
#include "adapters/definitions/dialects.h"

#include <fmt/format.h>

#include <array>
#include <set>

#include "adapters/definitions/names.h"
#include "adapters/definitions/translation.h"
#include "adapters/definitions/vendors.h"

namespace bihuan::definitions {
namespace {

using namespace definition;

struct Vendor {
  std::string_view ns, prefix;
  Dialect dialect;
  void (*process)(Translation&);
  void (*flow_node)(Translation&);
  void (*loop)(Translation&);
  void (*event_definition)(Translation&);
  void (*flow)(Translation&);
};

constexpr std::array vendors = {
    Vendor{camunda_ns, "camunda", Dialect::Camunda, camunda_process, camunda_flow_node, camunda_loop,
           camunda_event_definition, camunda_flow},
    Vendor{zeebe_ns, "zeebe", Dialect::Zeebe, zeebe_process, zeebe_flow_node, zeebe_loop, zeebe_event_definition,
           zeebe_flow},
    Vendor{flowable_ns, "flowable", Dialect::Flowable, flowable_process, flowable_flow_node, flowable_loop,
           flowable_event_definition, flowable_flow},
    Vendor{activiti_ns, "activiti", Dialect::Flowable, flowable_process, flowable_flow_node, flowable_loop,
           flowable_event_definition, flowable_flow},
};

const Vendor* vendor_of(std::string_view ns) {
  for (const Vendor& vendor : vendors)
    if (vendor.ns == ns) return &vendor;
  return nullptr;
}

/// The first namespace of a process, its own, its attributes' or its contents', that `accepts` takes.
template <class Accepts>
bool any_namespace(const XmlDocument& document, XmlNode node, Accepts accepts) {
  for (std::uint32_t i = node.index(); i < node.end(); ++i) {
    const XmlNode inner = document.node(i);
    if (accepts(inner.ns())) return true;
    for (const XmlAttribute& a : inner.attributes())
      if (accepts(a.ns)) return true;
  }
  return false;
}

/// The names that the file declares without using them, or carries as its own; those of bihuan: come first.
Dialect dialect_of_names(const XmlDocument& document) {
  std::vector<std::string_view> names(document.declared_namespaces().begin(), document.declared_namespaces().end());
  names.push_back(document.root().get("targetNamespace"));
  Dialect found = Dialect::Bihuan;
  for (const std::string_view name : names) {
    if (name == bihuan_ns) return Dialect::Bihuan;
    const Vendor* vendor = vendor_of(name);
    if (vendor != nullptr && found == Dialect::Bihuan) found = vendor->dialect;
  }
  return found;
}

/// For a process that uses no extension at all: what Camunda's Modeler writes on the root, else what the file declares.
Dialect dialect_of_root(const XmlDocument& document) {
  constexpr std::string_view modeler_ns = "http://camunda.org/schema/modeler/1.0";
  const std::string_view platform = document.root().get("executionPlatform", modeler_ns);
  if (platform == "Camunda Platform") return Dialect::Camunda;
  return platform == "Camunda Cloud" ? Dialect::Zeebe : dialect_of_names(document);
}

/// bihuan: names decide; then the first vendor met.
Dialect dialect_of(const XmlDocument& document, XmlNode process) {
  if (any_namespace(document, process, [](std::string_view ns) { return ns == bihuan_ns; })) return Dialect::Bihuan;
  Dialect found = dialect_of_root(document);
  any_namespace(document, process, [&](std::string_view ns) {
    const Vendor* vendor = vendor_of(ns);
    if (vendor != nullptr) found = vendor->dialect;
    return vendor != nullptr;
  });
  return found;
}

/// Does the element carry anything of this vendor?
bool carries(XmlNode node, std::string_view ns) {
  for (const XmlAttribute& a : node.attributes())
    if (a.ns == ns) return true;
  const auto extensions = node.child(bpmn_ns, "extensionElements");
  if (!extensions) return false;
  for (const XmlNode child : extensions->children())
    if (child.ns() == ns) return true;
  return false;
}

/// Through the vendor's door if it carries anything of it, or if the whole process is of its dialect: some defaults
/// differ where nothing is written.
bool concerns(const Vendor& vendor, XmlNode node, const ProcessModel& process) {
  const bool same_dialect = vendor.dialect == process.dialect && vendor.ns != activiti_ns;
  return same_dialect || carries(node, vendor.ns);
}

/// Fields of several forms may be of one name.
void drop_repeated(std::vector<std::string>& names) {
  std::set<std::string> seen;
  std::erase_if(names, [&](const std::string& name) { return !seen.insert(name).second; });
}

}  // namespace

void translate_process(BpmnIndex& index, const XmlDocument& document, XmlNode node, ProcessModel& process) {
  process.dialect = dialect_of(document, node);
  for (const Vendor& vendor : vendors) {
    Translation t{index, node, process.elements.front(), process, vendor.ns, vendor.prefix};
    if (concerns(vendor, node, process)) vendor.process(t);
  }
}

namespace {

/// In other products a receive task without a message waits until somebody tells it to go on; here it waits for a
/// message that only whoever knows the task could send.
void wait_to_be_told(ElementModel& element, const ProcessModel& process) {
  if (element.kind != ElementKind::ReceiveTask || process.dialect == Dialect::Bihuan) return;
  if (!element.message.name.empty() || !element.message.ref.empty()) return;
  element.message.kind = EventKind::Message;
  element.message.name.text = "bihuan:wait:" + process.id + ":" + element.id;
}

}  // namespace

void translate_flow_node(BpmnIndex& index, XmlNode node, ElementModel& element, ProcessModel& process) {
  const auto loop = node.child(bpmn_ns, "multiInstanceLoopCharacteristics");
  for (const Vendor& vendor : vendors) {
    Translation t{index, node, element, process, vendor.ns, vendor.prefix};
    if (concerns(vendor, node, process)) vendor.flow_node(t);
    if (!loop || !carries(*loop, vendor.ns)) continue;
    Translation of_loop{index, *loop, element, process, vendor.ns, vendor.prefix};
    vendor.loop(of_loop);
  }
  wait_to_be_told(element, process);
}

void translate_event_definition(BpmnIndex& index, XmlNode node, EventDefinitionModel& event, ElementModel& element,
                                ProcessModel& process) {
  for (const Vendor& vendor : vendors) {
    if (!carries(node, vendor.ns)) continue;
    Translation t{index, node, element, process, vendor.ns, vendor.prefix, &event};
    vendor.event_definition(t);
  }
}

void translate_flow(BpmnIndex& index, XmlNode node, FlowModel& flow, ProcessModel& process) {
  ElementModel named;
  named.id = flow.id;
  named.name = flow.name;
  for (const Vendor& vendor : vendors) {
    if (!concerns(vendor, node, process)) continue;
    Translation t{index, node, named, process, vendor.ns, vendor.prefix};
    vendor.flow(t);
  }
}

void translate_root(BpmnIndex& index, XmlNode root, EventDefinitionModel& event) {
  zeebe_root(root, event);
  if (!root.find("errorMessage", camunda_ns)) return;
  index.findings().warning(
      root.where(), root.get("id"), "error-message-not-kept",
      fmt::format("错误“{}”上的 camunda:errorMessage 不会随错误抛出，只抛出错误代码。", root.get("id")),
      fmt::format("camunda:errorMessage of the error \"{}\" is not thrown with it; its code alone is.",
                  root.get("id")));
}

void complete_dialect(const XmlDocument& document, XmlNode node, ProcessModel& process) {
  if (process.dialect != Dialect::Bihuan) drop_repeated(process.variables);
  if (any_namespace(document, node, [](std::string_view ns) { return ns == bihuan_ns; })) return;
  for (ElementModel& element : process.elements) {
    if (element.kind != ElementKind::UserTask || element.assignment) continue;
    element.assignment.emplace();
    element.assignment->kind = "users-and-groups";
    element.assignment->where = element.where;
  }
}

}  // namespace bihuan::definitions
