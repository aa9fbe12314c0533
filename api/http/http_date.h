// Decides how a moment is written in HTTP (RFC 9110 §5.6.7). It does not read the clock.
#pragma once

#include <ctime>
#include <optional>
#include <string>
#include <string_view>

namespace bihuan::http {

/// Seconds since 1970 as "Sun, 06 Nov 1994 08:49:37 GMT".
std::string http_date(std::time_t seconds);

/// The same form read back; nothing for the obsolete forms and for what is no date.
std::optional<std::time_t> parse_http_date(std::string_view text);

}  // namespace bihuan::http
