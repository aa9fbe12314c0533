// Decides what of a case a caller of this dialect gets to see at all: a running instance, a place inside it, a task.
// What they may not see is not there.
#pragma once

#include "api/call.h"
#include "api/compat/lives.h"

namespace bihuan::compat {

/// A running process instance. Ended ones are in the history alone.
std::expected<store::LoadedInstance, api::Problem> running_instance(const api::Call& call, const std::string& id);

/// The inside of a running instance, and where an id points in it.
struct Inside {
  std::unique_ptr<host::Live> live;
  const state::Scope* scope = nullptr;  ///< the scope that is meant, or that holds the token
  const state::Token* token = nullptr;  ///< none: the scope itself
  TokenId token_id() const { return token ? token->id : TokenId{}; }
};
/// An instance's id, or that of an execution in it. `what_zh`, `what_en` name it in the refusal.
std::expected<Inside, api::Problem> inside(const api::Call& call, const std::string& id, const char* what_zh,
                                           const char* what_en);

/// An open task and where it stands.
struct OpenTask {
  store::TaskRow row;
  Inside at;
};
std::expected<OpenTask, api::Problem> open_task(const api::Call& call);

}  // namespace bihuan::compat
