// Decides waiting (catching.h).
#include "engine/element/catching.h"

#include "engine/behaviour/activity.h"
#include "engine/behaviour/incident.h"
#include "engine/behaviour/trigger.h"

namespace bihuan::element {
namespace {

using behaviour::Entry;

Evaluated<Entry> get_ready(const Step& step, Place at, const definition::Element& element) {
  Evaluated<Entry> entry = behaviour::prepare(step, at, element);
  if (!entry) return entry;
  const behaviour::View view(step.state(), at, &entry->locals);
  if (Evaluated<void> own = behaviour::plan_event(step, view, element, entry->boundary); !own)
    return std::unexpected(std::move(own.error()));
  if (Evaluated<void> boundary = behaviour::prepare_boundary(step, at, element, *entry); !boundary)
    return std::unexpected(std::move(boundary.error()));
  return entry;
}

}  // namespace

void begin_to_wait(Step& step, Place at) {
  behaviour::activate(step, at);
  const definition::Element& element = step.element_at(at);
  Evaluated<Entry> entry = get_ready(step, at, element);
  if (!entry) return behaviour::raise(step, at, element.index, std::move(entry.error()), state::Stage::Enter);
  behaviour::say_locals(step, at, *entry);
  behaviour::open(step, at, std::move(entry->boundary));
}

void caught(Step& step, Place at, const definition::Element& event, const Variables& payload) {
  behaviour::take_event(step, at, event, payload);
}

}  // namespace bihuan::element
