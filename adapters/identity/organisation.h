// Decides what an organisation is to this program: units in a tree, staff, roles that they hold in units, supervision
// groups. It holds staff only: name, unit, position, office telephone, and nothing else about anybody. How it is stored
// is document.cpp, how it changes change.h, what it answers to a task answer.cpp. It does not sign people in
// (api/security).
#pragma once

#include <expected>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/engine.h"

namespace bihuan::identity {

constexpr int max_levels = 16;  ///< of the unit tree

constexpr std::string_view role_system = "system-administrator";
constexpr std::string_view role_security = "security-administrator";
constexpr std::string_view role_audit = "audit-administrator";
constexpr std::string_view kind_department = "department";
constexpr std::string_view kind_group = "supervision-group";

struct Unit {
  std::string id, name, kind, parent, line;
  std::string head, leader;  ///< who leads it; who, above it, answers for it (分管领导)
  bool operator==(const Unit&) const = default;
};

struct Person {
  std::string id, name, unit, position, phone;
  bool disabled = false;  ///< gets no work and holds no role; stays in the record
  bool operator==(const Person&) const = default;
};

/// One role that somebody holds in one unit.
struct Grant {
  std::string person, role, unit;
  auto operator<=>(const Grant&) const = default;
};

struct Organisation {
  std::string name, note;
  std::map<std::string, Unit, std::less<>> units;
  std::vector<Person> people;                                                    ///< in the document's order
  std::map<std::string, std::map<std::string, std::vector<std::string>>> roles;  ///< role → unit → people
  std::map<std::string, std::string> role_names;                                 ///< role → what people call it
  std::map<std::string, std::string> line_names;                                 ///< line → what people call it
  std::map<std::string, std::vector<std::string>> supervision;                   ///< group → units that it inspects
  bool operator==(const Organisation&) const = default;

  const Unit* unit(std::string_view id) const;
  const Person* person(std::string_view id) const;
  /// In any unit. Who is disabled has none.
  bool has_role(std::string_view person, const std::string& role) const;
  bool is_gone(std::string_view person) const;  ///< known and disabled
  /// In the order of roles and units.
  std::vector<Grant> grants() const;
  std::vector<Grant> grants_of(std::string_view person) const;
  /// The unit and everything under it, by id.
  std::vector<std::string> below(std::string_view unit) const;
  bool lies_in(std::string_view unit, std::string_view top) const;
  /// Names for people; the id itself where there is none.
  std::string person_name(std::string_view id) const;
  std::string unit_name(std::string_view id) const;
  std::string role_name(const std::string& role) const;
  std::string line_name(const std::string& line) const;
};

/// What people call a kind of unit; the kind itself where it is none of the program's.
std::string kind_name(std::string_view kind);
/// The kinds that the program knows, top down.
std::vector<std::string> unit_kinds();

bool is_administrator_role(std::string_view role);

struct DocumentFault {
  std::string pointer;  ///< JSON pointer
  std::string message_zh, message_en;
};

/// Rejects with every fault: names that a document does not have, unknown units, people, cycles in the tree, two of one
/// id, two administrators' roles in one hand.
std::expected<Organisation, std::vector<DocumentFault>> read_organisation(std::string_view json);
/// What read_organisation reads back as the same.
std::string write_organisation(const Organisation& organisation);
/// Whatever is wrong with it as a whole; empty: it may be kept.
std::vector<DocumentFault> faults_of(const Organisation& organisation);

/// Person ids in the organisation's order, each once, nobody who is disabled; empty = nobody, or a unit that does not
/// exist.
std::vector<std::string> answer(const Organisation& organisation, const Lookup& lookup);

}  // namespace bihuan::identity
