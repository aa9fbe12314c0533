// Decides the constant form of unary tests by walking the program's nodes; at most one level of list below a test.
#include "engine/feel/constant_tests.h"

#include "engine/feel/compare.h"
#include "engine/feel/program.h"

namespace bihuan::feel {
namespace {

struct Reader {
  const Program& program;
  std::vector<Range> accepted = {};

  const Value* constant(NodeId id) const;
  bool point(const Value& value);
  bool interval(const Node& node);
  bool comparison(const Node& node);
  bool items(const List& values);
  bool list(const Node& node);
  bool item(NodeId id);
  bool test(NodeId id);
};

/// Kinds whose order depends on nothing but the values: times compare through zones, so they are left out.
bool is_ordered(const Value& value) {
  return value.number() != nullptr || value.string() != nullptr || value.get<Date>() != nullptr ||
         value.get<DaysDuration>() != nullptr || value.get<MonthsDuration>() != nullptr;
}

const Value* Reader::constant(NodeId id) const {
  const Node& node = program.nodes[id];
  return node.kind == NodeKind::Constant ? &program.constants[node.value] : nullptr;
}

bool Reader::point(const Value& value) {
  if (!is_ordered(value) && value.get<bool>() == nullptr) return false;
  accepted.push_back({value, value, true, true});
  return true;
}

bool Reader::interval(const Node& node) {
  const auto children = program.children_of(node);
  const Value* low = constant(children[0]);
  const Value* high = constant(children[1]);
  if (low == nullptr || high == nullptr || !is_ordered(*low) || less(*high, *low) != false) return false;
  accepted.push_back({*low, *high, (node.op & low_closed_bit) != 0, (node.op & high_closed_bit) != 0});
  return true;
}

bool Reader::comparison(const Node& node) {
  const Value* end = constant(program.children_of(node)[0]);
  if (end == nullptr) return false;
  const auto op = static_cast<Operator>(node.op);
  if (op == Operator::Equal) return point(*end);
  if (!is_ordered(*end)) return false;
  if (op == Operator::Less || op == Operator::LessEqual) {
    accepted.push_back({Value(), *end, false, op == Operator::LessEqual});
    return true;
  }
  if (op != Operator::Greater && op != Operator::GreaterEqual) return false;
  accepted.push_back({*end, Value(), op == Operator::GreaterEqual, false});
  return true;
}

bool Reader::item(NodeId id) {
  const Node& node = program.nodes[id];
  if (node.kind == NodeKind::Constant) return point(program.constants[node.value]);
  return node.kind == NodeKind::Range && interval(node);
}

/// The parser makes one constant of a list of constants.
bool Reader::items(const List& values) {
  for (const Value& value : values)
    if (!point(value)) return false;
  return true;
}

bool Reader::list(const Node& node) {
  for (const NodeId id : program.children_of(node))
    if (!item(id)) return false;
  return true;
}

bool Reader::test(NodeId id) {
  const Node& node = program.nodes[id];
  if (node.kind == NodeKind::UnaryComparison) return comparison(node);
  if (node.kind == NodeKind::List) return list(node);
  if (const Value* value = constant(id); value != nullptr && value->list() != nullptr) return items(*value->list());
  return item(id);
}

}  // namespace

std::optional<ConstantTests> constant_tests(const Expression& tests) {
  if (!tests.program() || !tests.program()->unary_tests) return std::nullopt;
  const Program& program = *tests.program();
  const Node& root = program.nodes[program.root];
  if (root.kind == NodeKind::AnyInput) return ConstantTests{{Range{}}, false};
  if (root.kind != NodeKind::Tests) return std::nullopt;
  Reader reader{program};
  for (const NodeId id : program.children_of(root))
    if (!reader.test(id)) return std::nullopt;
  return ConstantTests{std::move(reader.accepted), root.op == 1};
}

}  // namespace bihuan::feel
