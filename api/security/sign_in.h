// Decides whether a password signs in, what the first administrator is, and when a password is replaced. What it
// decides goes into the security journal. It does not decide what who has signed in may do (rights.h).
#pragma once

#include <atomic>
#include <expected>
#include <functional>
#include <optional>
#include <span>
#include <string>

#include "adapters/store/store.h"
#include "api/problem.h"
#include "api/security/security_journal.h"
#include "api/security/sessions.h"
#include "api/security/throttle.h"

namespace bihuan::security {

constexpr std::string_view role_administrator = "administrator";
constexpr std::string_view role_one_time = "one-time-password";  ///< the password is one that somebody else has seen
constexpr const char* scope_all = "all";
constexpr const char* scope_worker = "worker";
constexpr const char* scope_read = "read";

/// Whether the account's comma list holds the role.
bool has_role(const store::AccountRow& account, std::string_view role);

struct NewToken {
  std::string secret;  ///< shown once, stored nowhere
  store::TokenRow row;
};

/// What may be used for signing in: a name (a person's id or the account's login), from where, in which request.
struct SigningIn {
  std::string name, password;
  std::string address, request_id;
};

class SignIn {
 public:
  /// `is_gone`: whoever the organisation has disabled does not sign in either.
  SignIn(store::Store& store, SecurityJournal& journal, std::function<Instant()> clock,
         std::function<bool(const std::string&)> is_gone)
      : store_(store), journal_(journal), clock_(std::move(clock)), is_gone_(std::move(is_gone)), throttle_(store) {}

  /// Makes "admin" when there is no account at all, and answers its one-time password.
  std::optional<std::string> ensure_administrator();
  /// Neither disabled, nor gone, nor with a one-time password that has run out.
  bool may_sign_in(const store::AccountRow& account) const;
  /// The account. Rejects: unknown, disabled or wrong (the same answer, after the same time), too many tries.
  std::expected<store::AccountRow, api::Problem> with_password(const SigningIn& given);
  /// A token for eight hours, for programs that sign in as a person.
  NewToken token_for(const std::string& person);
  /// Rejects: a wrong current password, one that is too weak or the same. Ends all other sessions of this person, but
  /// for the one with this token or session hash. `names`: those that the password may not be.
  std::optional<api::Problem> change_password(const SigningIn& current, const std::string& next,
                                              std::span<const std::string> names, const std::string& kept);
  /// A password that must be changed at the next sign-in; it ends all sessions of this person and works for a week.
  /// Makes the account if there is none. nullopt: the account was changed meanwhile.
  std::optional<std::string> reset_password(const std::string& person);
  /// `scope`: comma list.
  NewToken issue(const std::string& person, std::string name, std::string scope, std::optional<Instant> expires);
  /// Ends every session of this person, but for the one with this token or session hash.
  void end_sessions(const std::string& person, const std::string& kept);
  const Throttle& throttle() const { return throttle_; }
  /// The times that somebody was refused, for /metrics.
  std::uint64_t refusals() const { return refusals_; }

 private:
  std::optional<store::AccountRow> account_of(const std::string& name);
  api::Problem refused(const SigningIn& given, const std::optional<store::AccountRow>& account, const Attempt& attempt);
  std::expected<store::AccountRow, api::Problem> check(const SigningIn& given);

  store::Store& store_;
  SecurityJournal& journal_;
  std::function<Instant()> clock_;
  std::function<bool(const std::string&)> is_gone_;
  Throttle throttle_;
  std::atomic<int> hashing_{0};
  std::atomic<std::uint64_t> refusals_{0};
};

}  // namespace bihuan::security
