// Decides when two records are the same: field by field, over the list that each struct gives of itself, so that a new
// field cannot be forgotten. It does not know what the fields mean.
#include "engine/state/same.h"

#include <array>
#include <cstddef>
#include <type_traits>

namespace bihuan::state {
namespace {

template <class T>
concept Listed = requires(const T& t) {
  T::fields(t, [](const char*, const auto&) {});
};

template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};
template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};

template <class T>
bool alike(const T& a, const T& b);

template <class... T>
bool alike_variant(const std::variant<T...>& a, const std::variant<T...>& b) {
  if (a.index() != b.index()) return false;
  return ((std::get_if<T>(&a) == nullptr || alike(*std::get_if<T>(&a), *std::get_if<T>(&b))) && ...);
}

template <class T>
bool alike_fields(const T& a, const T& b) {
  std::array<const void*, 32> of_b{};
  std::size_t count = 0;
  T::fields(b, [&](const char*, const auto& field) { of_b[count++] = &field; });
  std::size_t at = 0;
  bool result = true;
  T::fields(a, [&](const char*, const auto& field) {
    using Field = std::decay_t<decltype(field)>;
    result = result && alike(field, *static_cast<const Field*>(of_b[at]));
    ++at;
  });
  return result;
}

template <class T>
bool alike_lists(const T& a, const T& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (!alike(a[i], b[i])) return false;
  return true;
}

template <class T>
bool alike(const T& a, const T& b) {
  if constexpr (Listed<T>)
    return alike_fields(a, b);
  else if constexpr (std::is_same_v<T, WorkDetail>)
    return alike_variant(a, b);
  else if constexpr (IsVector<T>::value)
    return alike_lists(a, b);
  else if constexpr (IsOptional<T>::value)
    return a.has_value() == b.has_value() && (!a || alike(*a, *b));
  else
    return a == b;
}

}  // namespace

bool same(const Scope& a, const Scope& b) {
  return alike(a, b);
}
bool same(const Header& a, const Header& b) {
  return alike(a, b);
}
bool same(const Work& a, const Work& b) {
  return alike(a, b);
}

bool State::operator==(const State& other) const {
  if (!same(header_, other.header_) || scopes_.size() != other.scopes_.size()) return false;
  for (const auto& [id, mine] : scopes_) {
    const Scope* theirs = other.scope(id);
    if (theirs == nullptr || !same(mine, *theirs)) return false;
  }
  return true;
}

}  // namespace bihuan::state
