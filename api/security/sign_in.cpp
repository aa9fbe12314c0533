#include "api/security/sign_in.h"

#include "api/security/password_rules.h"
#include "api/security/secret.h"

namespace bihuan::security {
namespace {

using api::Fault;
using api::Problem;

constexpr std::int64_t token_session_us = 8 * 3600 * us_per_second;
constexpr std::int64_t one_time_us = 7 * 24 * 3600 * us_per_second;
constexpr int most_hashing = 2;  ///< an Argon2id hash takes 64 MB and a core; a flood of tries must not take them all
constexpr const char* session_name = "session";

Problem too_many(std::int64_t wait_us) {
  const std::int64_t seconds = (wait_us + us_per_second - 1) / us_per_second;
  Problem problem{
      Fault::TooManyAttempts, "密码错误次数过多，请稍后再试", "Expected fewer wrong passwords; try again later", {}};
  problem.headers.push_back({"Retry-After", std::to_string(seconds)});
  return problem;
}

/// Counts who hashes right now.
class Place {
 public:
  explicit Place(std::atomic<int>& count) : count_(count), number_(++count) {}
  ~Place() { --count_; }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  bool free() const { return number_ <= most_hashing; }

 private:
  std::atomic<int>& count_;
  int number_;
};

std::string without_role(const store::AccountRow& account, std::string_view role) {
  std::string kept;
  for (std::string_view one : {role_administrator, role_one_time}) {
    if (one != role && has_role(account, one)) kept += (kept.empty() ? "" : ",") + std::string(one);
  }
  return kept;
}

std::string with_role(const store::AccountRow& account, std::string_view role) {
  const std::string others = without_role(account, role);
  return others.empty() ? std::string(role) : others + "," + std::string(role);
}

}  // namespace

bool has_role(const store::AccountRow& account, std::string_view role) {
  std::string_view rest = account.roles;
  while (!rest.empty()) {
    const std::size_t comma = rest.find(',');
    if (rest.substr(0, comma) == role) return true;
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
  }
  return false;
}

std::optional<std::string> SignIn::ensure_administrator() {
  nobodys_hash();  // made now, so that the first sign-in of an unknown person takes no longer than others
  throttle_.forget_old(clock_());
  if (store_.any_account()) return std::nullopt;
  std::string password = new_password();
  // Without the moment of the change: this one-time password does not run out.
  const bool made = store_.save_account({.person = "admin",
                                         .password_hash = hash_password(password),
                                         .roles = std::string(role_administrator) + "," + std::string(role_one_time)});
  if (!made) return std::nullopt;  // another node was faster, and has printed it
  return password;
}

/// Both look-ups always, so that a known name takes no less time.
std::optional<store::AccountRow> SignIn::account_of(const std::string& name) {
  const auto by_person = store_.account(name);
  const auto by_login = store_.account_with_login(name);
  return by_person ? by_person : by_login;
}

bool SignIn::may_sign_in(const store::AccountRow& account) const {
  if (account.disabled || is_gone_(account.person)) return false;
  const bool one_time = has_role(account, role_one_time) && account.changed;
  return !one_time || clock_() < *account.changed + one_time_us;
}

Problem SignIn::refused(const SigningIn& given, const std::optional<store::AccountRow>& account,
                        const Attempt& attempt) {
  ++refusals_;
  // A name that nobody has may be a password in the wrong field: it is not recorded.
  const std::string subject = account ? account->person : "";
  NotedEntry entry{.kind = Noted::SignInRefused, .subject = subject, .address = given.address};
  entry.request_id = given.request_id;
  entry.detail = !account ? "没有此账号 / no such account" : account->disabled ? "账号已停用 / disabled" : "";
  journal_.note(entry);
  if (throttle_.failed(attempt, clock_()) && account) {
    entry.kind = Noted::SignInLocked;
    entry.detail.clear();
    journal_.note(entry);
  }
  return {Fault::SignInRefused, "用户名或密码不正确", "Expected a known name and its password", {}};
}

std::expected<store::AccountRow, Problem> SignIn::check(const SigningIn& given) {
  const std::optional<store::AccountRow> account = account_of(given.name);
  const Attempt attempt{account ? account->person : given.name, given.address};
  if (const std::int64_t wait_us = throttle_.wait_us(attempt, clock_()); wait_us > 0) {
    ++refusals_;
    return std::unexpected(too_many(wait_us));
  }
  const Place place(hashing_);
  if (!place.free()) return std::unexpected(too_many(us_per_second));
  const bool has_password = account && !account->password_hash.empty();
  const bool right = password_matches(has_password ? account->password_hash : nobodys_hash(),
                                      given.password.substr(0, longest_password + 1));
  if (!right || !has_password || !may_sign_in(*account)) return std::unexpected(refused(given, account, attempt));
  throttle_.succeeded(attempt);
  return *account;
}

std::expected<store::AccountRow, Problem> SignIn::with_password(const SigningIn& given) {
  auto account = check(given);
  if (!account) return account;
  store_.note_sign_in(account->person, clock_());
  journal_.note({.kind = Noted::SignedIn,
                 .actor = account->person,
                 .subject = account->person,
                 .address = given.address,
                 .request_id = given.request_id});
  return account;
}

NewToken SignIn::token_for(const std::string& person) {
  return issue(person, session_name, scope_all, clock_() + token_session_us);
}

void SignIn::end_sessions(const std::string& person, const std::string& kept) {
  store_.end_sessions(person, kept);
  for (const store::TokenRow& token : store_.tokens(person)) {
    if (token.name == session_name && token.hash != kept) store_.revoke_token(token.hash);
  }
}

std::optional<Problem> SignIn::change_password(const SigningIn& current, const std::string& next,
                                               std::span<const std::string> names, const std::string& kept) {
  auto account = check(current);
  if (!account && account.error().fault == Fault::TooManyAttempts) return account.error();
  std::vector<InputFault> errors;
  if (!account) errors.push_back({"/current", "当前密码不正确", "Expected the current password"});
  for (InputFault& fault : password_faults(next, names, "/new")) errors.push_back(std::move(fault));
  if (next == current.password) {
    errors.push_back({"/new", "新密码不能与当前密码相同", "Expected another password"});
  }
  if (!errors.empty()) {
    return Problem{account ? Fault::PasswordWeak : Fault::InvalidInput, "密码未修改", "The password was not changed",
                   std::move(errors)};
  }
  account->password_hash = hash_password(next);
  account->roles = without_role(*account, role_one_time);
  account->changed = clock_();
  if (!store_.save_account(*account)) {
    return Problem{Fault::ChangedMeanwhile, "账号已被他人修改，请重试", "The account was changed meanwhile", {}};
  }
  end_sessions(account->person, kept);
  journal_.note_durably({.kind = Noted::PasswordChanged,
                         .actor = account->person,
                         .subject = account->person,
                         .address = current.address,
                         .request_id = current.request_id});
  return std::nullopt;
}

std::optional<std::string> SignIn::reset_password(const std::string& person) {
  store::AccountRow account = store_.account(person).value_or(store::AccountRow{.person = person});
  std::string password = new_password();
  account.password_hash = hash_password(password);
  account.roles = with_role(account, role_one_time);
  account.changed = clock_();
  if (!store_.save_account(account)) return std::nullopt;
  end_sessions(person, "");
  throttle_.succeeded({person, ""});
  return password;
}

NewToken SignIn::issue(const std::string& person, std::string name, std::string scope, std::optional<Instant> expires) {
  NewToken token{.secret = new_token()};
  token.row = {.hash = sha256_hex(token.secret), .person = person, .name = std::move(name), .scope = std::move(scope)};
  token.row.id = new_id();
  token.row.created = clock_();
  token.row.expires = expires;
  store_.save_token(token.row);
  return token;
}

}  // namespace bihuan::security
