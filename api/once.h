// Decides when two requests with one Idempotency-Key are the same, and keeps the answers of routes whose effect is not
// a command of the host. Those of the host are kept with their effect (adapters/host).
#pragma once

#include <expected>
#include <functional>
#include <optional>

#include "api/call.h"

namespace bihuan::api {

/// The key with the caller's identity in front, and the hash of what was asked; nullopt without the header.
/// Rejects: a key that is empty, over 255 characters or not visible ASCII.
std::expected<std::optional<host::Once>, Problem> once_of(const http::Request& request, const security::Caller& caller);

/// Answers what was stored for this key, or runs `work` and stores what it answers if it succeeded. While one such
/// request runs, another with its key is refused.
Answer answer_once(const Call& call, const std::function<Answer()>& work);

/// What an earlier request with this call's key was answered, or that it was another request. Requires: it has a key.
std::optional<Answer> answered_before(const Call& call);

/// Stores the answer of a call that has a key; for routes that answer later and not through the host.
void keep_answer(const Call& call, int status, const std::string& body);

}  // namespace bihuan::api
