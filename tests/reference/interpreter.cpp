// The queue of moves, what happens at a node, and which flows a token takes (interpreter.h).
#include "tests/reference/interpreter.h"

#include <algorithm>
#include <stdexcept>

#include "engine/feel/expression.h"

namespace bihuan::reference {
namespace {

constexpr int most_moves = 400;           ///< in one command
constexpr std::size_t most_tokens = 120;  ///< at one time

const feel::Expression& parsed(const std::string& text) {
  static std::map<std::string, feel::Expression> known;
  const auto found = known.find(text);
  if (found != known.end()) return found->second;
  auto made = feel::parse_expression(text);
  if (!made) throw std::runtime_error("not FEEL: " + text);
  return known.emplace(text, *made).first->second;
}

Value evaluate(const std::string& text, const Numbers& numbers, const Numbers& more) {
  ContextEntries entries;
  for (const auto& [name, value] : more) entries.emplace_back(name, value);
  for (const auto& [name, value] : numbers) entries.emplace_back(name, value);
  return parsed(text).evaluate(feel::variables_of(entries), {}).value().value;
}

}  // namespace

bool is_container(ElementKind kind) {
  return kind == ElementKind::Process || kind == ElementKind::SubProcess || kind == ElementKind::EventSubProcess;
}

bool is_activity(ElementKind kind) {
  switch (kind) {
    case ElementKind::Task:
    case ElementKind::UserTask:
    case ElementKind::ManualTask:
    case ElementKind::ServiceTask:
    case ElementKind::ReceiveTask:
    case ElementKind::SubProcess:
      return true;
    default:
      return false;
  }
}

EventKind event_of(const ElementModel& element) {
  return element.events.empty() ? EventKind::None : element.events.front().kind;
}

Interpreter::Interpreter(const ProcessModel& model, unsigned disorder)
    : model_(&model),
      completed_(model.elements.size()),
      taken_(model.flows.size()),
      disorder_(disorder),
      draw_(disorder) {
  const auto node = [&](const std::string& id) -> const ElementModel* {
    for (const ElementModel& e : model.elements)
      if (e.id == id) return &e;
    return nullptr;
  };
  for (const FlowModel& flow : model.flows) {
    sources_.push_back(node(flow.source));
    targets_.push_back(node(flow.target));
  }
}

bool Interpreter::act(const Act& act) {
  moves_ = 0;
  if (act.kind == Act::Kind::Retry) return retry(act);
  if (act.kind == Act::Kind::Start) {
    if (started_) return false;
    started_ = true;
    numbers_ = act.numbers;
    begin_contents(open(Inside::Process, &model_->elements.front(), 0, 0));
    run();
    return true;
  }
  std::size_t nth = act.nth;
  for (const Wait& one : waits_) {
    if (one.element->id != act.element || nth-- != 0) continue;
    const Wait wait = one;  // what follows changes the list
    for (const auto& [name, value] : act.numbers) numbers_[name] = value;
    if (act.kind == Act::Kind::Complete) {
      trigger(wait);
    } else {
      std::erase_if(waits_, [&](const Wait& w) { return w.id == wait.id; });
      if (!raise(EventKind::Error, act.code, wait.token)) troubles_.push_back({wait.token, Failed::Working, act.code});
    }
    run();
    return true;
  }
  return false;
}

bool Interpreter::retry(const Act& act) {
  for (std::size_t i = 0; i < troubles_.size(); ++i) {
    const Trouble trouble = troubles_[i];
    if (token(trouble.token).node->id != act.element) continue;
    for (const auto& [name, value] : act.numbers) numbers_[name] = value;
    troubles_.erase(troubles_.begin() + static_cast<std::ptrdiff_t>(i));
    switch (trouble.how) {
      case Failed::Choosing:
        leave(trouble.token);
        break;
      case Failed::Throwing:
        work(trouble.token);
        break;
      case Failed::Working:  // entered as if for the first time
        std::erase_if(waits_, [&](const Wait& w) { return w.token == trouble.token; });
        begin(trouble.token);
        break;
    }
    run();
    return true;
  }
  return false;
}

/// Until nothing can move without the outside: first all moves, then the joins that wait for what cannot come.
void Interpreter::run() {
  while (!diverged_) {
    if (!queue_.empty()) {
      const std::size_t i = disorder_ == 0 ? 0 : draw_() % queue_.size();
      const Move move = queue_[i];
      queue_.erase(queue_.begin() + static_cast<std::ptrdiff_t>(i));
      take(move);
    } else if (!look_at_joins() && !break_circle()) {
      return;
    }
    if (++moves_ > most_moves || tokens_.size() > most_tokens) diverged_ = true;
  }
}

void Interpreter::take(Move move) {
  if (find_token(move.token) == nullptr) return;  // it was ended before its turn came
  if (move.resets) return depart(move.token, opened(*token(move.token).node));
  if (move.leaving) return leave(move.token);
  arrive(move.token);
}

/// A token stands at the door of a node.
void Interpreter::arrive(int id) {
  const Token one = token(id);
  const bool many = incoming(*one.node).size() > 1;
  if (one.node->kind == ElementKind::ParallelGateway && !parallel_join(id)) return;
  if (one.node->kind == ElementKind::InclusiveGateway && many) return;  // once nothing else moves
  if (one.node->kind == ElementKind::ComplexGateway) {
    activate(one.scope, *one.node);
    return;
  }
  if (one.flow != nullptr && one.node->start_quantity > 1 && !gathered(id)) return;
  begin(id);
}

void Interpreter::begin(int id) {
  Token& one = token(id);
  one.flow = nullptr;
  if (is_activity(one.node->kind) && find_scope(one.scope)->kind != Inside::Round) {
    arm_boundary(id);
    if (one.node->multi_instance) return repeat(id);
    if (one.node->loop) return begin_loop(id);
  }
  work(id);
}

void Interpreter::work(int id) {
  const ElementModel& node = *token(id).node;
  switch (node.kind) {
    case ElementKind::UserTask:
    case ElementKind::ServiceTask:
    case ElementKind::ReceiveTask:
    case ElementKind::IntermediateCatchEvent:
      return wait_for(id, &node);
    case ElementKind::SubProcess:
      return begin_contents(open(Inside::SubProcess, &node, token(id).scope, id));
    case ElementKind::EventBasedGateway:
      for (const FlowModel* flow : outgoing(node)) wait_for(id, targets_[at(flow)]);
      return;
    case ElementKind::EndEvent:
      return end_event(id);
    case ElementKind::IntermediateThrowEvent:
      return throw_event(id);
    default:
      return leave(id);
  }
}

void Interpreter::wait_for(int id, const ElementModel* element) {
  waits_.push_back({next_id_++, token(id).scope, id, element});
}

/// The work at the node is done: its waits go, then the token takes its flows.
void Interpreter::leave(int id) {
  const Token one = token(id);
  std::erase_if(waits_, [&](const Wait& w) { return w.token == id; });
  const std::size_t here = static_cast<std::size_t>(one.node - model_->elements.data());
  if (find_scope(one.scope)->kind == Inside::Round) {
    ++completed_[here];
    erase_token(id);
    return close_if_done(one.scope);
  }
  const std::vector<const FlowModel*> flows = chosen(*one.node);
  if (flows.empty() && !outgoing(*one.node).empty()) {
    troubles_.push_back({id, Failed::Choosing, {}});
    return;
  }
  ++completed_[here];
  depart(id, flows);
}

void Interpreter::depart(int id, const std::vector<const FlowModel*>& flows) {
  const Token one = token(id);
  erase_token(id);
  for (const FlowModel* flow : flows)
    for (int i = 0; i < one.node->completion_quantity; ++i) flow_from(one.scope, flow);
  if (const ElementModel* to = linked(*one.node)) queue_.push_back({new_token(one.scope, nullptr, to).id, true});
  close_if_done(one.scope);
}

void Interpreter::flow_from(int in, const FlowModel* flow) {
  ++taken_[at(flow)];
  queue_.push_back({new_token(in, flow, targets_[at(flow)]).id, false});
}

/// BPMN 2.0.2, 13.3.1, 13.4.2, 13.4.3: which outgoing flows get a token. Empty, though there are some: no way out.
std::vector<const FlowModel*> Interpreter::chosen(const ElementModel& node) const {
  const bool one = node.kind == ElementKind::ExclusiveGateway;
  const bool any = node.kind == ElementKind::InclusiveGateway || node.kind == ElementKind::ComplexGateway;
  if (!one && !any && !is_activity(node.kind)) return outgoing(node);
  std::vector<const FlowModel*> taken;
  const FlowModel* otherwise = nullptr;
  for (const FlowModel* flow : outgoing(node)) {
    if (flow->id == node.default_flow) {
      otherwise = flow;
    } else if (flow->condition.empty() || is_true(flow->condition.text)) {
      taken.push_back(flow);
      if (one) return taken;
    }
  }
  if (taken.empty() && otherwise != nullptr) taken.push_back(otherwise);
  return taken;
}

void Interpreter::end_event(int id) {
  const Token one = token(id);
  const EventKind kind = event_of(*one.node);
  const std::size_t here = static_cast<std::size_t>(one.node - model_->elements.data());
  if (kind == EventKind::Error) {  // thrown and caught: it has completed, though its scope has ended
    if (raise(kind, one.node->events.front().code.text, id))
      ++completed_[here];
    else
      troubles_.push_back({id, Failed::Throwing, {}});
    return;
  }
  ++completed_[here];
  if (kind == EventKind::Escalation) raise(kind, one.node->events.front().code.text, id);
  if (find_token(id) == nullptr) return;  // an interrupting handler ended its scope
  erase_token(id);
  if (kind == EventKind::Terminate) kill_contents(one.scope);
  close_if_done(one.scope);
}

void Interpreter::throw_event(int id) {
  const ElementModel& node = *token(id).node;
  if (event_of(node) == EventKind::Escalation) raise(EventKind::Escalation, node.events.front().code.text, id);
  if (find_token(id) != nullptr) leave(id);
}

/// One of the events behind an event-based gateway came: the token goes through the gateway and past the event.
void Interpreter::through_gate(const Wait& wait) {
  const Token gate = token(wait.token);
  std::erase_if(waits_, [&](const Wait& w) { return w.token == gate.id; });
  ++completed_[static_cast<std::size_t>(gate.node - model_->elements.data())];
  erase_token(gate.id);
  for (const FlowModel* flow : outgoing(*gate.node)) {
    if (targets_[at(flow)] != wait.element) continue;
    ++taken_[at(flow)];
    queue_.push_back({new_token(gate.scope, nullptr, wait.element).id, true});
    return;
  }
}

bool Interpreter::is_true(const std::string& condition, const Numbers& more) const {
  return evaluate(condition, numbers_, more).is_true();
}

int Interpreter::number(const std::string& expression) const {
  const Value value = evaluate(expression, numbers_, {});
  return value.number() == nullptr ? 0 : static_cast<int>(value.number()->to_int64().value_or(0));
}

}  // namespace bihuan::reference
