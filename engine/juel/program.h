// Decides the shape of a parsed text: literal parts and expressions, their nodes in one array, children by index.
// Nothing owns a pointer into it, so it is destroyed without recursion and shared between threads. It does not
// evaluate.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/base/value.h"

namespace bihuan::juel {

using NodeId = std::uint32_t;

/// Behind each kind: its children, and what `value` indexes. A chain's operators lie in Program::operators.
enum class NodeKind : std::uint8_t {
  Constant,      ///< value: constants
  Name,          ///< value: names
  Surrounding,   ///< `execution` or `task`; value: a SurroundingKind
  AllVariables,  ///< execution.variables, getVariables()
  Or,            ///< operands
  And,           ///< operands
  Chain,         ///< operands of one level of precedence, left to right; value: first of (children - 1) operators
  Negate,        ///< operand
  Not,           ///< operand
  Empty,         ///< operand
  Conditional,   ///< condition, then, else
  Property,      ///< operand; value: names
  Index,         ///< operand, key
  Method,        ///< receiver, then arguments; value: names
  Function,      ///< arguments; value: number of the function (functions.h)
  List,          ///< items
  Map,           ///< key, value, key, value …
};

enum class SurroundingKind : std::uint8_t { Execution, Task };

enum class Operator : std::uint8_t {
  Equal,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  Add,
  Subtract,
  Multiply,
  Divide,
  Remainder
};

struct Node {
  NodeKind kind = NodeKind::Constant;
  std::uint16_t height = 1;  ///< of the tree below, bounded by max_height
  std::uint32_t offset = 0;  ///< byte in the source, for faults
  std::uint32_t first_child = 0, child_count = 0;
  std::uint32_t value = 0;
};

/// Deeper trees are refused by the parser, so that no evaluation's stack depends on the text.
constexpr std::uint16_t max_height = 200;

/// Literal text, or the root of an expression.
struct Part {
  std::string text;
  NodeId root = 0;
  bool is_expression = false;
};

struct Program {
  std::string source;
  std::vector<Part> parts;
  std::vector<Node> nodes;
  std::vector<NodeId> children;
  std::vector<Operator> operators;
  std::vector<Value> constants;
  std::vector<std::string> names;  ///< each once
  std::vector<std::string> reads;
  std::string bean;  ///< see Expression::bean

  std::span<const NodeId> children_of(const Node& node) const {
    return {children.data() + node.first_child, node.child_count};
  }
};

}  // namespace bihuan::juel
