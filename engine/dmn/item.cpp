// Decides conformance to item definitions (DMN 1.5, 7.3.2 and 10.4): base type, components, allowed values,
// constraints. On assignment a component that is missing counts as null; an instance must have every component,
// whatever values are allowed.
#include <algorithm>

#include "engine/dmn/compiled.h"
#include "engine/feel/evaluation.h"

namespace bihuan::dmn {
namespace {

struct Check {
  const TypeScope& scope;
  feel::Conformance how;
  feel::Evaluation* evaluation;

  feel::TypeNames names() const { return type_names(scope, evaluation); }

  bool passes(const std::optional<feel::Expression>& tests, const Value& value) const {
    return !tests || how == feel::Conformance::Instance || evaluation == nullptr ||
           feel::satisfies(*tests, value, feel::Variables{}, *evaluation);
  }

  bool component(const CompiledItem& item, const Value& value) const {
    const Value* entry = value.entry(item.name);
    if (entry == nullptr) return how == feel::Conformance::Assignment;
    return conforms(item, *entry);
  }

  /// The value itself, or an element of a collection.
  bool single(const CompiledItem& item, const Value& value) const {
    if (item.is_function) return value.is_null() || value.get<Value::FunctionPtr>() != nullptr;
    if (item.base && how == feel::Conformance::Assignment && !feel::conforms(value, *item.base, names())) return false;
    if (item.base && how == feel::Conformance::Instance && !feel::instance_of(value, *item.base, names())) return false;
    if (!item.components.empty() && !value.is_null()) {
      if (value.context() == nullptr) return false;
      const auto fits = [&](const CompiledItem& one) { return component(one, value); };
      if (!std::all_of(item.components.begin(), item.components.end(), fits)) return false;
    }
    return value.is_null() || passes(item.allowed, value);
  }

  bool conforms(const CompiledItem& item, const Value& value) const {
    if (value.is_null()) return true;
    if (!item.is_collection) return single(item, value) && passes(item.constraint, value);
    const List* items = value.list();
    if (items == nullptr) return false;
    const auto fits = [&](const Value& one) { return single(item, one); };
    return std::all_of(items->begin(), items->end(), fits) && passes(item.constraint, value);
  }
};

bool item_conforms(const void* self, std::string_view name, const Value& value, feel::Conformance how,
                   feel::Evaluation* evaluation) {
  const auto& scope = *static_cast<const TypeScope*>(self);
  const CompiledItem* item = item_named(scope, name);
  if (item == nullptr) return false;
  if (evaluation != nullptr) evaluation->enter();  // items may refer to each other
  const bool answer = Check{scope, how, evaluation}.conforms(*item, value);
  if (evaluation != nullptr) evaluation->leave();
  return answer;
}

bool item_known(const void* self, std::string_view name) {
  return item_named(*static_cast<const TypeScope*>(self), name) != nullptr;
}

/// A single value becomes a collection of one, a collection of one its element; else what the item's base type makes
/// of it, as long as the result conforms to the item.
Value item_coerced(const void* self, std::string_view name, const Value& value, feel::Evaluation* evaluation) {
  const auto& scope = *static_cast<const TypeScope*>(self);
  const CompiledItem* item = item_named(scope, name);
  if (item == nullptr) return {};
  const auto fits = [&](const Value& one) {
    return item_conforms(self, name, one, feel::Conformance::Assignment, evaluation);
  };
  const List* items = value.list();
  if (item->is_collection && items == nullptr) {
    const Value element = item->base ? feel::coerced(value, *item->base, type_names(scope, evaluation)) : value;
    Value single(List{element});
    return !element.is_null() && fits(single) ? single : Value();
  }
  if (!item->is_collection && items != nullptr && items->size() == 1 && fits(items->front())) return items->front();
  if (item->is_collection || !item->base) return {};
  Value based = feel::coerced(value, *item->base, type_names(scope, evaluation));
  return fits(based) ? based : Value();
}

}  // namespace

const CompiledItem* item_named(const TypeScope& scope, std::string_view name) {
  const auto meant = scope.names.find(name);
  const auto found = scope.model->items.find(meant != scope.names.end() ? std::string_view(meant->second) : name);
  return found != scope.model->items.end() ? &found->second : nullptr;
}

feel::TypeNames type_names(const TypeScope& scope, feel::Evaluation* evaluation) {
  return {item_conforms, &scope, evaluation, item_known, item_coerced};
}

}  // namespace bihuan::dmn
