// Decides the context functions (DMN 1.5, 10.3.4.10, table 79).
#include <algorithm>
#include <array>

#include "engine/feel/built_in.h"

namespace bihuan::feel {
namespace {

Value made(BuiltInCall& call, ContextEntries entries) {
  call.evaluation.charge_values(entries.size() * 2);
  call.evaluation.step(entries.size());
  return entries;
}

void put(BuiltInCall& call, ContextEntries& entries, const std::string& key, Value value) {
  call.evaluation.step(entries.size() / 16 + 1);
  const auto found =
      std::find_if(entries.begin(), entries.end(), [&](const auto& entry) { return entry.first == key; });
  if (found != entries.end()) {
    found->second = std::move(value);
  } else {
    entries.emplace_back(key, std::move(value));
  }
}

Value get_value(BuiltInCall& call) {
  const Value* at = &call.single(0);
  if (at->context() == nullptr) return call.null("not a context");
  if (const std::string* key = call.arguments[1].string()) {
    const Value* found = at->entry(*key);
    return found != nullptr ? *found : call.null("there is no such key");
  }
  const List* keys = call.arguments[1].list();
  if (keys == nullptr || keys->empty()) return call.null("needs a key or keys");
  for (const Value& key : *keys) {
    at = key.string() != nullptr ? at->entry(*key.string()) : nullptr;
    if (at == nullptr) return call.null("there is no such key");
  }
  return *at;
}

Value get_entries(BuiltInCall& call) {
  const ContextEntries* entries = call.context(0);
  if (entries == nullptr) return call.null("not a context");
  List result;
  for (const auto& [key, value] : *entries) {
    call.evaluation.charge_values(4);
    result.emplace_back(ContextEntries{{"key", key}, {"value", value}});
  }
  return result;
}

Value context_of_entries(BuiltInCall& call) {
  const auto items = call.list(0);
  if (!items) return call.null("not a list of entries");
  ContextEntries result;
  for (const Value& item : **items) {
    const Value* key = item.entry("key");
    const Value* value = item.entry("value");
    if (key == nullptr || key->string() == nullptr || value == nullptr)
      return call.null("an entry needs key and value");
    const auto same = [&](const auto& entry) { return entry.first == *key->string(); };
    if (std::any_of(result.begin(), result.end(), same)) return call.null("a key occurs twice");
    put(call, result, *key->string(), *value);
  }
  return made(call, std::move(result));
}

/// Puts a value where the keys from `at` on lead; contexts on the way must exist, but for the last key.
Value put_at(BuiltInCall& call, const Value& context, const List& keys, std::size_t at) {
  const ContextEntries* entries = context.context();
  const std::string* key = keys[at].string();
  if (entries == nullptr || key == nullptr) return call.null("the keys do not lead to a context");
  ContextEntries result = *entries;
  Value value = call.arguments[2];
  if (at + 1 < keys.size()) {
    const Value* inner = context.entry(*key);
    call.evaluation.enter();
    value = inner != nullptr ? put_at(call, *inner, keys, at + 1) : call.null("there is no such key");
    call.evaluation.leave();
    if (value.is_null()) return {};
  }
  put(call, result, *key, std::move(value));
  return made(call, std::move(result));
}

Value context_put(BuiltInCall& call) {
  const Value& context = call.single(0);
  if (context.context() == nullptr) return call.null("not a context");
  const List* keys = call.arguments[1].list();
  if (keys != nullptr && keys->empty()) return call.null("needs a key");
  return put_at(call, context, keys != nullptr ? *keys : List{call.arguments[1]}, 0);
}

Value context_merge(BuiltInCall& call) {
  const auto contexts = call.list(0);
  if (!contexts) return call.null("not a list of contexts");
  ContextEntries result;
  for (const Value& context : **contexts) {
    if (context.context() == nullptr) return call.null("an element is no context");
    for (const auto& [key, value] : *context.context()) put(call, result, key, value);
    call.evaluation.charge_values(context.context()->size());
  }
  return made(call, std::move(result));
}

constexpr std::array<BuiltIn, 5> functions = {{
    {"get value",
     "m:context,key:string|m:context,keys:list<string>|context:context,key:string|context:context,keys:list<string>",
     "any", get_value},
    {"get entries", "m:context|context:context", "list<context>", get_entries},
    {"context", "entries:list<context>", "context", context_of_entries},
    {"context put", "context:context,key:string,value:any|context:context,keys:list<string>,value:any", "context",
     context_put},
    {"context merge", "contexts:list<context>", "context", context_merge},
}};

}  // namespace

std::span<const BuiltIn> context_functions() {
  return functions;
}

}  // namespace bihuan::feel
