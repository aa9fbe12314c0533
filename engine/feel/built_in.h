// Decides how built-in functions (DMN 1.5, 10.3.4) are found, and what one is given and answers.
// Each group of functions has a file of its own, built_in_*.cpp, in the order of the standard's tables.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/feel/evaluation.h"
#include "engine/feel/signature.h"

namespace bihuan::feel {

/// One call of a built-in: the arguments in the order of the signature; optional ones that were left out are missing at
/// the end, or null in the middle.
struct BuiltInCall {
  Evaluation& evaluation;
  std::string_view name;
  std::span<Value> arguments;
  std::uint32_t offset;

  std::size_t count() const { return arguments.size(); }
  bool given(std::size_t i) const { return i < arguments.size() && !arguments[i].is_null(); }
  /// Null, with a diagnostic that names the function.
  Value null(std::string_view why) const;
  /// The argument as a kind, from a singleton list too (10.3.2.9.4); nullptr when it is something else.
  const Value& single(std::size_t i) const;
  const Decimal* number(std::size_t i) const { return single(i).number(); }
  const std::string* string(std::size_t i) const { return single(i).string(); }
  const bool* boolean(std::size_t i) const { return single(i).get<bool>(); }
  const ContextEntries* context(std::size_t i) const { return single(i).context(); }
  std::optional<std::int64_t> integer(std::size_t i) const;
  /// The argument as a list; anything else but null becomes a list of one.
  std::optional<Value::ListPtr> list(std::size_t i) const;
  /// The result as a value, or null with a diagnostic when there is none.
  Value number_or_null(std::optional<Decimal> result) const;
};

/// `signatures` and `result` as signature.h reads them; the result may also be "item", the type of the first argument's
/// elements, or "same", the type of the first argument itself.
struct BuiltIn {
  std::string_view name;
  std::string_view signatures;
  std::string_view result;
  Value (*call)(BuiltInCall&);
};

/// Every built-in function, sorted by name.
std::span<const BuiltIn> built_ins();
/// The index in built_ins(), or -1.
int built_in_index(std::string_view name);
/// The ways to call the function of this index.
std::span<const Signature> signatures_of_built_in(int index);
/// May the function of this index be called with so many positional arguments?
bool accepts(int index, std::size_t arguments);
/// The values in the order of the first signature that has all these names and takes these values, null where no name
/// was given (DMN 1.5, 10.3.2.13.5); nullopt when there is no such signature. Among equals the one wins whose
/// parameters stand in the order of the names.
std::optional<std::vector<Value>> arranged(int index, std::span<const std::string_view> names,
                                           std::span<const Value> values, const TypeNames& types);

/// The groups.
std::span<const BuiltIn> conversion_functions();
std::span<const BuiltIn> boolean_functions();
std::span<const BuiltIn> string_functions();
std::span<const BuiltIn> pattern_functions();
std::span<const BuiltIn> list_functions();
std::span<const BuiltIn> statistics_functions();
std::span<const BuiltIn> numeric_functions();
std::span<const BuiltIn> temporal_functions();
std::span<const BuiltIn> range_functions();
std::span<const BuiltIn> context_functions();

}  // namespace bihuan::feel
