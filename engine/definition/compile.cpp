// Decides how names become indices: the links between elements and flows of a definition. What each kind of element
// carries is in compile_element.cpp, what is refused in validate.h.
#include "engine/definition/compile.h"

#include "engine/definition/compile_element.h"
#include "engine/definition/facts.h"
#include "engine/definition/reachability.h"
#include "engine/definition/validate.h"

namespace bihuan::definition {
namespace {

ElementIndex element_at(std::size_t i) {
  return {i == Facts::none ? ElementIndex::none : static_cast<std::uint32_t>(i)};
}
FlowIndex flow_at(std::size_t i) {
  return {static_cast<std::uint32_t>(i)};
}

std::vector<ElementIndex> elements_at(const std::vector<std::size_t>& positions) {
  std::vector<ElementIndex> result;
  for (const std::size_t i : positions) result.push_back(element_at(i));
  return result;
}
std::vector<FlowIndex> flows_at(const std::vector<std::size_t>& positions) {
  std::vector<FlowIndex> result;
  for (const std::size_t i : positions) result.push_back(flow_at(i));
  return result;
}

FlowIndex flow_named(const Facts& facts, const Node& node, const std::string& id) {
  for (const std::size_t i : node.outgoing)
    if (!id.empty() && facts.process.flows[i].id == id) return flow_at(i);
  return {};
}

/// The none start event of a process; of a sub-process its only start.
ElementIndex none_start(const Facts& facts, const ElementModel& container, const std::vector<std::size_t>& starts) {
  for (const std::size_t i : starts)
    if (container.kind != ElementKind::Process || event_kind(facts.process.elements[i]) == EventKind::None)
      return element_at(i);
  return {};
}

void link(const Facts& facts, std::size_t i, Element& e) {
  const ElementModel& model = facts.process.elements[i];
  const Node& node = facts.node(i);
  e.index = element_at(i);
  e.parent = i == 0 ? ElementIndex{} : element_at(facts.index(model.parent));
  e.incoming = flows_at(node.incoming);
  e.outgoing = flows_at(node.outgoing);
  e.default_flow = flow_named(facts, node, model.default_flow);
  e.children = elements_at(node.children);
  e.event_sub_processes = elements_at(node.event_sub_processes);
  e.boundary_events = elements_at(node.boundary_events);
  if (model.kind == ElementKind::BoundaryEvent) e.attached_to = element_at(facts.index(model.attached_to));
  if (!is_container(model.kind)) return;
  const std::vector<std::size_t> starts = facts.starts(i);
  e.starts = elements_at(starts);
  e.none_start = none_start(facts, model, starts);
  e.entries = elements_at(facts.entries(i));
}

SequenceFlow compile_flow(const Facts& facts, std::size_t i, ExpressionReader& expressions) {
  const FlowModel& model = facts.process.flows[i];
  return {.index = flow_at(i),
          .id = model.id,
          .name = model.name,
          .source = element_at(facts.index(model.source)),
          .target = element_at(facts.index(model.target)),
          .condition = expressions.read(model.condition, model.id, model.where, "分支条件", "condition")};
}

void compile_process(const ProcessModel& process, Definition& d, ExpressionReader& expressions) {
  d.process_id = process.id;
  d.name = process.name;
  d.version_tag = process.version_tag;
  d.category = process.category;
  d.documentation = process.elements.front().documentation;
  d.withdraw_message = process.withdraw_message;
  d.withdraw_by = process.withdraw_by;
  d.initiator_messages = process.initiator_messages;
  d.calendar = process.calendar;
  d.variables = process.variables;
  d.protected_variables = process.protected_variables;
  d.business_key = expressions.read(process.business_key, process.id, process.where, "业务编号", "business key");
  d.title = expressions.read(process.case_title, process.id, process.where, "标题", "title");
  d.unit = expressions.read(process.unit, process.id, process.where, "所属单位", "unit");
  d.line = expressions.read(process.line, process.id, process.where, "所属条线", "line");
}

}  // namespace

bool BitSet::merge(const BitSet& other) {
  bool grew = false;
  for (std::size_t i = 0; i < words_.size() && i < other.words_.size(); ++i) {
    const std::uint64_t before = words_[i];
    words_[i] |= other.words_[i];
    grew = grew || words_[i] != before;
  }
  return grew;
}

ElementIndex Definition::find(std::string_view id) const {
  const auto found = by_id.find(id);
  return found == by_id.end() ? ElementIndex{} : found->second;
}

std::expected<Compiled, std::vector<Diagnostic>> compile(const ProcessModel& process, const std::string& file) {
  Findings findings(file);
  const Facts facts(process);
  if (!validate(facts, findings)) return std::unexpected(findings.take());
  ExpressionReader expressions(process, findings);
  auto d = std::make_shared<Definition>();
  compile_process(process, *d, expressions);
  for (std::size_t i = 0; i < process.elements.size(); ++i) {
    Element e = compile_element(process, process.elements[i], expressions);
    link(facts, i, e);
    d->by_id.emplace(e.id, e.index);
    d->elements.push_back(std::move(e));
  }
  for (std::size_t i = 0; i < process.flows.size(); ++i) d->flows.push_back(compile_flow(facts, i, expressions));
  if (findings.any_error()) return std::unexpected(findings.take());
  fill_reachability(*d);
  return Compiled{std::move(d), findings.take()};
}

}  // namespace bihuan::definition
