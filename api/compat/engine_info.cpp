// What the server says of itself, and of who calls.
#include "api/compat/ask.h"
#include "api/compat/compat.h"
#include "api/compat/filter.h"
#include "api/json_writer.h"
#include "api/people.h"
#include "api/security/rights.h"
#include "api/security/sign_in.h"
#include "api/version.h"

namespace bihuan::compat {
namespace {

using namespace api;

std::string group_json(const std::string& id) {
  return JsonObject().text("id", id).text("name", id).done();
}

std::vector<std::string> roles_of(const Call& call, const std::string& person) {
  std::set<std::string> roles;
  const auto rights = call.services.people.rights();
  const auto found = rights->held.find(person);
  if (found == rights->held.end()) return {};
  for (const security::Held& held : found->second) roles.insert(held.role);
  return {roles.begin(), roles.end()};
}

}  // namespace

Answer list_engines(const Call&) {
  return json_answer(R"([{"name":"default"}])");
}

/// Of the dialect, which programs look at before they talk; the program's own version stands behind it.
Answer read_version(const Call&) {
  return json_answer(JsonObject().text("version", "7.24.0-bihuan-" + std::string(version)).done());
}

Answer verify_identity(const Call& call) {
  static constexpr Field fields[] = {{"username", FieldType::Text, true}, {"password", FieldType::Text, true}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  const std::string name = body->text("username");
  const auto account = call.services.sign_in.with_password(
      {name, body->text("password"), call.request->remote_address, call.request_id});
  if (!account && account.error().fault == Fault::TooManyAttempts) return account.error();
  const bool valid = account && call.services.sign_in.may_sign_in(*account);
  return json_answer(JsonObject()
                         .text("authenticatedUser", valid ? account->person : name)
                         .flag("authenticated", valid)
                         .raw("tenants", "null")
                         .raw("groups", "null")
                         .done());
}

/// The groups of a person are the roles that they hold.
Answer read_identity_groups(const Call& call) {
  Filter filter(call);
  const std::string user = filter.text("userId");
  if (auto wrong = filter.finish()) return *wrong;
  if (user.empty()) return invalid_request("请指明 userId", "No user id was supplied");
  const auto people = call.services.people.now();
  const identity::Person* person = people->person(user);
  JsonObject who;
  who.text("firstName", person ? person->name : "")
      .text("lastName", "")
      .text("displayName", person ? person->name : user);
  JsonObject out;
  out.raw("groups", json_list(roles_of(call, user), group_json));
  return json_answer(out.raw("groupUsers", "[" + who.text("id", user).done() + "]").done());
}

}  // namespace bihuan::compat
