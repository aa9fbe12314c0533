// Decides the text form of a cursor: "i<number>" and "t<hex>" joined by dots. It relies on nothing but the pattern of
// the list that reads it.
#include "adapters/store/cursor.h"

#include <charconv>
#include <string_view>

#include "engine/base/check.h"

namespace bihuan::store {

namespace {

std::string hex_of(const std::string& bytes) {
  constexpr char digits[] = "0123456789abcdef";
  std::string hex;
  for (unsigned char c : bytes) {
    hex += digits[c >> 4];
    hex += digits[c & 15];
  }
  return hex;
}

std::optional<std::string> bytes_of(std::string_view hex) {
  if (hex.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    unsigned value = 0;
    const auto [end, error] = std::from_chars(hex.data() + i, hex.data() + i + 2, value, 16);
    if (error != std::errc() || end != hex.data() + i + 2) return std::nullopt;
    bytes += static_cast<char>(value);
  }
  return bytes;
}

std::optional<std::int64_t> number_of(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

std::string cursor_of(const Place& place) {
  std::string text;
  for (const auto& value : place) {
    if (!text.empty()) text += '.';
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      text += "i" + std::to_string(*number);
    } else {
      text += "t" + hex_of(std::get<std::string>(value));
    }
  }
  return text;
}

std::optional<Place> place_of(const std::string& cursor, const std::string& pattern) {
  Place place;
  std::string_view rest = cursor;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const std::size_t dot = rest.find('.');
    const bool last = i + 1 == pattern.size();
    if ((dot == std::string_view::npos) != last) return std::nullopt;
    const std::string_view part = rest.substr(0, dot);
    if (part.empty() || part[0] != pattern[i]) return std::nullopt;
    if (pattern[i] == 'i') {
      const auto number = number_of(part.substr(1));
      if (!number) return std::nullopt;
      place.emplace_back(*number);
    } else {
      auto bytes = bytes_of(part.substr(1));
      if (!bytes) return std::nullopt;
      place.emplace_back(std::move(*bytes));
    }
    if (!last) rest.remove_prefix(dot + 1);
  }
  return place;
}

}  // namespace bihuan::store
