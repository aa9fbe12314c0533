// Decides the string functions (DMN 1.5, 10.3.4.3, table 75) but those with patterns. Positions count code points
// from 1.
#include <array>
#include <cstring>

#include "engine/feel/built_in.h"
#include "engine/feel/utf8.h"

namespace bihuan::feel {
namespace {

struct Two {
  const std::string* a;
  const std::string* b;
};

Two two_strings(const BuiltInCall& call) {
  return {call.string(0), call.string(1)};
}

Value made(BuiltInCall& call, std::string text) {
  call.evaluation.charge(text.size());
  call.evaluation.step(text.size() / 16);
  return text;
}

/// The first byte of the match, npos when there is none. In time linear in both, unlike std::string::find.
std::size_t find(BuiltInCall& call, const std::string& text, const std::string& match) {
  call.evaluation.step((text.size() + match.size()) / 16);
  const void* found = memmem(text.data(), text.size(), match.data(), match.size());
  return found == nullptr ? std::string::npos : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

Value substring(BuiltInCall& call) {
  const std::string* text = call.string(0);
  const auto start = call.integer(1);
  const Decimal* given = call.number(2);
  const auto length = given != nullptr ? given->round(0, Rounding::Down)->to_int64() : std::nullopt;
  if (text == nullptr || !start || *start == 0) return call.null("needs a string and a position that is not 0");
  if (call.given(2) && (!length || *length < 1)) return call.null("the length must be 1 or more");
  call.evaluation.step(text->size() / 16);
  const auto size = static_cast<std::int64_t>(code_points(*text));
  const std::int64_t first = *start > 0 ? *start - 1 : size + *start;
  if (first < 0 || first >= size) return call.null("the position lies outside the string");
  if (call.given(2) && *length > size - first) return call.null("the string has not so many characters from there");
  const std::int64_t count = call.given(2) ? *length : size - first;
  const std::size_t from = byte_of(*text, static_cast<std::size_t>(first));
  const std::string_view tail = std::string_view(*text).substr(from);
  return made(call, std::string(tail.substr(0, byte_of(tail, static_cast<std::size_t>(count)))));
}

Value string_length(BuiltInCall& call) {
  const std::string* text = call.string(0);
  if (text == nullptr) return call.null("not a string");
  call.evaluation.step(text->size() / 16);
  return static_cast<std::int64_t>(code_points(*text));
}

Value upper(BuiltInCall& call) {
  const std::string* text = call.string(0);
  return text != nullptr ? made(call, upper_case(*text)) : call.null("not a string");
}

Value lower(BuiltInCall& call) {
  const std::string* text = call.string(0);
  return text != nullptr ? made(call, lower_case(*text)) : call.null("not a string");
}

Value substring_before(BuiltInCall& call) {
  const auto [text, match] = two_strings(call);
  if (text == nullptr || match == nullptr) return call.null("needs two strings");
  const std::size_t at = find(call, *text, *match);
  return at == std::string::npos ? Value("") : made(call, text->substr(0, at));
}

Value substring_after(BuiltInCall& call) {
  const auto [text, match] = two_strings(call);
  if (text == nullptr || match == nullptr) return call.null("needs two strings");
  const std::size_t at = find(call, *text, *match);
  return at == std::string::npos ? Value("") : made(call, text->substr(at + match->size()));
}

Value contains(BuiltInCall& call) {
  const auto [text, match] = two_strings(call);
  if (text == nullptr || match == nullptr) return call.null("needs two strings");
  return find(call, *text, *match) != std::string::npos;
}

Value starts_with(BuiltInCall& call) {
  const auto [text, match] = two_strings(call);
  if (text == nullptr || match == nullptr) return call.null("needs two strings");
  return text->starts_with(*match);
}

Value ends_with(BuiltInCall& call) {
  const auto [text, match] = two_strings(call);
  if (text == nullptr || match == nullptr) return call.null("needs two strings");
  return text->ends_with(*match);
}

/// Elements that are null are left out.
Value string_join(BuiltInCall& call) {
  const auto items = call.list(0);
  if (!items || (call.given(1) && call.string(1) == nullptr))
    return call.null("needs a list of strings and a delimiter");
  const std::string delimiter = call.given(1) ? *call.string(1) : "";
  std::string out;
  bool first = true;
  for (const Value& item : **items) {
    if (item.is_null()) continue;
    if (item.string() == nullptr) return call.null("an element is no string");
    call.evaluation.charge(delimiter.size() + item.string()->size());
    if (!first) out += delimiter;
    out += *item.string();
    first = false;
  }
  return out;
}

constexpr std::array<BuiltIn, 10> functions = {{
    {"substring", "string:string,start position:number,length?:number", "string", substring},
    {"string length", "string:string", "number", string_length},
    {"upper case", "string:string", "string", upper},
    {"lower case", "string:string", "string", lower},
    {"substring before", "string:string,match:string", "string", substring_before},
    {"substring after", "string:string,match:string", "string", substring_after},
    {"contains", "string:string,match:string", "boolean", contains},
    {"starts with", "string:string,match:string", "boolean", starts_with},
    {"ends with", "string:string,match:string", "boolean", ends_with},
    {"string join", "list:list<string>,delimiter?:string", "string", string_join},
}};

}  // namespace

std::span<const BuiltIn> string_functions() {
  return functions;
}

}  // namespace bihuan::feel
