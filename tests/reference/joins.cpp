// Which tokens parallel and inclusive gateways take, and when (BPMN 2.0.2, 13.4.1 and 13.4.3), by walking the graph.
#include <algorithm>

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

/// An activity with a startQuantity begins once so many tokens stand at its door; this one goes for them.
bool Interpreter::gathered(int arrived) {
  const Token one = token(arrived);
  std::vector<int> there;
  for (const Token& other : tokens_)
    if (other.scope == one.scope && other.node == one.node && other.flow != nullptr) there.push_back(other.id);
  if (static_cast<int>(there.size()) < one.node->start_quantity) return false;
  std::erase(there, arrived);
  for (int i = 0; i + 1 < one.node->start_quantity; ++i) erase_token(there[static_cast<std::size_t>(i)]);
  return true;
}

/// One look at every waiting gateway, the one whose token came first going first; what they send on moves after that.
/// (Where several may fire the standard leaves the order open.)
bool Interpreter::look_at_joins() {
  std::vector<std::pair<int, const ElementModel*>> waiting;
  const auto add = [&](int in, const ElementModel* gateway) {
    const std::pair here{in, gateway};
    if (std::ranges::find(waiting, here) == waiting.end()) waiting.push_back(here);
  };
  for (const Token& one : tokens_) {
    const bool joins = one.node->kind == ElementKind::InclusiveGateway || one.node->kind == ElementKind::ComplexGateway;
    if (one.flow != nullptr && joins) add(one.scope, one.node);
  }
  for (const Activated& one : activated_) add(one.scope, one.gateway);
  bool fired = false;
  for (const auto& [in, gateway] : waiting) fired = look_at(in, *gateway) || fired;
  return fired;
}

bool Interpreter::look_at(int in, const ElementModel& gateway) {
  const auto flows = incoming(gateway);
  if (flows.size() < 2 || find_scope(in) == nullptr) return false;
  if (gateway.kind == ElementKind::ComplexGateway) {
    const Activated* one = activated(in, gateway);
    if (one == nullptr) return activate(in, gateway);
    if (!nothing_comes(in, gateway, one->gave)) return false;
    reset(in, gateway);
    return true;
  }
  const bool any = std::ranges::any_of(flows, [&](const FlowModel* flow) { return standing_on(in, flow) != 0; });
  if (!any || !nothing_comes(in, gateway, {})) return false;
  begin(take_one_of_each(in, flows));
  return true;
}

/// 13.4.3: every other token that can come to an empty incoming flow without visiting the gateway can also come to one
/// that has a token already (or gave one), without visiting the gateway.
bool Interpreter::nothing_comes(int in, const ElementModel& gateway, const std::vector<const FlowModel*>& gave) const {
  std::vector<const FlowModel*> held, empty;
  for (const FlowModel* flow : incoming(gateway)) {
    const bool holds = standing_on(in, flow) != 0 || std::ranges::find(gave, flow) != gave.end();
    (holds ? held : empty).push_back(flow);
  }
  for (const Token& other : tokens_)
    if (other.scope == in && comes_to(other, gateway, empty) && !comes_to(other, gateway, held)) return false;
  return true;
}

/// Whether there is a path from the token to one of these incoming flows of the gateway that does not visit it.
bool Interpreter::comes_to(const Token& from, const ElementModel& gateway,
                           const std::vector<const FlowModel*>& goals) const {
  std::vector<const FlowModel*> open;
  const auto out_of = [&](const ElementModel& node) {
    const auto add = [&](const FlowModel* flow) {
      if (std::ranges::find(open, flow) == open.end()) open.push_back(flow);
    };
    for (const FlowModel* flow : outgoing(node)) add(flow);
    if (!is_activity(node.kind)) return;
    for (const ElementModel& other : model_->elements)
      if (other.kind == ElementKind::BoundaryEvent && other.attached_to == node.id)
        for (const FlowModel* flow : outgoing(other)) add(flow);
  };
  if (from.flow != nullptr)
    open.push_back(from.flow);
  else
    out_of(*from.node);
  for (std::size_t i = 0; i < open.size(); ++i) {
    const FlowModel* flow = open[i];
    if (targets_[at(flow)] != &gateway)
      out_of(*targets_[at(flow)]);
    else if (flow != from.flow && std::ranges::find(goals, flow) != goals.end())
      return true;
  }
  return false;
}

/// The oldest token of each flow that has one becomes one token, whose id is the answer; 0 when there is none.
int Interpreter::take_one_of_each(int in, const std::vector<const FlowModel*>& flows) {
  int first = 0;
  for (const FlowModel* flow : flows) {
    const int there = standing_on(in, flow);
    if (there == 0) continue;
    if (first == 0)
      first = there;
    else
      erase_token(there);
  }
  return first;
}

}  // namespace bihuan::reference
