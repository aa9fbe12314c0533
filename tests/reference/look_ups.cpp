// How the interpreter finds things: by walking its lists and the model, every time (interpreter.h).
#include <algorithm>
#include <stdexcept>

#include "tests/reference/interpreter.h"

namespace bihuan::reference {

bool counts(ElementKind kind) {
  return kind != ElementKind::ComplexGateway;
}

const Token* Interpreter::find_token(int id) const {
  for (const Token& one : tokens_)
    if (one.id == id) return &one;
  return nullptr;
}

Token& Interpreter::token(int id) {
  for (Token& one : tokens_)
    if (one.id == id) return one;
  throw std::logic_error("the reference interpreter lost a token");
}

const Scope* Interpreter::find_scope(int id) const {
  for (const Scope& one : scopes_)
    if (one.id == id) return &one;
  return nullptr;
}

Scope& Interpreter::scope(int id) {
  for (Scope& one : scopes_)
    if (one.id == id) return one;
  throw std::logic_error("the reference interpreter lost a scope");
}

std::vector<const FlowModel*> Interpreter::incoming(const ElementModel& node) const {
  std::vector<const FlowModel*> found;
  for (const FlowModel& flow : model_->flows)
    if (targets_[at(&flow)] == &node) found.push_back(&flow);
  return found;
}

std::vector<const FlowModel*> Interpreter::outgoing(const ElementModel& node) const {
  std::vector<const FlowModel*> found;
  for (const FlowModel& flow : model_->flows)
    if (sources_[at(&flow)] == &node) found.push_back(&flow);
  return found;
}

const ElementModel* Interpreter::linked(const ElementModel& thrower) const {
  if (thrower.kind != ElementKind::IntermediateThrowEvent || event_of(thrower) != EventKind::Link) return nullptr;
  for (const ElementModel& e : model_->elements)
    if (e.kind == ElementKind::IntermediateCatchEvent && e.parent == thrower.parent && event_of(e) == EventKind::Link &&
        e.events.front().name.text == thrower.events.front().name.text)
      return &e;
  return nullptr;
}

int Interpreter::standing_on(int in, const FlowModel* flow) const {
  for (const Token& one : tokens_)
    if (one.scope == in && one.flow == flow) return one.id;
  return 0;
}

Token& Interpreter::new_token(int in, const FlowModel* flow, const ElementModel* node) {
  tokens_.push_back({next_id_++, in, flow, node});
  return tokens_.back();
}

void Interpreter::erase_token(int id) {
  std::erase_if(tokens_, [&](const Token& t) { return t.id == id; });
  std::erase_if(waits_, [&](const Wait& w) { return w.token == id; });
  std::erase_if(troubles_, [&](const Trouble& t) { return t.token == id; });
}

bool Interpreter::is_repeated(const Wait& wait) const {
  for (const Scope* in = find_scope(wait.scope); in != nullptr; in = find_scope(in->parent))
    if (in->kind == Inside::Round) return true;
  return false;
}

std::vector<const ElementModel*> Interpreter::troubled() const {
  std::vector<const ElementModel*> found;
  for (const Trouble& one : troubles_) found.push_back(find_token(one.token)->node);
  return found;
}

Observation Interpreter::look() const {
  Observation seen;
  const auto at = [&](const ElementModel* node) { return static_cast<std::size_t>(node - model_->elements.data()); };
  seen.waiting.resize(model_->elements.size());
  seen.troubled.resize(model_->elements.size());
  seen.standing.resize(model_->flows.size());
  seen.completed = completed_;
  for (std::size_t i = 0; i < seen.completed.size(); ++i)
    if (!counts(model_->elements[i].kind)) seen.completed[i] = 0;
  seen.taken = taken_;
  seen.ended = ended();
  for (const Wait& one : waits_) ++seen.waiting[at(one.element)];
  for (const Trouble& one : troubles_) ++seen.troubled[at(find_token(one.token)->node)];
  for (const Token& one : tokens_)
    if (one.flow != nullptr) ++seen.standing[static_cast<std::size_t>(one.flow - model_->flows.data())];
  return seen;
}

}  // namespace bihuan::reference
