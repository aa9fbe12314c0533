#include "api/security/noted.h"

namespace bihuan::security {
namespace {

NotedEntry entry_of(const api::Call& call, Noted kind, std::string subject, std::string detail) {
  return {.kind = kind,
          .actor = call.caller.actor,
          .subject = std::move(subject),
          .detail = std::move(detail),
          .address = call.request->remote_address,
          .request_id = call.request_id};
}

}  // namespace

void note(const api::Call& call, Noted kind, std::string subject, std::string detail) {
  call.services.security_journal.note(entry_of(call, kind, std::move(subject), std::move(detail)));
}

void noted(const api::Call& call, Noted kind, std::string subject, std::string detail) {
  call.services.security_journal.note_durably(entry_of(call, kind, std::move(subject), std::move(detail)));
}

}  // namespace bihuan::security
