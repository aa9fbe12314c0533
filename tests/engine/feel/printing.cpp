// Decides each node's spelling and how tightly it binds; see printing.h.
#include "tests/engine/feel/printing.h"

#include <fmt/format.h>

#include <functional>

#include "engine/feel/lexer.h"
#include "engine/feel/text.h"

namespace bihuan::feel {
namespace {

/// How tightly an expression binds, loosest first, in the order of the parser's functions.
enum Level { Open, Or, And, Comparison, Additive, Multiplicative, Power, Negation, Instance, Postfix, Primary };

std::string_view spelling(Operator op) {
  switch (op) {
    case Operator::Add:
      return "+";
    case Operator::Subtract:
      return "-";
    case Operator::Multiply:
      return "*";
    case Operator::Divide:
      return "/";
    case Operator::Power:
      return "**";
    case Operator::Equal:
      return "=";
    case Operator::NotEqual:
      return "!=";
    case Operator::Less:
      return "<";
    case Operator::LessEqual:
      return "<=";
    case Operator::Greater:
      return ">";
    case Operator::GreaterEqual:
      return ">=";
  }
  return "";
}

Level level_of(Operator op) {
  if (op == Operator::Power) return Power;
  return op == Operator::Multiply || op == Operator::Divide ? Multiplicative : Additive;
}

struct Printer {
  const Program& program;

  std::string at(NodeId id, Level wanted) const {
    const Node& node = program.nodes[id];
    const std::string text = spelled(node);
    return level(node) >= wanted ? text : "(" + text + ")";
  }

  Level level(const Node& node) const {
    switch (node.kind) {
      case NodeKind::If:
      case NodeKind::For:
      case NodeKind::Some:
      case NodeKind::Every:
      case NodeKind::FunctionLiteral:
        return Open;
      case NodeKind::Or:
        return Or;
      case NodeKind::And:
        return And;
      case NodeKind::Comparison:
      case NodeKind::Between:
      case NodeKind::In:
        return Comparison;
      case NodeKind::Arithmetic:
        return level_of(program.operators[node.value]);
      case NodeKind::Negate:
        return Negation;
      case NodeKind::Constant: {
        const Decimal* number = program.constants[node.value].number();
        return number == nullptr ? Primary : number->is_negative() ? Negation : Instance;
      }
      case NodeKind::InstanceOf:
        return Instance;
      case NodeKind::Path:
      case NodeKind::Filter:
      case NodeKind::Call:
      case NodeKind::NamedCall:
        return Postfix;
      default:
        return Primary;
    }
  }

  std::string joined(std::span<const NodeId> ids, std::string_view between, Level wanted) const {
    std::string out;
    for (const NodeId id : ids) out += (out.empty() ? "" : std::string(between)) + at(id, wanted);
    return out;
  }

  std::string arithmetic(const Node& node, std::span<const NodeId> children) const {
    const auto own = static_cast<Level>(level_of(program.operators[node.value]) + 1);
    std::string out = at(children[0], own);
    for (std::size_t i = 1; i < children.size(); ++i)
      out += fmt::format(" {} {}", spelling(program.operators[node.value + i - 1]), at(children[i], own));
    return out;
  }

  /// A unary comparison is bare as a test, and in parentheses as a value.
  std::string test(NodeId id) const {
    const Node& node = program.nodes[id];
    if (node.kind != NodeKind::UnaryComparison) return at(id, Open);
    return fmt::format("{} {}", spelling(static_cast<Operator>(node.op)), at(program.children_of(node)[0], Additive));
  }

  std::string tests(std::span<const NodeId> ids) const {
    std::string out;
    for (const NodeId id : ids) out += (out.empty() ? "" : ", ") + test(id);
    return out;
  }

  std::string iteration(const Node& node) const {
    const auto children = program.children_of(node);
    const std::string ends =
        children.size() == 1 ? at(children[0], Open) : at(children[0], Additive) + " .. " + at(children[1], Additive);
    return program.names[node.value] + " in " + ends;
  }

  std::string iterations(std::string_view begin, const Node& node, std::string_view end) const {
    const auto children = program.children_of(node);
    std::string out = std::string(begin) + " ";
    for (std::size_t i = 0; i + 1 < children.size(); ++i)
      out += (i > 0 ? ", " : "") + iteration(program.nodes[children[i]]);
    return fmt::format("{} {} {}", out, end, at(children.back(), Open));
  }

  std::string type_text(const Type& type) const {
    static constexpr std::string_view names[] = {"Any",
                                                 "Null",
                                                 "number",
                                                 "string",
                                                 "boolean",
                                                 "date",
                                                 "time",
                                                 "date and time",
                                                 "days and time duration",
                                                 "years and months duration",
                                                 "list",
                                                 "context",
                                                 "function",
                                                 "range"};
    if (type.kind == TypeKind::Named) return type.name;
    std::string out(names[static_cast<std::size_t>(type.kind)]);
    if (type.kind == TypeKind::Context && !type.fields.empty()) {
      std::string fields;
      for (const auto& [name, field] : type.fields)
        fields += (fields.empty() ? "" : ", ") + name + ": " + type_text(field);
      return out + "<" + fields + ">";
    }
    if (type.arguments.empty()) return out;
    const std::size_t inside = type.kind == TypeKind::Function ? type.arguments.size() - 1 : type.arguments.size();
    std::string arguments;
    for (std::size_t i = 0; i < inside; ++i) arguments += (i > 0 ? ", " : "") + type_text(type.arguments[i]);
    out += "<" + arguments + ">";
    return type.kind == TypeKind::Function ? out + " -> " + type_text(type.arguments.back()) : out;
  }

  std::string function(const Node& node) const {
    const FunctionShape& shape = program.functions[node.value];
    std::string parameters;
    for (std::size_t i = 0; i < shape.parameters.size(); ++i) {
      parameters += (i > 0 ? ", " : "") + program.names[shape.parameters[i]];
      if (shape.types[i].kind != TypeKind::Any) parameters += ": " + type_text(shape.types[i]);
    }
    return fmt::format("function({}) {}{}", parameters, shape.external ? "external " : "",
                       at(program.children_of(node)[0], Open));
  }

  std::string named(const Node& node, std::span<const NodeId> values) const {
    std::string out;
    for (std::size_t i = 0; i < values.size(); ++i)
      out += (i > 0 ? ", " : "") + program.names[program.argument_names[node.value + i]] + ": " + at(values[i], Open);
    return out;
  }

  std::string context(const Node& node, std::span<const NodeId> values) const {
    std::string out;
    for (std::size_t i = 0; i < values.size(); ++i)
      out += (i > 0 ? ", " : "") + quoted(program.names[program.argument_names[node.value + i]]) + ": " +
             at(values[i], Open);
    return "{" + out + "}";
  }

  std::string spelled(const Node& node) const {
    const auto children = program.children_of(node);
    switch (node.kind) {
      case NodeKind::Constant:
        return literal(program.constants[node.value]);
      case NodeKind::Name:
        return program.names[node.value];
      case NodeKind::Arithmetic:
        return arithmetic(node, children);
      case NodeKind::Negate:
        return "-" + at(children[0], Negation);
      case NodeKind::Or:
        return joined(children, " or ", And);
      case NodeKind::And:
        return joined(children, " and ", Comparison);
      case NodeKind::Comparison:
        return fmt::format("{} {} {}", at(children[0], Comparison), spelling(static_cast<Operator>(node.op)),
                           at(children[1], Additive));
      case NodeKind::Between:
        return fmt::format("{} between {} and {}", at(children[0], Comparison), at(children[1], Additive),
                           at(children[2], Additive));
      case NodeKind::In:
        return at(children[0], Comparison) + " in (" + tests(children.subspan(1)) + ")";
      case NodeKind::UnaryComparison:
        return fmt::format("({} {})", spelling(static_cast<Operator>(node.op)), at(children[0], Additive));
      case NodeKind::InstanceOf:
        return at(children[0], Instance) + " instance of " + type_text(program.types[node.value]);
      case NodeKind::Path:
        return at(children[0], Postfix) + "." + program.names[node.value];
      case NodeKind::Filter:
        return at(children[0], Postfix) + "[" + at(children[1], Open) + "]";
      case NodeKind::Call:
        return at(children[0], Postfix) + "(" + joined(children.subspan(1), ", ", Open) + ")";
      case NodeKind::NamedCall:
        return at(children[0], Postfix) + "(" + named(node, children.subspan(1)) + ")";
      case NodeKind::If:
        return fmt::format("if {} then {} else {}", at(children[0], Open), at(children[1], Open),
                           at(children[2], Open));
      case NodeKind::For:
        return iterations("for", node, "return");
      case NodeKind::Some:
        return iterations("some", node, "satisfies");
      case NodeKind::Every:
        return iterations("every", node, "satisfies");
      case NodeKind::Iteration:
        return iteration(node);
      case NodeKind::FunctionLiteral:
        return function(node);
      case NodeKind::List:
        return "[" + joined(children, ", ", Open) + "]";
      case NodeKind::ContextLiteral:
        return context(node, children);
      case NodeKind::Range:
        return fmt::format("{}{}..{}{}", (node.op & low_closed_bit) != 0 ? "[" : "(", at(children[0], Additive),
                           at(children[1], Additive), (node.op & high_closed_bit) != 0 ? "]" : ")");
      case NodeKind::Tests:
        return node.op == 1 ? "not(" + tests(children) + ")" : tests(children);
      case NodeKind::AnyInput:
        return "-";
    }
    return "";
  }
};

bool same_names(const Program& a, std::uint32_t at_a, const Program& b, std::uint32_t at_b, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i)
    if (a.names[a.argument_names[at_a + i]] != b.names[b.argument_names[at_b + i]]) return false;
  return true;
}

bool same_node(const Program& a, const Node& x, const Program& b, const Node& y) {
  switch (x.kind) {
    case NodeKind::Constant:
      return a.constants[x.value] == b.constants[y.value];
    case NodeKind::Name:
    case NodeKind::Path:
    case NodeKind::Iteration:
      return a.names[x.value] == b.names[y.value];
    case NodeKind::Arithmetic:
      return std::equal(a.operators.begin() + x.value, a.operators.begin() + x.value + x.child_count - 1,
                        b.operators.begin() + y.value);
    case NodeKind::NamedCall:
      return same_names(a, x.value, b, y.value, x.child_count - 1);
    case NodeKind::ContextLiteral:
      return same_names(a, x.value, b, y.value, x.child_count);
    default:
      return true;
  }
}

}  // namespace

std::string printed(const Program& program) {
  const Printer printer{program};
  return printer.at(program.root, Open);
}

bool same_shape(const Program& a, const Program& b) {
  const std::function<bool(NodeId, NodeId)> same = [&](NodeId i, NodeId j) {
    const Node &x = a.nodes[i], &y = b.nodes[j];
    if (x.kind != y.kind || x.op != y.op || x.child_count != y.child_count || !same_node(a, x, b, y)) return false;
    for (std::size_t c = 0; c < x.child_count; ++c)
      if (!same(a.children_of(x)[c], b.children_of(y)[c])) return false;
    return true;
  };
  return same(a.root, b.root);
}

}  // namespace bihuan::feel
