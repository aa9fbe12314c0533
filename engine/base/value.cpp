// Decides when two values are the same value (structurally, for states and tests) and how a context's entry is found.
// It does not decide FEEL's `=` (engine/feel/compare).
#include "engine/base/value.h"

#include <algorithm>

namespace bihuan {
namespace {

// Values nest as deep as evaluations may (EvaluationLimits::depth); readers of values bound their nesting likewise.
bool same_context(const ContextEntries& a, const ContextEntries& b) {
  if (a.size() != b.size()) return false;
  const auto in_b = [&](const std::pair<std::string, Value>& entry) {
    const auto found = std::find_if(b.begin(), b.end(), [&](const auto& other) { return other.first == entry.first; });
    return found != b.end() && found->second == entry.second;
  };
  return std::all_of(a.begin(), a.end(), in_b);
}

template <class T>
bool same(const T& a, const T& b) {
  return a == b;
}
bool same(const Value::ListPtr& a, const Value::ListPtr& b) {
  return a == b || *a == *b;
}
bool same(const Value::ContextPtr& a, const Value::ContextPtr& b) {
  return a == b || same_context(*a, *b);
}
bool same(const Value::RangePtr& a, const Value::RangePtr& b) {
  return a == b || *a == *b;
}

}  // namespace

const Value* Value::entry(std::string_view name) const {
  const ContextEntries* entries = context();
  if (entries == nullptr) return nullptr;
  for (const auto& [key, value] : *entries)
    if (key == name) return &value;
  return nullptr;
}

bool Value::operator==(const Value& other) const {
  if (v_.index() != other.v_.index()) return false;
  return std::visit(
      [&](const auto& mine) {
        using T = std::decay_t<decltype(mine)>;
        return same(mine, *std::get_if<T>(&other.v_));
      },
      v_);
}

}  // namespace bihuan
