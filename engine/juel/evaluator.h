// Decides what each node of a program evaluates to (Expression Language 2.2, 1.6 to 1.12). Recursion follows the tree,
// whose height the parser has bounded. It does not parse and owns no state.
#pragma once

#include <vector>

#include "engine/feel/evaluation.h"
#include "engine/juel/call.h"
#include "engine/juel/program.h"
#include "engine/juel/scope.h"

namespace bihuan::juel {

class Evaluator {
 public:
  Evaluator(const Program& program, Scope& scope, feel::Evaluation& evaluation)
      : program_(program), scope_(scope), evaluation_(evaluation) {}

  Value evaluate(NodeId id);
  /// All parts as text, one behind the other.
  Value composite();

 private:
  Value compound(const Node& node);
  Value name(const Node& node);
  Value surrounding(const Node& node);
  Value all_variables(const Node& node);
  Value junction(const Node& node, bool settling);
  Value chain(const Node& node);
  Value negated(const Node& node);
  Value conditional(const Node& node);
  Value property(const Node& node);
  Value index(const Node& node);
  Value member(NodeId operand, const std::string& name, const Place& place);
  Value entry_of_surrounding(const Node& node, const std::string& name, const Place& place);
  Value variable_of_map(const std::string& name);
  Value method(const Node& node);
  Value method_of_variables(Call& call);
  Value receiver(const Node& node, const std::string& method);
  Value function(const Node& node);
  Value list(const Node& node);
  Value map(const Node& node);
  std::vector<Value> arguments(const Node& node, std::size_t from);

  Place place(const Node& node) const { return {evaluation_, node.offset}; }
  NodeId child(const Node& node, std::size_t i) const { return program_.children_of(node)[i]; }
  const Node& node_of(NodeId id) const { return program_.nodes[id]; }

  const Program& program_;
  Scope& scope_;
  feel::Evaluation& evaluation_;
};

}  // namespace bihuan::juel
