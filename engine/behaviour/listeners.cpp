// Decides listeners (listeners.h).
#include "engine/behaviour/listeners.h"

#include <algorithm>

#include "engine/behaviour/activity.h"
#include "engine/behaviour/incident.h"
#include "engine/behaviour/task_change.h"

namespace bihuan::behaviour {
namespace {

using definition::ListenerMoment;

std::string_view name_of(ListenerMoment moment) {
  switch (moment) {
    case ListenerMoment::Start:
      return "start";
    case ListenerMoment::End:
      return "end";
    case ListenerMoment::Take:
      return "take";
    case ListenerMoment::Create:
      return "create";
    case ListenerMoment::Assignment:
      return "assignment";
    case ListenerMoment::Complete:
      return "complete";
    case ListenerMoment::Delete:
      return "delete";
  }
  return {};
}

Evaluated<Effects> run_one(Step& step, Place at, const definition::Listener& listener, const Occasion& occasion,
                           const state::Variables* handed_in = nullptr) {
  const View view(step.state(), at, handed_in);
  Evaluated<Effects> effects = evaluate_with_effects(step, view, listener.expression, occasion);
  if (effects) write_effects(step, at, *effects);
  return effects;
}

bool is_gateway(definition::ElementKind kind) {
  using definition::ElementKind;
  return kind == ElementKind::ExclusiveGateway || kind == ElementKind::ParallelGateway ||
         kind == ElementKind::InclusiveGateway || kind == ElementKind::ComplexGateway;
}

Evaluated<void> make_inputs(Step& step, Place at, const definition::Element& element) {
  if (element.inputs.empty()) return {};
  const Evaluated<Entry> entry = prepare(step, at, element);
  if (!entry) return std::unexpected(entry.error());
  say_locals(step, at, *entry);
  return {};
}

/// An event-based gateway ends when one of its events comes: its end listeners have their turn at once.
Evaluated<void> start_all(Step& step, Place at, const definition::Element& element) {
  if (Evaluated<void> made = make_inputs(step, at, element); !made) return made;
  if (Evaluated<void> ran = run_listeners(step, at, element, ListenerMoment::Start); !ran) return ran;
  if (element.kind != definition::ElementKind::EventBasedGateway) return {};
  return run_listeners(step, at, element, ListenerMoment::End);
}

bool has_start_listener(const definition::Element& element) {
  return std::ranges::any_of(element.listeners, [&](const definition::Listener& one) {
    return one.moment == ListenerMoment::Start ||
           (one.moment == ListenerMoment::End && element.kind == definition::ElementKind::EventBasedGateway);
  });
}

}  // namespace

Evaluated<void> run_listeners(Step& step, Place at, const definition::Element& element, ListenerMoment moment) {
  for (const definition::Listener& listener : element.listeners) {
    if (listener.moment != moment) continue;
    const Evaluated<Effects> effects = run_one(step, at, listener, {nullptr, name_of(moment)});
    if (!effects) return std::unexpected(effects.error());
  }
  return {};
}

Evaluated<void> run_task_listeners(Step& step, WorkId id, ListenerMoment moment, const state::Variables* handed_in) {
  const state::Work first = *step.state().work(id);
  const Place at{step.state().scope_of(id), first.token};
  for (const definition::Listener& listener : step.definition.at(first.element).listeners) {
    if (listener.moment != moment) continue;
    const state::Work now = *step.state().work(id);  // as those before it left the task
    const Evaluated<Effects> effects = run_one(step, at, listener, {&now, name_of(moment)}, handed_in);
    if (!effects) return std::unexpected(effects.error());
    if (Evaluated<void> changed = change_task(step, id, effects->task_changes); !changed) return changed;
  }
  return {};
}

bool begin_with_listeners(Step& step, Place at) {
  const definition::Element& element = step.element_at(at);
  if (is_gateway(element.kind) || !has_start_listener(element)) return true;
  activate(step, at);
  Evaluated<void> ran = start_all(step, at, element);
  if (!ran) raise(step, at, element.index, std::move(ran.error()), state::Stage::Enter);
  return ran.has_value();
}

bool listen_as_it_goes(Step& step, Place at) {
  const definition::Element& element = step.element_at(at);
  if (element.listeners.empty() || !is_gateway(element.kind)) return true;
  Evaluated<void> ran = run_listeners(step, at, element, ListenerMoment::Start);
  if (ran) ran = run_listeners(step, at, element, ListenerMoment::End);
  if (!ran) raise(step, at, element.index, std::move(ran.error()), state::Stage::Depart);
  return ran.has_value();
}

}  // namespace bihuan::behaviour
