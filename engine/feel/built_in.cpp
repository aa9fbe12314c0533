// Decides how calls find built-in functions, and the common conversions of arguments. The functions are in
// built_in_*.cpp.
#include "engine/feel/built_in.h"

#include <algorithm>

namespace bihuan::feel {
namespace {

/// The position of each name, nullopt when the signature lacks one or one stands twice.
std::optional<std::vector<std::size_t>> positions_in(const Signature& signature,
                                                     std::span<const std::string_view> names) {
  std::vector<std::size_t> positions;
  for (const std::string_view name : names) {
    const auto named = [&](const Parameter& parameter) { return parameter.name == name; };
    const auto found = std::find_if(signature.parameters.begin(), signature.parameters.end(), named);
    const auto at = static_cast<std::size_t>(found - signature.parameters.begin());
    const bool twice = std::find(positions.begin(), positions.end(), at) != positions.end();
    if (found == signature.parameters.end() || twice) return std::nullopt;
    positions.push_back(at);
  }
  return positions;
}

std::optional<std::vector<Value>> arranged_in(const Signature& signature, std::span<const std::size_t> positions,
                                              std::span<const Value> values, const TypeNames& types) {
  std::vector<Value> ordered(signature.required);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!takes(signature.parameters[positions[i]].domain, values[i], types)) return std::nullopt;
    if (ordered.size() <= positions[i]) ordered.resize(positions[i] + 1);
    ordered[positions[i]] = values[i];
  }
  return ordered;
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

std::span<const Signature> signatures_of_built_in(int index) {
  static const std::vector<std::vector<Signature>> all = [] {
    std::vector<std::vector<Signature>> read;
    for (const BuiltIn& function : built_ins()) read.push_back(signatures_of(function.signatures));
    return read;
  }();
  return all[static_cast<std::size_t>(index)];
}

bool accepts(int index, std::size_t arguments) {
  const auto signatures = signatures_of_built_in(index);
  return std::any_of(signatures.begin(), signatures.end(),
                     [&](const Signature& signature) { return signature.takes(arguments); });
}

std::optional<std::vector<Value>> arranged(int index, std::span<const std::string_view> names,
                                           std::span<const Value> values, const TypeNames& types) {
  std::optional<std::vector<Value>> best;
  for (const Signature& signature : signatures_of_built_in(index)) {
    const auto positions = positions_in(signature, names);
    auto ordered = positions ? arranged_in(signature, *positions, values, types) : std::nullopt;
    if (!ordered) continue;
    if (std::is_sorted(positions->begin(), positions->end())) return ordered;
    if (!best) best = std::move(ordered);
  }
  return best;
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
