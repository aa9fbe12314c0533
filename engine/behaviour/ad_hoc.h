// Decides ad-hoc sub-processes (BPMN 2.0.2, 10.3.5 and 13.3.5): which activities begin, what the end of one means, and
// when the whole is complete. Who may start an activity is api's business.
#pragma once

#include <optional>

#include "engine/step.h"

namespace bihuan::behaviour {

/// Is this the scope of an ad-hoc sub-process?
bool is_ad_hoc(const Step& step, ScopeId scope);

/// May a person start it in an ad-hoc sub-process? An activity inside that no flow leads to.
bool can_be_started(const definition::Definition& definition, ElementIndex ad_hoc, const definition::Element& element);

/// The activities that `activate` names, in its order. Faults: "ad-hoc-activate".
Evaluated<std::vector<ElementIndex>> to_activate(const Step& step, Place owner, const state::Variables& locals);

/// Opens the scope, in which `first` begin: all at once, or one after another.
void begin_ad_hoc(Step& step, Place owner, const std::vector<ElementIndex>& first);

/// A person starts an activity. Requires that it may be started.
void start_ad_hoc_activity(Step& step, ScopeId scope, ElementIndex element);

/// What the end of an inner activity means, computed before anything is said. Nothing outside an ad-hoc sub-process.
struct InnerEnd {
  bool ends = false;
  std::optional<Value> collected;  ///< the output collection from now on
};
Evaluated<InnerEnd> judge_inner_end(const Step& step, Place at, const definition::Element& inner);

/// Says it: the output collection; and, if the condition is true and what remains is to be cancelled, the whole ends.
void inner_ended(Step& step, ScopeId scope, InnerEnd end);

/// Nothing goes on in the scope: it is complete, or the next of the list begins, or it waits for a person.
void ad_hoc_is_idle(Step& step, ScopeId scope);

/// Ends what remains and completes the sub-process.
void complete_ad_hoc(Step& step, ScopeId scope);

}  // namespace bihuan::behaviour
