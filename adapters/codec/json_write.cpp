// Decides the JSON text of a value. It keeps its own stack, so no nesting of a value can exhaust the program's.
#include <array>
#include <type_traits>
#include <vector>

#include "adapters/codec/json.h"
#include "adapters/codec/json_text.h"
#include "engine/feel/text.h"

namespace bihuan::codec {
namespace {

bool continues(std::string_view text, std::size_t at, unsigned low = 0x80, unsigned high = 0xbf) {
  if (at >= text.size()) return false;
  const unsigned b = static_cast<unsigned char>(text[at]);
  return b >= low && b <= high;
}

/// Bytes of the UTF-8 sequence at `at`, 0 when it is not well formed (Unicode 15, table 3-7).
std::size_t sequence_size(std::string_view text, std::size_t at) {
  const unsigned b = static_cast<unsigned char>(text[at]);
  if (b < 0x80) return 1;
  if (b >= 0xc2 && b <= 0xdf) return continues(text, at + 1) ? 2 : 0;
  if (b >= 0xe0 && b <= 0xef) {
    const unsigned low = b == 0xe0 ? 0xa0 : 0x80, high = b == 0xed ? 0x9f : 0xbf;
    return continues(text, at + 1, low, high) && continues(text, at + 2) ? 3 : 0;
  }
  if (b >= 0xf0 && b <= 0xf4) {
    const unsigned low = b == 0xf0 ? 0x90 : 0x80, high = b == 0xf4 ? 0x8f : 0xbf;
    return continues(text, at + 1, low, high) && continues(text, at + 2) && continues(text, at + 3) ? 4 : 0;
  }
  return 0;
}

void append_control(std::string& out, unsigned char c) {
  switch (c) {
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  constexpr std::string_view hex = "0123456789abcdef";
  out += "\\u00";
  out += hex[c >> 4];
  out += hex[c & 15];
}

/// A list or context that is being written, and its next item.
struct Open {
  const List* list = nullptr;
  const ContextEntries* entries = nullptr;
  std::size_t next = 0;
  std::size_t size() const { return list ? list->size() : entries->size(); }
};

void append_scalar(std::string& out, const Value& value) {
  std::visit(
      [&](const auto& v) {
        using T = std::decay_t<decltype(v)>;
        if constexpr (std::is_same_v<T, bool>)
          out += v ? "true" : "false";
        else if constexpr (std::is_same_v<T, Decimal>)
          out += v.text();
        else if constexpr (std::is_same_v<T, std::string>)
          append_string(out, v);
        else if constexpr (std::is_same_v<T, Value::RangePtr>)
          append_string(out, feel::to_string(value));
        else if constexpr (std::is_same_v<T, Date> || std::is_same_v<T, Time> || std::is_same_v<T, DateTime> ||
                           std::is_same_v<T, DaysDuration> || std::is_same_v<T, MonthsDuration>)
          append_string(out, feel::text(v));
        else
          out += "null";
      },
      value.variant());
}

/// Writes a scalar, or the opening bracket of what it then pushes.
void begin(std::string& out, std::vector<Open>& open, const Value& value) {
  const List* list = value.list();
  const ContextEntries* entries = value.context();
  if (list == nullptr && entries == nullptr) return append_scalar(out, value);
  out += list ? '[' : '{';
  open.push_back({list, entries});
}

}  // namespace

void append_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t plain = 0;  // from here to `at` nothing needs another form, so it is copied in one go
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = sequence_size(text, at);
    const unsigned char c = static_cast<unsigned char>(text[at]);
    const std::size_t next = at + (size == 0 ? 1 : size);
    if (size == 0 || c < 0x20 || c == '"' || c == '\\') {
      out.append(text, plain, at - plain);
      plain = next;
      if (size == 0)
        out += "\xef\xbf\xbd";
      else if (c < 0x20)
        append_control(out, c);
      else
        (out += '\\') += static_cast<char>(c);
    }
    at = next;
  }
  out.append(text, plain);
  out += '"';
}

void append_value(std::string& out, const Value& value) {
  std::vector<Open> open;
  begin(out, open, value);
  while (!open.empty()) {
    Open& top = open.back();
    if (top.next == top.size()) {
      out += top.list ? ']' : '}';
      open.pop_back();
      continue;
    }
    const std::size_t at = top.next++;
    if (at > 0) out += ',';
    if (top.list) {
      begin(out, open, (*top.list)[at]);
    } else {
      const auto& [name, item] = (*top.entries)[at];
      append_string(out, name);
      out += ':';
      begin(out, open, item);
    }
  }
}

std::string to_json(const Value& value) {
  std::string out;
  append_value(out, value);
  return out;
}

std::string json_string(std::string_view text) {
  std::string out;
  append_string(out, text);
  return out;
}

}  // namespace bihuan::codec
