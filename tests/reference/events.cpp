// Boundary events, event sub-processes, and where an error or an escalation is caught (BPMN 2.0.2, 13.5.3 to 13.5.5;
// docs/semantics.md: innermost first, boundary before event sub-process, a named code before a catch-all).
#include "tests/reference/interpreter.h"

namespace bihuan::reference {
namespace {

bool listens(const ElementModel& event) {
  return event_of(event) != EventKind::Error && event_of(event) != EventKind::Escalation;
}

bool catches(const ElementModel& event, EventKind kind, const std::string& code, bool named) {
  if (event_of(event) != kind) return false;
  const std::string& own = event.events.front().code.text;
  return named ? own == code && !own.empty() : own.empty();
}

}  // namespace

void Interpreter::arm_boundary(int id) {
  for (const ElementModel& event : model_->elements)
    if (event.kind == ElementKind::BoundaryEvent && event.attached_to == token(id).node->id && listens(event))
      wait_for(id, &event);
}

void Interpreter::trigger(const Wait& wait) {
  const bool once = event_of(*wait.element) == EventKind::Timer || wait.element->interrupting;
  if (wait.element->kind == ElementKind::BoundaryEvent || wait.token == 0) {
    if (once) std::erase_if(waits_, [&](const Wait& w) { return w.id == wait.id; });
    if (wait.token == 0) return trigger_event_sub_process(wait.scope, wait.element);
    return trigger_boundary(wait.token, wait.element);
  }
  if (token(wait.token).node->kind == ElementKind::EventBasedGateway) return through_gate(wait);
  leave(wait.token);
}

void Interpreter::trigger_boundary(int host, const ElementModel* event) {
  const int in = token(host).scope;
  if (event->interrupting) kill_token(host);
  queue_.push_back({new_token(in, nullptr, event).id, true});
}

void Interpreter::trigger_event_sub_process(int in, const ElementModel* start) {
  if (start->interrupting) {
    kill_contents(in);
    std::erase_if(waits_, [&](const Wait& w) { return w.scope == in && w.token == 0; });
    scope(in).interrupted = true;
  }
  for (const ElementModel& handler : model_->elements) {
    if (handler.id != start->parent) continue;
    const int inside = open(Inside::EventSubProcess, &handler, in, 0);
    queue_.push_back({new_token(inside, nullptr, start).id, true});
  }
}

const ElementModel* Interpreter::boundary_for(EventKind kind, const std::string& code, const ElementModel* host) const {
  for (const bool named : {true, false})
    for (const ElementModel& event : model_->elements)
      if (event.kind == ElementKind::BoundaryEvent && event.attached_to == host->id &&
          catches(event, kind, code, named))
        return &event;
  return nullptr;
}

const ElementModel* Interpreter::handler_in(EventKind kind, const std::string& code, const Scope& in) const {
  if (in.interrupted || in.kind == Inside::Repetition || in.kind == Inside::Round) return nullptr;
  for (const bool named : {true, false})
    for (const ElementModel& handler : model_->elements)
      for (const ElementModel& start : model_->elements)
        if (handler.kind == ElementKind::EventSubProcess && handler.parent == in.element->id &&
            start.parent == handler.id && start.kind == ElementKind::StartEvent && catches(start, kind, code, named))
          return &start;
  return nullptr;
}

/// Looks outwards from the token for who catches it. False: nobody; nothing has changed.
bool Interpreter::raise(EventKind kind, const std::string& code, int thrower) {
  int host = thrower;  // 0: the last scope was an event sub-process, whose parent has no token for it
  int in = token(thrower).scope;
  const ElementModel* inside = nullptr;  // the event sub-process that it comes out of
  while (in != 0) {
    const Scope here = scope(in);
    if (host != 0 && here.kind != Inside::Round && is_activity(token(host).node->kind))
      if (const ElementModel* event = boundary_for(kind, code, token(host).node))
        return trigger_boundary(host, event), true;
    const ElementModel* start = handler_in(kind, code, here);
    if (start != nullptr && (inside == nullptr || start->parent != inside->id))
      return trigger_event_sub_process(in, start), true;
    inside = here.kind == Inside::EventSubProcess ? here.element : nullptr;
    host = here.owner;
    in = here.parent;
  }
  return false;
}

}  // namespace bihuan::reference
