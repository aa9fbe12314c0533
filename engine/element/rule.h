// Decides the shape of an element's rule: the five moments at which an element has something to decide. One object per
// BPMN kind, in the kind's own file; dispatch.cpp chooses it.
#pragma once

#include "engine/behaviour/cancel.h"
#include "engine/step.h"

namespace bihuan::element {

using state::Variables;

/// A moment that is null cannot happen to the kind.
struct Rule {
  /// A token stands at the door, or at the element and begins.
  void (*token_arrives)(Step& step, Place at) = nullptr;
  /// The token's task, job or call is done, with these results.
  void (*work_completed)(Step& step, Place at, const Variables& results) = nullptr;
  /// What this event (or receive task) waited for has come. `at`: the token that waited; of a boundary event the
  /// activity's; of an event sub-process's start none.
  void (*trigger_fired)(Step& step, Place at, const definition::Element& event, const Variables& payload) = nullptr;
  /// The scope that the token waited for is complete.
  void (*child_completed)(Step& step, Place at) = nullptr;
  /// The token is about to be ended from outside; its child scope has been.
  void (*cancelled)(Step& step, Place at) = behaviour::cancel_work;
};

extern const Rule task, user_task, service_task, send_task, receive_task, script_task, business_rule_task;
extern const Rule sub_process, event_sub_process, transaction, ad_hoc_sub_process, call_activity;
extern const Rule exclusive_gateway, parallel_gateway, inclusive_gateway, complex_gateway, event_based_gateway;
extern const Rule start_event, intermediate_catch_event, intermediate_throw_event, boundary_event, end_event;

}  // namespace bihuan::element
