// Decides the walk of the checks over a program: types from the leaves upwards, names from the outside inwards.
// Bounded, since the parser bounds the height of a program. The rules on types are in check_type.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/feel/check.h"
#include "engine/feel/check_type.h"
#include "engine/feel/lexer.h"
#include "engine/feel/program.h"

namespace bihuan::feel {

/// One check of one program; used once.
class Checker {
 public:
  Checker(const Program& program, const CheckScope& scope);
  /// The type of the whole; the findings lie in `findings` afterwards.
  Type run();

  std::vector<Finding> findings = {};

 private:
  struct Local {
    std::string_view name;
    Type type;
  };

  // check.cpp: names and operators
  Type infer(NodeId id);
  Type name(const Node& node, NodeId id);
  Type constant(const Node& node);
  Type arithmetic(const Node& node);
  Type negation(const Node& node);
  Type logic(const Node& node);
  Type comparison(const Node& node, NodeId id);
  Type between(const Node& node);
  Type in(const Node& node);
  Type tests(const Node& node);
  void test(NodeId id, const Type& input);
  Type instance(const Node& node);
  Type condition(const Node& node);

  // check_structure.cpp: lists, contexts, paths, filters, iterations, function literals
  Type list(const Node& node);
  Type context(const Node& node);
  Type range(const Node& node);
  Type unary_range(const Node& node);
  Type path(const Node& node);
  Type member(const Type& type, std::string_view field, const Node& node);
  Type filter(const Node& node);
  Type iterations(const Node& node);
  Type iterated(const Node& iteration);
  Type function_literal(const Node& node);

  // check_call.cpp: calls
  Type call(const Node& node, bool named);
  Type call_built_in(const Node& node, int index, bool named, const std::vector<Type>& types);
  Type call_function(const Node& node, const Type& function, bool named, const std::vector<Type>& types);
  const Signature* fitting(const Node& node, int index, bool named, const std::vector<Type>& types);
  bool places(const Node& node, const Signature& signature, bool named, std::vector<std::size_t>& positions);
  void wrong_names(const Node& node, int index);
  void wrong_count(const Node& node, int index);
  void wrong_argument(const Node& node, const Signature& signature, std::span<const std::size_t> positions,
                      const std::vector<Type>& types);
  void constant_text(const Node& node, int index);
  const Type* known(std::string_view name) const;

  // check_place.cpp: places in the text
  std::size_t begin_of(NodeId id) const;
  std::size_t end_of(NodeId id) const;
  std::size_t closed_end(const Node& node, std::size_t end) const;
  std::size_t token_at(std::size_t offset) const;
  std::string_view text_of(NodeId id) const;
  std::string as_type(NodeId literal, const Type& type) const;
  void report(NodeId id, std::string zh, std::string en, std::string suggestion = {});
  void warn(NodeId id, std::string zh, std::string en);
  void report(std::size_t begin, std::size_t end, std::string zh, std::string en, std::string suggestion = {});
  std::string_view name_of(std::uint32_t name) const { return program_.names[name]; }
  std::string_view argument_name(const Node& node, std::size_t i) const;

  const Program& program_;
  const CheckScope& scope_;
  std::vector<Token> tokens_ = {};
  std::vector<Local> locals_ = {};
  Type input_ = {};
  int open_ = 0;  ///< filters around this place whose elements may have any fields
};

}  // namespace bihuan::feel
