// Decides how boxed expressions and decision tables are compiled: every text parsed, every shape checked.
#include <algorithm>

#include "engine/dmn/compiler.h"
#include "engine/dmn/table_index.h"

namespace bihuan::dmn {
namespace {

bool blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n\u3000") == std::string_view::npos;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t from = text.find_first_not_of(" \t\r\n");
  return from == std::string_view::npos ? std::string_view()
                                        : text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
}

}  // namespace

void Compiler::fault(const Place& place, std::string zh, std::string en) {
  faults_.push_back({place.element_id, place.line, std::move(zh), std::move(en)});
}

/// What the check while writing finds does not stop a deployment: the text has a value, if only null.
void Compiler::advise(const feel::Expression& expression, const Place& place) {
  const feel::CheckScope scope{.names = place.names.variables, .closed = place.closed, .input = {}};
  const std::string quoted(trimmed(expression.source()).substr(0, 80));
  for (const feel::Finding& finding : feel::check(expression, scope)) {
    const bool better = !finding.suggestion.empty();
    compiled_.warnings.push_back(
        {place.element_id, place.line,
         "表达式“" + quoted + "”:" + finding.zh + (better ? "，是不是“" + finding.suggestion + "”？" : ""),
         "'" + quoted + "': " + finding.en + (better ? "; is it '" + finding.suggestion + "'?" : "")});
  }
}

feel::Expression Compiler::expression(std::string_view text, const Place& place) {
  if (blank(text)) return {};
  auto parsed = feel::parse_expression(text, place.names.known);
  if (parsed) {
    advise(*parsed, place);
    return std::move(*parsed);
  }
  const std::string quoted(trimmed(text).substr(0, 80));
  fault(place, "表达式“" + quoted + "”有误:" + parsed.error().message_zh,
        "the expression '" + quoted + "' is wrong at " + std::to_string(parsed.error().offset) + ": " +
            parsed.error().message_en);
  return {};
}

feel::Expression Compiler::tests(std::string_view text, const Place& place) {
  auto parsed = feel::parse_unary_tests(text, place.names.known);
  if (parsed) {
    advise(*parsed, place);
    return std::move(*parsed);
  }
  const std::string quoted(trimmed(text).substr(0, 80));
  fault(place, "条件“" + quoted + "”有误:" + parsed.error().message_zh,
        "the test '" + quoted + "' is wrong at " + std::to_string(parsed.error().offset) + ": " +
            parsed.error().message_en);
  return {};
}

feel::Type Compiler::type(const std::string& name, const Place& place) {
  if (blank(name)) return {};
  feel::Type type = feel::type_of_name(name);
  if (type.kind != feel::TypeKind::Named) return type;
  const auto& known = compiled_.scopes[scope_].names;
  if (const auto item = known.find(name); item != known.end()) type.name = item->second;
  if (!compiled_.items.contains(type.name)) fault(place, "没有类型“" + name + "”", "there is no type '" + name + "'");
  return type;
}

/// The allowed values of an item definition, or of what it refers to; empty if there are none.
std::string Compiler::allowed_values_of(const std::string& type_ref) const {
  std::string name = type_ref;
  for (int depth = 0; depth < max_boxed_depth; ++depth) {
    const auto& known = compiled_.scopes[scope_].names;
    if (const auto item = known.find(name); item != known.end()) name = item->second;
    const auto found = std::find_if(model_.items.begin(), model_.items.end(),
                                    [&](const ItemDefinition& item) { return item.name == name; });
    if (found == model_.items.end()) return "";
    if (!blank(found->allowed_values)) return found->allowed_values;
    name = found->type_ref;
  }
  return "";
}

/// The values that a table's output may take, in order of priority: as its column says, else as its type does.
std::string Compiler::priorities_of(const DecisionTable& table, const OutputClause& output) const {
  if (!blank(output.allowed_values)) return output.allowed_values;
  if (!blank(output.type_ref)) return allowed_values_of(output.type_ref);
  return table.outputs.size() == 1 ? allowed_values_of(owner_type_) : "";
}

void Compiler::check_policy(const DecisionTable& table, const Place& place) {
  if (table.outputs.empty()) fault(place, "决策表没有输出列", "the decision table has no output");
  const bool priority = table.hit_policy == HitPolicy::Priority || table.hit_policy == HitPolicy::OutputOrder;
  const auto ranked = [&](const OutputClause& output) { return !blank(priorities_of(table, output)); };
  if (priority && std::none_of(table.outputs.begin(), table.outputs.end(), ranked))
    fault(place, "按优先级命中的决策表必须给出输出的允许值",
          "a table with priorities needs the allowed values of an output");
  if (table.aggregator == Aggregator::None) return;
  if (table.hit_policy != HitPolicy::Collect)
    fault(place, "只有“收集”策略可以汇总", "only the collect policy can aggregate");
  if (table.outputs.size() > 1) fault(place, "汇总只能有一个输出列", "aggregation needs a single output");
}

CompiledRule Compiler::rule(const Rule& rule, const DecisionTable& table, const Place& place) {
  CompiledRule compiled{rule.id, {}, {}};
  const Place here{rule.id.empty() ? place.element_id : rule.id, rule.line != 0 ? rule.line : place.line, place.names,
                   0, place.closed};
  if (rule.input_entries.size() != table.inputs.size() || rule.output_entries.size() != table.outputs.size())
    fault(here, "规则的列数与表头不符", "the rule has not one entry per column");
  for (const std::string& entry : rule.input_entries) {
    if (blank(entry) || trimmed(entry) == "-") {
      compiled.tests.emplace_back();
    } else {
      compiled.tests.emplace_back(tests(entry, here));
    }
  }
  for (const std::string& entry : rule.output_entries)
    compiled.outputs.push_back(trimmed(entry) == "-" ? feel::Expression() : expression(entry, here));
  compiled.tests.resize(table.inputs.size());
  compiled.outputs.resize(table.outputs.size());
  return compiled;
}

CompiledTable Compiler::table(const DecisionTable& table, const Place& place) {
  check_policy(table, place);
  CompiledTable compiled{table.hit_policy, table.aggregator, {}, {}, {}, nullptr};
  for (const InputClause& clause : table.inputs) {
    const Place here{clause.id.empty() ? place.element_id : clause.id, clause.line, place.names, 0, place.closed};
    CompiledInput input{expression(clause.expression, here),
                        clause.label.empty() ? clause.expression : clause.label,
                        type(clause.type_ref, here),
                        {}};
    if (!blank(clause.allowed_values)) input.allowed = tests(clause.allowed_values, here);
    compiled.inputs.push_back(std::move(input));
  }
  for (const OutputClause& clause : table.outputs) {
    const Place here{clause.id.empty() ? place.element_id : clause.id, clause.line, place.names, 0, place.closed};
    CompiledOutput output{clause.name.empty() ? clause.label : clause.name, type(clause.type_ref, here), {}, {}, {}};
    if (!blank(clause.allowed_values)) output.allowed = tests(clause.allowed_values, here);
    const bool ranks = table.hit_policy == HitPolicy::Priority || table.hit_policy == HitPolicy::OutputOrder;
    if (const std::string values = ranks ? priorities_of(table, clause) : ""; !blank(values))
      output.priorities = expression("[" + values + "]", here);
    if (!blank(clause.default_value)) output.fallback = expression(clause.default_value, here);
    if (table.outputs.size() > 1 && output.name.empty())
      fault(here, "多个输出列时每列都要有名称", "with several outputs each needs a name");
    compiled.outputs.push_back(std::move(output));
  }
  compiled.rules.reserve(table.rules.size());
  for (const Rule& one : table.rules) compiled.rules.push_back(rule(one, table, place));
  compiled.index = index_of(compiled);
  return compiled;
}

void Compiler::warn_of_external(FunctionKind kind, const Place& place) {
  const std::string name = kind == FunctionKind::Java ? "Java" : "PMML";
  compiled_.warnings.push_back({place.element_id, place.line,
                                "这里的函数是 " + name + " 写的，不会执行，调用它得到空值；请改写成 FEEL",
                                "a function in " + name + " is not executed: calls answer null; rewrite it in FEEL"});
}

CompiledFunction Compiler::function(const FunctionDefinition& definition, const Place& place) {
  CompiledFunction compiled{definition.kind != FunctionKind::Feel, {}, nullptr};
  for (const Parameter& parameter : definition.parameters)
    compiled.parameters.push_back({parameter.name, type(parameter.type_ref, place)});
  if (compiled.external) warn_of_external(definition.kind, place);
  if (!compiled.external) compiled.body = boxed(definition.body, place);
  return compiled;
}

/// What an expression is declared to be. Of a function that is no function type: then it is what the function answers.
void Compiler::declare(CompiledBoxed& boxed, feel::Type declared) const {
  auto* function = std::get_if<CompiledFunction>(&boxed.form);
  const auto item = compiled_.items.find(declared.name);
  const bool is_function = declared.kind == feel::TypeKind::Function || declared.kind == feel::TypeKind::Any ||
                           (item != compiled_.items.end() && item->second.is_function);
  (function != nullptr && !is_function ? function->result : boxed.type) = std::move(declared);
}

/// An expression that its holder declares a type for.
CompiledPtr Compiler::typed(const BoxedPtr& expression, const std::string& type_ref, const Place& place) {
  CompiledPtr value = boxed(expression, place);
  if (!value || blank(type_ref)) return value;
  auto result = std::make_shared<CompiledBoxed>(*value);
  declare(*result, type(type_ref, place));
  return result;
}

CompiledPtr Compiler::boxed(const BoxedPtr& source, Place place) {
  if (!source) return nullptr;
  if (source->line != 0) place.line = source->line;
  if (!source->id.empty()) place.element_id = source->id;
  auto result = std::make_shared<CompiledBoxed>();
  if (++place.depth > max_boxed_depth) {
    fault(place, "嵌套的表达式太深", "boxed expressions are nested too deep");
    return result;
  }
  struct Forms {
    Compiler& c;
    const Place& at;
    CompiledBoxed& to;
    void operator()(const LiteralExpression& literal) const { to.form = c.expression(literal.text, at); }
    void operator()(const DecisionTable& table) const { to.form = c.table(table, at); }
    void operator()(const BoxedContext& context) const {
      CompiledContext compiled;
      for (const BoxedContextEntry& entry : context.entries) {
        compiled.entries.push_back({entry.name, c.typed(entry.expression, entry.type_ref, at)});
      }
      to.form = std::move(compiled);
    }
    void operator()(const Invocation& invocation) const {
      CompiledInvocation compiled{c.boxed(invocation.function, at), {}};
      for (const InvocationBinding& binding : invocation.bindings)
        compiled.bindings.push_back({binding.parameter, c.boxed(binding.expression, at)});
      to.form = std::move(compiled);
    }
    void operator()(const BoxedList& list) const {
      CompiledList compiled;
      for (const BoxedPtr& one : list.items) compiled.items.push_back(c.boxed(one, at));
      to.form = std::move(compiled);
    }
    void operator()(const Relation& relation) const {
      CompiledRelation compiled{relation.columns, {}};
      for (const auto& row : relation.rows) {
        if (row.size() != relation.columns.size())
          c.fault(at, "关系表的行与列数不符", "a row has not one cell per column");
        compiled.rows.emplace_back();
        for (std::size_t i = 0; i < row.size(); ++i)
          compiled.rows.back().push_back(
              c.typed(row[i], i < relation.column_types.size() ? relation.column_types[i] : "", at));
        compiled.rows.back().resize(relation.columns.size());
      }
      to.form = std::move(compiled);
    }
    void operator()(const FunctionDefinition& definition) const { to.form = c.function(definition, at); }
    void operator()(const Conditional& one) const {
      to.form =
          CompiledConditional{c.boxed(one.condition, at), c.boxed(one.then_branch, at), c.boxed(one.else_branch, at)};
    }
    void operator()(const Filter& one) const {
      Place inside = at;
      inside.closed = false;  // the entries of the elements are names as well
      to.form = CompiledFilter{c.boxed(one.in, at), c.boxed(one.match, inside)};
    }
    void operator()(const Iterator& one) const {
      to.form = CompiledIterator{one.kind, one.variable, c.boxed(one.in, at), c.boxed(one.body, at)};
    }
  };
  std::visit(Forms{*this, place, *result}, source->form);
  const auto* literal = std::get_if<LiteralExpression>(&source->form);
  const bool own = literal != nullptr && !blank(literal->type_ref);
  declare(*result, type(own ? literal->type_ref : source->type_ref, place));
  return result;
}

}  // namespace bihuan::dmn
