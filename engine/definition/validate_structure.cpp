// Decides the shape of scopes and flows (BPMN 2.0.2, 10.3.5, 10.5.2, 10.5.3, 8.4.13): how they begin and end, which
// flows may be where, and what is never reached.
#include <algorithm>

#include "engine/definition/validate.h"

namespace bihuan::definition {
namespace {

using Elements = std::vector<ElementModel>;

void scopes_have_a_beginning(const Facts& facts, Findings& findings) {
  const Elements& elements = facts.process.elements;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const ElementModel& e = elements[i];
    const bool begins = !facts.starts(i).empty() || !facts.entries(i).empty();
    if (begins || e.kind == ElementKind::EventSubProcess) continue;
    if (e.kind == ElementKind::Process)
      findings.error(e, "no-start", "流程" + label_zh(e) + "没有开始：请添加一个开始事件。",
                     "The process " + label_en(e) + " has no beginning. Add a start event.");
    const bool embedded = e.kind == ElementKind::SubProcess || e.kind == ElementKind::Transaction;
    if (embedded && facts.node(e).children.empty())
      findings.warning(e, "empty-sub-process", "子流程" + label_zh(e) + "是空的，会立即完成。",
                       "The sub-process " + label_en(e) + " is empty and completes at once.");
    else if (embedded)
      findings.error(e, "no-start", "子流程" + label_zh(e) + "没有开始：请添加一个开始事件。",
                     "The sub-process " + label_en(e) + " has no beginning. Add a start event.");
  }
}

void a_scope_has_one_plain_start(const Facts& facts, Findings& findings) {
  const Elements& elements = facts.process.elements;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    if (!is_container(elements[i].kind) || elements[i].kind == ElementKind::EventSubProcess) continue;
    bool seen = false;
    for (const std::size_t start : facts.starts(i)) {
      const bool counts = elements[i].kind != ElementKind::Process || event_kind(elements[start]) == EventKind::None;
      if (counts && seen)
        findings.error(
            elements[start], "two-starts",
            label_zh(elements[i]) + "有多个普通开始事件，只能保留一个：" + label_zh(elements[start]) + "。",
            label_en(elements[i]) + " has several plain start events; keep one: " + label_en(elements[start]) + ".");
      seen = seen || counts;
    }
  }
}

void flows_stay_in_their_scope(const Facts& facts, Findings& findings) {
  for (const FlowModel& f : facts.process.flows) {
    const ElementModel *source = facts.element(f.source), *target = facts.element(f.target);
    if (source == nullptr || target == nullptr || source->parent == target->parent) continue;
    findings.error(f, "flow-crosses-scope",
                   "连线“" + f.id + "”从" + label_zh(*source) + "连到" + label_zh(*target) +
                       "，跨越了子流程的边界。请在同一层内连线。",
                   "The flow \"" + f.id + "\" from " + label_en(*source) + " to " + label_en(*target) +
                       " crosses the border of a sub-process. Connect elements of one level.");
  }
}

void nothing_flows_into_a_beginning(const Facts& facts, Findings& findings) {
  for (const ElementModel& e : facts.process.elements) {
    const bool start = e.kind == ElementKind::StartEvent, boundary = e.kind == ElementKind::BoundaryEvent;
    if ((!start && !boundary) || facts.node(e).incoming.empty()) continue;
    findings.error(
        e, start ? "start-with-incoming" : "boundary-with-incoming",
        std::string(start ? "开始事件" : "边界事件") + label_zh(e) + "不能有进入的连线。",
        std::string(start ? "The start event " : "The boundary event ") + label_en(e) + " cannot have incoming flows.");
  }
}

void nothing_flows_out_of_an_end(const Facts& facts, Findings& findings) {
  for (const ElementModel& e : facts.process.elements)
    if (e.kind == ElementKind::EndEvent && !facts.node(e).outgoing.empty())
      findings.error(e, "end-with-outgoing", "结束事件" + label_zh(e) + "不能有引出的连线。",
                     "The end event " + label_en(e) + " cannot have outgoing flows.");
}

void what_starts_by_itself_has_no_flows(const Facts& facts, Findings& findings) {
  for (const ElementModel& e : facts.process.elements) {
    const bool alone = e.kind == ElementKind::EventSubProcess || e.kind == ElementKind::Process;
    if (!alone || (facts.node(e).incoming.empty() && facts.node(e).outgoing.empty())) continue;
    findings.error(e, "flow-at-event-sub-process", "事件子流程" + label_zh(e) + "由事件启动，不能连线。",
                   "The event sub-process " + label_en(e) + " is started by its event and cannot have flows.");
  }
}

void a_default_flow_is_the_elements_own(const Facts& facts, Findings& findings) {
  for (const ElementModel& e : facts.process.elements) {
    if (e.default_flow.empty()) continue;
    const auto out = facts.outgoing(e);
    const auto own = std::find_if(out.begin(), out.end(), [&](const FlowModel* f) { return f->id == e.default_flow; });
    if (own == out.end())
      findings.error(
          e, "default-flow-not-own", label_zh(e) + "的默认连线“" + e.default_flow + "”不是从它引出的，请重新选择。",
          "The default flow \"" + e.default_flow + "\" of " + label_en(e) + " does not leave it. Choose again.");
    else if (!(*own)->condition.empty())
      findings.error(**own, "condition-on-default-flow", "连线“" + e.default_flow + "”是默认连线，不能再写条件。",
                     "The flow \"" + e.default_flow + "\" is the default flow and cannot have a condition.");
  }
}

bool makes_a_choice(ElementKind kind) {
  return is_activity(kind) || kind == ElementKind::ExclusiveGateway || kind == ElementKind::InclusiveGateway ||
         kind == ElementKind::ComplexGateway;
}

void default_flows_leave_choices(const Facts& facts, Findings& findings) {
  for (const ElementModel& e : facts.process.elements) {
    if (e.default_flow.empty() || makes_a_choice(e.kind)) continue;
    findings.error(e, "default-flow-without-choice", label_zh(e) + "不做选择，不能有默认连线。",
                   label_en(e) + " makes no choice and cannot have a default flow.");
  }
}

void conditions_stand_where_a_choice_is_made(const Facts& facts, Findings& findings) {
  for (const FlowModel& f : facts.process.flows) {
    const ElementModel* source = facts.element(f.source);
    if (source == nullptr || f.condition.empty()) continue;
    if (makes_a_choice(source->kind)) continue;
    // Other products choose after an event as after an activity.
    if (facts.process.dialect != Dialect::Bihuan && is_event(source->kind)) continue;
    findings.error(f, "condition-without-choice",
                   "连线“" + f.id + "”从" + label_zh(*source) + "引出，这里不能写条件。请改用排他网关或包容网关。",
                   "The flow \"" + f.id + "\" leaves " + label_en(*source) +
                       ", where no condition is allowed. Use an exclusive or inclusive gateway.");
  }
}

/// Where a link throw event goes on: the catch events of its name on its level.
std::vector<std::size_t> link_targets(const Facts& facts, const ElementModel& e) {
  std::vector<std::size_t> targets;
  if (e.kind != ElementKind::IntermediateThrowEvent || event_kind(e) != EventKind::Link) return targets;
  for (const ElementModel& other : facts.process.elements)
    if (other.kind == ElementKind::IntermediateCatchEvent && event_kind(other) == EventKind::Link &&
        other.parent == e.parent && other.events.front().name.text == e.events.front().name.text)
      targets.push_back(facts.index(other.id));
  return targets;
}

/// What begins the process beside its start events.
std::vector<std::size_t> instantiating(const Facts& facts, std::size_t container) {
  std::vector<std::size_t> found;
  for (const std::size_t child : facts.node(container).children)
    if (facts.process.elements[child].instantiate) found.push_back(child);
  return found;
}

/// Marks what can be reached, from the process inwards: starts, entries, what instantiates, targets of flows and links,
/// boundary events and contents of what is reached.
std::vector<bool> reached(const Facts& facts) {
  const Elements& elements = facts.process.elements;
  std::vector<bool> seen(elements.size());
  std::vector<std::size_t> open{0};
  const auto add = [&](const std::vector<std::size_t>& more) { open.insert(open.end(), more.begin(), more.end()); };
  while (!open.empty()) {
    const std::size_t i = open.back();
    open.pop_back();
    if (seen[i]) continue;
    seen[i] = true;
    const Node& node = facts.node(i);
    add(node.boundary_events);
    add(node.event_sub_processes);
    add(facts.starts(i));
    add(facts.entries(i));
    add(instantiating(facts, i));
    add(link_targets(facts, elements[i]));
    if (const std::size_t handler = facts.index(elements[i].compensation_handler); handler != Facts::none)
      open.push_back(handler);
    for (const std::size_t flow : node.outgoing) open.push_back(facts.index(facts.process.flows[flow].target));
    const std::size_t handler = facts.index(elements[i].compensation_handler);
    if (handler != Facts::none) open.push_back(handler);
  }
  return seen;
}

void everything_can_be_reached(const Facts& facts, Findings& findings) {
  const std::vector<bool> seen = reached(facts);
  for (std::size_t i = 0; i < seen.size(); ++i) {
    const ElementModel& e = facts.process.elements[i];
    if (!seen[i])
      findings.warning(e, "unreachable", label_zh(e) + "永远不会被执行：没有路径到达它。",
                       label_en(e) + " is never executed: no path leads to it.");
  }
}

}  // namespace

void check_structure(const Facts& facts, Findings& findings) {
  scopes_have_a_beginning(facts, findings);
  a_scope_has_one_plain_start(facts, findings);
  flows_stay_in_their_scope(facts, findings);
  nothing_flows_into_a_beginning(facts, findings);
  nothing_flows_out_of_an_end(facts, findings);
  what_starts_by_itself_has_no_flows(facts, findings);
  a_default_flow_is_the_elements_own(facts, findings);
  default_flows_leave_choices(facts, findings);
  conditions_stand_where_a_choice_is_made(facts, findings);
  everything_can_be_reached(facts, findings);
}

}  // namespace bihuan::definition
