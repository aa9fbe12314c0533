// Decides the methods of java.util.List, java.util.Map and of Spin's JSON nodes that models use. Nothing changes a list
// or a context in place: they are values.
#include <algorithm>
#include <array>

#include "engine/juel/call.h"

namespace bihuan::juel {
namespace {

const List& items(const Call& call) {
  return *call.receiver.list();
}

const ContextEntries& entries(const Call& call) {
  return *call.receiver.context();
}

Value size(Call& call) {
  const List* list = call.receiver.list();
  return static_cast<std::int64_t>(list != nullptr ? list->size() : entries(call).size());
}

Value is_empty_collection(Call& call) {
  return is_empty(call.receiver);
}

/// Values are equal as Java's equals has it: of one kind; numbers by their value.
bool same(const Call& call, const Value& a, const Value& b) {
  call.place.evaluation.step();
  const List* list = a.list();
  const ContextEntries* context = a.context();
  call.place.evaluation.step(list != nullptr ? list->size() : context != nullptr ? context->size() : 0);
  return a == b;
}

Value element(Call& call) {
  const std::int64_t at = call.whole(0);
  if (at < 0 || at >= static_cast<std::int64_t>(items(call).size()))
    call.place.fault(
        "列表只有 " + std::to_string(items(call).size()) + " 项，没有第 " + std::to_string(at) + " 项（从 0 数起）",
        "The list has " + std::to_string(items(call).size()) + " elements, so there is none at " + std::to_string(at));
  return items(call)[static_cast<std::size_t>(at)];
}

bool list_contains(const Call& call, const Value& wanted) {
  return std::any_of(items(call).begin(), items(call).end(),
                     [&](const Value& item) { return same(call, item, wanted); });
}

Value contains(Call& call) {
  return list_contains(call, call.arguments[0]);
}

Value contains_all(Call& call) {
  const List* wanted = call.arguments[0].list();
  if (wanted == nullptr) call.place.fault("containsAll 需要一个列表", "Expected a list as the argument of containsAll");
  return std::all_of(wanted->begin(), wanted->end(), [&](const Value& item) { return list_contains(call, item); });
}

Value index_of(Call& call) {
  for (std::size_t i = 0; i < items(call).size(); ++i)
    if (same(call, items(call)[i], call.arguments[0])) return static_cast<std::int64_t>(i);
  return -1;
}

Value last_index_of(Call& call) {
  for (std::size_t i = items(call).size(); i-- > 0;)
    if (same(call, items(call)[i], call.arguments[0])) return static_cast<std::int64_t>(i);
  return -1;
}

Value sub_list(Call& call) {
  const std::int64_t from = call.whole(0), to = call.whole(1);
  if (from < 0 || to < from || to > static_cast<std::int64_t>(items(call).size()))
    call.place.fault("subList 的范围超出列表", "The range of subList is outside of the list");
  call.place.evaluation.charge_values(static_cast<std::size_t>(to - from));
  return List(items(call).begin() + from, items(call).begin() + to);
}

Value first(Call& call) {
  if (items(call).empty()) call.place.fault("列表是空的", "The list is empty");
  return items(call).front();
}

Value last(Call& call) {
  if (items(call).empty()) call.place.fault("列表是空的", "The list is empty");
  return items(call).back();
}

const Value* entry(const Call& call, const std::string& name) {
  call.place.evaluation.step(entries(call).size() / 16);
  return call.receiver.entry(name);
}

Value get(Call& call) {
  const Value* found = entry(call, call.text(0));
  return found != nullptr ? *found : Value();
}

Value get_or_default(Call& call) {
  const Value* found = entry(call, call.text(0));
  return found != nullptr ? *found : call.arguments[1];
}

Value contains_key(Call& call) {
  return entry(call, call.text(0)) != nullptr;
}

Value contains_value(Call& call) {
  return std::any_of(entries(call).begin(), entries(call).end(),
                     [&](const auto& e) { return same(call, e.second, call.arguments[0]); });
}

Value keys(Call& call) {
  call.place.evaluation.charge_values(entries(call).size());
  List names;
  for (const auto& e : entries(call)) names.emplace_back(e.first);
  return names;
}

Value values(Call& call) {
  call.place.evaluation.charge_values(entries(call).size());
  List all;
  for (const auto& e : entries(call)) all.push_back(e.second);
  return all;
}

/// getKey() and getValue() of an entry read it.
Value entry_set(Call& call) {
  call.place.evaluation.charge_values(entries(call).size() * 4);
  List all;
  for (const auto& e : entries(call)) all.push_back(ContextEntries{{"key", e.first}, {"value", e.second}});
  return all;
}

/// Spin: a missing property is a fault.
Value prop(Call& call) {
  const std::string name = call.text(0);
  if (const Value* found = entry(call, name)) return *found;
  call.place.fault("JSON 里没有属性 “" + name + "”", "The JSON object has no property " + name);
}

/// Spin's prop(name, value) changes the node; here it answers a changed one.
Value with_prop(Call& call) {
  const std::string name = call.text(0);
  call.place.evaluation.charge_values(entries(call).size() + 1);
  ContextEntries changed = entries(call);
  const auto found = std::find_if(changed.begin(), changed.end(), [&](const auto& e) { return e.first == name; });
  if (found == changed.end())
    changed.emplace_back(name, call.arguments[1]);
  else
    found->second = call.arguments[1];
  return changed;
}

Value elements(Call& call) {
  return call.receiver;
}

constexpr std::array<Method, 12> of_lists = {{
    {"size", 0, 0, size},
    {"isEmpty", 0, 0, is_empty_collection},
    {"get", 1, 1, element},
    {"contains", 1, 1, contains},
    {"containsAll", 1, 1, contains_all},
    {"indexOf", 1, 1, index_of},
    {"lastIndexOf", 1, 1, last_index_of},
    {"subList", 2, 2, sub_list},
    {"getFirst", 0, 0, first},
    {"getLast", 0, 0, last},
    {"elements", 0, 0, elements},
    {"toArray", 0, 0, elements},
}};

constexpr std::array<Method, 13> of_contexts = {{
    {"size", 0, 0, size},
    {"isEmpty", 0, 0, is_empty_collection},
    {"get", 1, 1, get},
    {"getOrDefault", 2, 2, get_or_default},
    {"containsKey", 1, 1, contains_key},
    {"containsValue", 1, 1, contains_value},
    {"keySet", 0, 0, keys},
    {"fieldNames", 0, 0, keys},
    {"values", 0, 0, values},
    {"entrySet", 0, 0, entry_set},
    {"prop", 1, 1, prop},
    {"prop", 2, 2, with_prop},
    {"hasProp", 1, 1, contains_key},
}};

}  // namespace

std::span<const Method> list_methods() {
  return of_lists;
}

std::span<const Method> context_methods() {
  return of_contexts;
}

}  // namespace bihuan::juel
