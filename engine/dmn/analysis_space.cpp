// Decides the pieces. Ends of different kinds in one column make its conditions computed.
#include "engine/dmn/analysis_space.h"

#include <algorithm>

#include "engine/feel/temporal.h"
#include "engine/feel/text.h"

namespace bihuan::dmn {
namespace {

/// Item definitions that refer to each other are followed this far.
constexpr int max_references = 20;

bool before(const Value& a, const Value& b) {
  return std::visit(
      [](const auto& left, const auto& right) {
        if constexpr (std::is_same_v<decltype(left), decltype(right)>) {
          if constexpr (requires { left < right; })
            return left < right;
          else
            return false;
        } else {
          return false;
        }
      },
      a.variant(), b.variant());
}

bool is_single(const Range& range) {
  return range.low_closed && range.high_closed && !range.low.is_null() && range.low == range.high;
}

using Tests = std::optional<feel::ConstantTests>;

/// The allowed values of the column: its own, else those of its type.
Tests domain_of(const CompiledInput& input, const TypeScope& scope) {
  if (input.allowed) return feel::constant_tests(*input.allowed);
  const feel::Type* type = &input.type;
  for (int i = 0; i < max_references && type->kind == feel::TypeKind::Named; ++i) {
    const CompiledItem* item = item_named(scope, type->name);
    if (item == nullptr || item->is_collection) return std::nullopt;
    if (item->allowed) return feel::constant_tests(*item->allowed);
    if (!item->base) return std::nullopt;
    type = &*item->base;
  }
  return std::nullopt;
}

struct Cutter {
  const CompiledTable& table;
  std::size_t index;
  Tests allowed;
  std::vector<Tests> tests;  ///< per rule; nullopt for a computed one
  Column column = {};
  bool mixed = false;
  bool has_intervals = false;

  void gather(const feel::ConstantTests& one) {
    for (const Range& range : one.accepted) {
      for (const Value* end : {&range.low, &range.high})
        if (!end->is_null()) column.ends.push_back(*end);
      has_intervals = has_intervals || !(is_single(range) || (range.low.is_null() && range.high.is_null()));
    }
  }

  void sort_ends() {
    auto& ends = column.ends;
    mixed = std::any_of(ends.begin(), ends.end(),
                        [&](const Value& end) { return end.variant().index() != ends[0].variant().index(); });
    if (mixed) ends.clear();
    std::sort(ends.begin(), ends.end(), before);
    ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
  }

  /// Between true and false there is nothing, nor between a day and the next.
  bool between_is_empty(std::size_t i) const {
    const auto& ends = column.ends;
    if (ends[0].get<bool>() != nullptr) return true;
    if (i == 0 || i == ends.size()) return false;
    if (const auto* day = ends[i - 1].get<Date>())
      return feel::days_of(*day) + 1 == feel::days_of(*ends[i].get<Date>());
    if (const auto* months = ends[i - 1].get<MonthsDuration>())
      return months->months + 1 == ends[i].get<MonthsDuration>()->months;
    return false;
  }

  void make_domain() {
    const std::size_t n = column.ends.size();
    column.domain.assign(2 * n + 1, true);
    if (n == 0) return;
    column.has_other = column.ends[0].string() != nullptr && !has_intervals;
    for (std::size_t i = 0; i <= n; ++i)
      if (column.has_other ? i > 0 : between_is_empty(i)) column.domain[2 * i] = false;
    if (allowed) column.domain = accepted(*allowed);
  }

  std::size_t place(const Value& end) const {
    return static_cast<std::size_t>(std::lower_bound(column.ends.begin(), column.ends.end(), end, before) -
                                    column.ends.begin());
  }

  Pieces accepted(const feel::ConstantTests& one) const {
    Pieces result(column.domain.size(), false);
    for (const Range& range : one.accepted) {
      const std::size_t from = range.low.is_null() ? 0 : 2 * place(range.low) + (range.low_closed ? 1 : 2);
      const std::size_t to =
          range.high.is_null() ? result.size() - 1 : 2 * place(range.high) + (range.high_closed ? 1 : 0);
      for (std::size_t i = from; i <= to && i < result.size(); ++i) result[i] = true;
    }
    if (one.negated) result.flip();
    return common(result, column.domain);
  }

  void cut(const TypeScope& scope) {
    const CompiledInput& input = table.inputs[index];
    column.name = input.name;
    allowed = domain_of(input, scope);
    if (allowed) gather(*allowed);
    for (const CompiledRule& rule : table.rules) {
      tests.push_back(rule.tests[index] ? feel::constant_tests(*rule.tests[index])
                                        : Tests(feel::ConstantTests{{Range{}}, false}));
      if (tests.back()) gather(*tests.back());
    }
    sort_ends();
    if (mixed) allowed.reset();
    if (input.type.kind == feel::TypeKind::Boolean && column.ends.size() < 2 && !mixed) column.ends = {false, true};
    make_domain();
  }

  void fill(std::vector<RuleBox>& rules) const {
    for (std::size_t i = 0; i < rules.size(); ++i) {
      const bool computed = !tests[i] || (mixed && table.rules[i].tests[index]);
      rules[i].computed = rules[i].computed || computed;
      rules[i].pieces.push_back(computed ? column.domain : accepted(*tests[i]));
    }
  }
};

std::string between(const Column& column, std::size_t first, std::size_t last) {
  const bool has_low = first > 0;
  const bool has_high = last + 1 < column.domain.size();
  const std::string low = has_low ? feel::literal(column.ends[(first - 1) / 2]) : "";
  const std::string high = has_high ? feel::literal(column.ends[last / 2]) : "";
  const std::string_view above = first % 2 == 1 ? "<=" : "<";
  const std::string_view below = last % 2 == 1 ? "<=" : "<";
  if (first == last && first % 2 == 1) return column.name + " = " + high;
  if (has_low && has_high)
    return low + " " + std::string(above) + " " + column.name + " " + std::string(below) + " " + high;
  if (has_low) return column.name + (first % 2 == 1 ? " >= " : " > ") + low;
  return column.name + " " + std::string(below) + " " + high;
}

/// The named values that are, or are not, among the pieces.
std::string values_of(const Column& column, const Pieces& pieces, bool wanted) {
  std::string values;
  for (std::size_t i = 1; i < pieces.size(); i += 2)
    if (pieces[i] == wanted && column.domain[i])
      values += (values.empty() ? "" : ", ") + feel::literal(column.ends[i / 2]);
  return "(" + values + ")";
}

/// Several values one by one, nothing in between.
bool is_enumeration(const Column& column, const Pieces& pieces) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (!pieces[i] || !column.domain[i]) continue;
    if (i % 2 == 0) return false;
    ++count;
  }
  return count > 1 && column.ends[0].string() != nullptr;
}

}  // namespace

std::optional<Space> space_of(const CompiledTable& table, const TypeScope& scope) {
  Space space;
  std::size_t pieces = 0;
  space.rules.resize(table.rules.size());
  for (std::size_t i = 0; i < table.inputs.size(); ++i) {
    Cutter cutter{table, i, {}, {}};
    cutter.cut(scope);
    pieces += cutter.column.domain.size() * table.rules.size();
    if (pieces > max_pieces) return std::nullopt;
    cutter.fill(space.rules);
    space.columns.push_back(std::move(cutter.column));
  }
  return space;
}

std::string text_of(const Column& column, const Pieces& pieces, std::string_view either) {
  if (contains(pieces, column.domain)) return "";
  if (column.has_other && pieces[0]) return column.name + " not in " + values_of(column, pieces, false);
  if (is_enumeration(column, pieces)) return column.name + " in " + values_of(column, pieces, true);
  std::string text;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (!pieces[i] || !column.domain[i]) continue;
    std::size_t last = i;  // a run may pass over pieces that hold no value
    for (std::size_t j = i + 1; j < pieces.size() && !column.has_other && (pieces[j] || !column.domain[j]); ++j)
      if (column.domain[j]) last = j;
    text += (text.empty() ? "" : std::string(either)) + between(column, i, last);
    i = last;
  }
  return text;
}

bool is_empty(const Pieces& pieces) {
  return std::find(pieces.begin(), pieces.end(), true) == pieces.end();
}

bool contains(const Pieces& outer, const Pieces& inner) {
  for (std::size_t i = 0; i < inner.size(); ++i)
    if (inner[i] && !outer[i]) return false;
  return true;
}

Pieces common(const Pieces& a, const Pieces& b) {
  Pieces result(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) result[i] = a[i] && b[i];
  return result;
}

}  // namespace bihuan::dmn
