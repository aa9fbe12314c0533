// Decides how a table's columns are indexed and how candidates are found. Kinds are never mixed: a column is indexed
// for the kind of its first constant; tests of other kinds, and inputs of other kinds, are left to the tests
// themselves.
#include "engine/dmn/table_index.h"

#include <algorithm>
#include <type_traits>

#include "engine/feel/constant_tests.h"

namespace bihuan::dmn {
namespace {

using feel::ConstantTests;

constexpr std::size_t fewest_rules = 8;
constexpr Position last_position = INT32_MAX;

/// The constants of one column: per rule its ranges, or nothing where the rule is not restricted.
struct ColumnTests {
  std::vector<std::optional<ConstantTests>> rules;
  std::size_t kind = std::variant_npos;  ///< index in Value::Variant
};

std::size_t kind_of(const Range& range) {
  return (range.low.is_null() ? range.high : range.low).variant().index();
}

bool is_indexed(const std::optional<ConstantTests>& tests, std::size_t kind) {
  return tests && !tests->negated && !tests->accepted.empty() &&
         std::all_of(tests->accepted.begin(), tests->accepted.end(),
                     [&](const Range& range) { return kind_of(range) == kind; });
}

/// A test that may leave a diagnostic must run whenever the tests before it hold; so columns behind it do not restrict
/// its rule.
std::vector<ColumnTests> tests_of(const CompiledTable& table) {
  std::vector<ColumnTests> columns(table.inputs.size());
  for (ColumnTests& column : columns) column.rules.resize(table.rules.size());
  for (std::size_t r = 0; r < table.rules.size(); ++r) {
    const CompiledRule& rule = table.rules[r];
    for (std::size_t c = 0; c < std::min(rule.tests.size(), columns.size()); ++c) {
      if (!rule.tests[c]) continue;
      auto tests = feel::constant_tests(*rule.tests[c]);
      if (!tests) break;
      const bool any = !tests->accepted.empty() && kind_of(tests->accepted[0]) == 0;
      if (any || tests->negated) continue;
      if (columns[c].kind == std::variant_npos && !tests->accepted.empty())
        columns[c].kind = kind_of(tests->accepted[0]);
      columns[c].rules[r] = std::move(tests);
    }
  }
  for (ColumnTests& column : columns)
    for (auto& tests : column.rules)
      if (!is_indexed(tests, column.kind)) tests.reset();
  return columns;
}

template <class T>
const T& held(const Value& value) {
  return *value.get<T>();
}

/// Booleans are held as char, since std::vector<bool> is no sequence of bool.
template <class T>
using Kind = std::conditional_t<std::is_same_v<T, char>, bool, T>;

template <class T>
std::vector<T> sorted_ends(const ColumnTests& column) {
  std::vector<T> ends;
  for (const auto& tests : column.rules) {
    if (!tests) continue;
    for (const Range& range : tests->accepted) {
      if (!range.low.is_null()) ends.push_back(held<Kind<T>>(range.low));
      if (!range.high.is_null()) ends.push_back(held<Kind<T>>(range.high));
    }
  }
  std::sort(ends.begin(), ends.end());
  ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
  return ends;
}

std::optional<IndexedColumn::Ends> ends_of(const ColumnTests& column) {
  if (column.kind == std::variant_npos) return std::nullopt;
  const auto with_kind = [&](const auto& tests) { return tests.has_value(); };
  const auto found = std::find_if(column.rules.begin(), column.rules.end(), with_kind);
  if (found == column.rules.end()) return std::nullopt;
  const Range& range = (*found)->accepted[0];
  const Value& sample = range.low.is_null() ? range.high : range.low;
  if (sample.get<bool>() != nullptr) return sorted_ends<char>(column);
  if (sample.number() != nullptr) return sorted_ends<Decimal>(column);
  if (sample.string() != nullptr) return sorted_ends<std::string>(column);
  if (sample.get<Date>() != nullptr) return sorted_ends<Date>(column);
  if (sample.get<DaysDuration>() != nullptr) return sorted_ends<DaysDuration>(column);
  if (sample.get<MonthsDuration>() != nullptr) return sorted_ends<MonthsDuration>(column);
  return std::nullopt;
}

struct Span {
  Position low, high;
  bool operator<(const Span& other) const { return low < other.low; }
};

/// The positions that a rule accepts, in order and without overlap; empty ranges such as (5..5) are left out.
std::vector<Span> spans_of(const ConstantTests& tests, const IndexedColumn& column) {
  std::vector<Span> spans;
  for (const Range& range : tests.accepted) {
    Span span{0, last_position};
    if (!range.low.is_null()) span.low = *column.position_of(range.low) + (range.low_closed ? 0 : 1);
    if (!range.high.is_null()) span.high = *column.position_of(range.high) - (range.high_closed ? 0 : 1);
    if (span.low <= span.high) spans.push_back(span);
  }
  std::sort(spans.begin(), spans.end());
  std::vector<Span> merged;
  for (const Span& span : spans) {
    if (!merged.empty() && span.low <= merged.back().high) {
      merged.back().high = std::max(merged.back().high, span.high);
    } else {
      merged.push_back(span);
    }
  }
  return merged;
}

/// Lists rules by position, if that takes at most four places per rule.
void list_by_position(IndexedColumn& column, const std::vector<std::vector<Span>>& spans, std::size_t ends) {
  const std::size_t positions = 2 * ends + 1;
  const auto last = static_cast<Position>(positions - 1);
  std::size_t places = 0;
  for (const auto& rule : spans)
    for (const Span& span : rule) places += static_cast<std::size_t>(std::min(span.high, last) - span.low + 1);
  constexpr std::size_t free_places = 1024;
  if (places > 4 * spans.size() + free_places) return;
  std::vector<std::uint32_t> count(positions + 1);
  const auto each = [&](auto&& use) {
    for (std::size_t r = 0; r < spans.size(); ++r)
      for (const Span& span : spans[r])
        for (Position p = span.low; p <= std::min(span.high, last); ++p)
          use(static_cast<std::uint32_t>(r), static_cast<std::size_t>(p));
  };
  each([&](std::uint32_t, std::size_t p) { ++count[p + 1]; });
  for (std::size_t p = 1; p < count.size(); ++p) count[p] += count[p - 1];
  column.first = count;
  column.rules.resize(places);
  each([&](std::uint32_t rule, std::size_t p) { column.rules[count[p]++] = rule; });
}

std::optional<IndexedColumn> indexed(const ColumnTests& tests, std::size_t input) {
  auto ends = ends_of(tests);
  if (!ends) return std::nullopt;
  IndexedColumn column{.input = input, .ends = std::move(*ends)};
  std::vector<std::vector<Span>> spans(tests.rules.size());
  for (std::size_t r = 0; r < tests.rules.size(); ++r) {
    if (!tests.rules[r]) {
      column.low.push_back(0);
      column.high.push_back(last_position);
      column.anywhere.push_back(static_cast<std::uint32_t>(r));
      continue;
    }
    spans[r] = spans_of(*tests.rules[r], column);
    column.low.push_back(spans[r].empty() ? last_position : spans[r].front().low);
    column.high.push_back(spans[r].empty() ? -1 : spans[r].back().high);
  }
  list_by_position(column, spans, std::visit([](const auto& sorted) { return sorted.size(); }, column.ends));
  return column;
}

}  // namespace

std::optional<Position> IndexedColumn::position_of(const Value& value) const {
  return std::visit(
      [&]<class T>(const std::vector<T>& sorted) -> std::optional<Position> {
        const auto* wanted = value.get<Kind<T>>();
        if (wanted == nullptr) return std::nullopt;
        const auto at = std::lower_bound(sorted.begin(), sorted.end(), *wanted);
        const auto i = static_cast<Position>(at - sorted.begin());
        return at != sorted.end() && *at == *wanted ? 2 * i + 1 : 2 * i;
      },
      ends);
}

std::shared_ptr<const TableIndex> index_of(const CompiledTable& table) {
  if (table.rules.size() < fewest_rules) return nullptr;
  const std::vector<ColumnTests> columns = tests_of(table);
  auto index = std::make_shared<TableIndex>(TableIndex{table.rules.size(), {}});
  for (std::size_t c = 0; c < columns.size(); ++c)
    if (auto column = indexed(columns[c], c)) index->columns.push_back(std::move(*column));
  return index->columns.empty() ? nullptr : index;
}

Candidates::Candidates(const TableIndex* index, std::size_t rule_count, std::span<const Value> inputs)
    : rule_count_(rule_count) {
  if (index == nullptr) return;
  wanted_.reserve(index->columns.size());
  for (const IndexedColumn& column : index->columns)
    if (const auto position = column.position_of(inputs[column.input])) wanted_.push_back({&column, *position});
  choose_list();
}

void Candidates::choose_list() {
  std::size_t shortest = rule_count_ / 4 + 1;
  for (const auto& [column, position] : wanted_) {
    if (column->first.empty()) continue;
    const auto p = static_cast<std::size_t>(position);
    const std::size_t begin = column->first[p];
    const std::size_t length = column->first[p + 1] - begin;
    if (length + column->anywhere.size() >= shortest) continue;
    shortest = length + column->anywhere.size();
    listed_ = true;
    at_position_ = std::span(column->rules).subspan(begin, length);
    anywhere_ = column->anywhere;
  }
}

bool Candidates::possible(std::uint32_t rule) const {
  for (const auto& [column, position] : wanted_)
    if (position < column->low[rule] || position > column->high[rule]) return false;
  return true;
}

/// Both lists are ascending and share no rule.
std::optional<std::size_t> Candidates::next_listed() {
  while (!at_position_.empty() || !anywhere_.empty()) {
    const bool from_position = anywhere_.empty() || (!at_position_.empty() && at_position_.front() < anywhere_.front());
    std::span<const std::uint32_t>& list = from_position ? at_position_ : anywhere_;
    const std::uint32_t rule = list.front();
    list = list.subspan(1);
    if (possible(rule)) return rule;
  }
  return std::nullopt;
}

/// One pass over plain arrays for each column, without branches, so that the compiler can take many rules at a time.
void Candidates::load_block() {
  block_ = block_end_;
  block_end_ = std::min(rule_count_, block_ + block_size);
  in_block_ = 0;
  const std::size_t count = block_end_ - block_;
  possible_.fill(1);
  for (const auto& [column, position] : wanted_) {
    const Position* low = column->low.data() + block_;
    const Position* high = column->high.data() + block_;
    for (std::size_t i = 0; i < count; ++i)
      possible_[i] &=
          static_cast<std::uint8_t>(static_cast<int>(low[i] <= position) & static_cast<int>(position <= high[i]));
  }
}

std::optional<std::size_t> Candidates::next() {
  if (listed_) return next_listed();
  while (true) {
    for (; block_ + in_block_ < block_end_; ++in_block_)
      if (possible_[in_block_] != 0) return block_ + in_block_++;
    if (block_end_ == rule_count_) return std::nullopt;
    load_block();
  }
}

}  // namespace bihuan::dmn
