// Decides the types of lists, contexts, ranges, paths, filters, iterations and function literals, and which names they
// bring into scope.
#include <algorithm>

#include "engine/feel/checker.h"
#include "engine/feel/suggestion.h"

namespace bihuan::feel {

Type Checker::list(const Node& node) {
  Type element{.kind = TypeKind::Null};
  for (const NodeId child : program_.children_of(node)) element = joined(element, infer(child));
  return list_of(std::move(element));
}

/// Entries see those before them, and a function its own name.
Type Checker::context(const Node& node) {
  const std::size_t locals = locals_.size();
  const auto children = program_.children_of(node);
  Type result{.kind = TypeKind::Context};
  for (std::size_t i = 0; i < children.size(); ++i) {
    const std::string_view key = argument_name(node, i);
    const bool function = program_.nodes[children[i]].kind == NodeKind::FunctionLiteral;
    if (function) locals_.push_back({key, Type{}});
    Type type = infer(children[i]);
    if (function) locals_.pop_back();
    locals_.push_back({key, type});
    result.fields.emplace_back(key, std::move(type));
  }
  locals_.resize(locals);
  return result;
}

Type Checker::range(const Node& node) {
  const auto children = program_.children_of(node);
  const Type low = infer(children[0]);
  const Type high = infer(children[1]);
  if (!comparable(low, high, true))
    report(children[1], "区间两端必须是同一种可比较的类型，这里是" + chinese(low) + "和" + chinese(high),
           "the ends of a range must be of one kind that has an order, not " + english(low) + " and " + english(high));
  return range_of(joined(low, high));
}

Type Checker::unary_range(const Node& node) {
  return range_of(infer(program_.children_of(node)[0]));
}

Type Checker::path(const Node& node) {
  const Type type = infer(program_.children_of(node)[0]);
  const std::string_view field = name_of(node.value);
  if (type.kind != TypeKind::List) return member(type, field, node);
  return list_of(member(element_of(type), field, node));
}

/// Contexts have the fields that are known, temporal values and ranges their properties, and the rest has none.
Type Checker::member(const Type& type, std::string_view field, const Node& node) {
  if (is_open(type) || (type.kind == TypeKind::Context && type.fields.empty())) return Type{};
  std::vector<std::string> candidates;
  for (const auto& [name, field_type] : type.fields) {
    if (name == field) return field_type;
    candidates.push_back(name);
  }
  for (const auto& [name, property_type] : properties_of(type)) {
    if (name == field) return property_type;
    candidates.emplace_back(name);
  }
  if (type.kind == TypeKind::List) return Type{};  // a list of lists
  const std::size_t name = std::min(token_at(node.offset) + 1, tokens_.size() - 1);
  report(tokens_[name].begin, std::max<std::size_t>(tokens_[name].end, tokens_[name].begin + field.size()),
         chinese(type) + "没有“" + std::string(field) + "”",
         "a " + english(type) + " has no '" + std::string(field) + "'", nearest(field, candidates));
  return Type{};
}

Type Checker::filter(const Node& node) {
  const auto children = program_.children_of(node);
  const Type base = infer(children[0]);
  const Type element = element_of(base);
  const std::size_t locals = locals_.size();
  const bool any_fields = is_open(element) || (element.kind == TypeKind::Context && element.fields.empty());
  locals_.push_back({"item", element});
  for (const auto& [field, type] : element.fields) locals_.push_back({field, type});
  open_ += any_fields ? 1 : 0;
  const Type condition = infer(children[1]);
  open_ -= any_fields ? 1 : 0;
  locals_.resize(locals);
  if (condition.kind == TypeKind::Number) return element;
  if (condition.kind == TypeKind::Boolean) return list_of(element);
  if (!is_open(condition))
    warn(children[1], "筛选条件必须是真假值或序号，这里是" + chinese(condition),
         "a filter needs a boolean or a position, not a " + english(condition));
  return Type{};
}

/// What the variable of an iteration holds.
Type Checker::iterated(const Node& iteration) {
  const auto children = program_.children_of(iteration);
  const Type first = infer(children[0]);
  if (children.size() == 1) return first.kind == TypeKind::Range ? first.arguments[0] : element_of(first);
  const Type last = infer(children[1]);
  for (const NodeId end : children) {
    const Type& type = end == children[0] ? first : last;
    if (!is_open(type) && type.kind != TypeKind::Number && type.kind != TypeKind::Date)
      report(end, "循环区间的两端必须是整数或日期，这里是" + chinese(type),
             "the ends of an iteration must be whole numbers or dates, not a " + english(type));
  }
  return joined(first, last);
}

Type Checker::iterations(const Node& node) {
  const std::size_t locals = locals_.size();
  const auto children = program_.children_of(node);
  for (const NodeId child : children.first(children.size() - 1)) {
    const Node& iteration = program_.nodes[child];
    Type type = iterated(iteration);
    locals_.push_back({name_of(iteration.value), std::move(type)});
  }
  if (node.kind == NodeKind::For) locals_.push_back({"partial", list_of(Type{})});
  Type body = infer(children.back());
  locals_.resize(locals);
  if (node.kind == NodeKind::For) return list_of(std::move(body));
  if (!is_open(body) && body.kind != TypeKind::Boolean)
    warn(children.back(), "satisfies 之后必须是真假值，这里是" + chinese(body),
         "what must be satisfied must be a boolean, not a " + english(body));
  return Type{.kind = TypeKind::Boolean};
}

Type Checker::function_literal(const Node& node) {
  const FunctionShape& shape = program_.functions[node.value];
  const std::size_t locals = locals_.size();
  Type function{.kind = TypeKind::Function, .arguments = shape.types};
  for (std::size_t i = 0; i < shape.parameters.size(); ++i)
    locals_.push_back({name_of(shape.parameters[i]), shape.types[i]});
  function.arguments.push_back(shape.external ? Type{} : infer(program_.children_of(node)[0]));
  locals_.resize(locals);
  return function;
}

}  // namespace bihuan::feel
