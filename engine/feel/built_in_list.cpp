// Decides the list functions (DMN 1.5, 10.3.4.4, table 76) and sort (10.3.4.7). Positions count from 1, or from the end
// when negative. Results are new lists; arguments are never changed.
#include <algorithm>
#include <array>

#include "engine/feel/built_in.h"
#include "engine/feel/compare.h"
#include "engine/feel/function.h"

namespace bihuan::feel {
namespace {

Value made(BuiltInCall& call, List items) {
  call.evaluation.charge_values(items.size());
  call.evaluation.step(items.size());
  return items;
}

bool same(BuiltInCall& call, const Value& a, const Value& b) {
  return equal(a, b, call.evaluation) == true;
}

bool holds(BuiltInCall& call, const List& items, const Value& wanted) {
  return std::any_of(items.begin(), items.end(), [&](const Value& item) { return same(call, item, wanted); });
}

Value list_contains(BuiltInCall& call) {
  const auto items = call.list(0);
  return items ? Value(holds(call, **items, call.arguments[1])) : call.null("not a list");
}

Value count(BuiltInCall& call) {
  const auto items = call.list(0);
  return items ? Value(static_cast<std::int64_t>((*items)->size())) : call.null("not a list");
}

/// The elements of one list argument, or the arguments themselves.
std::optional<Value::ListPtr> elements(BuiltInCall& call) {
  if (call.count() == 1) return call.list(0);
  return std::make_shared<const List>(call.arguments.begin(), call.arguments.end());
}

/// The least element, or the greatest; null when there is none or two do not compare.
Value extreme(BuiltInCall& call, bool greatest) {
  const auto items = elements(call);
  if (!items || (*items)->empty()) return call.null("no elements");
  const Value* best = &(**items)[0];
  if (!less(*best, *best, call.evaluation)) return call.null("an element has no order");
  for (const Value& item : **items) {
    const auto better = greatest ? less(*best, item, call.evaluation) : less(item, *best, call.evaluation);
    if (!better) return call.null("the elements are not of one kind");
    if (*better) best = &item;
  }
  return *best;
}

Value minimum(BuiltInCall& call) {
  return extreme(call, false);
}
Value maximum(BuiltInCall& call) {
  return extreme(call, true);
}

/// `settling` settles it: false for all, true for any. What is neither true nor false leaves it open.
Value quantified(BuiltInCall& call, bool settling) {
  const auto items = elements(call);
  if (!items) return call.null("not a list");
  bool open = false;
  bool settled = false;
  for (const Value& item : **items) {
    const bool* b = item.get<bool>();
    if (b == nullptr && !item.is_null()) return call.null("an element is no boolean");
    settled = settled || (b != nullptr && *b == settling);
    open = open || b == nullptr;
  }
  if (settled) return settling;
  return open ? Value() : Value(!settling);
}

Value all(BuiltInCall& call) {
  return quantified(call, false);
}
Value any(BuiltInCall& call) {
  return quantified(call, true);
}

/// The index from 0 that a position means among `size` elements.
std::optional<std::size_t> index_of_position(std::optional<std::int64_t> position, std::size_t size) {
  const auto n = static_cast<std::int64_t>(size);
  if (!position || *position == 0 || *position > n || *position < -n) return std::nullopt;
  return static_cast<std::size_t>(*position > 0 ? *position - 1 : n + *position);
}

Value sublist(BuiltInCall& call) {
  const auto items = call.list(0);
  if (!items) return call.null("not a list");
  const auto first = index_of_position(call.integer(1), (*items)->size());
  const auto length = call.integer(2);
  if (!first) return call.null("the position lies outside the list");
  if (call.given(2) && (!length || *length < 1 || static_cast<std::uint64_t>(*length) > (*items)->size() - *first))
    return call.null("the list has not so many elements from there");
  const auto begin = (*items)->begin() + static_cast<std::ptrdiff_t>(*first);
  return made(call, List(begin, call.given(2) ? begin + *length : (*items)->end()));
}

Value append(BuiltInCall& call) {
  const auto items = call.list(0);
  if (!items) return call.null("not a list");
  List result = **items;
  result.insert(result.end(), call.arguments.begin() + 1, call.arguments.end());
  return made(call, std::move(result));
}

Value concatenate(BuiltInCall& call) {
  List result;
  for (std::size_t i = 0; i < call.count(); ++i) {
    const auto items = call.list(i);
    if (!items) return call.null("not a list");
    call.evaluation.charge_values((*items)->size());
    result.insert(result.end(), (*items)->begin(), (*items)->end());
  }
  return result;
}

Value insert_before(BuiltInCall& call) {
  const auto items = call.list(0);
  const auto at = items ? index_of_position(call.integer(1), (*items)->size()) : std::nullopt;
  if (!at) return call.null("the position lies outside the list");
  List result = **items;
  result.insert(result.begin() + static_cast<std::ptrdiff_t>(*at), call.arguments[2]);
  return made(call, std::move(result));
}

Value remove(BuiltInCall& call) {
  const auto items = call.list(0);
  const auto at = items ? index_of_position(call.integer(1), (*items)->size()) : std::nullopt;
  if (!at) return call.null("the position lies outside the list");
  List result = **items;
  result.erase(result.begin() + static_cast<std::ptrdiff_t>(*at));
  return made(call, std::move(result));
}

Value reverse(BuiltInCall& call) {
  const auto items = call.list(0);
  if (!items) return call.null("not a list");
  return made(call, List((*items)->rbegin(), (*items)->rend()));
}

Value index_of(BuiltInCall& call) {
  const auto items = call.list(0);
  if (!items) return call.null("not a list");
  List positions;
  for (std::size_t i = 0; i < (*items)->size(); ++i)
    if (same(call, (**items)[i], call.arguments[1])) positions.emplace_back(static_cast<std::int64_t>(i + 1));
  return made(call, std::move(positions));
}

void append_new(BuiltInCall& call, List& to, const List& items) {
  for (const Value& item : items) {
    if (holds(call, to, item)) continue;
    call.evaluation.charge_values(1);
    to.push_back(item);
  }
}

Value distinct_values(BuiltInCall& call) {
  const auto items = call.list(0);
  if (!items) return call.null("not a list");
  List result;
  append_new(call, result, **items);
  return result;
}

Value union_of(BuiltInCall& call) {
  List result;
  for (std::size_t i = 0; i < call.count(); ++i) {
    const auto items = call.list(i);
    if (!items) return call.null("not a list");
    append_new(call, result, **items);
  }
  return result;
}

void flatten_into(BuiltInCall& call, List& to, const List& items) {
  call.evaluation.enter();
  for (const Value& item : items) {
    call.evaluation.step();
    if (const List* inner = item.list()) {
      flatten_into(call, to, *inner);
    } else {
      call.evaluation.charge_values(1);
      to.push_back(item);
    }
  }
  call.evaluation.leave();
}

Value flatten(BuiltInCall& call) {
  const auto items = call.list(0);
  if (!items) return call.null("not a list");
  List result;
  flatten_into(call, result, **items);
  return result;
}

Value list_replace(BuiltInCall& call) {
  const auto items = call.list(0);
  if (!items) return call.null("not a list");
  List result = **items;
  if (const auto* match = call.arguments[1].get<Value::FunctionPtr>()) {
    for (Value& item : result) {
      const Value answer = invoke(call.evaluation, **match, {item, call.arguments[2]}, call.offset);
      if (answer.get<bool>() == nullptr) return call.null("the match function must answer a boolean");
      if (answer.is_true()) item = call.arguments[2];
    }
    return made(call, std::move(result));
  }
  const auto at = index_of_position(call.integer(1), result.size());
  if (!at) return call.null("the position lies outside the list");
  result[*at] = call.arguments[2];
  return made(call, std::move(result));
}

/// Does the function say that a comes before b? Without a function FEEL's order does; what does not compare throws
/// nothing and stays where it is, but makes the whole null.
struct Order {
  BuiltInCall& call;
  const Function* precedes;
  bool failed = false;

  bool operator()(const Value& a, const Value& b) {
    if (precedes == nullptr) {
      const auto before = less(a, b, call.evaluation);
      failed = failed || !before;
      return before == true;
    }
    return invoke(call.evaluation, *precedes, {a, b}, call.offset).is_true();
  }
};

/// Merges neighbours of `width`; stable, and safe with an order that contradicts itself, which std::sort is not.
void merge_runs(List& items, std::size_t width, Order& before) {
  List merged;
  merged.reserve(items.size());
  for (std::size_t low = 0; low < items.size(); low += 2 * width) {
    const std::size_t middle = std::min(low + width, items.size());
    const std::size_t high = std::min(low + 2 * width, items.size());
    std::size_t a = low;
    std::size_t b = middle;
    while (a < middle || b < high) {
      const bool from_b = b < high && (a == middle || before(items[b], items[a]));
      merged.push_back(std::move(items[from_b ? b++ : a++]));
    }
  }
  items = std::move(merged);
}

Value sort(BuiltInCall& call) {
  const auto items = call.list(0);
  const auto* precedes = call.count() > 1 ? call.arguments[1].get<Value::FunctionPtr>() : nullptr;
  if (!items || (call.count() > 1 && precedes == nullptr)) return call.null("needs a list and a function");
  List result = **items;
  call.evaluation.charge_values(result.size() * 2);
  Order order{call, precedes != nullptr ? precedes->get() : nullptr};
  for (std::size_t width = 1; width < result.size(); width *= 2) merge_runs(result, width, order);
  return order.failed ? call.null("the elements are not of one kind") : Value(std::move(result));
}

constexpr std::array<BuiltIn, 18> functions = {{
    {"list contains", "list:list,element:any", "boolean", list_contains},
    {"count", "list:list", "number", count},
    {"min", "list:list|c1:any,...", "item", minimum},
    {"max", "list:list|c1:any,...", "item", maximum},
    {"all", "list:list<boolean>|b1:boolean,...", "boolean", all},
    {"any", "list:list<boolean>|b1:boolean,...", "boolean", any},
    {"sublist", "list:list,start position:number,length?:number", "same", sublist},
    {"append", "list:list,item:any,...", "list", append},
    {"concatenate", "list:list,...", "list", concatenate},
    {"insert before", "list:list,position:number,newItem:any", "list", insert_before},
    {"remove", "list:list,position:number", "same", remove},
    {"reverse", "list:list", "same", reverse},
    {"index of", "list:list,match:any", "list<number>", index_of},
    {"union", "list:list,...", "list", union_of},
    {"distinct values", "list:list", "same", distinct_values},
    {"flatten", "list:list", "list", flatten},
    {"list replace", "list:list,position:number,newItem:any|list:list,match:function,newItem:any", "list",
     list_replace},
    {"sort", "list:list,precedes?:function", "same", sort},
}};

}  // namespace

std::span<const BuiltIn> list_functions() {
  return functions;
}

}  // namespace bihuan::feel
