// Signing in and out, the password of one's own account, and bearer tokens for people and programs.
#include <algorithm>

#include "adapters/identity/organisation.h"
#include "api/json_writer.h"
#include "api/people.h"
#include "api/resources/resources.h"
#include "api/security/sign_in.h"

namespace bihuan::resources {
namespace {

using namespace api;

constexpr std::size_t longest_person = 200;

std::string token_json(const store::TokenRow& row, const std::string& secret = {}) {
  JsonObject out;
  out.text("id", row.hash).text("person", row.person).text("name", row.name).text("scope", row.scope);
  return out.moment("created", row.created).moment_if("expires", row.expires).text_if("token", secret).done();
}

/// Staff of the organisation, and those who have an account.
bool exists(const Call& call, const std::string& person) {
  return call.services.people.now()->person(person) || call.services.store.account(person);
}

}  // namespace

Answer sign_in(const Call& call) {
  static constexpr Field fields[] = {{"person", FieldType::Text, true}, {"password", FieldType::Text, true}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  const auto token =
      call.services.sign_in.with_password(body->text("person").substr(0, longest_person), body->text("password"));
  if (!token) return token.error();
  const auto account = call.services.store.account(token->row.person);
  JsonObject out;
  out.text("person", token->row.person).text("token", token->secret).moment_if("expires", token->row.expires);
  out.flag("mustChangePassword", account && security::has_role(*account, security::role_one_time));
  return json_answer(out.done(), 201);
}

Answer who_am_i(const Call& call) {
  const auto person = call.services.people.now();
  const identity::Person* found = person->person(call.caller.person);
  JsonObject out;
  out.text("person", call.caller.person).text("actor", call.caller.actor);
  out.flag("administrator", call.caller.administrator).flag("mustChangePassword", call.caller.must_change_password);
  if (found) out.text("name", found->name).text("unit", found->unit);
  return json_answer(out.done());
}

Answer sign_out(const Call& call) {
  call.services.store.revoke_token(call.caller.token);
  return empty_answer();
}

Answer change_password(const Call& call) {
  static constexpr Field fields[] = {{"current", FieldType::Text, true}, {"new", FieldType::Text, true}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  auto refused = call.services.sign_in.change_password(call.caller.person, body->text("current"), body->text("new"),
                                                       call.caller.token);
  if (refused) return *refused;
  return empty_answer();
}

Answer create_token(const Call& call) {
  static constexpr Field fields[] = {{"person", FieldType::Text, true},
                                     {"name", FieldType::Text},
                                     {"scope", FieldType::Text},
                                     {"expires", FieldType::Moment}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  const std::string person = body->text("person");
  const std::string scope = body->has("scope") ? body->text("scope") : "all";
  const auto expires = body->moment("expires");
  std::vector<InputFault> errors;
  if (scope != "all" && scope != "worker") errors.push_back({"/scope", "应为 all 或 worker", "Expected all or worker"});
  const bool is_name = !person.empty() && person.size() <= longest_person;
  if (!is_name || (scope == "all" && !exists(call, person))) {
    errors.push_back({"/person", "组织中没有此人", "Expected a person of the organisation"});
  }
  if (expires && *expires <= call.services.host.now()) {
    errors.push_back({"/expires", "应晚于现在", "Expected a moment in the future"});
  }
  if (!errors.empty()) {
    return Problem{Fault::InvalidInput, "令牌未创建", "The token was not made", std::move(errors)};
  }
  const auto token = call.services.sign_in.issue(person, body->text("name"), scope, expires);
  return json_answer(token_json(token.row, token.secret), 201);
}

Answer list_tokens(const Call& call) {
  Query query(*call.request);
  std::string person = query.text("person");
  if (auto wrong = query.finish()) return *wrong;
  if (person.empty()) person = call.caller.person;
  const auto tokens = call.services.store.tokens(person);
  return json_answer(json_page(json_list(tokens, [](const auto& row) { return token_json(row); }), ""));
}

Answer revoke_token(const Call& call) {
  if (call.services.store.revoke_token(call.parameter("id"))) return empty_answer();
  return not_found("该令牌", "a token with this id");
}

}  // namespace bihuan::resources
