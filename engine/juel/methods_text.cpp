// Decides the methods of java.lang.String that models use. Characters are code points, so positions differ from Java's
// only behind characters beyond the basic plane.
#include <algorithm>
#include <array>

#include "engine/feel/utf8.h"
#include "engine/juel/call.h"
#include "engine/juel/pattern.h"

namespace bihuan::juel {
namespace {

const std::string& self(const Call& call) {
  return *call.receiver.string();
}

/// What is made is paid for.
Value made(const Call& call, std::string text) {
  call.place.evaluation.charge(text.size());
  return Value(std::move(text));
}

std::size_t length_of(const Call& call) {
  call.place.evaluation.step(self(call).size() / 16);
  return feel::code_points(self(call));
}

[[noreturn]] void out_of_range(const Call& call, std::int64_t at) {
  call.place.fault("位置 " + std::to_string(at) + " 超出文字长度",
                   "The position " + std::to_string(at) + " is outside of the text");
}

/// The byte of the character with this number. Faults outside of 0..length.
std::size_t byte_at(const Call& call, std::int64_t at, std::size_t length) {
  if (at < 0 || at > static_cast<std::int64_t>(length)) out_of_range(call, at);
  return feel::byte_of(self(call), static_cast<std::size_t>(at));
}

Value length(Call& call) {
  return static_cast<std::int64_t>(length_of(call));
}

Value equals_ignore_case(Call& call) {
  if (call.arguments[0].is_null()) return false;
  return feel::lower_case(self(call)) == feel::lower_case(call.text(0));
}

Value compare_to(Call& call) {
  return compare(call.receiver, Value(call.text(0)), call.place);
}

Value compare_ignoring_case(Call& call) {
  return compare(Value(feel::lower_case(self(call))), Value(feel::lower_case(call.text(0))), call.place);
}

Value contains(Call& call) {
  return self(call).find(call.text(0)) != std::string::npos;
}

Value starts_with(Call& call) {
  const std::size_t from = call.has(1) ? byte_at(call, call.whole(1), length_of(call)) : 0;
  return std::string_view(self(call)).substr(from).starts_with(call.text(0));
}

Value ends_with(Call& call) {
  return self(call).ends_with(call.text(0));
}

Value position(const Call& call, std::size_t byte) {
  if (byte == std::string::npos) return -1;
  return static_cast<std::int64_t>(feel::code_points(std::string_view(self(call)).substr(0, byte)));
}

Value index_of(Call& call) {
  const auto length = static_cast<std::int64_t>(length_of(call));
  const std::int64_t from = call.has(1) ? std::clamp<std::int64_t>(call.whole(1), 0, length) : 0;
  return position(call, self(call).find(call.text(0), feel::byte_of(self(call), static_cast<std::size_t>(from))));
}

Value last_index_of(Call& call) {
  const auto length = static_cast<std::int64_t>(length_of(call));
  const std::int64_t from = call.has(1) ? std::min(call.whole(1), length) : length;
  if (from < 0) return -1;
  return position(call, self(call).rfind(call.text(0), feel::byte_of(self(call), static_cast<std::size_t>(from))));
}

Value substring(Call& call) {
  const std::size_t length = length_of(call);
  const std::int64_t first = call.whole(0);
  const std::int64_t last = call.has(1) ? call.whole(1) : static_cast<std::int64_t>(length);
  const std::size_t begin = byte_at(call, first, length), end = byte_at(call, last, length);
  if (begin > end) out_of_range(call, last);
  return made(call, self(call).substr(begin, end - begin));
}

Value char_at(Call& call) {
  const std::size_t length = length_of(call);
  const std::int64_t at = call.whole(0);
  if (at < 0 || at >= static_cast<std::int64_t>(length)) out_of_range(call, at);
  const std::size_t byte = byte_at(call, at, length);
  return made(call, self(call).substr(byte, feel::code_point_at(self(call), byte).bytes));
}

Value upper(Call& call) {
  return made(call, feel::upper_case(self(call)));
}

Value lower(Call& call) {
  return made(call, feel::lower_case(self(call)));
}

/// Java's trim: everything up to the space at both ends.
std::string trimmed(const std::string& text) {
  const auto visible = [](char c) { return static_cast<unsigned char>(c) > ' '; };
  const auto begin = std::find_if(text.begin(), text.end(), visible);
  const auto end = std::find_if(text.rbegin(), text.rend(), visible).base();
  return begin < end ? std::string(begin, end) : "";
}

Value trim(Call& call) {
  return made(call, trimmed(self(call)));
}

Value is_empty_text(Call& call) {
  return self(call).empty();
}

Value is_blank(Call& call) {
  return trimmed(self(call)).empty();
}

Value concat(Call& call) {
  return made(call, self(call) + call.text(0));
}

/// Not a pattern: every occurrence of the text.
Value replace(Call& call) {
  const std::string old = call.text(0), by = call.text(1);
  const std::string& text = self(call);
  std::string out;
  const auto grow = [&](std::string_view part) {
    call.place.evaluation.charge(part.size());
    call.place.evaluation.step();
    out += part;
  };
  std::size_t at = 0;
  while (at <= text.size()) {
    const std::size_t found = text.find(old, at);
    if (found == std::string::npos) break;
    grow(std::string_view(text).substr(at, found - at));
    grow(by);
    at = found + old.size();
    if (!old.empty()) continue;
    if (at < text.size()) grow(std::string_view(text).substr(at, feel::code_point_at(text, at).bytes));
    at += at < text.size() ? feel::code_point_at(text, at).bytes : 1;
  }
  if (at < text.size()) grow(std::string_view(text).substr(at));
  return out;
}

Value matches(Call& call) {
  return pattern_matches(self(call), call.text(0), call.place);
}

Value replace_all(Call& call) {
  return pattern_replaced(self(call), call.text(0), call.text(1), true, call.place);
}

Value replace_first(Call& call) {
  return pattern_replaced(self(call), call.text(0), call.text(1), false, call.place);
}

Value split(Call& call) {
  return pattern_split(self(call), call.text(0), call.has(1) ? call.whole(1) : 0, call.place);
}

constexpr std::array<Method, 24> methods = {{
    {"length", 0, 0, length},
    {"equalsIgnoreCase", 1, 1, equals_ignore_case},
    {"compareTo", 1, 1, compare_to},
    {"compareToIgnoreCase", 1, 1, compare_ignoring_case},
    {"contains", 1, 1, contains},
    {"startsWith", 1, 2, starts_with},
    {"endsWith", 1, 1, ends_with},
    {"indexOf", 1, 2, index_of},
    {"lastIndexOf", 1, 2, last_index_of},
    {"substring", 1, 2, substring},
    {"charAt", 1, 1, char_at},
    {"toUpperCase", 0, 0, upper},
    {"toLowerCase", 0, 0, lower},
    {"trim", 0, 0, trim},
    {"strip", 0, 0, trim},
    {"isEmpty", 0, 0, is_empty_text},
    {"isBlank", 0, 0, is_blank},
    {"concat", 1, 1, concat},
    {"replace", 2, 2, replace},
    {"matches", 1, 1, matches},
    {"replaceAll", 2, 2, replace_all},
    {"replaceFirst", 2, 2, replace_first},
    {"split", 1, 2, split},
    {"subSequence", 2, 2, substring},
}};

}  // namespace

std::span<const Method> text_methods() {
  return methods;
}

}  // namespace bihuan::juel
