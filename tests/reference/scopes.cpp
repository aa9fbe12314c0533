// What contains what: sub-processes, event sub-processes, repetitions and their rounds; how they begin and end
// (BPMN 2.0.2, 13.3.4 to 13.3.7; 13.5.6).
#include <algorithm>

#include "tests/reference/interpreter.h"

namespace bihuan::reference {
namespace {

/// What a scope without a start event begins with when nothing leads to it (10.5.2, 13.2).
bool begins_alone(const ElementModel& node) {
  const bool link = node.kind == ElementKind::IntermediateCatchEvent && event_of(node) == EventKind::Link;
  return node.kind != ElementKind::BoundaryEvent && node.kind != ElementKind::EventSubProcess &&
         node.kind != ElementKind::Process && !node.for_compensation && !link;
}

}  // namespace

int Interpreter::open(Inside kind, const ElementModel* element, int parent, int owner) {
  scopes_.push_back({.id = next_id_++, .parent = parent, .owner = owner, .kind = kind, .element = element});
  return scopes_.back().id;
}

/// The event sub-processes begin to listen, then the start event, or every node that nothing leads to.
void Interpreter::begin_contents(int in) {
  const std::string inside = scope(in).element->id;
  for (const ElementModel& handler : model_->elements) {
    if (handler.kind != ElementKind::EventSubProcess || handler.parent != inside) continue;
    for (const ElementModel& start : model_->elements) {
      const bool listens = event_of(start) != EventKind::Error && event_of(start) != EventKind::Escalation;
      if (start.kind == ElementKind::StartEvent && start.parent == handler.id && listens)
        waits_.push_back({next_id_++, in, 0, &start});
    }
  }
  std::vector<const ElementModel*> first;
  bool has_start = false;
  for (const ElementModel& node : model_->elements) {
    const bool start = node.parent == inside && node.kind == ElementKind::StartEvent;
    has_start = has_start || start;
    if (start && event_of(node) == EventKind::None) first.push_back(&node);
  }
  for (const ElementModel& node : model_->elements)
    if (!has_start && node.parent == inside && begins_alone(node) && incoming(node).empty()) first.push_back(&node);
  std::vector<int> made;
  for (const ElementModel* node : first) made.push_back(new_token(in, nullptr, node).id);
  for (const int id : made) queue_.push_back({id, false});
  close_if_done(in);
}

/// No tokens and no children: the scope has completed.
void Interpreter::close_if_done(int in) {
  const Scope* found = find_scope(in);
  if (found == nullptr) return;
  const Scope one = *found;
  const auto inside = [&](const auto& thing) { return thing.scope == in; };
  if (std::any_of(tokens_.begin(), tokens_.end(), inside)) return;
  if (std::any_of(scopes_.begin(), scopes_.end(), [&](const Scope& s) { return s.parent == in; })) return;
  if (one.kind == Inside::Repetition) return;                             // round_done decides
  if (std::any_of(activated_.begin(), activated_.end(), inside)) return;  // the reset comes before the end
  std::erase_if(waits_, inside);
  std::erase_if(scopes_, [&](const Scope& s) { return s.id == in; });
  closed(one);
}

void Interpreter::closed(const Scope& one) {
  switch (one.kind) {
    case Inside::Process:
    case Inside::Repetition:
      return;
    case Inside::SubProcess:
      queue_.push_back({one.owner, true});
      return;
    case Inside::EventSubProcess:  // it has no token of its own that could complete
      return close_if_done(one.parent);
    case Inside::Round:
      return round_done(one);
  }
}

void Interpreter::kill_token(int id) {
  if (find_token(id) == nullptr) return;
  for (bool again = true; again;) {
    again = false;
    for (const Scope& child : scopes_) {
      if (child.owner != id) continue;
      kill_scope(child.id);
      again = true;
      break;
    }
  }
  erase_token(id);
}

void Interpreter::kill_scope(int in) {
  kill_contents(in);
  std::erase_if(waits_, [&](const Wait& w) { return w.scope == in; });
  std::erase_if(scopes_, [&](const Scope& s) { return s.id == in; });
}

/// All tokens and child scopes; what the scope itself listens to stays.
void Interpreter::kill_contents(int in) {
  std::erase_if(activated_, [&](const Activated& one) { return one.scope == in; });
  std::vector<int> ended;
  for (const Token& one : tokens_)
    if (one.scope == in) ended.push_back(one.id);
  for (const int id : ended) kill_token(id);
  ended.clear();
  for (const Scope& child : scopes_)
    if (child.parent == in) ended.push_back(child.id);
  for (const int id : ended) kill_scope(id);
}

/// Multi-instance (13.3.7): the number is known on entry; one after another or all at once.
void Interpreter::repeat(int id) {
  const Token one = token(id);
  const int body = open(Inside::Repetition, one.node, one.scope, id);
  const int planned = number(one.node->multi_instance->cardinality.text);
  scope(body).planned = planned;
  if (planned == 0) {
    std::erase_if(scopes_, [&](const Scope& s) { return s.id == body; });
    return leave(id);
  }
  const int at_once = one.node->multi_instance->sequential ? 1 : planned;
  for (int i = 0; i < at_once; ++i) next_round(body);
}

void Interpreter::next_round(int body) {
  const ElementModel* activity = scope(body).element;
  ++scope(body).started;
  const int round = open(Inside::Round, activity, body, 0);
  queue_.push_back({new_token(round, nullptr, activity).id, false});
}

bool Interpreter::enough(const Scope& body) const {
  const std::string& condition = body.element->multi_instance->completion_condition.text;
  if (condition.empty()) return false;
  return is_true(condition, {{"numberOfInstances", body.planned},
                             {"numberOfActiveInstances", body.started - body.completed},
                             {"numberOfCompletedInstances", body.completed},
                             {"numberOfTerminatedInstances", 0}});
}

/// Standard loop (13.3.6): one round after another while the condition is true, at most so often.
void Interpreter::begin_loop(int id) {
  const Token one = token(id);
  const int body = open(Inside::Repetition, one.node, one.scope, id);
  if (!one.node->loop->test_before || loops_on(scope(body))) return next_round(body);
  std::erase_if(scopes_, [&](const Scope& s) { return s.id == body; });
  leave(id);
}

bool Interpreter::loops_on(const Scope& body) const {
  const definition::LoopModel& loop = *body.element->loop;
  if (!loop.maximum.empty() && body.completed >= number(loop.maximum.text)) return false;
  return loop.condition.empty() || is_true(loop.condition.text, {{"loopCounter", body.completed}});
}

void Interpreter::round_done(const Scope& round) {
  Scope& body = scope(round.parent);
  ++body.completed;
  if (body.element->loop) {
    if (loops_on(body)) return next_round(body.id);
    const int waiting = body.owner;
    kill_scope(body.id);
    queue_.push_back({waiting, true});
    return;
  }
  const bool stop = enough(body);
  if (!stop && body.completed < body.planned) {
    if (body.started < body.planned && body.element->multi_instance->sequential) next_round(body.id);
    return;
  }
  const int owner = body.owner;
  kill_scope(body.id);
  queue_.push_back({owner, true});
}

}  // namespace bihuan::reference
