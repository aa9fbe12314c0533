// Decides how names become indices: the links between elements and flows of a definition. What each kind of element
// carries is in compile_element.cpp, what is refused in validate.h.
#include "engine/definition/compile.h"

#include "engine/definition/compile_element.h"
#include "engine/definition/facts.h"
#include "engine/definition/plain.h"
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

/// A link throw event goes on at the catch event of the same name in its scope (10.5.5, link events).
void join_links(Definition& d) {
  for (Element& thrower : d.elements) {
    if (thrower.kind != ElementKind::IntermediateThrowEvent || thrower.event().kind != EventKind::Link) continue;
    for (const Element& catcher : d.elements)
      if (catcher.kind == ElementKind::IntermediateCatchEvent && catcher.parent == thrower.parent &&
          catcher.event().kind == EventKind::Link && catcher.event().name.source() == thrower.event().name.source())
        thrower.link_target = catcher.index;
  }
}

/// Handlers, and what a sub-process leaves behind because of what is in it (10.6.1).
void find_compensation(const Facts& facts, Definition& d) {
  for (std::size_t i = 0; i < d.elements.size(); ++i) {
    const ElementModel& model = facts.process.elements[i];
    Element& e = d.elements[i];
    for (std::size_t n = 0; n < model.events.size() && n < e.events.size(); ++n)
      if (!model.events[n].activity_ref.empty())
        e.events[n].activity = element_at(facts.index(model.events[n].activity_ref));
    if (model.compensation_handler.empty()) continue;
    e.compensation_handler = element_at(facts.index(model.compensation_handler));
    if (!e.attached_to || !e.compensation_handler) continue;
    d.elements[e.attached_to.i].compensation_handler = e.compensation_handler;
    d.elements[e.attached_to.i].compensable = true;
  }
  for (const Element& e : d.elements)
    if (e.kind == ElementKind::EventSubProcess && !e.starts.empty() &&
        d.at(e.starts.front()).has_event(EventKind::Compensation)) {
      d.elements[e.parent.i].compensation_event_sub_process = e.index;
      d.elements[e.parent.i].compensable = true;
    }
  // Elements stand after their parents, so one pass from the back carries it outwards.
  for (std::size_t i = d.elements.size(); i-- > 1;)
    if (d.elements[i].compensable && d.elements[i].parent) d.elements[d.elements[i].parent.i].compensable = true;
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
  d.dialect = process.dialect;
  d.starter_users = process.starter_users;
  d.starter_groups = process.starter_groups;
  d.global_task = process.global_task;
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

const Expr::Text& Expr::text() const {
  static const Text none;
  return text_ ? *text_ : none;
}

const EventRule& Element::event() const {
  static const EventRule none;
  return events.empty() ? none : events.front();
}

bool Element::has_event(EventKind kind) const {
  for (const EventRule& one : events)
    if (one.kind == kind) return true;
  return false;
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
  d->elements.reserve(process.elements.size());
  d->flows.reserve(process.flows.size());
  for (std::size_t i = 0; i < process.elements.size(); ++i) {
    Element e = compile_element(process, process.elements[i], expressions);
    link(facts, i, e);
    d->by_id.emplace(e.id, e.index);
    d->elements.push_back(std::move(e));
  }
  for (std::size_t i = 0; i < process.flows.size(); ++i) d->flows.push_back(compile_flow(facts, i, expressions));
  if (findings.any_error()) return std::unexpected(findings.take());
  join_links(*d);
  find_compensation(facts, *d);
  fill_reachability(*d);
  mark_plain(*d);
  return Compiled{std::move(d), findings.take()};
}

}  // namespace bihuan::definition
