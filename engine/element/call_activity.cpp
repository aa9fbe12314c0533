// Call activity.
// BPMN 2.0.2, 10.3.6 and 13.3.4: the called process runs as an instance of its own; the call activity completes when
// that does. Its inputs are the called process's start variables, its outputs are read from that process's variables
// (docs/extensions.md, bihuan:call). The host starts the child in the same transaction, and cancels it when the call is
// cancelled. A dialect's own mappings to and from the called process (CallRule::in, ::out) leave the element's inputs
// and outputs to the element itself.
#include "engine/behaviour/activity.h"
#include "engine/behaviour/incident.h"
#include "engine/behaviour/leave.h"
#include "engine/element/rule.h"

namespace bihuan::element {
namespace {

using behaviour::Entry;
using behaviour::View;
using definition::Element;

struct Ready {
  Entry entry;  ///< its locals are the inputs: they go to the child and become local here only with own mappings
  std::string process, business_key;
  Variables inputs;
  std::int64_t version = 0;
};

Fault no_process(const View& view, const definition::Expr& process) {
  return behaviour::fault_in(view, process, "process-empty", "被调用流程的名称为空",
                             "Expected the id of the called process, but it is empty");
}

/// What the called process begins with.
Evaluated<Variables> inputs_of(const Step& step, const View& view, const definition::CallRule& call,
                               const Variables& locals) {
  Variables inputs = call.propagate_inputs ? view.all() : call.has_own_mappings ? Variables{} : locals;
  for (const definition::Mapping& mapping : call.in) {
    Evaluated<Value> value = behaviour::evaluate(step, view, mapping.source);
    if (!value) return std::unexpected(std::move(value.error()));
    std::erase_if(inputs, [&](const auto& entry) { return entry.first == mapping.target; });
    inputs.emplace_back(mapping.target, std::move(*value));
  }
  return inputs;
}

Evaluated<Ready> get_ready(const Step& step, Place at, const Element& element) {
  Evaluated<Entry> entry = behaviour::prepare(step, at, element);
  if (!entry) return std::unexpected(std::move(entry.error()));
  Ready ready{std::move(*entry), {}, {}, {}, 0};
  const View view(step.state(), at, &ready.entry.locals);
  Evaluated<std::string> process = behaviour::evaluate_text(step, view, element.call->process);
  if (!process) return std::unexpected(std::move(process.error()));
  if (process->empty()) return std::unexpected(no_process(view, element.call->process));
  Evaluated<std::string> key = behaviour::evaluate_text(step, view, element.call->business_key);
  if (!key) return std::unexpected(std::move(key.error()));
  const Evaluated<std::int64_t> version = behaviour::evaluate_integer(step, view, element.call->version, 0);
  if (!version) return std::unexpected(version.error());
  Evaluated<Variables> inputs = inputs_of(step, view, *element.call, ready.entry.locals);
  if (!inputs) return std::unexpected(std::move(inputs.error()));
  if (Evaluated<void> boundary = behaviour::prepare_boundary(step, at, element, ready.entry); !boundary)
    return std::unexpected(std::move(boundary.error()));
  ready.process = std::move(*process);
  ready.business_key = std::move(*key);
  ready.inputs = std::move(*inputs);
  ready.version = *version;
  return ready;
}

void token_arrives(Step& step, Place at) {
  behaviour::activate(step, at);
  const Element& element = step.element_at(at);
  Evaluated<Ready> ready = get_ready(step, at, element);
  if (!ready) return behaviour::raise(step, at, element.index, std::move(ready.error()), state::Stage::Enter);
  const std::string binding = element.call->binding.empty() ? "latest" : element.call->binding;
  if (element.call->has_own_mappings) behaviour::say_locals(step, at, ready->entry);
  step.emit(event::CallStarted{step.new_id<WorkId>(), at.scope, at.token, element.index, step.new_instance(),
                               std::move(ready->process), binding, element.call->version_tag,
                               std::move(ready->business_key), std::move(ready->inputs), ready->version});
  behaviour::open(step, at, std::move(ready->entry.boundary));
}

/// With own mappings these read the child's variables, whether or not everything comes back too.
void take_by_own_mappings(Step& step, Place at, const Element& element, const Variables& outputs) {
  if (element.call->propagate_outputs) behaviour::write(step, at.scope, outputs);
  if (!element.call->out.empty()) step.emit(event::VariablesSet{at.scope, at.token, outputs});
}

/// With outputs these read the child's variables; else everything comes back, or nothing.
void work_completed(Step& step, Place at, const Variables& outputs) {
  const Element& element = step.element_at(at);
  if (element.call->has_own_mappings && !outputs.empty())
    take_by_own_mappings(step, at, element, outputs);
  else if (!element.outputs.empty() || element.call->propagate_outputs)
    behaviour::deliver(step, at, element, outputs);
  behaviour::leave(step, at);
}

}  // namespace

const Rule call_activity{.token_arrives = token_arrives, .work_completed = work_completed};

}  // namespace bihuan::element
