// Signing in and out, who calls, and the password of one's own account.
#include "api/json_writer.h"
#include "api/people.h"
#include "api/resources/names.h"
#include "api/resources/resources.h"
#include "api/security/noted.h"
#include "api/security/oidc.h"
#include "api/security/rights.h"
#include "api/security/secret.h"
#include "api/security/sign_in.h"

namespace bihuan::resources {
namespace {

using namespace api;

constexpr std::size_t longest_person = 200;

security::SigningIn given_by(const Call& call, std::string name, std::string password) {
  return {.name = std::move(name),
          .password = std::move(password),
          .address = call.request->remote_address,
          .request_id = call.request_id};
}

std::string name_of(const Call& call, const std::string& person) {
  return call.services.people.now()->person_name(person);
}

/// The session of this cookie ends when its owner signs in again.
void end_old_session(const Call& call) {
  if (const auto cookie = security::cookie_of(*call.request)) {
    call.services.store.end_session(security::sha256_hex(*cookie));
  }
}

Answer page_session(const Call& call, const store::AccountRow& account) {
  end_old_session(call);
  const security::OpenedSession session = call.services.sessions.open(account.person, *call.request);
  JsonObject out;
  out.text("person", account.person).text("name", name_of(call, account.person));
  out.flag("mustChangePassword", security::has_role(account, security::role_one_time));
  out.moment("expires", call.services.sessions.ends(session.row)).text("csrf", session.csrf);
  http::Response response = json_answer(out.done(), 201);
  response.headers.push_back(security::cookie_header(*call.request, session.cookie));
  return response;
}

Answer token_session(const Call& call, const store::AccountRow& account) {
  const security::NewToken token = call.services.sign_in.token_for(account.person);
  JsonObject out;
  out.text("person", account.person).text("name", name_of(call, account.person)).text("token", token.secret);
  out.moment_if("expires", token.row.expires);
  out.flag("mustChangePassword", security::has_role(account, security::role_one_time));
  return json_answer(out.done(), 201);
}

std::string roles_json(const Call& call) {
  const auto organisation = call.services.people.now();
  return json_list(organisation->grants_of(call.caller.person), [&](const identity::Grant& grant) {
    JsonObject out;
    out.text("role", grant.role).text("name", organisation->role_name(grant.role));
    return out.text("unit", grant.unit).text("unitName", organisation->unit_name(grant.unit)).done();
  });
}

std::string permissions_json(const security::Caller& caller) {
  return json_list(security::actions_of(caller),
                   [](security::Action action) { return "\"" + std::string(security::name_of(action)) + "\""; });
}

/// What a password may not be: the names of who chooses it.
std::vector<std::string> names_of(const Call& call) {
  std::vector<std::string> names = {call.caller.person, name_of(call, call.caller.person)};
  if (const auto account = call.services.store.account(call.caller.person)) names.push_back(account->login);
  return names;
}

}  // namespace

Answer sign_in_choices(const Call& call) {
  JsonObject out;
  out.flag("password", true);
  if (call.services.oidc) out.raw("oidc", JsonObject().text("title", call.services.oidc->title()).done());
  return json_answer(out.text("language", "zh").done());
}

Answer sign_in(const Call& call) {
  static constexpr Field fields[] = {
      {"person", FieldType::Text, true}, {"password", FieldType::Text, true}, {"cookie", FieldType::Flag}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  if (body->flag("cookie") && !security::same_site(*call.request)) {
    return Problem{
        Fault::ForeignRequest, "请在本系统的页面上登录", "Expected a page of ours, but another site asks", {}};
  }
  const auto account = call.services.sign_in.with_password(
      given_by(call, body->text("person").substr(0, longest_person), body->text("password")));
  if (!account) return account.error();
  return body->flag("cookie") ? page_session(call, *account) : token_session(call, *account);
}

Answer who_am_i(const Call& call) {
  const auto organisation = call.services.people.now();
  const identity::Person* found = organisation->person(call.caller.person);
  JsonObject out;
  out.text("person", call.caller.person).text("name", name_of(call, call.caller.person));
  out.text("actor", call.caller.actor);
  if (found) {
    out.text("unit", found->unit).text("unitName", organisation->unit_name(found->unit));
    out.text_if("position", found->position);
  }
  out.raw("roles", roles_json(call)).raw("permissions", permissions_json(call.caller));
  out.flag("administrator", call.caller.administrator).flag("mustChangePassword", call.caller.must_change_password);
  out.text_if("csrf", call.caller.csrf);
  if (!call.caller.session.empty()) out.moment("expires", call.caller.expires);
  return json_answer(out.done());
}

Answer sign_out(const Call& call) {
  if (call.caller.session.empty()) {
    call.services.store.revoke_token(call.caller.token);
  } else {
    call.services.store.end_session(call.caller.session);
  }
  security::note(call, security::Noted::SignedOut, call.caller.person);
  http::Response response = empty_answer();
  if (!call.caller.session.empty()) response.headers.push_back(security::cookie_header(*call.request, ""));
  return response;
}

Answer change_password(const Call& call) {
  static constexpr Field fields[] = {{"current", FieldType::Text, true}, {"new", FieldType::Text, true}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  const std::string& kept = call.caller.session.empty() ? call.caller.token : call.caller.session;
  const auto names = names_of(call);
  const auto given = given_by(call, call.caller.person, body->text("current"));
  if (auto refused = call.services.sign_in.change_password(given, body->text("new"), names, kept)) return *refused;
  return empty_answer();
}

}  // namespace bihuan::resources
