// Decides what a request-target means (RFC 9112 §3.2, RFC 3986): path segments, query, host of an absolute target.
// It does not route.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bihuan::http {

/// Decodes %XX; `plus_is_space` as in HTML forms. Nothing for a bad escape, for NUL, and for what is not UTF-8.
std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space);

/// True for well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates).
bool is_utf8(std::string_view text);

/// "a=1&b" as pairs in order; a name without "=" has the value "". Nothing where percent_decoded gives nothing.
std::optional<std::vector<std::pair<std::string, std::string>>> parse_query(std::string_view text);

struct Target {
  std::string path;                   ///< as sent
  std::vector<std::string> segments;  ///< decoded; "/" has none, "/a/" has "a" and ""
  std::vector<std::pair<std::string, std::string>> query;
  std::optional<std::string> authority;  ///< of the absolute form
};

/// Rejects, with a sentence for people, what is not the origin form, the absolute form, or "*" with OPTIONS.
std::expected<Target, std::string_view> parse_target(std::string_view method, std::string_view target);

/// True when it may stand in Host: host[:port], host a name, IPv4 or [IPv6]; no user, no list; empty is allowed.
bool is_host(std::string_view text);

}  // namespace bihuan::http
