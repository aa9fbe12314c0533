// Decides sum, mean, product, median, stddev and mode (DMN 1.5, table 76): what lists of numbers, or of durations for
// sum and mean, come to.
#include <algorithm>
#include <array>

#include "engine/feel/arithmetic.h"
#include "engine/feel/built_in.h"

namespace bihuan::feel {
namespace {

std::optional<List> elements(BuiltInCall& call) {
  if (call.count() != 1) return List(call.arguments.begin(), call.arguments.end());
  const auto items = call.list(0);
  if (!items) return std::nullopt;
  return **items;
}

std::optional<std::vector<Decimal>> numbers(BuiltInCall& call) {
  const auto items = elements(call);
  if (!items) return std::nullopt;
  call.evaluation.step(items->size());
  std::vector<Decimal> result;
  for (const Value& item : *items) {
    if (item.number() == nullptr) return std::nullopt;
    result.push_back(*item.number());
  }
  return result;
}

bool summable(const Value& value) {
  return value.number() != nullptr || value.get<DaysDuration>() != nullptr || value.get<MonthsDuration>() != nullptr;
}

/// The sum of at least one element; null when they are not of one kind that adds up.
Value total(BuiltInCall& call, const List& items) {
  Value sum = items[0];
  if (!summable(sum)) return call.null("an element is no number");
  for (std::size_t i = 1; i < items.size(); ++i) {
    if (items[i].variant().index() != sum.variant().index()) return call.null("the elements are not of one kind");
    sum = arithmetic(Operator::Add, sum, items[i], call.evaluation, call.offset);
  }
  return sum;
}

Value sum(BuiltInCall& call) {
  const auto items = elements(call);
  if (!items || items->empty()) return call.null("no elements");
  call.evaluation.step(items->size());
  return total(call, *items);
}

Value mean(BuiltInCall& call) {
  const auto items = elements(call);
  if (!items || items->empty()) return call.null("no elements");
  call.evaluation.step(items->size());
  Value sum = total(call, *items);
  if (sum.is_null()) return sum;
  return arithmetic(Operator::Divide, sum, Value(static_cast<std::int64_t>(items->size())), call.evaluation,
                    call.offset);
}

Value product(BuiltInCall& call) {
  const auto items = numbers(call);
  if (!items || items->empty()) return call.null("needs numbers");
  std::optional<Decimal> result = Decimal(1);
  for (const Decimal& item : *items) result = result ? result->multiply(item) : result;
  return call.number_or_null(result);
}

Value median(BuiltInCall& call) {
  auto items = numbers(call);
  if (!items || items->empty()) return call.null("needs numbers");
  std::sort(items->begin(), items->end());
  const std::size_t middle = items->size() / 2;
  if (items->size() % 2 == 1) return (*items)[middle];
  const auto both = (*items)[middle - 1].add((*items)[middle]);
  return call.number_or_null(both ? both->divide(Decimal(2)) : both);
}

/// Of a sample: divided by n - 1.
Value stddev(BuiltInCall& call) {
  const auto items = numbers(call);
  if (!items || items->size() < 2) return call.null("needs two numbers or more");
  const Decimal n(static_cast<std::int64_t>(items->size()));
  std::optional<Decimal> sum = Decimal();
  for (const Decimal& item : *items) sum = sum ? sum->add(item) : sum;
  const auto average = sum ? sum->divide(n) : sum;
  std::optional<Decimal> squares = Decimal();
  for (const Decimal& item : *items) {
    const auto away = average ? item.subtract(*average) : average;
    const auto square = away ? away->multiply(*away) : away;
    squares = square && squares ? squares->add(*square) : std::nullopt;
  }
  const auto variance = squares ? squares->divide(Decimal(static_cast<std::int64_t>(items->size()) - 1)) : squares;
  return call.number_or_null(variance ? variance->square_root() : variance);
}

/// The most frequent numbers, in ascending order.
Value mode(BuiltInCall& call) {
  auto items = numbers(call);
  if (!items) return call.null("needs numbers");
  std::sort(items->begin(), items->end());
  List result;
  std::size_t most = 0;
  for (std::size_t from = 0; from < items->size();) {
    std::size_t to = from;
    while (to < items->size() && (*items)[to] == (*items)[from]) ++to;
    if (to - from > most) result.clear();
    if (to - from >= most) result.emplace_back((*items)[from]);
    most = std::max(most, to - from);
    from = to;
  }
  call.evaluation.charge_values(result.size());
  return result;
}

constexpr std::array<BuiltIn, 6> functions = {{
    {"sum", "list:list|n1:number/duration,...", "item", sum},
    {"mean", "list:list|n1:number/duration,...", "item", mean},
    {"product", "list:list<number>|n1:number,...", "number", product},
    {"median", "list:list<number>|n1:number,...", "number", median},
    {"stddev", "list:list<number>|n1:number,...", "number", stddev},
    {"mode", "list:list<number>|n1:number,...", "list<number>", mode},
}};

}  // namespace

std::span<const BuiltIn> statistics_functions() {
  return functions;
}

}  // namespace bihuan::feel
