// Decides which request-targets are well-formed. "%2F" stays inside its segment; "." and ".." are left as they are.
#include "api/http/target.h"

#include <algorithm>
#include <cstdint>

namespace bihuan::http {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_visible_ascii(char c) {
  return c > 0x20 && c < 0x7F;
}

/// How many bytes follow this first byte, -1 for none that may be first.
int continuation_bytes(unsigned char lead) {
  if (lead < 0x80) return 0;
  if (lead >= 0xC2 && lead <= 0xDF) return 1;
  if (lead >= 0xE0 && lead <= 0xEF) return 2;
  if (lead >= 0xF0 && lead <= 0xF4) return 3;
  return -1;
}

/// Overlong forms, surrogates and what lies beyond U+10FFFF show in the second byte.
bool second_byte_fits(unsigned char lead, unsigned char second) {
  switch (lead) {
    case 0xE0:
      return second >= 0xA0;
    case 0xED:
      return second <= 0x9F;
    case 0xF0:
      return second >= 0x90;
    case 0xF4:
      return second <= 0x8F;
    default:
      return true;
  }
}

bool is_host_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("-._~!$&'()*+;=%").find(c) != std::string_view::npos;
}

bool is_port(std::string_view text) {
  return text.size() <= 5 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<std::vector<std::string>> split_path(std::string_view path) {
  std::vector<std::string> segments;
  if (path == "/") return segments;
  std::size_t begin = 1;
  while (begin <= path.size()) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    auto decoded = percent_decoded(path.substr(begin, end - begin), false);
    if (!decoded) return std::nullopt;
    segments.push_back(std::move(*decoded));
    begin = end + 1;
  }
  return segments;
}

/// Cuts scheme and authority off an absolute form; false when it is none of ours.
bool take_authority(std::string_view& rest, Target& into) {
  const std::size_t colon = rest.find("://");
  if (colon == std::string_view::npos) return false;
  const std::string_view scheme = rest.substr(0, colon);
  if (scheme != "http" && scheme != "https") return false;
  rest.remove_prefix(colon + 3);
  const std::size_t end = std::min(rest.find_first_of("/?"), rest.size());
  const std::string_view authority = rest.substr(0, end);
  if (authority.empty() || !is_host(authority)) return false;
  into.authority = std::string(authority);
  rest.remove_prefix(end);
  return true;
}

}  // namespace

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const int more = continuation_bytes(lead);
    if (more < 0 || text.size() - i <= static_cast<std::size_t>(more)) return false;
    for (int k = 1; k <= more; ++k) {
      const auto byte = static_cast<unsigned char>(text[i + k]);
      if ((byte & 0xC0) != 0x80 || (k == 1 && !second_byte_fits(lead, byte))) return false;
    }
    i += more + 1;
  }
  return true;
}

std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      out += ' ';
    } else if (text[i] != '%') {
      out += text[i];
    } else {
      if (text.size() - i < 3) return std::nullopt;
      const int high = hex_digit(text[i + 1]), low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0 || (high == 0 && low == 0)) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  if (!is_utf8(out)) return std::nullopt;
  return out;
}

std::optional<std::vector<std::pair<std::string, std::string>>> parse_query(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> pairs;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('&'), text.size());
    const std::string_view piece = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (piece.empty()) continue;
    const std::size_t equals = std::min(piece.find('='), piece.size());
    auto name = percent_decoded(piece.substr(0, equals), true);
    auto value = percent_decoded(piece.substr(std::min(equals + 1, piece.size())), true);
    if (!name || !value) return std::nullopt;
    pairs.emplace_back(std::move(*name), std::move(*value));
  }
  return pairs;
}

std::expected<Target, std::string_view> parse_target(std::string_view method, std::string_view target) {
  Target out;
  if (!std::all_of(target.begin(), target.end(), is_visible_ascii) || target.find('#') != std::string_view::npos)
    return std::unexpected("The request target holds a character that must be percent-encoded.");
  if (target == "*") {
    if (method != "OPTIONS") return std::unexpected("The target * is only for OPTIONS.");
    out.path = "*";
    return out;
  }
  std::string_view rest = target;
  if (!rest.starts_with('/') && !take_authority(rest, out))
    return std::unexpected("The request target is neither a path nor an absolute http address.");
  const std::size_t question = std::min(rest.find('?'), rest.size());
  out.path = question == 0 ? "/" : std::string(rest.substr(0, question));
  auto segments = split_path(out.path);
  auto query = parse_query(rest.substr(std::min(question + 1, rest.size())));
  if (!segments || !query) return std::unexpected("The request target is not well percent-encoded UTF-8.");
  out.segments = std::move(*segments);
  out.query = std::move(*query);
  return out;
}

bool is_host(std::string_view text) {
  if (text.starts_with('[')) {
    const std::size_t end = text.find(']');
    if (end == std::string_view::npos) return false;
    const std::string_view inside = text.substr(1, end - 1), after = text.substr(end + 1);
    const bool good =
        inside.size() >= 2 && inside.find_first_not_of("0123456789abcdefABCDEF:.") == std::string_view::npos;
    return good && (after.empty() || (after.starts_with(':') && is_port(after.substr(1))));
  }
  const std::size_t colon = std::min(text.find(':'), text.size());
  const std::string_view name = text.substr(0, colon);
  if (colon < text.size() && (name.empty() || !is_port(text.substr(colon + 1)))) return false;
  return std::all_of(name.begin(), name.end(), is_host_char);
}

}  // namespace bihuan::http
