// Decides the escape: U+001A, then two hexadecimal digits of the byte it stands for. Stored. Never change.
#include "adapters/store/stored_text.h"

#include <cstdint>

namespace bihuan::store {

namespace {

constexpr char escape = '\x1a';

/// Bytes of the well-formed UTF-8 sequence at the front (Unicode 15, table 3-7); 0 when there is none.
std::size_t sequence_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  const auto tail = [&](std::size_t i) { return (byte(i) & 0xc0) == 0x80; };
  const unsigned lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return tail(1) ? 2 : 0;
  if (lead >= 0xe0 && lead <= 0xef) {
    const unsigned low = lead == 0xe0 ? 0xa0 : 0x80, high = lead == 0xed ? 0x9f : 0xbf;
    return byte(1) >= low && byte(1) <= high && tail(2) ? 3 : 0;
  }
  if (lead >= 0xf0 && lead <= 0xf4) {
    const unsigned low = lead == 0xf0 ? 0x90 : 0x80, high = lead == 0xf4 ? 0x8f : 0xbf;
    return byte(1) >= low && byte(1) <= high && tail(2) && tail(3) ? 4 : 0;
  }
  return 0;
}

void append_escaped(std::string& out, unsigned char byte) {
  constexpr char digits[] = "0123456789abcdef";
  out += escape;
  out += digits[byte >> 4];
  out += digits[byte & 15];
}

unsigned digit_of(char c) {
  return c >= 'a' ? static_cast<unsigned>(c - 'a') + 10 : static_cast<unsigned>(c - '0');
}

}  // namespace

std::string stored_text(std::string_view plain) {
  std::string out;
  out.reserve(plain.size());
  while (!plain.empty()) {
    const std::size_t length = sequence_length(plain);
    if (length == 0 || plain[0] == '\0' || plain[0] == escape) {
      append_escaped(out, static_cast<unsigned char>(plain[0]));
      plain.remove_prefix(1);
    } else {
      out.append(plain.substr(0, length));
      plain.remove_prefix(length);
    }
  }
  return out;
}

std::string plain_text(std::string_view stored) {
  if (stored.find(escape) == std::string_view::npos) return std::string(stored);
  std::string out;
  for (std::size_t i = 0; i < stored.size(); ++i) {
    if (stored[i] == escape && i + 2 < stored.size()) {
      out += static_cast<char>(digit_of(stored[i + 1]) * 16 + digit_of(stored[i + 2]));
      i += 2;
    } else {
      out += stored[i];
    }
  }
  return out;
}

}  // namespace bihuan::store
