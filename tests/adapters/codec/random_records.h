// Decides how random records are made and compared for the codec's properties: over `fields`, so that a new field is
// covered without a line here.
#pragma once

#include <rapidcheck.h>

#include "adapters/codec/record.h"

namespace bihuan::codec::random {

using std::size_t;

inline std::int64_t number(std::int64_t low, std::int64_t high) {
  return *rc::gen::inRange<std::int64_t>(low, high + 1);
}

inline std::string text() {
  static const std::vector<std::string> samples = {
      "", "a", "核实", "隐患 排查", "with \"quotes\"", std::string("\0x", 2), std::string(200, 'z')};
  return *rc::gen::elementOf(samples);
}

/// Mostly small numbers, and the edges.
template <class T>
T integer() {
  switch (number(0, 4)) {
    case 0:
      return std::numeric_limits<T>::min();
    case 1:
      return std::numeric_limits<T>::max();
    case 2:
      return *rc::gen::arbitrary<T>();
    default:
      return static_cast<T>(number(0, 100));
  }
}

inline Date date() {
  return {static_cast<std::int32_t>(number(-9999, 9999)), static_cast<std::uint8_t>(number(1, 12)),
          static_cast<std::uint8_t>(number(1, 28))};
}
inline Time time() {
  Time t{.ns = number(0, 86'399'999'999'999)};
  if (number(0, 2) == 0) t.offset_s = static_cast<std::int32_t>(number(-50'400, 50'400));
  if (!t.offset_s && number(0, 2) == 0) t.zone = "Asia/Shanghai";
  return t;
}
inline Decimal decimal() {
  static const std::vector<std::string> samples = {
      "0", "1", "-1.50", "0.1", "9999999999999999999999999999999999", "1e6144", "-1e-6100", "12345678901234567890.123"};
  return number(0, 1) ? *Decimal::parse(*rc::gen::elementOf(samples)) : Decimal(*rc::gen::arbitrary<std::int64_t>());
}

/// Any value that can be stored; `depth` bounds its nesting.
inline Value value(int depth = 3) {
  switch (number(0, depth > 0 ? 11 : 8)) {
    case 0:
      return {};
    case 1:
      return Value(number(0, 1) == 1);
    case 2:
      return Value(decimal());
    case 3:
      return Value(text());
    case 4:
      return Value(date());
    case 5:
      return Value(time());
    case 6:
      return Value(DateTime{date(), time()});
    case 7:
      return Value(DaysDuration{number(0, 1'000'000), static_cast<std::int32_t>(number(0, 999'999'999))});
    case 8:
      return Value(MonthsDuration{number(-1000, 1000)});
    case 9: {
      List items;
      for (std::int64_t n = number(0, 3); n > 0; --n) items.push_back(value(depth - 1));
      return Value(std::move(items));
    }
    case 10: {
      ContextEntries entries;
      for (std::int64_t n = number(0, 3); n > 0; --n) entries.emplace_back("k" + std::to_string(n), value(depth - 1));
      return Value(std::move(entries));
    }
    default:
      return Value(std::make_shared<const Range>(Range{value(0), value(0), number(0, 1) == 1, number(0, 1) == 1}));
  }
}

template <class T>
requires std::is_arithmetic_v<T> || std::is_enum_v<T>
void fill(T& v) {
  if constexpr (std::is_enum_v<T>)
    v = static_cast<T>(number(0, static_cast<std::int64_t>(Words<T>::all.size()) - 1));
  else if constexpr (std::is_same_v<T, bool>)
    v = number(0, 1) == 1;
  else
    v = integer<T>();
}
template <class Tag>
void fill(Id<Tag>& v) {
  v.n = integer<std::uint64_t>();
}
template <class Tag>
void fill(Index<Tag>& v) {
  v.i = number(0, 3) == 0 ? Index<Tag>::none : static_cast<std::uint32_t>(number(0, 0xfffffffell));
}
inline void fill(Instant& v) {
  v.us = integer<std::int64_t>();
}
inline void fill(std::string& v) {
  v = text();
}
inline void fill(Value& v) {
  v = value();
}
template <class T>
void fill(std::optional<T>& v);
template <class T>
void fill(std::vector<T>& v);
template <class K, class V>
void fill(std::map<K, V>& v);
template <class A, class B>
void fill(std::pair<A, B>& v);
template <class... T>
void fill(std::variant<T...>& v);
template <Record T>
void fill(T& v) {
  T::fields(v, [](std::string_view, auto& field) { fill(field); });
}
template <class T>
void fill(std::optional<T>& v) {
  if (number(0, 1)) fill(v.emplace());
}
template <class T>
void fill(std::vector<T>& v) {
  for (std::int64_t n = number(0, 3); n > 0; --n) fill(v.emplace_back());
}
template <class K, class V>
void fill(std::map<K, V>& v) {
  for (std::int64_t n = number(0, 3); n > 0; --n) {
    K key;
    fill(key);
    fill(v[key]);
  }
}
template <class A, class B>
void fill(std::pair<A, B>& v) {
  fill(v.first), fill(v.second);
}
template <size_t N, class Variant>
void fill_alternative(Variant& v, size_t which) {
  if constexpr (N < std::variant_size_v<Variant>) {
    if (which == N) return fill(v.template emplace<N>());
    fill_alternative<N + 1>(v, which);
  }
}
template <class... T>
void fill(std::variant<T...>& v) {
  fill_alternative<0>(v, static_cast<size_t>(number(0, sizeof...(T) - 1)));
}
template <class T>
T make() {
  T v;
  fill(v);
  return v;
}

template <class T>
bool same(const std::optional<T>& a, const std::optional<T>& b);
template <class T>
bool same(const std::vector<T>& a, const std::vector<T>& b);
template <class... T>
bool same(const std::variant<T...>& a, const std::variant<T...>& b);

template <class T>
bool same(const T& a, const T& b) {
  if constexpr (Record<T>) {
    std::vector<const void*> others;
    T::fields(b, [&](std::string_view, const auto& field) { others.push_back(&field); });
    bool all = true;
    size_t at = 0;
    T::fields(a, [&](std::string_view, const auto& field) {
      all = same(field, *static_cast<const std::decay_t<decltype(field)>*>(others[at++])) && all;
    });
    return all;
  } else {
    return a == b;
  }
}
template <class T>
bool same(const std::optional<T>& a, const std::optional<T>& b) {
  return a.has_value() == b.has_value() && (!a || same(*a, *b));
}
template <class T>
bool same(const std::vector<T>& a, const std::vector<T>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const T& x, const T& y) { return same(x, y); });
}
template <class... T>
bool same(const std::variant<T...>& a, const std::variant<T...>& b) {
  if (a.index() != b.index()) return false;
  return std::visit([&](const auto& x) { return same(x, std::get<std::decay_t<decltype(x)>>(b)); }, a);
}

}  // namespace bihuan::codec::random
