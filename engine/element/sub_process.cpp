// Embedded sub-process.
// BPMN 2.0.2, 13.3.4: it is instantiated when a token reaches it, and completes when no token is left in it and none of
// its activities is active. Its inner nodes live in a scope of their own that the token waits for.
#include "engine/behaviour/activity.h"
#include "engine/behaviour/incident.h"
#include "engine/behaviour/leave.h"
#include "engine/behaviour/scope.h"
#include "engine/element/rule.h"

namespace bihuan::element {
namespace {

void token_arrives(Step& step, Place at) {
  behaviour::activate(step, at);
  const definition::Element& element = step.element_at(at);
  Evaluated<behaviour::Entry> entry = behaviour::prepare(step, at, element);
  Evaluated<void> boundary =
      entry ? behaviour::prepare_boundary(step, at, element, *entry) : std::unexpected(entry.error());
  if (!boundary) return behaviour::raise(step, at, element.index, std::move(boundary.error()), state::Stage::Enter);
  behaviour::say_locals(step, at, *entry);
  behaviour::open(step, at, std::move(entry->boundary));
  behaviour::begin_sub_process(step, at);
}

}  // namespace

const Rule sub_process{.token_arrives = token_arrives, .child_completed = behaviour::leave};

}  // namespace bihuan::element
