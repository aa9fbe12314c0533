// Decides code points and simple case mapping. It holds no tables beyond the alphabets named in the header.
#include "engine/feel/utf8.h"

namespace bihuan::feel {
namespace {

bool continues(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

std::uint32_t expected_bytes(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return 2;
  if (lead >= 0xE0 && lead < 0xF0) return 3;
  if (lead >= 0xF0 && lead < 0xF5) return 4;
  return 1;
}

/// In these blocks capitals are even and the small letter follows (Latin Extended-A has two runs of the other parity).
bool paired_even(char32_t c) {
  return (c >= 0x100 && c <= 0x137 && c != 0x130 && c != 0x131) || (c >= 0x14A && c <= 0x177) ||
         (c >= 0x460 && c <= 0x481) || (c >= 0x48A && c <= 0x4BF) || (c >= 0x4D0 && c <= 0x52F) ||
         (c >= 0x1E00 && c <= 0x1E95) || (c >= 0x1EA0 && c <= 0x1EFF);
}
bool paired_odd(char32_t c) {
  return (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E) || (c >= 0x4C1 && c <= 0x4CE);
}

bool greek_small(char32_t c) {
  return (c >= 0x3B1 && c <= 0x3C1) || (c >= 0x3C3 && c <= 0x3CB);
}
bool greek_capital(char32_t c) {
  return (c >= 0x391 && c <= 0x3A1) || (c >= 0x3A3 && c <= 0x3AB);
}

template <class Map>
std::string mapped(std::string_view text, Map map) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    const char32_t to = map(c.value);
    if (to == c.value) {
      out.append(text.substr(at, c.bytes));
    } else {
      append_code_point(out, to);
    }
    at += c.bytes;
  }
  return out;
}

}  // namespace

char32_t upper_of(char32_t c) {
  if ((c >= 'a' && c <= 'z') || (c >= 0xE0 && c <= 0xFE && c != 0xF7) || greek_small(c)) return c - 32;
  if (c == 0x3C2) return 0x3A3;
  if (c == 0xFF) return 0x178;
  if ((c >= 0x430 && c <= 0x44F) || (c >= 0xFF41 && c <= 0xFF5A)) return c - 32;
  if (c >= 0x450 && c <= 0x45F) return c - 80;
  if (c >= 0x561 && c <= 0x586) return c - 48;
  if (paired_even(c)) return c & ~char32_t{1};
  if (paired_odd(c)) return c % 2 == 0 ? c - 1 : c;
  return c;
}

char32_t lower_of(char32_t c) {
  if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) || greek_capital(c)) return c + 32;
  if (c == 0x178) return 0xFF;
  if ((c >= 0x410 && c <= 0x42F) || (c >= 0xFF21 && c <= 0xFF3A)) return c + 32;
  if (c >= 0x400 && c <= 0x40F) return c + 80;
  if (c >= 0x531 && c <= 0x556) return c + 48;
  if (paired_even(c)) return c | char32_t{1};
  if (paired_odd(c)) return c % 2 == 1 ? c + 1 : c;
  return c;
}

CodePoint code_point_at(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::uint32_t bytes = expected_bytes(lead);
  if (bytes == 1) return {lead < 0x80 ? char32_t{lead} : char32_t{0xFFFD}, 1};
  char32_t value = lead & (0x7F >> bytes);
  for (std::uint32_t i = 1; i < bytes; ++i) {
    if (!continues(text, at + i)) return {0xFFFD, 1};
    value = (value << 6) | (static_cast<unsigned char>(text[at + i]) & 0x3F);
  }
  return {value, bytes};
}

void append_code_point(std::string& out, char32_t value) {
  if (value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) value = 0xFFFD;
  const auto tail = [&](int shift) { out.push_back(static_cast<char>(0x80 | ((value >> shift) & 0x3F))); };
  if (value < 0x80) {
    out.push_back(static_cast<char>(value));
  } else if (value < 0x800) {
    out.push_back(static_cast<char>(0xC0 | (value >> 6)));
    tail(0);
  } else if (value < 0x10000) {
    out.push_back(static_cast<char>(0xE0 | (value >> 12)));
    tail(6);
    tail(0);
  } else {
    out.push_back(static_cast<char>(0xF0 | (value >> 18)));
    tail(12);
    tail(6);
    tail(0);
  }
}

std::size_t code_points(std::string_view text) {
  std::size_t n = 0;
  for (std::size_t at = 0; at < text.size(); at += code_point_at(text, at).bytes) ++n;
  return n;
}

std::size_t byte_of(std::string_view text, std::size_t n) {
  std::size_t at = 0;
  while (n-- > 0 && at < text.size()) at += code_point_at(text, at).bytes;
  return at;
}

std::string upper_case(std::string_view text) {
  return mapped(text, upper_of);
}
std::string lower_case(std::string_view text) {
  return mapped(text, lower_of);
}

}  // namespace bihuan::feel
