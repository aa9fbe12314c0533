// Decides operators and properties on types. Conservative: an unknown part makes the whole unknown.
#include "engine/feel/check_type.h"

#include <algorithm>

namespace bihuan::feel {
namespace {

Type of(TypeKind kind) {
  return Type{.kind = kind};
}

bool is_duration(TypeKind kind) {
  return kind == TypeKind::DaysDuration || kind == TypeKind::MonthsDuration;
}
bool is_moment(TypeKind kind) {
  return kind == TypeKind::Date || kind == TypeKind::DateTime;
}
bool has_order(TypeKind kind) {
  return kind == TypeKind::Number || kind == TypeKind::String || kind == TypeKind::Time || is_moment(kind) ||
         is_duration(kind);
}

/// A date, time, or date and time, and a duration that can be put to it.
bool shifts(TypeKind point, TypeKind duration) {
  if (point == TypeKind::Time) return duration == TypeKind::DaysDuration;
  return is_moment(point) && is_duration(duration);
}

std::optional<Type> sum_type(TypeKind a, TypeKind b) {
  if (a == b && (a == TypeKind::Number || a == TypeKind::String || is_duration(a))) return of(a);
  if (shifts(a, b)) return of(a);
  if (shifts(b, a)) return of(b);
  return std::nullopt;
}

std::optional<Type> difference_type(TypeKind a, TypeKind b) {
  if (a == b && (a == TypeKind::Number || is_duration(a))) return of(a);
  if (shifts(a, b)) return of(a);
  if ((is_moment(a) && is_moment(b)) || (a == TypeKind::Time && b == TypeKind::Time)) return of(TypeKind::DaysDuration);
  return std::nullopt;
}

std::optional<Type> product_type(TypeKind a, TypeKind b) {
  if (b == TypeKind::Number && (a == TypeKind::Number || is_duration(a))) return of(a);
  if (a == TypeKind::Number && is_duration(b)) return of(b);
  return std::nullopt;
}

std::optional<Type> quotient_type(TypeKind a, TypeKind b) {
  if (b == TypeKind::Number && (a == TypeKind::Number || is_duration(a))) return of(a);
  if (a == b && is_duration(a)) return of(TypeKind::Number);
  return std::nullopt;
}

bool fits_type(const Type& type, const Type& wanted) {
  if (is_open(type) || is_open(wanted)) return true;
  if (type.kind == TypeKind::List && wanted.kind != TypeKind::List)
    return type.arguments.empty() || fits_type(type.arguments[0], wanted);
  if (wanted.kind == TypeKind::List && type.kind != TypeKind::List)
    return wanted.arguments.empty() || fits_type(type, wanted.arguments[0]);
  if (type.kind == TypeKind::Date && wanted.kind == TypeKind::DateTime) return true;
  if (type.kind != wanted.kind) return false;
  return type.arguments.empty() || wanted.arguments.empty() || fits_type(type.arguments[0], wanted.arguments[0]);
}

}  // namespace

bool is_open(const Type& type) {
  return type.kind == TypeKind::Any || type.kind == TypeKind::Named || type.kind == TypeKind::Null;
}

bool same(const Type& a, const Type& b) {
  const auto same_field = [](const auto& x, const auto& y) { return x.first == y.first && same(x.second, y.second); };
  return a.kind == b.kind && a.name == b.name && std::ranges::equal(a.arguments, b.arguments, same) &&
         std::ranges::equal(a.fields, b.fields, same_field);
}

Type joined(const Type& a, const Type& b) {
  if (a.kind == TypeKind::Null) return b;
  if (b.kind == TypeKind::Null || same(a, b)) return a;
  if (a.kind == TypeKind::List && b.kind == TypeKind::List) return list_of(joined(element_of(a), element_of(b)));
  return Type{};
}

Type list_of(Type element) {
  return Type{.kind = TypeKind::List, .arguments = {std::move(element)}};
}
Type range_of(Type end) {
  return Type{.kind = TypeKind::Range, .arguments = {std::move(end)}};
}

Type element_of(const Type& type) {
  if (is_open(type)) return Type{};
  if (type.kind != TypeKind::List) return type;
  return type.arguments.empty() ? Type{} : type.arguments[0];
}

Type type_of_value(const Value& value) {
  constexpr TypeKind kinds[] = {TypeKind::Null,           TypeKind::Boolean, TypeKind::Number,   TypeKind::String,
                                TypeKind::Date,           TypeKind::Time,    TypeKind::DateTime, TypeKind::DaysDuration,
                                TypeKind::MonthsDuration, TypeKind::List,    TypeKind::Context,  TypeKind::Range,
                                TypeKind::Function};
  static_assert(std::size(kinds) == std::variant_size_v<Value::Variant>);
  const List* items = value.list();
  if (items == nullptr) return of(kinds[value.variant().index()]);
  Type element = of(items->empty() ? TypeKind::Any : TypeKind::Null);
  for (const Value& item : *items) element = joined(element, type_of_value(item));
  return list_of(std::move(element));
}

std::optional<Type> arithmetic_type(Operator op, const Type& a, const Type& b) {
  if (is_open(a) || is_open(b)) return Type{};
  switch (op) {
    case Operator::Add:
      return sum_type(a.kind, b.kind);
    case Operator::Subtract:
      return difference_type(a.kind, b.kind);
    case Operator::Multiply:
      return product_type(a.kind, b.kind);
    case Operator::Divide:
      return quotient_type(a.kind, b.kind);
    case Operator::Power:
      if (a.kind == TypeKind::Number && b.kind == TypeKind::Number) return of(TypeKind::Number);
      return std::nullopt;
    case Operator::Equal:
    case Operator::NotEqual:
    case Operator::Less:
    case Operator::LessEqual:
    case Operator::Greater:
    case Operator::GreaterEqual:
      break;
  }
  return Type{};
}

bool comparable(const Type& a, const Type& b, bool order) {
  if (is_open(a) || is_open(b)) return true;
  return a.kind == b.kind && (!order || has_order(a.kind));
}

std::vector<std::pair<std::string_view, Type>> properties_of(const Type& type) {
  const Type number = of(TypeKind::Number);
  std::vector<std::pair<std::string_view, Type>> found;
  if (is_moment(type.kind)) found = {{"year", number}, {"month", number}, {"day", number}, {"weekday", number}};
  if (type.kind == TypeKind::Time || type.kind == TypeKind::DateTime)
    found.insert(found.end(), {{"hour", number},
                               {"minute", number},
                               {"second", number},
                               {"time offset", of(TypeKind::DaysDuration)},
                               {"timezone", of(TypeKind::String)}});
  if (type.kind == TypeKind::DaysDuration)
    found = {{"days", number}, {"hours", number}, {"minutes", number}, {"seconds", number}};
  if (type.kind == TypeKind::MonthsDuration) found = {{"years", number}, {"months", number}};
  if (type.kind == TypeKind::Range) {
    const Type end = type.arguments.empty() ? Type{} : type.arguments[0];
    found = {{"start", end},
             {"end", end},
             {"start included", of(TypeKind::Boolean)},
             {"end included", of(TypeKind::Boolean)}};
  }
  return found;
}

bool fits(const Type& type, const Domain& domain) {
  return domain.empty() || std::ranges::any_of(domain, [&](const Type& wanted) { return fits_type(type, wanted); });
}

}  // namespace bihuan::feel
