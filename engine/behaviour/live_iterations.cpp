// Decides live changes of multi-instance activities (live_iterations.h).
#include "engine/behaviour/live_iterations.h"

#include <algorithm>
#include <map>

#include "engine/behaviour/cancel.h"
#include "engine/behaviour/iteration_judge.h"
#include "engine/behaviour/multi_instance.h"

namespace bihuan::behaviour {
namespace {

using state::MultiInstance;

std::map<std::uint32_t, ScopeId> running(const Step& step, ScopeId body) {
  std::map<std::uint32_t, ScopeId> found;
  for (ScopeId child : step.state().children_of(body))
    if (step.scope(child).kind == state::ScopeKind::Iteration) found.emplace(step.scope(child).loop_counter, child);
  return found;
}

/// The highest number that has begun or was passed over.
std::uint32_t last_begun(const MultiInstance& counts) {
  std::uint32_t number = counts.started - static_cast<std::uint32_t>(counts.skipped.size());
  for (const std::uint32_t skipped : counts.skipped)
    if (skipped <= number + 1) ++number;
  return number;
}

/// So many have room where they are planned; the rest gets pages.
std::size_t room(const MultiInstance& counts, std::size_t wanted) {
  if (counts.page_size == 0) return wanted;
  const std::uint32_t free = (counts.page_size - counts.planned % counts.page_size) % counts.page_size;
  return free != 0 ? std::min<std::size_t>(free, wanted) : std::min<std::size_t>(counts.page_size, wanted);
}

bool needs_a_page(const MultiInstance& counts) {
  return counts.page_size != 0 && counts.planned % counts.page_size == 0;
}

}  // namespace

IterationState iteration_state(const Step& step, ScopeId body, std::uint32_t number) {
  const MultiInstance& counts = *step.scope(body).multi_instance;
  if (number == 0 || number > counts.planned) return IterationState::None;
  if (std::find(counts.skipped.begin(), counts.skipped.end(), number) != counts.skipped.end())
    return IterationState::Ended;
  if (number > last_begun(counts)) return IterationState::NotBegun;
  for (ScopeId child : step.state().children_of(body))
    if (step.scope(child).loop_counter == number) return IterationState::Running;
  return IterationState::Ended;
}

void add_iterations(Step& step, ScopeId body, std::vector<Value> items) {
  for (auto from = items.begin(); from != items.end();) {
    const MultiInstance& counts = *step.scope(body).multi_instance;
    const auto to = from + static_cast<std::ptrdiff_t>(room(counts, static_cast<std::size_t>(items.end() - from)));
    const ScopeId page = needs_a_page(counts) ? step.new_id<ScopeId>() : ScopeId{};
    step.emit(event::IterationsAdded{body, {std::make_move_iterator(from), std::make_move_iterator(to)}, page});
    from = to;
  }
  const Place owner{step.scope(body).parent, step.scope(body).owner};
  if (!has_more_to_come(step, owner)) begin_more(step, owner);
}

Evaluated<void> remove_iterations(Step& step, ScopeId body, const std::vector<std::uint32_t>& numbers) {
  const std::map<std::uint32_t, ScopeId> open = running(step, body);
  for (const std::uint32_t number : numbers) {
    const auto found = open.find(number);
    if (found == open.end())
      step.emit(event::IterationSkipped{body, number});
    else
      terminate_scope(step, found->second);
  }
  const Evaluated<Judgement> judged = judge_whole(step, body);
  if (!judged) return std::unexpected(judged.error());
  if (judged->ends)
    finish_body(step, body, judged->variables);
  else if (step.element_of(body).multi_instance->sequential)
    begin_more(step, {step.scope(body).parent, step.scope(body).owner});
  return {};
}

}  // namespace bihuan::behaviour
