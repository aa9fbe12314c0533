// Script task (FEEL, JUEL, JavaScript).
// BPMN 2.0.2, 13.3.3: on activation the script is run, then the task completes. Its value goes to the result variable
// (bihuan:resultVariable); a script may also write variables itself. JavaScript runs outside of the engine: the step
// asks (Needs) and is taken again with the answer. A fault in it is an incident.
#include "engine/element/script_task.h"

#include "engine/behaviour/activity.h"
#include "engine/behaviour/effects.h"
#include "engine/behaviour/incident.h"
#include "engine/behaviour/leave.h"

namespace bihuan::element {
namespace {

using behaviour::Effects;
using behaviour::Entry;

struct Ready {
  Entry entry;
  Effects effects;
};

Evaluated<Ready> run(const Step& step, Place at, const definition::Element& element) {
  Evaluated<Entry> entry = behaviour::prepare(step, at, element);
  if (!entry) return std::unexpected(std::move(entry.error()));
  const behaviour::View view(step.state(), at, &entry->locals);
  Evaluated<Effects> effects = behaviour::evaluate_with_effects(step, view, element.script);
  if (!effects) return std::unexpected(std::move(effects.error()));
  return Ready{std::move(*entry), std::move(*effects)};
}

}  // namespace

void run_script(Step& step, Place at) {
  behaviour::activate(step, at);
  const definition::Element& element = step.element_at(at);
  Evaluated<Ready> ready = run(step, at, element);
  if (!ready) return behaviour::raise(step, at, element.index, std::move(ready.error()), state::Stage::Enter);
  behaviour::say_locals(step, at, ready->entry);
  behaviour::write_effects(step, at, ready->effects);
  if (!element.result_variable.empty())
    behaviour::deliver(step, at, element, {{element.result_variable, std::move(ready->effects.value)}});
  behaviour::leave(step, at);
}

const Rule script_task{.token_arrives = run_script};

}  // namespace bihuan::element
