// The complex gateway: activated by its condition, reset once nothing more can come (BPMN 2.0.2, 13.4.5).
#include <algorithm>

#include "tests/reference/interpreter.h"

namespace bihuan::reference {

const Activated* Interpreter::activated(int in, const ElementModel& gateway) const {
  for (const Activated& one : activated_)
    if (one.scope == in && one.gateway == &gateway) return &one;
  return nullptr;
}

/// Waiting for start: the condition over the tokens on the incoming flows. Once it is true one token of each flow that
/// has one is taken, and the outgoing flows are chosen; then it waits for its reset.
bool Interpreter::activate(int in, const ElementModel& gateway) {
  if (activated(in, gateway) != nullptr) return false;
  const auto flows = incoming(gateway);
  int count = 0;
  for (const Token& one : tokens_) count += one.scope == in && one.flow != nullptr && one.node == &gateway;
  const std::string& condition = gateway.activation_condition.text;
  if (count == 0 || (!condition.empty() && !is_true(condition, {{"activationCount", count}}))) return false;
  Activated now{in, &gateway, {}};
  for (const FlowModel* flow : flows)
    if (standing_on(in, flow) != 0) now.gave.push_back(flow);
  if (flows.size() > 1) activated_.push_back(now);  // else there is nothing to wait for
  begin(take_one_of_each(in, flows));
  return true;
}

/// Takes what came over the flows that gave nothing at the activation. Tokens go only where a condition says so.
void Interpreter::reset(int in, const ElementModel& gateway) {
  const Activated before = *activated(in, gateway);
  std::vector<const FlowModel*> others;
  for (const FlowModel* flow : incoming(gateway))
    if (std::ranges::find(before.gave, flow) == before.gave.end()) others.push_back(flow);
  std::erase_if(activated_, [&](const Activated& one) { return one.scope == in && one.gateway == &gateway; });
  int taken = take_one_of_each(in, others);
  if (taken == 0 && opened(gateway).empty()) return close_if_done(in);
  if (taken == 0) taken = new_token(in, nullptr, &gateway).id;
  token(taken).flow = nullptr;
  queue_.push_back({taken, true, true});
}

std::vector<const FlowModel*> Interpreter::opened(const ElementModel& gateway) const {
  std::vector<const FlowModel*> ways;
  for (const FlowModel* flow : outgoing(gateway))
    if (!flow->condition.empty() && is_true(flow->condition.text)) ways.push_back(flow);
  return ways;
}

}  // namespace bihuan::reference
