// Decides the keys of conversations (conversation.h).
#include "engine/behaviour/conversation.h"

namespace bihuan::behaviour {
namespace {

std::string variable_of(const definition::EventRule& rule) {
  return "conversation:" + rule.conversation;
}

/// It is said to the process as a whole, where no inner variable can hide it.
const Value* key_of(const Step& step, const definition::EventRule& rule) {
  return state::find(step.scope(ScopeId{1}).variables, variable_of(rule));
}

}  // namespace

Evaluated<std::string> awaited_key(const Step& step, const View& view, const definition::EventRule& rule) {
  if (rule.correlation_key.given() || rule.conversation.empty()) return evaluate_text(step, view, rule.correlation_key);
  const Value* key = key_of(step, rule);
  return key != nullptr && key->string() ? *key->string() : std::string();
}

void join_conversation(Step& step, const definition::EventRule& rule, const std::string& key) {
  if (rule.conversation.empty() || key.empty() || key_of(step, rule) != nullptr) return;
  step.emit(event::VariablesSet{ScopeId{1}, TokenId{}, {{variable_of(rule), Value(key)}}});
}

void join_conversation(Step& step, const definition::EventRule& rule, const state::Variables& payload) {
  if (rule.conversation.empty() || !rule.message_key.given() || key_of(step, rule) != nullptr) return;
  const Evaluated<std::string> key =
      evaluate_text(step, View(step.state(), {ScopeId{1}, {}}, &payload), rule.message_key);
  if (key) join_conversation(step, rule, *key);
}

}  // namespace bihuan::behaviour
