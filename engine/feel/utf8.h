// Decides how strings are seen as Unicode code points, which is how FEEL counts characters (DMN 1.5, 10.3.2.3.2).
// It does not normalise. Bytes that are not UTF-8 count as one code point each, so that nothing is ever out of step.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace bihuan::feel {

struct CodePoint {
  char32_t value = 0;
  std::uint32_t bytes = 1;
};

/// The code point at a byte. Requires at < text.size().
CodePoint code_point_at(std::string_view text, std::size_t at);
void append_code_point(std::string& out, char32_t value);
std::size_t code_points(std::string_view text);
/// The byte at which the n-th code point (from 0) begins, text.size() when there are fewer.
std::size_t byte_of(std::string_view text, std::size_t n);
/// The other case of one letter of these alphabets; itself when it has none.
char32_t upper_of(char32_t c);
char32_t lower_of(char32_t c);
/// Simple case mapping of Latin, Greek, Cyrillic, Armenian and full-width letters.
std::string upper_case(std::string_view text);
std::string lower_case(std::string_view text);

}  // namespace bihuan::feel
