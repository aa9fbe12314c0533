// Decides what boxed expressions evaluate to (DMN 1.5, 10.2.1 and 10.2.2), tables apart (table.cpp).
#include "engine/dmn/run.h"
#include "engine/feel/function.h"

namespace bihuan::dmn {
namespace {

struct Boxed {
  Run& run;
  const Frame& frame;

  Value operator()(const feel::Expression& expression) const { return run.evaluate(expression, frame); }
  Value operator()(const CompiledTable& table) const { return run.table(table, frame); }
  Value operator()(const CompiledContext& context) const;
  Value operator()(const CompiledInvocation& invocation) const;
  Value operator()(const CompiledList& list) const;
  Value operator()(const CompiledRelation& relation) const;
  Value operator()(const CompiledFunction& function) const;
  Value operator()(const CompiledConditional& conditional) const;
  Value operator()(const CompiledFilter& filter) const;
  Value operator()(const CompiledIterator& iterator) const;

  Value null(std::string_view why) const {
    run.note(why);
    return {};
  }
};

/// Entries see the entries before them; the entry without a name is the result.
Value Boxed::operator()(const CompiledContext& context) const {
  ContextEntries entries;
  const Frame inner{&entries, &frame};
  for (const CompiledEntry& entry : context.entries) {
    Value value = run.boxed(entry.expression, inner);
    if (entry.name.empty()) return value;
    run.show(entry.name, value);
    run.evaluation.charge_values(2);
    entries.emplace_back(entry.name, std::move(value));
  }
  return entries;
}

Value Boxed::operator()(const CompiledInvocation& invocation) const {
  const Value callee = run.boxed(invocation.function, frame);
  const auto* function = callee.get<Value::FunctionPtr>();
  if (function == nullptr) return null("what is invoked is no function");
  std::vector<std::string_view> names;
  std::vector<Value> arguments;
  for (const CompiledEntry& binding : invocation.bindings) {
    names.push_back(binding.name);
    arguments.push_back(run.boxed(binding.expression, frame));
  }
  return feel::invoke_named(run.evaluation, **function, names, std::move(arguments), 0);
}

Value Boxed::operator()(const CompiledList& list) const {
  List items;
  run.evaluation.charge_values(list.items.size());
  for (const CompiledPtr& item : list.items) items.push_back(run.boxed(item, frame));
  return items;
}

Value Boxed::operator()(const CompiledRelation& relation) const {
  List rows;
  for (const auto& row : relation.rows) {
    ContextEntries cells;
    run.evaluation.charge_values(row.size() * 2);
    for (std::size_t i = 0; i < row.size(); ++i) cells.emplace_back(relation.columns[i], run.boxed(row[i], frame));
    rows.emplace_back(std::move(cells));
  }
  return rows;
}

/// Everything in scope, inner names hiding outer ones: what a function keeps.
ContextEntries flattened(const Frame& frame) {
  ContextEntries all;
  for (const Frame* at = &frame; at != nullptr; at = at->outer)
    all.insert(all.end(), at->entries->begin(), at->entries->end());  // the first entry of a name is found first
  return all;
}

Value Boxed::operator()(const CompiledFunction& definition) const {
  auto function = std::make_shared<feel::Function>();
  function->external = definition.external;
  function->result = definition.result;
  for (const CompiledParameter& parameter : definition.parameters)
    function->parameters.push_back({parameter.name, parameter.type});
  auto kept = std::make_shared<const ContextEntries>(flattened(frame));
  run.evaluation.charge_values(kept->size());
  function->body = feel::HostFunction{[kept, body = definition.body, parameters = definition.parameters](
                                          feel::Evaluation& evaluation, std::vector<Value> arguments) {
    ContextEntries entries;
    for (std::size_t i = 0; i < arguments.size(); ++i)
      entries.emplace_back(parameters[i].name, std::move(arguments[i]));
    const Frame outer{kept.get(), nullptr};
    return static_cast<Run*>(evaluation.host)->boxed(body, {&entries, &outer});
  }};
  return Value::FunctionPtr(std::move(function));
}

Value Boxed::operator()(const CompiledConditional& conditional) const {
  const Value condition = run.boxed(conditional.condition, frame);
  run.show("if", condition);
  if (condition.get<bool>() == nullptr && !condition.is_null()) return null("the condition is no boolean");
  return run.boxed(condition.is_true() ? conditional.then_branch : conditional.else_branch, frame);
}

Value Boxed::operator()(const CompiledFilter& filter) const {
  const Value value = run.boxed(filter.in, frame);
  if (value.is_null()) return null("null has no elements");
  const List single = value.list() == nullptr ? List{value} : List{};
  List kept;
  for (const Value& item : value.list() != nullptr ? *value.list() : single) {
    const ContextEntries whole = {{"item", item}};
    const Frame item_frame{&whole, &frame};
    const Frame entries_frame{item.context(), &item_frame};
    const Value answer = run.boxed(filter.match, item.context() != nullptr ? entries_frame : item_frame);
    if (answer.get<bool>() == nullptr && !answer.is_null()) return null("the filter's condition is no boolean");
    if (!answer.is_true()) continue;
    run.evaluation.charge_values(1);
    kept.push_back(item);
  }
  return kept;
}

/// What settles some and every; for gathers results, of which `partial` is what there is so far.
Value Boxed::operator()(const CompiledIterator& iterator) const {
  const Value value = run.boxed(iterator.in, frame);
  const List* items = value.list();
  if (items == nullptr) return null("an iteration needs a list");
  List results;
  bool open = false;
  const bool settling = iterator.kind == IteratorKind::Some;
  for (const Value& item : *items) {
    run.evaluation.step();
    ContextEntries entries = {{iterator.variable, item}};
    if (iterator.kind == IteratorKind::For) {
      run.evaluation.charge_values(results.size() + 1);
      entries.emplace_back("partial", results);
    }
    Value one = run.boxed(iterator.body, {&entries, &frame});
    if (iterator.kind == IteratorKind::For) {
      if (!feel::is_bounded(one, feel::max_value_levels, run.evaluation.env.limits.steps))
        throw feel::BudgetStop{"depth"};
      results.push_back(std::move(one));
      continue;
    }
    const bool* truth = one.get<bool>();
    if (truth != nullptr && *truth == settling) return settling;
    open = open || truth == nullptr;
  }
  if (iterator.kind == IteratorKind::For) return results;
  return open ? Value() : Value(!settling);
}

}  // namespace

Value Run::boxed(const CompiledPtr& expression, const Frame& frame) {
  if (!expression) return {};
  evaluation.enter();
  Value value = std::visit(Boxed{*this, frame}, expression->form);
  evaluation.leave();
  return conforming(std::move(value), expression->type, "the value");
}

}  // namespace bihuan::dmn
