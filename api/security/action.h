// Decides which actions the program knows, by name: what a route asks for, and what a role may be granted. It does not
// decide who may do them (policy.h, rights.h).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace bihuan::security {

enum class Action : std::uint8_t {
  Everybody,  ///< without signing in
  SignedIn,   ///< also while the one-time password is still to be changed
  Person,     ///< any member of staff, about themselves
  TaskAct,
  TaskForce,
  CaseRead,
  CaseWatch,
  CaseStart,
  CaseWithdraw,
  CaseMessage,
  CaseSuspend,
  CaseCancel,
  CaseEdit,
  DefinitionRead,
  DefinitionWrite,
  DefinitionEnable,
  CalendarWrite,
  IncidentRead,
  IncidentRetry,
  JobRead,
  RecordRead,
  RecordVerify,
  RecordVerifyAll,
  RecordExport,
  OrgRead,
  OrgWrite,
  OrgImport,
  PermissionRead,
  PermissionWrite,
  RoleGrant,
  AccountManage,
  SessionRead,
  SessionEnd,
  TokenManage,
  LogRead,
  SecurityJournalRead,
  ActAs,
  WorkerFetch,
  MessagePublish,
  SignalBroadcast,
};

/// Which things of an action: those that somebody takes part in, of the unit where they hold the role, of it and all
/// below, of its line, all.
enum class Scope : std::uint8_t { Own, Unit, UnitAndBelow, Line, All };

struct ActionWords {
  Action action;
  std::string_view name, zh, en;
  bool scoped = false;  ///< about cases; of all others a grant is for all
};
struct ScopeWords {
  Scope scope;
  std::string_view name, zh, en;
};

/// Everything that can be granted, in the order of the enumeration.
std::span<const ActionWords> grantable_actions();
std::span<const ScopeWords> scopes();

/// "case.read"; of the first three "everybody", "signed-in", "person".
std::string_view name_of(Action action);
std::string_view name_of(Scope scope);
std::optional<Action> action_named(std::string_view name);
std::optional<Scope> scope_named(std::string_view name);

}  // namespace bihuan::security
