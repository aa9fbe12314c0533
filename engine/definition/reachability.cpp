// Decides reachability: one search against the flows for each door of a join, and the strongly connected parts of the
// graph for what is in a loop. Both without recursion.
#include "engine/definition/reachability.h"

#include <algorithm>

namespace bihuan::definition {
namespace {

using Neighbours = std::vector<std::vector<std::uint32_t>>;

/// To where a token may go from an element, by one flow, one link, or a boundary event of its own.
Neighbours successors(const Definition& d) {
  Neighbours next(d.elements.size());
  for (const SequenceFlow& flow : d.flows) next[flow.source.i].push_back(flow.target.i);
  for (const Element& e : d.elements) {
    if (e.link_target) next[e.index.i].push_back(e.link_target.i);
    if (e.attached_to) next[e.attached_to.i].push_back(e.index.i);
  }
  return next;
}

Neighbours reversed(const Neighbours& next) {
  Neighbours before(next.size());
  for (std::uint32_t from = 0; from < next.size(); ++from)
    for (const std::uint32_t to : next[from]) before[to].push_back(from);
  return before;
}

/// The elements from which a token can come to the flow, without passing through the join that it leads to.
BitSet elements_before(const Definition& d, const Neighbours& before, const Element& join, FlowIndex incoming) {
  BitSet found(d.elements.size());
  std::vector<std::uint32_t> open{d.at(incoming).source.i};
  while (!open.empty()) {
    const std::uint32_t element = open.back();
    open.pop_back();
    if (element == join.index.i || found.has(element)) continue;
    found.add(element);
    open.insert(open.end(), before[element].begin(), before[element].end());
  }
  return found;
}

bool has_doors(const Element& e) {
  const bool by_paths = e.kind == ElementKind::InclusiveGateway || e.kind == ElementKind::ComplexGateway;
  return by_paths && e.incoming.size() > 1;
}

/// Tarjan's algorithm with its own stack: which strongly connected part each element belongs to.
class Parts {
 public:
  explicit Parts(const Neighbours& next) : next_(next), number_(next.size()), low_(next.size()), part_(next.size()) {
    for (std::uint32_t element = 0; element < next.size(); ++element)
      if (number_[element] == 0) search(element);
  }
  bool together(ElementIndex a, ElementIndex b) const { return part_[a.i] == part_[b.i]; }

 private:
  struct Visit {
    std::uint32_t element;
    std::size_t done = 0;  ///< neighbours already looked at
  };

  void enter(std::uint32_t element) {
    number_[element] = low_[element] = ++count_;
    stack_.push_back(element);
    visits_.push_back({element});
  }

  void search(std::uint32_t begin) {
    enter(begin);
    while (!visits_.empty()) {
      Visit& visit = visits_.back();
      if (visit.done == next_[visit.element].size()) {
        finish(visit.element);
        continue;
      }
      const std::uint32_t to = next_[visit.element][visit.done++];
      if (number_[to] == 0)
        enter(to);
      else if (part_[to] == 0)
        low_[visit.element] = std::min(low_[visit.element], number_[to]);
    }
  }

  void finish(std::uint32_t element) {
    visits_.pop_back();
    if (!visits_.empty()) low_[visits_.back().element] = std::min(low_[visits_.back().element], low_[element]);
    if (low_[element] != number_[element]) return;
    ++parts_;
    for (bool more = true; more;) {
      more = stack_.back() != element;
      part_[stack_.back()] = parts_;
      stack_.pop_back();
    }
  }

  const Neighbours& next_;
  std::vector<std::uint32_t> number_, low_, part_, stack_;
  std::vector<Visit> visits_;
  std::uint32_t count_ = 0, parts_ = 0;
};

}  // namespace

void fill_reachability(Definition& d) {
  const Neighbours next = successors(d);
  const Neighbours before = reversed(next);
  for (Element& e : d.elements) {
    if (e.kind == ElementKind::ComplexGateway) d.complex_gateways.push_back(e.index);
    if (!has_doors(e)) continue;
    for (const FlowIndex incoming : e.incoming) e.join_elements.push_back(elements_before(d, before, e, incoming));
  }
  const Parts parts(next);
  d.looping_flows = BitSet(d.flows.size());
  for (const SequenceFlow& flow : d.flows)
    if (parts.together(flow.source, flow.target)) d.looping_flows.add(flow.index.i);
}

bool flow_reaches_door(const Definition& d, const Element& join, std::size_t door, FlowIndex flow) {
  if (flow == join.incoming[door]) return true;
  const ElementIndex target = d.at(flow).target;
  return target != join.index && element_reaches_door(join, door, target);
}

}  // namespace bihuan::definition
