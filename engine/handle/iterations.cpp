// Decides who takes part in a running multi-instance activity from now on: iterations are added and taken away. Whether
// a caller has the right to is api's business.
#include <algorithm>

#include "engine/base/limits.h"
#include "engine/behaviour/live_iterations.h"
#include "engine/handle/rejections.h"

namespace bihuan::handle {
namespace {

using behaviour::IterationState;
using state::Scope;

/// Null when it is no running multi-instance body.
const Scope* find_body(const Step& step, ScopeId id) {
  const Scope* scope = step.state().scope(id);
  return scope != nullptr && scope->kind == state::ScopeKind::MultiInstance ? scope : nullptr;
}

std::unexpected<Rejection> no_such_body(ScopeId id) {
  const std::string number = std::to_string(id.n);
  return refuse(RejectionCode::NotFound, "没有编号为 " + number + " 的多实例活动，或者已经结束",
                "Expected a running multi-instance activity " + number + ", but there is none");
}

std::unexpected<Rejection> not_removable(std::uint32_t number, IterationState state) {
  const std::string n = std::to_string(number);
  if (state == IterationState::None)
    return refuse_input("/loopCounters", "没有第 " + n + " 个实例",
                        "Expected an iteration " + n + ", but there is none");
  return refuse(RejectionCode::WrongState, "第 " + n + " 个实例已经结束",
                "Expected iteration " + n + " to run or not to have begun, but it has ended");
}

std::unexpected<Rejection> failed(const Fault& fault) {
  return refuse(RejectionCode::WrongState, fault.message_zh, fault.message_en);
}

}  // namespace

Handled handle(Step& step, const command::AddIterations& command) {
  const Scope* body = find_body(step, command.body);
  if (body == nullptr) return no_such_body(command.body);
  if (command.items.empty())
    return refuse_input("/items", "请给出要增加的项", "Expected items to add, but there are none");
  if (body->multi_instance->planned + command.items.size() > max_iterations)
    return refuse_input("/items", "多实例最多 " + std::to_string(max_iterations) + " 个",
                        "Expected at most " + std::to_string(max_iterations) + " iterations, but there would be more");
  const bool counts = !step.definition.at(body->element).multi_instance->collection.given();
  behaviour::add_iterations(step, command.body, counts ? std::vector<Value>(command.items.size()) : command.items);
  return {};
}

Handled handle(Step& step, const command::RemoveIterations& command) {
  if (find_body(step, command.body) == nullptr) return no_such_body(command.body);
  std::vector<std::uint32_t> numbers = command.loop_counters;
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  if (numbers.empty())
    return refuse_input("/loopCounters", "请指明要去掉哪几个实例", "Expected iterations to remove, but there are none");
  for (const std::uint32_t number : numbers) {
    const IterationState state = behaviour::iteration_state(step, command.body, number);
    if (state == IterationState::None || state == IterationState::Ended) return not_removable(number, state);
  }
  const Evaluated<void> removed = behaviour::remove_iterations(step, command.body, numbers);
  if (!removed) return failed(removed.error());
  return {};
}

}  // namespace bihuan::handle
