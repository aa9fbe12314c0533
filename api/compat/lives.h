// Decides how resources of this dialect read instances: as the store holds them now, many at a time, each at most once
// for one request. It changes nothing.
#pragma once

#include <map>
#include <memory>
#include <set>

#include "api/call.h"
#include "api/instance_view.h"

namespace bihuan::compat {

class Lives {
 public:
  explicit Lives(const api::Services& services) : store_(services.store), known_(services.catalogue.now()) {}

  /// Reads those that are not read yet.
  void want(const std::set<InstanceId>& ids);
  /// nullptr: there is none, or its definition is not known on this node.
  const host::Live* of(InstanceId id);
  const host::Snapshot& known() const { return *known_; }

  template <class Rows>
  void want_of(const Rows& rows) {
    std::set<InstanceId> ids;
    for (const auto& row : rows) ids.insert(row.instance);
    want(ids);
  }

 private:
  store::Store& store_;
  std::shared_ptr<const host::Snapshot> known_;
  std::map<InstanceId, std::unique_ptr<host::Live>> lives_;
};

/// A token with the scope that holds it; both null: there is no such token (any more).
struct Standing {
  const state::Scope* scope = nullptr;
  const state::Token* token = nullptr;
  explicit operator bool() const { return token != nullptr; }
};
Standing find_token(const state::State& state, TokenId id);

/// Everything that is seen from a place, inner names before outer ones; no token: from the scope itself.
state::Variables variables_from(const state::State& state, const state::Scope& scope, TokenId token);

/// The activity that a token is an instance of; of a multi-instance body "<id>#multiInstanceBody".
std::string activity_of(const host::Live& live, const state::Token& token);

bool is_running(state::Status status);

/// What names a place inside an instance: "42" is its process scope, "42-7" a token or a scope.
struct Place {
  InstanceId instance;
  std::uint64_t number = 0;  ///< 0: the process scope
};
std::optional<Place> parse_place(std::string_view id);

}  // namespace bihuan::compat
