// Decides which rules of a decision table can match some inputs at all, so that a large table does not try every rule.
// It only leaves out rules whose constant tests are false for sure; whoever asks tests the rest as ever (table.cpp).
//
// In each column the ends of all constant values and intervals are sorted. A value then has a position among them, an
// interval is a pair of positions, and to lie in it is to compare two integers. Where few rules accept each position,
// the column also lists them by position; the table is searched by the column whose list is the shortest, and in blocks
// of rules when no list is short.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/value.h"
#include "engine/dmn/compiled.h"

namespace bihuan::dmn {

/// Positions among n sorted ends: 2i + 1 is the i-th end itself, 2i is between its neighbours, so 0 .. 2n.
using Position = std::int32_t;

struct IndexedColumn {
  using Ends = std::variant<std::vector<char>, std::vector<Decimal>, std::vector<std::string>, std::vector<Date>,
                            std::vector<DaysDuration>, std::vector<MonthsDuration>>;

  std::size_t input = 0;
  Ends ends;                            ///< sorted, each once; of the one kind that the column indexes
  std::vector<Position> low, high;      ///< per rule: the first and last position that it may accept
  std::vector<std::uint32_t> first;     ///< per position, and one more: where its rules begin in `rules`; or empty
  std::vector<std::uint32_t> rules;     ///< ascending within a position
  std::vector<std::uint32_t> anywhere;  ///< rules that the column does not restrict, ascending

  /// nullopt when the value is of another kind than the ends: the column then tells nothing.
  std::optional<Position> position_of(const Value& value) const;
};

struct TableIndex {
  std::size_t rule_count = 0;
  std::vector<IndexedColumn> columns;
};

/// nullptr when no column restricts any rule, or the table has so few rules that looking is as quick.
std::shared_ptr<const TableIndex> index_of(const CompiledTable& table);

/// The rules that may match the inputs, in the order of the table. Requires that index and inputs outlive it.
class Candidates {
 public:
  /// Without an index, all rules.
  Candidates(const TableIndex* index, std::size_t rule_count, std::span<const Value> inputs);
  /// nullopt at the end.
  std::optional<std::size_t> next();

 private:
  struct Wanted {
    const IndexedColumn* column;
    Position position;
  };
  static constexpr std::size_t block_size = 256;

  void choose_list();
  bool possible(std::uint32_t rule) const;
  std::optional<std::size_t> next_listed();
  void load_block();

  std::size_t rule_count_;
  std::vector<Wanted> wanted_;
  bool listed_ = false;
  std::span<const std::uint32_t> at_position_, anywhere_;
  std::size_t block_ = 0, in_block_ = 0, block_end_ = 0;
  std::array<std::uint8_t, block_size> possible_;
};

}  // namespace bihuan::dmn
