// Decides conformance to item definitions (DMN 1.5, 7.3.2 and 10.4): base type, components, allowed values,
// constraints. On assignment a component that is missing counts as null; an instance must have every component,
// whatever values are allowed.
#include <algorithm>

#include "engine/dmn/compiled.h"
#include "engine/feel/evaluation.h"

namespace bihuan::dmn {
namespace {

struct Check {
  const CompiledModel& model;
  feel::Conformance how;
  feel::Evaluation* evaluation;

  feel::TypeNames names() const { return {item_conforms, &model, evaluation}; }

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

}  // namespace

bool item_conforms(const void* self, std::string_view name, const Value& value, feel::Conformance how,
                   feel::Evaluation* evaluation) {
  const auto& model = *static_cast<const CompiledModel*>(self);
  const auto found = model.items.find(name);
  if (found == model.items.end()) return false;
  if (evaluation != nullptr) evaluation->enter();  // items may refer to each other
  const bool answer = Check{model, how, evaluation}.conforms(found->second, value);
  if (evaluation != nullptr) evaluation->leave();
  return answer;
}

}  // namespace bihuan::dmn
