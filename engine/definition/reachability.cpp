// Decides reachability by one search along the flows for each flow, and one against them for each door of a join.
#include "engine/definition/reachability.h"

namespace bihuan::definition {
namespace {

/// The flows on which a token that leaves the element may come to stand: its own, and those of its boundary events.
std::vector<FlowIndex> ways_out(const Definition& d, const Element& e) {
  std::vector<FlowIndex> out = e.outgoing;
  for (const ElementIndex boundary : e.boundary_events)
    out.insert(out.end(), d.at(boundary).outgoing.begin(), d.at(boundary).outgoing.end());
  return out;
}

/// All flows that a token which is about to stand on one of `begin` can come to, those included.
BitSet flows_after(const Definition& d, std::vector<FlowIndex> begin) {
  BitSet seen(d.flows.size());
  while (!begin.empty()) {
    const FlowIndex flow = begin.back();
    begin.pop_back();
    if (seen.has(flow.i)) continue;
    seen.add(flow.i);
    for (const FlowIndex next : ways_out(d, d.at(d.at(flow).target))) begin.push_back(next);
  }
  return seen;
}

struct Doors {
  BitSet flows, elements;
};

/// Against the flows from one incoming flow of the join, never through the join itself.
Doors doors_to(const Definition& d, const Element& join, FlowIndex incoming) {
  Doors doors{BitSet(d.flows.size()), BitSet(d.elements.size())};
  std::vector<FlowIndex> open{incoming};
  while (!open.empty()) {
    const FlowIndex flow = open.back();
    open.pop_back();
    if (doors.flows.has(flow.i)) continue;
    doors.flows.add(flow.i);
    const Element* source = &d.at(d.at(flow).source);
    if (source->index == join.index) continue;
    doors.elements.add(source->index.i);
    if (source->attached_to) {
      source = &d.at(source->attached_to);
      doors.elements.add(source->index.i);
    }
    for (const FlowIndex before : source->incoming) open.push_back(before);
  }
  return doors;
}

void fill_join(const Definition& d, Element& join) {
  for (const FlowIndex incoming : join.incoming) {
    Doors doors = doors_to(d, join, incoming);
    join.join_flows.push_back(std::move(doors.flows));
    join.join_elements.push_back(std::move(doors.elements));
  }
}

}  // namespace

void fill_reachability(Definition& d) {
  for (const Element& e : d.elements) d.element_reaches_flow.push_back(flows_after(d, ways_out(d, e)));
  for (const SequenceFlow& flow : d.flows) d.flow_reaches_flow.push_back(d.element_reaches_flow[flow.target.i]);
  for (Element& e : d.elements)
    if (e.kind == ElementKind::InclusiveGateway && e.incoming.size() > 1) fill_join(d, e);
}

}  // namespace bihuan::definition
