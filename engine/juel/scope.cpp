// Decides the overlay: the latest write counts, a local one hides others, and what was removed is gone.
#include "engine/juel/scope.h"

#include <algorithm>

namespace bihuan::juel {
namespace {

const Value* latest(const ContextEntries& entries, std::string_view name) {
  const auto found =
      std::find_if(entries.rbegin(), entries.rend(), [&](const auto& entry) { return entry.first == name; });
  return found == entries.rend() ? nullptr : &found->second;
}

void forget(std::vector<std::string>& names, std::string_view name) {
  std::erase(names, name);
}

void forget(ContextEntries& entries, std::string_view name) {
  std::erase_if(entries, [&](const auto& entry) { return entry.first == name; });
}

}  // namespace

void Scope::pay(const Value& value) const {
  constexpr std::size_t bytes_of_a_step = 64;
  evaluation_.step();
  if (const std::string* text = value.string()) evaluation_.step(text->size() / bytes_of_a_step);
}

std::optional<Value> Scope::find(std::string_view name) const {
  evaluation_.step(1 + (outcome_.writes.size() + outcome_.local_writes.size()) / 8);
  const Value* found = latest(outcome_.local_writes, name);
  if (found == nullptr) found = latest(outcome_.writes, name);
  const auto& removed = outcome_.removed;
  if (found == nullptr && std::find(removed.begin(), removed.end(), name) != removed.end()) return std::nullopt;
  if (found == nullptr && variables_.find != nullptr) found = variables_.find(variables_.self, name);
  if (found == nullptr) return std::nullopt;
  pay(*found);
  return *found;
}

std::optional<Value> Scope::written_locally(std::string_view name) const {
  const Value* found = latest(outcome_.local_writes, name);
  return found != nullptr ? std::optional<Value>(*found) : std::nullopt;
}

const Value* Scope::task_change(std::string_view name) const {
  return latest(outcome_.task_changes, name);
}

void Scope::set(std::string_view name, Value value) {
  pay(value);
  forget(outcome_.removed, name);
  outcome_.writes.emplace_back(name, std::move(value));
}

void Scope::set_local(std::string_view name, Value value) {
  pay(value);
  forget(outcome_.removed, name);
  outcome_.local_writes.emplace_back(name, std::move(value));
}

void Scope::remove(std::string_view name) {
  forget(outcome_.writes, name);
  forget(outcome_.local_writes, name);
  forget(outcome_.removed, name);
  outcome_.removed.emplace_back(name);
}

void Scope::change_task(std::string_view name, Value value) {
  pay(value);
  outcome_.task_changes.emplace_back(name, std::move(value));
}

}  // namespace bihuan::juel
