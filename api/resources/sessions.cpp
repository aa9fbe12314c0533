// Who is signed in: one's own sessions, and for administrators everybody's.
#include "api/security/sessions.h"

#include <algorithm>

#include "api/json_writer.h"
#include "api/people.h"
#include "api/resources/resources.h"
#include "api/security/noted.h"

namespace bihuan::resources {
namespace {

using namespace api;

std::string session_json(const Call& call, const store::SessionRow& row) {
  JsonObject out;
  out.text("id", row.id).text("person", row.person);
  out.text("name", call.services.people.now()->person_name(row.person));
  out.moment("created", row.created).moment("seen", row.seen);
  out.moment("expires", call.services.sessions.ends(row)).text("agent", row.agent).text("address", row.address);
  return out.flag("current", row.hash == call.caller.session).done();
}

/// Those that have not run out, latest first.
Answer session_page(const Call& call, const std::string& person) {
  auto rows = call.services.store.sessions(person);
  const Instant now = call.services.host.now();
  std::erase_if(rows, [&](const auto& row) { return call.services.sessions.ends(row) <= now; });
  std::ranges::reverse(rows);
  return json_answer(json_page(json_list(rows, [&](const auto& row) { return session_json(call, row); }), ""));
}

Answer ended(const Call& call, const std::vector<store::SessionRow>& rows) {
  const auto found = std::ranges::find(rows, call.parameter("id"), &store::SessionRow::id);
  if (found == rows.end() || !call.services.store.end_session(found->hash)) {
    return not_found("该会话", "a session with this id");
  }
  security::noted(call, security::Noted::SessionEnded, found->person);
  return empty_answer();
}

}  // namespace

Answer list_own_sessions(const Call& call) {
  return session_page(call, call.caller.person);
}

Answer end_own_session(const Call& call) {
  return ended(call, call.services.store.sessions(call.caller.person));
}

Answer list_sessions(const Call& call) {
  Query query(*call.request);
  const std::string person = query.text("person");
  if (auto wrong = query.finish()) return *wrong;
  return session_page(call, person);
}

Answer end_session(const Call& call) {
  return ended(call, call.services.store.sessions(""));
}

}  // namespace bihuan::resources
