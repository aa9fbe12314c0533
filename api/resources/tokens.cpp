// Bearer tokens: those that the system administrator makes for programs and people, and one's own.
#include <algorithm>
#include <array>

#include "adapters/identity/organisation.h"
#include "api/json_writer.h"
#include "api/people.h"
#include "api/resources/resources.h"
#include "api/security/noted.h"
#include "api/security/sign_in.h"

namespace bihuan::resources {
namespace {

using namespace api;

constexpr std::size_t longest_person = 200, longest_name = 100;
constexpr std::int64_t longest_us = 366LL * 24 * 3600 * us_per_second;
constexpr std::array<std::string_view, 4> scopes = {"all", "read", "work", "worker"};

std::string token_json(const store::TokenRow& row, const std::string& secret = {}) {
  JsonObject out;
  out.text("id", row.id.empty() ? row.hash : row.id).text("person", row.person).text("name", row.name);
  out.text("scope", row.scope).moment("created", row.created).moment_if("expires", row.expires);
  return out.moment_if("lastUsed", row.used).text_if("token", secret).done();
}

/// Staff of the organisation, and those who have an account.
bool exists(const Call& call, const std::string& person) {
  return call.services.people.now()->person(person) || call.services.store.account(person);
}

/// A token is as good as the password: nobody makes one for another administrator.
bool is_another_administrator(const Call& call, const std::string& person) {
  const auto held = call.services.people.now()->grants_of(person);
  return person != call.caller.person && std::ranges::any_of(held, [](const identity::Grant& grant) {
           return identity::is_administrator_role(grant.role);
         });
}

bool is_scope(const std::string& scope) {
  return std::ranges::find(scopes, scope) != scopes.end();
}

void check_expiry(const Call& call, const std::optional<Instant>& expires, std::vector<InputFault>& errors) {
  const Instant now = call.services.host.now();
  if (expires && *expires <= now) errors.push_back({"/expires", "应晚于现在", "Expected a moment in the future"});
  if (expires && now + longest_us < *expires) {
    errors.push_back({"/expires", "最长一年", "Expected a moment within a year"});
  }
}

Problem not_made(std::vector<InputFault> errors) {
  return {Fault::InvalidInput, "令牌未创建", "The token was not made", std::move(errors)};
}

Answer made(const Call& call, const security::NewToken& token) {
  security::noted(call, security::Noted::TokenMade, token.row.person, token.row.name + " (" + token.row.scope + ")");
  return json_answer(token_json(token.row, token.secret), 201);
}

Answer token_page(const std::vector<store::TokenRow>& tokens) {
  return json_answer(json_page(json_list(tokens, [](const auto& row) { return token_json(row); }), ""));
}

/// By its public id, or by its hash as older tokens are called.
Answer revoked(const Call& call, const std::vector<store::TokenRow>& tokens) {
  const std::string id = call.parameter("id");
  const auto found = std::ranges::find_if(tokens, [&](const auto& row) { return row.id == id || row.hash == id; });
  if (id.empty() || found == tokens.end() || !call.services.store.revoke_token(found->hash)) {
    return not_found("该令牌", "a token with this id");
  }
  security::noted(call, security::Noted::TokenRevoked, found->person, found->name);
  return empty_answer();
}

}  // namespace

Answer create_token(const Call& call) {
  static constexpr Field fields[] = {{"person", FieldType::Text, true},
                                     {"name", FieldType::Text},
                                     {"scope", FieldType::Text},
                                     {"expires", FieldType::Moment}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  const std::string person = body->text("person");
  const std::string scope = body->has("scope") ? body->text("scope") : security::scope_all;
  const auto expires = body->moment("expires");
  std::vector<InputFault> errors;
  if (!is_scope(scope)) {
    errors.push_back({"/scope", "应为 all、read、work 或 worker", "Expected all, read, work or worker"});
  }
  const bool is_name = !person.empty() && person.size() <= longest_person;
  if (!is_name || (is_scope(scope) && scope != security::scope_worker && !exists(call, person))) {
    errors.push_back({"/person", "组织中没有此人", "Expected a person of the organisation"});
  }
  check_expiry(call, expires, errors);
  if (!errors.empty()) return not_made(std::move(errors));
  if (is_another_administrator(call, person)) {
    return Problem{
        Fault::NotAllowed, "不能为其他管理员创建令牌", "Expected nobody to make tokens for another administrator", {}};
  }
  const Instant last = call.services.host.now() + longest_us;
  return made(call, call.services.sign_in.issue(person, body->text("name"), scope, expires.value_or(last)));
}

Answer list_tokens(const Call& call) {
  Query query(*call.request);
  std::string person = query.text("person");
  if (auto wrong = query.finish()) return *wrong;
  if (person.empty()) person = call.caller.person;
  return token_page(call.services.store.tokens(person));
}

Answer revoke_token(const Call& call) {
  return revoked(call, call.services.store.tokens(""));
}

Answer create_own_token(const Call& call) {
  // Or a token for less would make itself one for more.
  if (call.caller.token_scope != security::scope_all) {
    return Problem{Fault::NotAllowed, "请登录后再创建令牌", "Expected somebody who signed in, or a token for all", {}};
  }
  static constexpr Field fields[] = {
      {"name", FieldType::Text, true}, {"scope", FieldType::Texts, true}, {"expires", FieldType::Moment, true}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  std::vector<InputFault> errors;
  const std::string name = body->text("name");
  if (name.empty() || name.size() > longest_name) {
    errors.push_back({"/name", "应为 1 到 100 个字符", "Expected 1 to 100 characters"});
  }
  std::string scope;
  for (const std::string& one : body->texts("scope")) {
    // A worker is no person: only the administrator makes tokens for them.
    if (one != "read" && one != "work") errors.push_back({"/scope", "应为 read 或 work", "Expected read or work"});
    scope += (scope.empty() ? "" : ",") + one;
  }
  if (scope.empty()) errors.push_back({"/scope", "至少一项", "Expected at least one"});
  check_expiry(call, body->moment("expires"), errors);
  if (!errors.empty()) return not_made(std::move(errors));
  return made(call, call.services.sign_in.issue(call.caller.person, name, scope, body->moment("expires")));
}

Answer list_own_tokens(const Call& call) {
  return token_page(call.services.store.tokens(call.caller.person));
}

Answer revoke_own_token(const Call& call) {
  return revoked(call, call.services.store.tokens(call.caller.person));
}

}  // namespace bihuan::resources
