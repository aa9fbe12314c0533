// Decides how a field's value is stored in one cell, and how it comes back. Enumerations are numbers, instants
// microseconds, "none" of an instant NULL, a list of names one text.
#pragma once

#include <algorithm>
#include <concepts>
#include <type_traits>

#include "adapters/store/name_list.h"
#include "adapters/store/sql_value.h"
#include "adapters/store/store.h"
#include "adapters/store/stored_text.h"
#include "engine/base/check.h"

namespace bihuan::store {

/// A string whose bytes mean nothing to the database.
template <class S>
struct AsBytes {
  S& bytes;
};
template <class S>
AsBytes(S&) -> AsBytes<S>;

/// A text that is in its stored form already.
struct AsStored {
  std::string_view text;
};

/// The two halves of an optional caller; 0 = none.
template <class C>
struct CallerInstance {
  C& caller;
};
template <class C>
CallerInstance(C&) -> CallerInstance<C>;
template <class C>
struct CallerWork {
  C& caller;
};
template <class C>
CallerWork(C&) -> CallerWork<C>;

template <class T>
concept Numeric = std::integral<T> || std::is_enum_v<T>;

template <Numeric T>
constexpr Type type_of(const T&) {
  return Type::Number;
}
template <class Tag>
constexpr Type type_of(const Id<Tag>&) {
  return Type::Number;
}
inline Type type_of(const Instant&) {
  return Type::Number;
}
inline Type type_of(const std::optional<Instant>&) {
  return Type::Number;
}
inline Type type_of(const std::string&) {
  return Type::Text;
}
inline Type type_of(const AsStored&) {
  return Type::Text;
}
inline Type type_of(const std::vector<std::string>&) {
  return Type::Text;
}
inline Type type_of(const Hash&) {
  return Type::Bytes;
}
template <class S>
Type type_of(const AsBytes<S>&) {
  return Type::Bytes;
}
template <class C>
Type type_of(const CallerInstance<C>&) {
  return Type::Number;
}
template <class C>
Type type_of(const CallerWork<C>&) {
  return Type::Number;
}

template <Numeric T>
Cell cell_of(const T& value) {
  return static_cast<std::int64_t>(value);
}
template <class Tag>
Cell cell_of(const Id<Tag>& id) {
  return static_cast<std::int64_t>(id.n);
}
inline Cell cell_of(const Instant& at) {
  return at.us;
}
inline Cell cell_of(const std::optional<Instant>& at) {
  return at ? Cell{at->us} : Cell{};
}
inline Cell cell_of(const std::string& text) {
  return stored_text(text);
}
inline Cell cell_of(const AsStored& stored) {
  return std::string(stored.text);
}
inline Cell cell_of(const std::vector<std::string>& names) {
  return stored_text(joined_names(names));
}
inline Cell cell_of(const Hash& hash) {
  return std::string(hash.begin(), hash.end());
}
template <class S>
Cell cell_of(const AsBytes<S>& value) {
  return value.bytes;
}
template <class C>
Cell cell_of(const CallerInstance<C>& c) {
  return cell_of(c.caller ? c.caller->instance : InstanceId{});
}
template <class C>
Cell cell_of(const CallerWork<C>& c) {
  return cell_of(c.caller ? c.caller->work : WorkId{});
}

inline std::int64_t number_in(const Cell& cell) {
  const auto* number = std::get_if<std::int64_t>(&cell);
  CHECK(number);
  return *number;
}
inline const std::string& characters_in(const Cell& cell) {
  const auto* characters = std::get_if<std::string>(&cell);
  CHECK(characters);
  return *characters;
}

template <Numeric T>
void take(T& value, const Cell& cell) {
  value = static_cast<T>(number_in(cell));
}
template <class Tag>
void take(Id<Tag>& id, const Cell& cell) {
  id.n = static_cast<std::uint64_t>(number_in(cell));
}
inline void take(Instant& at, const Cell& cell) {
  at.us = number_in(cell);
}
inline void take(std::optional<Instant>& at, const Cell& cell) {
  at.reset();
  if (!std::holds_alternative<std::monostate>(cell)) at = Instant{number_in(cell)};
}
inline void take(std::string& text, const Cell& cell) {
  text = plain_text(characters_in(cell));
}
inline void take(std::vector<std::string>& names, const Cell& cell) {
  names = names_in(plain_text(characters_in(cell)));
}
inline void take(Hash& hash, const Cell& cell) {
  const std::string& bytes = characters_in(cell);
  CHECK(bytes.size() == hash.size());
  std::copy(bytes.begin(), bytes.end(), hash.begin());
}
inline void take(AsBytes<std::string> value, const Cell& cell) {
  value.bytes = characters_in(cell);
}
inline void take(CallerInstance<std::optional<state::Caller>> c, const Cell& cell) {
  if (number_in(cell) != 0) c.caller = state::Caller{InstanceId{static_cast<std::uint64_t>(number_in(cell))}, {}};
}
inline void take(CallerWork<std::optional<state::Caller>> c, const Cell& cell) {
  if (c.caller) take(c.caller->work, cell);
}

}  // namespace bihuan::store
