// Script task (FEEL).
// BPMN 2.0.2, 13.3.3: on activation the script is run, then the task completes. The script is one FEEL expression; its
// value goes to bihuan:resultVariable. A fault in it is an incident.
#include "engine/element/script_task.h"

#include "engine/behaviour/activity.h"
#include "engine/behaviour/incident.h"
#include "engine/behaviour/leave.h"

namespace bihuan::element {
namespace {

using behaviour::Entry;

struct Ready {
  Entry entry;
  Value result;
};

Evaluated<Ready> run(const Step& step, Place at, const definition::Element& element) {
  Evaluated<Entry> entry = behaviour::prepare(step, at, element);
  if (!entry) return std::unexpected(std::move(entry.error()));
  const behaviour::View view(step.state(), at, &entry->locals);
  Evaluated<Value> result = behaviour::evaluate(step, view, element.script);
  if (!result) return std::unexpected(std::move(result.error()));
  return Ready{std::move(*entry), std::move(*result)};
}

}  // namespace

void run_script(Step& step, Place at) {
  behaviour::activate(step, at);
  const definition::Element& element = step.element_at(at);
  Evaluated<Ready> ready = run(step, at, element);
  if (!ready) return behaviour::raise(step, at, element.index, std::move(ready.error()), state::Stage::Enter);
  behaviour::say_locals(step, at, ready->entry);
  if (!element.result_variable.empty())
    behaviour::deliver(step, at, element, {{element.result_variable, std::move(ready->result)}});
  behaviour::leave(step, at);
}

const Rule script_task{.token_arrives = run_script};

}  // namespace bihuan::element
