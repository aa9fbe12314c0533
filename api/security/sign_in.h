// Decides whether a password signs in, and what the first administrator is. It does not decide what who has signed in
// may do (permission.h).
#pragma once

#include <atomic>
#include <expected>
#include <functional>
#include <optional>
#include <string>

#include "adapters/store/store.h"
#include "api/problem.h"
#include "api/security/throttle.h"

namespace bihuan::security {

constexpr std::string_view role_administrator = "administrator";
constexpr std::string_view role_one_time = "one-time-password";  ///< the password is still the one that was printed
constexpr std::size_t shortest_password = 12, longest_password = 1024;

/// Whether the account's comma list holds the role.
bool has_role(const store::AccountRow& account, std::string_view role);

struct NewToken {
  std::string secret;  ///< shown once, stored nowhere
  store::TokenRow row;
};

class SignIn {
 public:
  SignIn(store::Store& store, std::function<Instant()> clock) : store_(store), clock_(std::move(clock)) {}

  /// Makes "admin" when there is no account at all, and answers its one-time password.
  std::optional<std::string> ensure_administrator();
  /// A token for eight hours. Rejects: unknown or wrong (the same answer, after the same time), too many tries.
  std::expected<NewToken, api::Problem> with_password(const std::string& person, const std::string& password);
  /// Rejects: a wrong current password, one that is too short or the same. Ends all other sessions of this person.
  std::optional<api::Problem> change_password(const std::string& person, const std::string& current,
                                              const std::string& next, const std::string& token_kept);
  /// `scope` is "all" or "worker".
  NewToken issue(const std::string& person, std::string name, std::string scope, std::optional<Instant> expires);
  /// The times that somebody was refused, for /metrics.
  std::uint64_t refusals() const { return refusals_; }

 private:
  std::expected<store::AccountRow, api::Problem> check(const std::string& person, const std::string& password);

  store::Store& store_;
  std::function<Instant()> clock_;
  Throttle throttle_;
  std::atomic<int> hashing_{0};
  std::atomic<std::uint64_t> refusals_{0};
};

}  // namespace bihuan::security
