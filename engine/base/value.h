// Decides what a variable can hold: the FEEL types (DMN 1.5, 10.3.2), immutable and shared, so that copying is cheap.
// It does not compute; operators and functions are in engine/feel.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "engine/base/decimal.h"
#include "engine/base/temporal.h"

namespace bihuan {

class Value;
using List = std::vector<Value>;
/// Entries in the order they were written; names are unique.
using ContextEntries = std::vector<std::pair<std::string, Value>>;

struct Null {
  bool operator==(const Null&) const = default;
};

struct Range;
namespace feel {
struct Function;  ///< a function value; lives only inside an evaluation, is never stored in a variable
}

class Value {
 public:
  using ListPtr = std::shared_ptr<const List>;
  using ContextPtr = std::shared_ptr<const ContextEntries>;
  using RangePtr = std::shared_ptr<const Range>;
  using FunctionPtr = std::shared_ptr<const feel::Function>;
  using Variant = std::variant<Null, bool, Decimal, std::string, Date, Time, DateTime, DaysDuration, MonthsDuration,
                               ListPtr, ContextPtr, RangePtr, FunctionPtr>;

  Value() = default;
  Value(bool b) : v_(b) {}                                           // NOLINT: literals read better without a wrapper
  Value(Decimal d) : v_(d) {}                                        // NOLINT
  Value(std::string s) : v_(std::move(s)) {}                         // NOLINT
  Value(std::string_view s) : v_(std::string(s)) {}                  // NOLINT
  Value(const char* s) : v_(std::string(s)) {}                       // NOLINT
  Value(int i) : v_(Decimal(std::int64_t{i})) {}                     // NOLINT
  Value(std::int64_t i) : v_(Decimal(i)) {}                          // NOLINT
  Value(Date d) : v_(d) {}                                           // NOLINT
  Value(Time t) : v_(std::move(t)) {}                                // NOLINT
  Value(DateTime t) : v_(std::move(t)) {}                            // NOLINT
  Value(DaysDuration d) : v_(d) {}                                   // NOLINT
  Value(MonthsDuration d) : v_(d) {}                                 // NOLINT
  Value(List l) : v_(std::make_shared<const List>(std::move(l))) {}  // NOLINT
  Value(ContextEntries c) : v_(std::make_shared<const ContextEntries>(std::move(c))) {}  // NOLINT
  Value(RangePtr r) : v_(std::move(r)) {}                                                // NOLINT
  Value(FunctionPtr f) : v_(std::move(f)) {}                                             // NOLINT

  const Variant& variant() const { return v_; }
  template <class T>
  const T* get() const {
    return std::get_if<T>(&v_);
  }
  bool is_null() const { return std::holds_alternative<Null>(v_); }
  bool is_true() const {
    const bool* b = get<bool>();
    return b && *b;
  }
  const std::string* string() const { return get<std::string>(); }
  const Decimal* number() const { return get<Decimal>(); }
  const List* list() const {
    const ListPtr* p = get<ListPtr>();
    return p ? p->get() : nullptr;
  }
  const ContextEntries* context() const {
    const ContextPtr* p = get<ContextPtr>();
    return p ? p->get() : nullptr;
  }
  const Range* range() const {
    const RangePtr* p = get<RangePtr>();
    return p ? p->get() : nullptr;
  }
  /// The entry of a context, or nullptr when this is no context or has no such entry.
  const Value* entry(std::string_view name) const;

  /// Deep, structural: lists by element, contexts by name (order does not matter), numbers numerically. Null equals
  /// null. Functions are equal only to themselves. FEEL's `=` with its three values is feel::equal.
  bool operator==(const Value& other) const;

 private:
  Variant v_;
};

/// How a range was written where that distinguishes values (DMN 1.5, table 53): "= 5" and "!= 5" have both ends at 5.
enum class RangeForm : std::uint8_t { Interval, Equal, NotEqual };

/// A FEEL range; a missing end is null (unary comparisons like "< 5" have one open end).
struct Range {
  Value low, high;
  bool low_closed = true, high_closed = true;
  RangeForm form = RangeForm::Interval;
  bool operator==(const Range&) const = default;
};

}  // namespace bihuan
