#include "api/security/rights.h"

#include <algorithm>
#include <iterator>

#include "api/security/caller.h"
#include "api/security/default_policy.h"

namespace bihuan::security {
namespace {

using identity::Organisation;
using identity::Unit;

/// Units that a role in this unit is about: the unit, or what a supervision group inspects.
std::vector<std::string> grounds(const Organisation& organisation, const std::string& unit) {
  const auto group = organisation.supervision.find(unit);
  return group == organisation.supervision.end() ? std::vector{unit} : group->second;
}

/// Whose matter: the department itself, the departments of its line under the same unit, and for the topmost ones cases
/// that name the line alone.
void add_line(const Organisation& organisation, const std::string& unit, std::vector<std::string>& lines) {
  const Unit* department = organisation.unit(unit);
  if (!department || department->line.empty()) return;
  for (const auto& [id, other] : organisation.units) {
    if (other.line == department->line && organisation.lies_in(other.parent, department->parent)) lines.push_back(id);
  }
  const Unit* parent = organisation.unit(department->parent);
  if (!parent || parent->parent.empty()) lines.push_back(department->line);
}

class Gathering {
 public:
  Gathering(const Caller& caller, const Organisation& organisation) : caller_(caller), organisation_(organisation) {}

  void add(const Held& held, Scope scope) {
    switch (scope) {
      case Scope::Own:
        sight_.person = caller_.person;
        return;
      case Scope::All:
        sight_.all = true;
        return;
      case Scope::Line:
        return add_line(organisation_, held.unit, sight_.lines);
      case Scope::Unit:
        for (const std::string& unit : grounds(organisation_, held.unit)) sight_.units.push_back(unit);
        return;
      case Scope::UnitAndBelow:
        for (const std::string& top : grounds(organisation_, held.unit)) {
          for (std::string& unit : organisation_.below(top)) sight_.units.push_back(std::move(unit));
        }
        return;
    }
  }

  store::Sight done() {
    for (auto* names : {&sight_.units, &sight_.lines}) {
      std::ranges::sort(*names);
      names->erase(std::unique(names->begin(), names->end()), names->end());
      std::erase(*names, std::string());
    }
    return std::move(sight_);
  }

 private:
  const Caller& caller_;
  const Organisation& organisation_;
  store::Sight sight_;
};

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return !name.empty() && std::ranges::find(names, name) != names.end();
}

bool reads(Action action) {
  return action == Action::CaseRead || action == Action::RecordRead || action == Action::RecordVerify ||
         action == Action::RecordExport;
}

bool takes_part(store::Store& store, const std::string& person, const store::InstanceRow& row) {
  if (person.empty()) return false;
  if (row.initiator == person) return true;
  const store::InstanceQuery query{.root = row.root, .sight = {.person = person}};
  return !store.instances(query, {.cursor = {}, .limit = 1}).rows.empty();
}

bool covers(store::Store& store, const store::Sight& sight, Action action, const store::InstanceRow& row) {
  if (sight.all || contains(sight.units, row.unit) || contains(sight.lines, row.line)) return true;
  if (sight.person.empty()) return false;
  return reads(action) ? takes_part(store, sight.person, row) : row.initiator == sight.person;
}

bool in_list(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    const std::size_t comma = list.find(',');
    if (list.substr(0, comma) == word) return true;
    list = comma == std::string_view::npos ? std::string_view() : list.substr(comma + 1);
  }
  return false;
}

constexpr Action looking[] = {Action::CaseRead,     Action::CaseWatch,    Action::DefinitionRead,
                              Action::OrgRead,      Action::IncidentRead, Action::RecordRead,
                              Action::RecordVerify, Action::RecordExport, Action::JobRead};
constexpr Action working[] = {Action::TaskAct, Action::CaseStart, Action::CaseWithdraw, Action::CaseMessage};

/// What a token that is for less than everything may be used for.
bool token_allows(const Caller& caller, Action action) {
  if (caller.worker) return action == Action::WorkerFetch || action == Action::MessagePublish;
  if (caller.token_scope.empty() || in_list(caller.token_scope, "all")) return true;
  const bool work = in_list(caller.token_scope, "work");
  if (work && std::ranges::find(working, action) != std::end(working)) return true;
  const bool look = work || in_list(caller.token_scope, "read");
  return look && std::ranges::find(looking, action) != std::end(looking);
}

}  // namespace

std::shared_ptr<const Rights> make_rights(std::shared_ptr<const Organisation> organisation, Policy policy,
                                          std::int64_t organisation_revision) {
  auto rights = std::make_shared<Rights>();
  for (const identity::Person& person : organisation->people) {
    if (!person.disabled) rights->held[person.id].push_back({std::string(role_staff), person.unit});
  }
  const auto give = [&](const std::string& person, std::string_view role, const std::string& unit) {
    const auto found = rights->held.find(person);
    if (found != rights->held.end()) found->second.push_back({std::string(role), unit});
  };
  for (const identity::Grant& grant : organisation->grants()) give(grant.person, grant.role, grant.unit);
  for (const auto& [id, unit] : organisation->units) {
    give(unit.head, role_head, id);
    give(unit.leader, role_leader, id);
  }
  rights->organisation = std::move(organisation);
  rights->policy = std::move(policy);
  rights->organisation_revision = organisation_revision;
  return rights;
}

void give_rights(Caller& caller, std::shared_ptr<const Rights> rights) {
  caller.rights = std::move(rights);
  const auto held = held_by(caller);
  caller.administrator = std::ranges::any_of(held, [](const Held& one) { return one.role == identity::role_system; });
}

std::vector<Held> held_by(const Caller& caller) {
  std::vector<Held> out;
  if (caller.worker || !caller.rights) return out;
  const auto found = caller.rights->held.find(caller.person);
  if (found != caller.rights->held.end()) out = found->second;
  const bool other =
      std::ranges::any_of(out, [](const Held& one) { return identity::is_administrator_role(one.role); });
  if (caller.administrator && !other) out.push_back({std::string(identity::role_system), ""});
  return out;
}

bool may(const Caller& caller, Action action) {
  if (!caller.rights || !token_allows(caller, action)) return false;
  if (caller.worker) return true;
  return std::ranges::any_of(held_by(caller), [&](const Held& held) {
    const auto& allowances = caller.rights->policy.of(held.role);
    return std::ranges::find(allowances, action, &Allowance::action) != allowances.end();
  });
}

std::vector<Action> actions_of(const Caller& caller) {
  std::vector<Action> out;
  for (const ActionWords& words : grantable_actions()) {
    if (may(caller, words.action)) out.push_back(words.action);
  }
  return out;
}

store::Sight sight(const Caller& caller, Action action) {
  if (!caller.rights || !token_allows(caller, action)) return {};
  Gathering gathering(caller, *caller.rights->organisation);
  for (const Held& held : held_by(caller)) {
    for (const Allowance& allowance : caller.rights->policy.of(held.role)) {
      if (allowance.action == action) gathering.add(held, allowance.scope);
    }
  }
  return gathering.done();
}

Decision allowed(store::Store& store, const Caller& caller, Action action, const store::InstanceRow& row) {
  if (covers(store, sight(caller, action), action, row)) return Decision::Allowed;
  if (action != Action::CaseRead && covers(store, sight(caller, Action::CaseRead), Action::CaseRead, row)) {
    return Decision::Forbidden;
  }
  return Decision::Hidden;
}

bool handles(store::Store& store, const Caller& caller, const store::InstanceRow& row) {
  return takes_part(store, caller.person, row);
}

}  // namespace bihuan::security
