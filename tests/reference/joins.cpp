// Which tokens parallel and inclusive gateways take, and when (BPMN 2.0.2, 13.4.1 and 13.4.3), by walking the graph.
#include <algorithm>
#include <set>

#include "tests/reference/interpreter.h"

namespace bihuan::reference {

/// One token from each incoming flow, or it waits. True: this token goes for all of them.
bool Interpreter::parallel_join(int arrived) {
  const Token one = token(arrived);
  std::vector<int> others;
  for (const FlowModel* flow : incoming(*one.node)) {
    const int there = standing_on(one.scope, flow);
    if (there == 0) return false;
    if (flow != one.flow) others.push_back(there);
  }
  for (const int other : others) erase_token(other);
  return true;
}

/// One look at every waiting gateway, the one whose token came first going first; what they send on moves after that.
/// (Where several may fire the standard leaves the order open.)
bool Interpreter::fire_inclusive_joins() {
  std::vector<std::pair<int, const ElementModel*>> waiting;
  for (const Token& one : tokens_) {
    const std::pair here{one.scope, one.node};
    const bool waits = one.flow != nullptr && one.node->kind == ElementKind::InclusiveGateway;
    if (waits && std::ranges::find(waiting, here) == waiting.end()) waiting.push_back(here);
  }
  bool fired = false;
  for (const auto& [in, gateway] : waiting) {
    if (!may_fire(in, *gateway)) continue;
    join(in, *gateway);
    fired = true;
  }
  return fired;
}

/// 13.4.3: a token is at one incoming flow at least, and for every other token that can come to an empty incoming flow
/// without visiting the gateway, it can also come to one that has a token already, without visiting the gateway.
bool Interpreter::may_fire(int in, const ElementModel& gateway) const {
  const auto flows = incoming(gateway);
  if (flows.size() < 2) return false;
  const auto holds = [&](const FlowModel* flow) { return standing_on(in, flow) != 0; };
  if (std::none_of(flows.begin(), flows.end(), holds)) return false;
  for (const Token& other : tokens_) {
    if (other.scope != in) continue;
    if (comes_to(other, gateway, false, in) && !comes_to(other, gateway, true, in)) return false;
  }
  return true;
}

/// Whether there is a path from the token to an incoming flow of the gateway that holds a token (or holds none), and
/// that does not visit the gateway.
bool Interpreter::comes_to(const Token& from, const ElementModel& gateway, bool held, int in) const {
  std::set<const FlowModel*> seen;
  std::vector<const FlowModel*> open;
  const auto out_of = [&](const ElementModel& node) {
    for (const FlowModel* flow : outgoing(node)) open.push_back(flow);
    for (const ElementModel& other : model_->elements)
      if (other.kind == ElementKind::BoundaryEvent && other.attached_to == node.id)
        for (const FlowModel* flow : outgoing(other)) open.push_back(flow);
  };
  if (from.flow != nullptr)
    open.push_back(from.flow);
  else
    out_of(*from.node);
  while (!open.empty()) {
    const FlowModel* flow = open.back();
    open.pop_back();
    if (!seen.insert(flow).second) continue;
    if (flow->target == gateway.id) {
      if ((standing_on(in, flow) != 0) == held && flow != from.flow) return true;
      continue;
    }
    for (const ElementModel& node : model_->elements)
      if (node.id == flow->target) out_of(node);
  }
  return false;
}

void Interpreter::join(int in, const ElementModel& gateway) {
  int first = 0;
  const std::vector<const FlowModel*> flows = incoming(gateway);
  for (const FlowModel* flow : flows) {
    const int there = standing_on(in, flow);
    if (there == 0) continue;
    if (first == 0)
      first = there;
    else
      erase_token(there);
  }
  begin(first);
}

}  // namespace bihuan::reference
