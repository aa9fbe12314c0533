// Decides how any stored struct becomes bytes and comes back: one encoder and one decoder over its `fields`.
// It knows no struct by name; a new event or field needs no line here.
#pragma once

#include <concepts>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "adapters/codec/bytes.h"
#include "adapters/codec/value_bytes.h"
#include "adapters/codec/words.h"
#include "engine/base/ids.h"
#include "engine/base/instant.h"
#include "engine/event.h"
#include "engine/state/state.h"

namespace bihuan::codec {

struct IgnoreFields {
  void operator()(auto&&...) const {}
};

template <class T>
concept Record = requires(T& t) {
  T::fields(t, IgnoreFields{});
};

// --- writing --------------------------------------------------------------------------------------------------------

template <class T>
requires std::is_arithmetic_v<T> || std::is_enum_v<T>
void write(Writer& out, T n) {
  if constexpr (std::is_same_v<T, bool>)
    out.byte(n ? 1 : 0);
  else if constexpr (std::is_enum_v<T> || std::unsigned_integral<T>)
    out.varint(static_cast<std::uint64_t>(n));
  else
    out.signed_varint(n);
}
template <class Tag>
void write(Writer& out, Id<Tag> id) {
  out.varint(id.n);
}
/// None is 0, so that absent indices take one byte.
template <class Tag>
void write(Writer& out, Index<Tag> index) {
  out.varint(index ? std::uint64_t{index.i} + 1 : 0);
}
inline void write(Writer& out, Instant at) {
  out.signed_varint(at.us);
}
inline void write(Writer& out, const std::string& s) {
  out.text(s);
}
inline void write(Writer& out, const Value& value) {
  write_value(out, value);
}

template <class T>
void write(Writer& out, const std::optional<T>& v);
template <class T>
void write(Writer& out, const std::vector<T>& items);
template <class K, class V>
void write(Writer& out, const std::map<K, V>& entries);
template <class A, class B>
void write(Writer& out, const std::pair<A, B>& v);
template <class... T>
void write(Writer& out, const std::variant<T...>& v);

template <Record T>
void write(Writer& out, const T& record) {
  const std::size_t start = out.begin();
  T::fields(record, [&](std::string_view, const auto& field) { write(out, field); });
  out.end(start);
}
template <class T>
void write(Writer& out, const std::optional<T>& v) {
  out.byte(v ? 1 : 0);
  if (v) write(out, *v);
}
template <class T>
void write(Writer& out, const std::vector<T>& items) {
  out.varint(items.size());
  for (const T& item : items) write(out, item);
}
template <class K, class V>
void write(Writer& out, const std::map<K, V>& entries) {
  out.varint(entries.size());
  for (const auto& [key, value] : entries) write(out, key), write(out, value);
}
template <class A, class B>
void write(Writer& out, const std::pair<A, B>& v) {
  write(out, v.first), write(out, v.second);
}
template <class... T>
void write(Writer& out, const std::variant<T...>& v) {
  out.varint(v.index());
  std::visit([&](const auto& alternative) { write(out, alternative); }, v);
}

// --- reading --------------------------------------------------------------------------------------------------------

template <class T>
requires std::is_arithmetic_v<T> || std::is_enum_v<T>
void read(Reader& in, T& n) {
  if constexpr (std::is_enum_v<T>) {
    const std::uint64_t raw = in.varint();
    if (raw >= Words<T>::all.size()) return in.fail("a word that this version does not know");
    n = static_cast<T>(raw);
  } else if constexpr (std::is_same_v<T, bool>) {
    const std::uint8_t raw = in.byte();
    if (raw > 1) return in.fail("neither true nor false");
    n = raw == 1;
  } else if constexpr (std::unsigned_integral<T>) {
    const std::uint64_t raw = in.varint();
    if (!std::in_range<T>(raw)) return in.fail("a number is out of range");
    n = static_cast<T>(raw);
  } else {
    const std::int64_t raw = in.signed_varint();
    if (!std::in_range<T>(raw)) return in.fail("a number is out of range");
    n = static_cast<T>(raw);
  }
}
template <class Tag>
void read(Reader& in, Id<Tag>& id) {
  id.n = in.varint();
}
template <class Tag>
void read(Reader& in, Index<Tag>& index) {
  const std::uint64_t raw = in.varint();
  if (raw > Index<Tag>::none) return in.fail("an index is out of range");
  index.i = raw == 0 ? Index<Tag>::none : static_cast<std::uint32_t>(raw - 1);
}
inline void read(Reader& in, Instant& at) {
  at.us = in.signed_varint();
}
inline void read(Reader& in, std::string& s) {
  s = in.text();
}
inline void read(Reader& in, Value& value) {
  value = read_value(in);
}

template <class T>
void read(Reader& in, std::optional<T>& v);
template <class T>
void read(Reader& in, std::vector<T>& items);
template <class K, class V>
void read(Reader& in, std::map<K, V>& entries);
template <class A, class B>
void read(Reader& in, std::pair<A, B>& v);
template <class... T>
void read(Reader& in, std::variant<T...>& v);

template <Record T>
void read(Reader& in, T& record) {
  const std::size_t size = in.count();
  const std::size_t outer_end = in.enter(size);
  T::fields(record, [&](std::string_view, auto& field) {
    if (in.left() > 0) read(in, field);
  });
  in.leave(outer_end);
}
template <class T>
void read(Reader& in, std::optional<T>& v) {
  bool there = false;
  read(in, there);
  if (there) read(in, v.emplace());
}
template <class T>
void read(Reader& in, std::vector<T>& items) {
  for (std::size_t n = in.count(); n > 0 && !in.failed(); --n) read(in, items.emplace_back());
}
template <class K, class V>
void read(Reader& in, std::map<K, V>& entries) {
  for (std::size_t n = in.count(); n > 0 && !in.failed(); --n) {
    K key;
    read(in, key);
    if (!entries.empty() && !(entries.rbegin()->first < key)) return in.fail("keys are not in order");
    read(in, entries.emplace_hint(entries.end(), key, V{})->second);
  }
}
template <class A, class B>
void read(Reader& in, std::pair<A, B>& v) {
  read(in, v.first), read(in, v.second);
}

template <class Variant, std::size_t N = 0>
void read_alternative(Reader& in, Variant& v, std::uint64_t which) {
  if constexpr (N < std::variant_size_v<Variant>) {
    if (which == N) return read(in, v.template emplace<N>());
    return read_alternative<Variant, N + 1>(in, v, which);
  } else {
    in.fail("a kind that this version does not know");
  }
}
template <class... T>
void read(Reader& in, std::variant<T...>& v) {
  read_alternative(in, v, in.varint());
}

}  // namespace bihuan::codec
