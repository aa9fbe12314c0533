#include "api/resources/names.h"

#include "api/people.h"

namespace bihuan::resources {
namespace {

constexpr std::string_view for_somebody = " as ", worker_mark = "worker:";

}  // namespace

Actor actor_of(std::string_view text) {
  if (text == "system" || text.empty()) return {"system", "", true};
  if (text.starts_with(worker_mark)) return {std::string(text.substr(worker_mark.size())), "", true};
  const std::size_t at = text.find(for_somebody);
  if (at == std::string_view::npos) return {std::string(text), "", false};
  return {std::string(text.substr(at + for_somebody.size())), std::string(text.substr(0, at)), false};
}

Names::Names(const api::Services& services) : people_(services.people.now()), known_(services.catalogue.now()) {}

std::string Names::person(std::string_view id) const {
  const identity::Person* found = people_->person(id);
  if (found) return found->name;
  if (id == "system") return "系统";
  return id == "admin" ? "系统管理员" : std::string(id);
}

std::string Names::actor(std::string_view journal_actor) const {
  const Actor actor = actor_of(journal_actor);
  if (actor.person == "system") return "系统";
  if (actor.program) return "程序（" + person(actor.person) + "）";
  return actor.in_name.empty() ? person(actor.person) : person(actor.person) + "（" + person(actor.in_name) + "代）";
}

std::string Names::unit(std::string_view id) const {
  const auto found = people_->units.find(id);
  return found == people_->units.end() ? std::string(id) : found->second.name;
}

std::string Names::unit_of(std::string_view person) const {
  const identity::Person* found = people_->person(person);
  return found ? found->unit : std::string();
}

std::string Names::role(const std::string& role) const {
  const auto found = people_->role_names.find(role);
  return found == people_->role_names.end() ? role : found->second;
}

std::string Names::process(std::string_view key) const {
  const auto versions = known_->versions.find(key);
  if (versions == known_->versions.end() || versions->second.empty()) return std::string(key);
  const host::KnownProcess* newest = known_->process(versions->second.rbegin()->second);
  return newest && !newest->row.name.empty() ? newest->row.name : std::string(key);
}

const definition::Element* Names::find(DefinitionId definition, std::string_view id) const {
  const host::KnownProcess* process = known_->process(definition);
  const ElementIndex index = process ? process->definition->find(id) : ElementIndex{};
  if (!index) return nullptr;
  return &process->definition->at(index);
}

std::string Names::element(DefinitionId definition, std::string_view id) const {
  const definition::Element* element = find(definition, id);
  return element ? title_of(*element) : std::string(id);
}

std::string Names::newest_element(std::string_view process, std::string_view id) const {
  const auto versions = known_->versions.find(process);
  if (versions == known_->versions.end()) return std::string(id);
  for (auto version = versions->second.rbegin(); version != versions->second.rend(); ++version) {
    if (const definition::Element* found = find(version->second, id)) return title_of(*found);
  }
  return std::string(id);
}

std::string title_of(const definition::Element& element) {
  return element.name.empty() ? element.id : element.name;
}

}  // namespace bihuan::resources
