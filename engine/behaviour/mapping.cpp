// Decides input and output mappings (mapping.h).
#include "engine/behaviour/mapping.h"

#include <algorithm>
#include <iterator>

namespace bihuan::behaviour {
namespace {

/// An iteration's outputs are meant for the outside: what only the iteration sees is collected by outputElement.
void write_from_iteration(Step& step, ScopeId iteration, const state::Variables& outputs) {
  state::Variables inner, outer;
  for (const auto& output : outputs)
    (state::find(step.scope(iteration).variables, output.first) ? inner : outer).push_back(output);
  if (!inner.empty()) step.emit(event::VariablesSet{iteration, TokenId{}, std::move(inner)});
  if (!outer.empty()) write(step, step.scope(iteration).parent, outer);
}

Evaluated<void> add_outputs(const Step& step, const View& view, const std::vector<definition::Mapping>& mappings,
                            state::Variables& outputs) {
  state::Variables found;
  for (const definition::Mapping& output : mappings) {
    Evaluated<Value> value = evaluate(step, view, output.source);
    if (!value) return std::unexpected(std::move(value.error()));
    found.emplace_back(output.target, std::move(*value));
  }
  std::move(found.begin(), found.end(), std::back_inserter(outputs));
  return {};
}

}  // namespace

Evaluated<state::Variables> evaluate_inputs(const Step& step, Place at, const definition::Element& element) {
  state::Variables locals;
  const View view(step.state(), at, &locals);
  for (const definition::Mapping& input : element.inputs) {
    Evaluated<Value> value = evaluate(step, view, input.source);
    if (!value) return std::unexpected(std::move(value.error()));
    locals.emplace_back(input.target, std::move(*value));
  }
  return locals;
}

Evaluated<void> write_outputs(Step& step, Place at, const definition::Element& element) {
  state::Variables outputs;
  // What comes back from a called process can be read by the outputs behind it.
  const View view(step.state(), at, &outputs);
  if (element.call)
    if (Evaluated<void> back = add_outputs(step, view, element.call->out, outputs); !back) return back;
  if (Evaluated<void> own = add_outputs(step, view, element.outputs, outputs); !own) return own;
  if (outputs.empty()) return {};
  if (keeps_its_writes(step, at.scope))
    write_from_iteration(step, at.scope, outputs);
  else
    write(step, at.scope, outputs);
  return {};
}

}  // namespace bihuan::behaviour
