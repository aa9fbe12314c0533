// Decides who the people of a district are and what the organisation answers to a task's question (docs/extensions.md,
// `bihuan:assignment`). It reads one JSON document (processes/organisation/sample.json) and keeps no register of
// anybody but staff. It does not sign people in (api/security).
#pragma once

#include <expected>
#include <map>
#include <string>
#include <vector>

#include "engine/engine.h"

namespace bihuan::identity {

struct Unit {
  std::string id, name, kind, parent, line, head;
};

struct Person {
  std::string id, name, unit, position;
};

struct Organisation {
  std::map<std::string, Unit, std::less<>> units;
  std::vector<Person> people;                                                    ///< in the document's order
  std::map<std::string, std::map<std::string, std::vector<std::string>>> roles;  ///< role → unit → people
  std::map<std::string, std::string> role_names;                                 ///< role → what people call it
  std::map<std::string, std::vector<std::string>> supervision;                   ///< group → units that it inspects

  const Person* person(std::string_view id) const;
  bool has_role(std::string_view person, const std::string& role) const;
};

struct DocumentFault {
  std::string pointer;  ///< JSON pointer
  std::string message_zh, message_en;
};

/// Rejects with every fault: unknown units, people, cycles in the tree, two of one id.
std::expected<Organisation, std::vector<DocumentFault>> read_organisation(std::string_view json);

/// Person ids in the organisation's order, each once; empty = nobody, or a unit that does not exist.
std::vector<std::string> answer(const Organisation& organisation, const Lookup& lookup);

}  // namespace bihuan::identity
