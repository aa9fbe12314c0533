#include "api/security/sign_in.h"

#include "api/security/secret.h"

namespace bihuan::security {
namespace {

using api::Fault;
using api::Problem;

constexpr std::int64_t session_us = 8 * 3600 * us_per_second;
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
  if (store_.any_account()) return std::nullopt;
  std::string password = new_password();
  store_.save_account({.person = "admin",
                       .password_hash = hash_password(password),
                       .roles = std::string(role_administrator) + "," + std::string(role_one_time)});
  return password;
}

std::expected<store::AccountRow, Problem> SignIn::check(const std::string& person, const std::string& password) {
  const std::int64_t wait_us = throttle_.wait_us(person, clock_());
  if (wait_us > 0) {
    ++refusals_;
    return std::unexpected(too_many(wait_us));
  }
  const Place place(hashing_);
  if (!place.free()) return std::unexpected(too_many(us_per_second));
  const std::optional<store::AccountRow> account = store_.account(person);
  const bool right =
      password_matches(account ? account->password_hash : nobodys_hash(), password.substr(0, longest_password + 1));
  if (right && account) {
    throttle_.succeeded(person);
    return *account;
  }
  ++refusals_;
  throttle_.failed(person, clock_());
  return std::unexpected(
      Problem{Fault::Unauthenticated, "用户名或密码不正确", "Expected a known name and its password", {}});
}

std::expected<NewToken, Problem> SignIn::with_password(const std::string& person, const std::string& password) {
  const auto account = check(person, password);
  if (!account) return std::unexpected(account.error());
  return issue(person, session_name, "all", clock_() + session_us);
}

std::optional<Problem> SignIn::change_password(const std::string& person, const std::string& current,
                                               const std::string& next, const std::string& token_kept) {
  auto account = check(person, current);
  if (!account && account.error().fault == Fault::TooManyAttempts) return account.error();
  std::vector<InputFault> errors;
  if (!account) errors.push_back({"/current", "当前密码不正确", "Expected the current password"});
  if (next.size() < shortest_password) errors.push_back({"/new", "至少 12 个字符", "Expected at least 12 characters"});
  if (next.size() > longest_password) errors.push_back({"/new", "过长", "Expected at most 1024 characters"});
  if (next == current) errors.push_back({"/new", "新密码不能与当前密码相同", "Expected another password"});
  if (!errors.empty()) {
    return Problem{Fault::InvalidInput, "密码未修改", "The password was not changed", std::move(errors)};
  }
  account->password_hash = hash_password(next);
  account->roles = has_role(*account, role_administrator) ? std::string(role_administrator) : std::string();
  store_.save_account(*account);
  for (const store::TokenRow& token : store_.tokens(person)) {
    if (token.name == session_name && token.hash != token_kept) store_.revoke_token(token.hash);
  }
  return std::nullopt;
}

NewToken SignIn::issue(const std::string& person, std::string name, std::string scope, std::optional<Instant> expires) {
  NewToken token{.secret = new_token()};
  token.row = {.hash = sha256_hex(token.secret), .person = person, .name = std::move(name), .scope = std::move(scope)};
  token.row.created = clock_();
  token.row.expires = expires;
  store_.save_token(token.row);
  return token;
}

}  // namespace bihuan::security
