// Decides the rule of each kind of element, as far as tokens on flows are concerned.
#include "engine/analysis/token_game.h"

#include <algorithm>

#include "engine/analysis/escalation.h"
#include "engine/definition/reachability.h"

namespace bihuan::analysis {
namespace {

using definition::Definition;
using definition::Element;
using definition::ElementKind;
using definition::EventKind;

/// Sets of flows that get a token together.
using Choices = std::vector<std::vector<FlowIndex>>;

bool is_join(const Element& e) {
  return e.incoming.size() > 1 && (e.kind == ElementKind::ParallelGateway || e.kind == ElementKind::InclusiveGateway);
}

bool has(const Marking& marking, FlowIndex flow) {
  return std::binary_search(marking.begin(), marking.end(), flow);
}

void take(Marking& marking, FlowIndex flow) {
  marking.erase(std::lower_bound(marking.begin(), marking.end(), flow));
}

void put(Marking& marking, FlowIndex flow) {
  marking.insert(std::upper_bound(marking.begin(), marking.end(), flow), flow);
}

// --- what leaves ----------------------------------------------------------------------------------------------------

struct Ways {
  std::vector<FlowIndex> always, sometimes;
  FlowIndex otherwise;
};

Ways ways(const Definition& d, const Element& e) {
  Ways w;
  for (const FlowIndex flow : e.outgoing) {
    if (flow == e.default_flow)
      w.otherwise = flow;
    else if (d.at(flow).condition.given())
      w.sometimes.push_back(flow);
    else
      w.always.push_back(flow);
  }
  return w;
}

/// Flows with conditions: any set of them; the default only when none; never nothing, unless nothing leaves at all.
Choices conditional(const Definition& d, const Element& e) {
  const Ways w = ways(d, e);
  Choices result;
  for (std::size_t set = 0; set < std::size_t{1} << w.sometimes.size(); ++set) {
    std::vector<FlowIndex> flows = w.always;
    for (std::size_t i = 0; i < w.sometimes.size(); ++i)
      if (set >> i & 1) flows.push_back(w.sometimes[i]);
    if (set == 0 && w.otherwise) flows.push_back(w.otherwise);
    if (!flows.empty() || e.outgoing.empty()) result.push_back(std::move(flows));
  }
  return result;
}

Choices one_of(const std::vector<FlowIndex>& flows) {
  Choices result;
  for (const FlowIndex flow : flows) result.push_back({flow});
  if (flows.empty()) result.push_back({});
  return result;
}

/// A compensation boundary event has no way out: its handler runs while another event waits for it.
bool leads_out(const Element& boundary) {
  return !boundary.has_event(EventKind::Compensation);
}

/// Ends by itself (with so many tokens on each flow as it makes) or by an interrupting boundary event; the others fire
/// once or not at all. Further firings of one boundary event do what its first did.
Choices activity(const Definition& d, const Element& e) {
  Choices result = conditional(d, e);
  for (std::vector<FlowIndex>& flows : result) {
    const std::vector<FlowIndex> once = flows;
    for (std::uint32_t n = 1; n < e.completion_quantity; ++n) flows.insert(flows.end(), once.begin(), once.end());
  }
  for (const ElementIndex b : e.boundary_events)
    if (d.at(b).interrupting && leads_out(d.at(b))) result.push_back(d.at(b).outgoing);
  for (const ElementIndex b : e.boundary_events) {
    if (d.at(b).interrupting || !leads_out(d.at(b))) continue;
    Choices with = result;
    for (std::vector<FlowIndex>& flows : with)
      flows.insert(flows.end(), d.at(b).outgoing.begin(), d.at(b).outgoing.end());
    result.insert(result.end(), with.begin(), with.end());
  }
  return result;
}

Choices leaving(const Definition& d, const Element& e) {
  switch (e.kind) {
    case ElementKind::ExclusiveGateway:
      return one_of(e.outgoing);
    case ElementKind::EventBasedGateway:
      return e.parallel_events ? Choices{e.outgoing} : one_of(e.outgoing);
    case ElementKind::InclusiveGateway:
    case ElementKind::ComplexGateway:
      return conditional(d, e);
    case ElementKind::IntermediateThrowEvent:
      return {e.link_target ? d.at(e.link_target).outgoing : e.outgoing};
    case ElementKind::ParallelGateway:
    case ElementKind::StartEvent:
    case ElementKind::IntermediateCatchEvent:
    case ElementKind::BoundaryEvent:
      return {e.outgoing};
    case ElementKind::EndEvent:
      return {{}};
    case ElementKind::Task:
    case ElementKind::UserTask:
    case ElementKind::ManualTask:
    case ElementKind::ServiceTask:
    case ElementKind::SendTask:
    case ElementKind::ReceiveTask:
    case ElementKind::ScriptTask:
    case ElementKind::BusinessRuleTask:
    case ElementKind::SubProcess:
    case ElementKind::Transaction:
    case ElementKind::AdHocSubProcess:
    case ElementKind::CallActivity:
      return activity(d, e);
    case ElementKind::Process:
    case ElementKind::EventSubProcess:
      return {{}};
  }
  return {};
}

// --- what is taken --------------------------------------------------------------------------------------------------

bool can_come_to(const Definition& d, const Element& join, const Marking& marking, FlowIndex token, bool with_token) {
  for (std::size_t i = 0; i < join.incoming.size(); ++i)
    if (has(marking, join.incoming[i]) == with_token && flow_reaches_door(d, join, i, token)) return true;
  return false;
}

/// 13.4.3: waits while a token could come to an empty incoming flow and to none that has one already.
bool inclusive_join_is_ready(const Definition& d, const Element& join, const Marking& marking) {
  return std::none_of(marking.begin(), marking.end(), [&](FlowIndex token) {
    return can_come_to(d, join, marking, token, false) && !can_come_to(d, join, marking, token, true);
  });
}

bool is_ready(const Definition& d, const Element& e, const Marking& marking) {
  if (!is_join(e)) return true;
  if (e.kind == ElementKind::InclusiveGateway) return inclusive_join_is_ready(d, e, marking);
  return std::all_of(e.incoming.begin(), e.incoming.end(), [&](FlowIndex flow) { return has(marking, flow); });
}

Marking without_taken(const Element& e, const Marking& marking, FlowIndex flow) {
  Marking rest = marking;
  if (!is_join(e))
    take(rest, flow);
  else
    for (const FlowIndex incoming : e.incoming)
      if (has(rest, incoming)) take(rest, incoming);
  return rest;
}

}  // namespace

Doorway doorway(const Definition& d, const Element& e) {
  const bool ends_scope =
      e.has_event(EventKind::Terminate) || e.has_event(EventKind::Error) || e.has_event(EventKind::Cancel);
  if (e.kind == ElementKind::EndEvent && ends_scope) return Doorway::Final;
  if (ends_its_scope_by_escalation(d, e)) return Doorway::Final;
  return is_join(e) ? Doorway::Join : Doorway::Single;
}

std::size_t choices(const Definition& d, const Element& e) {
  std::size_t doubling = 0;
  if (e.kind != ElementKind::ExclusiveGateway && e.kind != ElementKind::EventBasedGateway)
    doubling = ways(d, e).sometimes.size();
  std::size_t interrupting = 0, beside = 0;
  for (const ElementIndex b : e.boundary_events)
    if (leads_out(d.at(b))) ++(d.at(b).interrupting ? interrupting : beside);
  if (doubling + beside > 12) return max_choices + 1;
  const std::size_t all = ((std::size_t{1} << doubling) + interrupting) << beside;
  return std::min(std::max(all, e.outgoing.size()), max_choices + 1);
}

std::vector<Firing> beginnings(const Definition& d, const Element& container) {
  std::vector<Firing> result;
  for (const ElementIndex start : container.starts) {
    Firing begun{start, d.at(start).outgoing};
    std::sort(begun.after.begin(), begun.after.end());
    result.push_back(std::move(begun));
  }
  if (!result.empty()) return result;
  result.push_back({container.index, {}});
  for (const ElementIndex entry : container.entries) {
    std::vector<Firing> further;
    for (const Firing& so_far : result)
      for (const auto& flows : leaving(d, d.at(entry))) {
        further.push_back({entry, so_far.after});
        for (const FlowIndex flow : flows) put(further.back().after, flow);
      }
    result = std::move(further);
    if (result.size() > max_choices) break;
  }
  return result;
}

std::vector<Firing> firings(const Definition& d, const Marking& marking, FlowIndex flow) {
  const Element& e = d.at(d.at(flow).target);
  if (!is_ready(d, e, marking)) return {};
  if (doorway(d, e) == Doorway::Final) return {{e.index, {}}};
  const Marking rest = without_taken(e, marking, flow);
  std::vector<Firing> result;
  for (const auto& flows : leaving(d, e)) {
    result.push_back({e.index, rest});
    for (const FlowIndex out : flows) put(result.back().after, out);
  }
  return result;
}

}  // namespace bihuan::analysis
