// Decides how calls find built-in functions, and the common conversions of arguments. The functions are in
// built_in_*.cpp.
#include "engine/feel/built_in.h"

#include <algorithm>

namespace bihuan::feel {
namespace {

/// Calls `each(part)` for the parts between separators.
template <class Each>
void split(std::string_view text, char separator, Each each) {
  while (!text.empty()) {
    const std::size_t end = text.find(separator);
    each(text.substr(0, end));
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

struct Signature {
  std::vector<std::string_view> names;
  std::vector<bool> needed;  ///< per name
  std::size_t required = 0;
  bool variadic = false;
};

Signature signature_of(std::string_view text) {
  Signature signature;
  split(text, ',', [&](std::string_view name) {
    signature.variadic = signature.variadic || name == "...";
    if (name == "...") return;
    const bool optional = name.ends_with('?');
    if (optional) name.remove_suffix(1);
    if (!optional) ++signature.required;
    signature.needed.push_back(!optional);
    signature.names.push_back(name);
  });
  return signature;
}

std::optional<NamedOrder> order_in(const Signature& signature, std::span<const std::string_view> names) {
  NamedOrder order;
  std::vector<bool> set(signature.names.size());
  for (const std::string_view name : names) {
    const auto found = std::find(signature.names.begin(), signature.names.end(), name);
    const auto at = static_cast<std::size_t>(found - signature.names.begin());
    if (found == signature.names.end() || set[at]) return std::nullopt;
    set[at] = true;
    order.positions.push_back(at);
    order.count = std::max(order.count, at + 1);
  }
  for (std::size_t i = 0; i < set.size(); ++i)
    if (signature.needed[i] && !set[i]) return std::nullopt;
  return order;
}

std::vector<BuiltIn> all_sorted() {
  std::vector<BuiltIn> all;
  for (const auto group :
       {conversion_functions(), boolean_functions(), string_functions(), pattern_functions(), list_functions(),
        statistics_functions(), numeric_functions(), temporal_functions(), range_functions(), context_functions()})
    all.insert(all.end(), group.begin(), group.end());
  std::sort(all.begin(), all.end(), [](const BuiltIn& a, const BuiltIn& b) { return a.name < b.name; });
  return all;
}

}  // namespace

std::span<const BuiltIn> built_ins() {
  static const std::vector<BuiltIn> all = all_sorted();
  return all;
}

int built_in_index(std::string_view name) {
  const auto all = built_ins();
  const auto found =
      std::lower_bound(all.begin(), all.end(), name, [](const BuiltIn& f, std::string_view n) { return f.name < n; });
  return found != all.end() && found->name == name ? static_cast<int>(found - all.begin()) : -1;
}

bool accepts(const BuiltIn& function, std::size_t arguments) {
  bool fits = function.signatures.empty() && arguments == 0;
  split(function.signatures, '|', [&](std::string_view text) {
    const Signature signature = signature_of(text);
    fits = fits || (arguments >= signature.required && (signature.variadic || arguments <= signature.names.size()));
  });
  return fits;
}

std::optional<NamedOrder> order_of(const BuiltIn& function, std::span<const std::string_view> names) {
  std::optional<NamedOrder> order;
  split(function.signatures, '|', [&](std::string_view text) {
    if (!order) order = order_in(signature_of(text), names);
  });
  return order;
}

Value BuiltInCall::null(std::string_view why) const {
  evaluation.note(offset, std::string(name) + ": " + std::string(why));
  return {};
}

const Value& BuiltInCall::single(std::size_t i) const {
  static const Value none;
  if (i >= arguments.size()) return none;
  const List* items = arguments[i].list();
  return items != nullptr && items->size() == 1 ? items->front() : arguments[i];
}

std::optional<std::int64_t> BuiltInCall::integer(std::size_t i) const {
  const Decimal* value = number(i);
  return value != nullptr ? value->to_int64() : std::nullopt;
}

std::optional<Value::ListPtr> BuiltInCall::list(std::size_t i) const {
  if (i >= arguments.size() || arguments[i].is_null()) return std::nullopt;
  if (const auto* items = arguments[i].get<Value::ListPtr>()) {
    evaluation.step((*items)->size());
    return *items;
  }
  return std::make_shared<const List>(List{arguments[i]});
}

Value BuiltInCall::number_or_null(std::optional<Decimal> result) const {
  return result ? Value(*result) : null("the result is no number");
}

}  // namespace bihuan::feel
