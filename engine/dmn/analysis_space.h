// Decides how the inputs of a decision table are cut into pieces within which no constant condition changes its answer,
// and how such pieces are put into words. Only analysis.cpp includes it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/dmn/compiled.h"
#include "engine/feel/constant_tests.h"

namespace bihuan::dmn {

/// Among n sorted ends there are 2n + 1 pieces: 2i + 1 is the i-th end itself, 2i lies between its neighbours.
/// A set of pieces: one flag per piece.
using Pieces = std::vector<bool>;

struct Column {
  std::string name;
  std::vector<Value> ends;  ///< sorted, each once, of one kind
  Pieces domain;            ///< pieces that hold any value at all
  bool has_other = false;   ///< strings: piece 0 stands for every value that is not named
};

/// The pieces of a rule's conditions, column by column. `computed`: a condition is no constant, its pieces are then all
/// of the domain, and the rule may match less than they say.
struct RuleBox {
  std::vector<Pieces> pieces;
  bool computed = false;
};

struct Space {
  std::vector<Column> columns;
  std::vector<RuleBox> rules;
};

/// `scope` tells the allowed values of the columns' types. nullopt when the rules' pieces would be more than a table
/// may have.
std::optional<Space> space_of(const CompiledTable& table, const TypeScope& scope);
constexpr std::size_t max_pieces = 20'000'000;

/// "金额 > 1000", "等级 = \"高\"", "500 < 金额 <= 1000": what the pieces mean; empty when they are the whole domain.
/// Several runs are joined by `either` ("或").
std::string text_of(const Column& column, const Pieces& pieces, std::string_view either);

bool is_empty(const Pieces& pieces);
bool contains(const Pieces& outer, const Pieces& inner);
Pieces common(const Pieces& a, const Pieces& b);

}  // namespace bihuan::dmn
