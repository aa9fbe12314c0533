// Decides what of a request goes into the security journal with whatever is noted: who, from where, which request.
#pragma once

#include <string>

#include "api/call.h"
#include "api/security/security_journal.h"

namespace bihuan::security {

/// Queued: for what only reads. `subject` is an id, `detail` words for the reader.
void note(const api::Call& call, Noted kind, std::string subject, std::string detail = {});
/// Durable when it returns: for what changes who may do what. Throws store::Unavailable.
void noted(const api::Call& call, Noted kind, std::string subject, std::string detail = {});

}  // namespace bihuan::security
