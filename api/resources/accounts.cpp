// The accounts of staff, for the system administrator: who can sign in, with which name, and who not any more.
#include <algorithm>
#include <map>
#include <set>

#include "adapters/store/cursor.h"
#include "api/json_writer.h"
#include "api/people.h"
#include "api/resources/resources.h"
#include "api/security/appointment.h"
#include "api/security/noted.h"
#include "api/security/oidc.h"
#include "api/security/sign_in.h"

namespace bihuan::resources {
namespace {

using namespace api;

constexpr std::size_t longest_login = 200, longest_subject = 400;

/// Staff of the organisation, and those who have an account: by id.
std::map<std::string, std::optional<store::AccountRow>> everybody(const Call& call) {
  std::map<std::string, std::optional<store::AccountRow>> people;
  for (const identity::Person& person : call.services.people.now()->people) people[person.id];
  for (store::AccountRow& account : call.services.store.accounts()) people[account.person] = std::move(account);
  return people;
}

std::string_view state_of(const Call& call, const std::string& person,
                          const std::optional<store::AccountRow>& account) {
  if ((account && account->disabled) || call.services.people.now()->is_gone(person)) return "disabled";
  if (call.services.sign_in.throttle().locked_until(person, call.services.host.now())) return "locked";
  return account && account->signed_in ? "active" : "new";
}

std::string account_json(const Call& call, const std::string& person, const std::optional<store::AccountRow>& account) {
  const auto organisation = call.services.people.now();
  const identity::Person* staff = organisation->person(person);
  JsonObject out;
  out.text("person", person).text("name", organisation->person_name(person));
  if (staff) out.text("unit", staff->unit).text("unitName", organisation->unit_name(staff->unit));
  out.text("state", state_of(call, person, account));
  if (!account) return out.done();
  out.text_if("login", account->login).text_if("subject", account->subject);
  out.moment_if("lastSignIn", account->signed_in).moment_if("passwordChanged", account->changed);
  return out.flag("mustChangePassword", security::has_role(*account, security::role_one_time)).done();
}

bool fits(const Call& call, const std::string& person, const std::optional<store::AccountRow>& account,
          const std::string& text) {
  return text.empty() || person.find(text) != std::string::npos || (account && account->login.starts_with(text)) ||
         call.services.people.now()->person_name(person).find(text) != std::string::npos;
}

Problem no_such_person() {
  return not_found("此人", "a person with this id");
}

Problem changed_meanwhile() {
  return {Fault::ChangedMeanwhile, "账号已被他人修改，请重试", "The account was changed meanwhile; try again", {}};
}

bool exists(const Call& call, const std::string& person) {
  return call.services.people.now()->person(person) || call.services.store.account(person);
}

/// Whoever is disabled is signed out at once, and gets no more work.
Answer set_disabled(const Call& call, bool disabled) {
  static constexpr Field fields[] = {{"reason", FieldType::Text}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  const std::string person = call.parameter("person");
  if (!exists(call, person)) return no_such_person();
  if (disabled && person == call.caller.person) {
    return Problem{Fault::OwnRoles, "不能停用自己的账号", "Expected the account of somebody else", {}};
  }
  store::AccountRow account = call.services.store.account(person).value_or(store::AccountRow{.person = person});
  account.disabled = disabled;
  if (!call.services.store.save_account(account)) return changed_meanwhile();
  if (disabled) call.services.sign_in.end_sessions(person, "");
  call.services.people.set_disabled(person, disabled);
  security::noted(call, disabled ? security::Noted::AccountDisabled : security::Noted::AccountEnabled, person,
                  body->text("reason"));
  return empty_answer();
}

}  // namespace

Answer list_accounts(const Call& call) {
  Query query(*call.request);
  const std::string text = query.text("text");
  const store::Page page = query.page("t");
  if (auto wrong = query.finish()) return *wrong;
  const auto people = everybody(call);
  auto at = people.begin();
  if (const auto after = store::place_of(page.cursor, "t"))
    at = people.upper_bound(std::get<std::string>(after->at(0)));
  std::vector<std::string> items;
  std::string next;
  for (; at != people.end(); ++at) {
    if (!fits(call, at->first, at->second, text)) continue;
    if (std::ssize(items) == page.limit) {
      next = store::cursor_of({std::prev(at)->first});
      break;
    }
    items.push_back(account_json(call, at->first, at->second));
  }
  return json_answer(json_page(json_list(items, [](const std::string& item) { return item; }), next));
}

Answer change_account(const Call& call) {
  static constexpr Field fields[] = {{"login", FieldType::Text}, {"subject", FieldType::Text}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  const std::string person = call.parameter("person");
  if (!exists(call, person)) return no_such_person();
  const auto known = call.services.store.account(person);
  if (auto no = security::refused_takeover(call.caller, person, known)) return *no;
  store::AccountRow account = known.value_or(store::AccountRow{.person = person});
  std::vector<InputFault> errors;
  if (body->has("login")) account.login = body->text("login");
  if (account.login.size() > longest_login) errors.push_back({"/login", "过长", "Expected at most 200 bytes"});
  const bool taken = !account.login.empty() && account.login != person && exists(call, account.login);
  if (taken) errors.push_back({"/login", "是别人的编号", "Expected a name that is not another person's id"});
  if (body->has("subject") && !body->text("subject").empty() && !call.services.oidc) {
    errors.push_back({"/subject", "未配置统一身份认证", "Expected an identity provider to be configured"});
  } else if (body->has("subject")) {
    const std::string subject = body->text("subject").substr(0, longest_subject);
    account.subject = subject.empty() ? "" : call.services.oidc->account_subject(subject);
  }
  if (!errors.empty()) return Problem{Fault::InvalidInput, "账号未修改", "The account was not changed", errors};
  if (!call.services.store.save_account(account)) {
    return Problem{Fault::ChangedMeanwhile,
                   "登录名已被使用，或账号已被他人修改",
                   "The login belongs to somebody else, or the account was changed meanwhile",
                   {}};
  }
  security::noted(call, security::Noted::AccountChanged, person, account.login);
  return empty_answer();
}

Answer give_one_time_password(const Call& call) {
  static constexpr Field fields[] = {{"reason", FieldType::Text}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  const std::string person = call.parameter("person");
  if (!exists(call, person)) return no_such_person();
  if (auto no = security::refused_takeover(call.caller, person, call.services.store.account(person))) return *no;
  const auto password = call.services.sign_in.reset_password(person);
  if (!password) return changed_meanwhile();
  security::noted(call, security::Noted::PasswordReset, person, body->text("reason"));
  return json_answer(JsonObject().text("person", person).text("password", *password).done(), 201);
}

Answer disable_account(const Call& call) {
  return set_disabled(call, true);
}

Answer enable_account(const Call& call) {
  return set_disabled(call, false);
}

}  // namespace bihuan::resources
