// Decides whether bytes are UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF.
// It does not convert.
#pragma once

#include <cstddef>
#include <string_view>

namespace bihuan::definitions {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";

/// The length in bytes of the code point at `at`, or 0 where the bytes there are no UTF-8. Requires at < text.size().
std::size_t utf8_length(std::string_view text, std::size_t at);

/// Offset of the first byte that is no UTF-8; npos if there is none.
std::size_t find_invalid_utf8(std::string_view text);

/// Number of code points. Requires valid UTF-8.
std::size_t count_code_points(std::string_view text);

/// The longest start of `text` with at most `limit` code points. Requires valid UTF-8.
std::string_view first_code_points(std::string_view text, std::size_t limit);

/// Without the UTF-8 mark at its start.
std::string_view without_mark(std::string_view bytes);

}  // namespace bihuan::definitions
