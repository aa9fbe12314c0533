// Decides what people are told instead of ids: names of people, units, processes and steps. An id that nothing is known
// of (any more) stands for itself, so that the record stays readable after somebody has left.
#pragma once

#include <memory>
#include <string>

#include "adapters/host/catalogue.h"
#include "adapters/identity/organisation.h"
#include "api/call.h"

namespace bihuan::resources {

/// A person in a journal: "p-1", or "admin as p-1", "worker:p-1", "system".
struct Actor {
  std::string person;   ///< who acted; "system" for the program itself
  std::string in_name;  ///< whose hand it was, where somebody acted for `person`; else empty
  bool program = false;
};
Actor actor_of(std::string_view journal_actor);

/// The organisation and the definitions of one moment. Cheap to copy, for any thread.
class Names {
 public:
  explicit Names(const api::Services& services);
  Names(std::shared_ptr<const identity::Organisation> people, std::shared_ptr<const host::Snapshot> known)
      : people_(std::move(people)), known_(std::move(known)) {}

  std::string person(std::string_view id) const;
  std::string actor(std::string_view journal_actor) const;  ///< "张三（管理员代）", "系统"
  std::string unit(std::string_view id) const;
  std::string unit_of(std::string_view person) const;  ///< id; empty for who has none
  std::string role(const std::string& role) const;
  std::string process(std::string_view key) const;  ///< of its newest version
  std::string element(DefinitionId definition, std::string_view id) const;
  /// Of the newest version that has it: where only the process is known.
  std::string newest_element(std::string_view process, std::string_view id) const;
  /// nullptr when the definition or the element is not known on this node.
  const definition::Element* find(DefinitionId definition, std::string_view id) const;

  const identity::Organisation& people() const { return *people_; }
  const host::Snapshot& known() const { return *known_; }

 private:
  std::shared_ptr<const identity::Organisation> people_;
  std::shared_ptr<const host::Snapshot> known_;
};

/// The words on a step: its name, or its id where the designer gave none.
std::string title_of(const definition::Element& element);

}  // namespace bihuan::resources
