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

/// The inclusive and complex gateways that have something to wait for, the one whose token came first going first.
std::vector<std::pair<int, const ElementModel*>> Interpreter::waiting_gateways() {
  std::vector<std::pair<int, const ElementModel*>> waiting;
  const auto add = [&](int in, const ElementModel* gateway) {
    const std::pair here{in, gateway};
    const bool inclusive = gateway->kind == ElementKind::InclusiveGateway && incoming(*gateway).size() > 1;
    if (!inclusive && gateway->kind != ElementKind::ComplexGateway) return;
    if (std::ranges::find(waiting, here) == waiting.end()) waiting.push_back(here);
  };
  for (const Token& one : tokens_)
    if (one.flow != nullptr) add(one.scope, one.node);
  for (const Activated& one : activated_) add(one.scope, one.gateway);
  if (disorder_ != 0) std::shuffle(waiting.begin(), waiting.end(), draw_);
  return waiting;
}

/// One look at every waiting gateway; what they send on moves after that. (Where several may fire the standard leaves
/// the order open.)
bool Interpreter::look_at_joins() {
  bool fired = false;
  for (const auto& [in, gateway] : waiting_gateways()) fired = look_at(in, *gateway) || fired;
  return fired;
}

bool Interpreter::look_at(int in, const ElementModel& gateway) {
  if (find_scope(in) == nullptr) return false;
  const bool starts = gateway.kind == ElementKind::ComplexGateway && activated(in, gateway) == nullptr;
  if (starts) return activate(in, gateway);
  if (!awaited(in, gateway).empty()) return false;
  return goes(in, gateway);
}

/// A reset, or an inclusive join with what it has. False: it has nothing.
bool Interpreter::goes(int in, const ElementModel& gateway) {
  if (gateway.kind == ElementKind::ComplexGateway) {
    reset(in, gateway);
    return true;
  }
  const int taken = take_one_of_each(in, incoming(gateway));
  if (taken != 0) begin(taken);
  return taken != 0;
}

/// 13.4.3: the other tokens that can come to an empty incoming flow without visiting the gateway, and not to one that
/// has a token already (or gave one), without visiting the gateway. A token at the gateway itself has visited it.
std::vector<Token> Interpreter::awaited(int in, const ElementModel& gateway) const {
  const Activated* before = activated(in, gateway);
  std::vector<const FlowModel*> held, empty;
  for (const FlowModel* flow : incoming(gateway)) {
    const bool gave = before != nullptr && std::ranges::find(before->gave, flow) != before->gave.end();
    (gave || standing_on(in, flow) != 0 ? held : empty).push_back(flow);
  }
  std::vector<Token> others;
  for (const Token& other : tokens_) {
    const bool at_it = other.flow == nullptr && other.node == &gateway;
    if (other.scope == in && !at_it && comes_to(other, gateway, empty) && !comes_to(other, gateway, held))
      others.push_back(other);
  }
  return others;
}

/// Gateways that wait for nothing but tokens at each other's doors would wait for ever: the one whose token is the
/// oldest goes (docs/semantics.md).
bool Interpreter::break_circle() {
  auto circle = waiting_gateways();
  std::erase_if(circle, [&](const auto& one) {
    return one.second->kind == ElementKind::ComplexGateway && activated(one.first, *one.second) == nullptr;
  });
  const auto stands = [&](const Token& other) {
    return other.flow != nullptr && std::ranges::find(circle, std::pair{other.scope, other.node}) != circle.end();
  };
  const auto waits_outside = [&](const auto& one) {
    const std::vector<Token> others = awaited(one.first, *one.second);
    return !std::ranges::all_of(others, stands);
  };
  for (bool smaller = true; smaller;) {
    smaller = false;
    for (std::size_t i = 0; i < circle.size() && !smaller; ++i) {
      if (!waits_outside(circle[i])) continue;
      circle.erase(circle.begin() + static_cast<std::ptrdiff_t>(i));
      smaller = true;
    }
  }
  return !circle.empty() && goes(circle.front().first, *circle.front().second);
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
    if (const ElementModel* to = linked(node))
      for (const FlowModel* flow : outgoing(*to)) add(flow);
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
