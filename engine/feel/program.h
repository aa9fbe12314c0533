// Decides the shape of a parsed expression: nodes in one array, children by index, names and constants apart.
// Nothing owns a pointer into it, so it is destroyed without recursion and shared between threads. It does not
// evaluate.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/base/value.h"
#include "engine/feel/type.h"

namespace bihuan::feel {

using NodeId = std::uint32_t;

/// Behind each kind: its children, and what `value` indexes. A chain's operators lie in Program::operators.
enum class NodeKind : std::uint8_t {
  Constant,         ///< value: constants
  Name,             ///< value: names
  Arithmetic,       ///< operands, left to right; value: first of (children - 1) operators
  Negate,           ///< operand
  Or,               ///< operands
  And,              ///< operands
  Comparison,       ///< left, right; op
  Between,          ///< value, low, high
  In,               ///< value, then tests
  UnaryComparison,  ///< operand; op: "< 5", as a test or as a range
  InstanceOf,       ///< operand; value: types
  Path,             ///< operand; value: names
  Filter,           ///< list, condition; value: the name "item" in names
  Call,             ///< callee, then arguments
  NamedCall,        ///< callee, then arguments; value: first of their names in argument_names
  If,               ///< condition, then, else
  For,              ///< iterations, then the body; value: the name "partial" in names; op 1 when the body reads it
  Some,             ///< iterations, then the condition
  Every,            ///< iterations, then the condition
  Iteration,        ///< a list, or the two ends of a range; value: names
  FunctionLiteral,  ///< body; value: functions
  List,             ///< items
  ContextLiteral,   ///< values; value: first of their names in argument_names
  Range,            ///< low, high; op: RangeEnds
  Tests,            ///< tests; op 1 when negated by not(...); the root of unary tests
  AnyInput,         ///< "-"
};

enum class Operator : std::uint8_t {
  Add,
  Subtract,
  Multiply,
  Divide,
  Power,
  Equal,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual
};

constexpr std::uint8_t low_closed_bit = 1;
constexpr std::uint8_t high_closed_bit = 2;

struct Node {
  NodeKind kind = NodeKind::Constant;
  std::uint8_t op = 0;
  bool reads_input = false;  ///< "?" occurs in it
  std::uint16_t height = 1;  ///< of the tree below, bounded by max_height
  std::uint32_t offset = 0;  ///< byte in the source, for diagnostics
  std::uint32_t first_child = 0, child_count = 0;
  std::uint32_t value = 0;
  std::uint32_t slot =
      0;  ///< of a Name its use; of an Iteration, Filter, For or ContextLiteral the first local it binds
};

/// Where a name finds its value (slots.h): in a local of the frame, or in a variable of outside. The elements of
/// filters around it hide both when they have an entry of this name: those numbered from first_filter to filters - 1,
/// the innermost, which is the last, first.
struct Use {
  bool local = false;
  std::uint16_t first_filter = 0, filters = 0;
  std::uint32_t slot = 0;  ///< of the frame's locals, or in Program::outside
};

/// How much one evaluation of an expression, or of a function's body, binds at most at a time.
struct FrameSize {
  std::uint32_t locals = 0, filters = 0;
};

/// Deeper trees are refused by the parser, so that no evaluation's stack depends on the text.
constexpr std::uint16_t max_height = 200;

struct FunctionShape {
  std::vector<std::uint32_t> parameters;  ///< names
  std::vector<Type> types;                ///< one per parameter, Any when not written
  std::vector<std::uint32_t> free_names;  ///< names that occur in the body: what a closure captures
  bool external = false;                  ///< Java or PMML: cannot be executed, answers null
  std::vector<std::uint32_t> captures;    ///< per free name its use where the function is written; see slots.h
  FrameSize frame;                        ///< of the body: its parameters, then its free names, then what it binds
};

struct Program {
  std::string source;
  std::vector<Node> nodes;
  std::vector<NodeId> children;
  std::vector<Operator> operators;
  std::vector<Value> constants;
  std::vector<std::string> names;  ///< each once
  std::vector<int> built_ins;      ///< per name: the built-in function of this name, or -1
  std::vector<std::uint32_t> argument_names;
  std::vector<Type> types;
  std::vector<FunctionShape> functions;
  std::vector<std::string> reads;
  std::vector<Use> uses;
  std::vector<std::uint32_t> outside;  ///< names that uses look up outside, each once
  FrameSize frame;
  NodeId root = 0;
  bool unary_tests = false;

  std::span<const NodeId> children_of(const Node& node) const {
    return {children.data() + node.first_child, node.child_count};
  }
};

}  // namespace bihuan::feel
