// Decides what an uploaded form holds. One pass over the body: delimiters are found by searching for the boundary
// line, so the cost is linear in the body whatever it holds.
#include "api/http/multipart.h"

#include <algorithm>

#include "api/http/target.h"

namespace bihuan::http {
namespace {

using Failure = std::unexpected<MultipartError>;

Failure malformed(std::string_view detail) {
  return Failure({400, "bad_multipart", detail});
}

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

/// Takes a value off the front: quoted (with \" and \\ undone) or up to ";". Nothing for an open quote.
std::optional<std::string> take_value(std::string_view& rest) {
  if (!rest.starts_with('"')) {
    const std::size_t end = std::min(rest.find(';'), rest.size());
    std::string value(trimmed(rest.substr(0, end)));
    rest.remove_prefix(end);
    return value;
  }
  std::string value;
  for (std::size_t i = 1; i < rest.size(); ++i) {
    if (rest[i] == '"') {
      rest = trimmed(rest.substr(i + 1));
      return value;
    }
    // Browsers send Windows paths and names with a lone backslash: only these two are escapes.
    const bool escape = rest[i] == '\\' && i + 1 < rest.size() && (rest[i + 1] == '"' || rest[i + 1] == '\\');
    if (escape) ++i;
    value += rest[i];
  }
  return std::nullopt;
}

bool is_boundary_char(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         std::string_view("'()+_,-./:=? ").find(c) != std::string_view::npos;
}

std::optional<std::string> boundary_of(std::string_view content_type) {
  auto boundary = header_parameter(content_type, "boundary");
  if (!boundary || boundary->empty() || boundary->size() > 70 || boundary->back() == ' ') return std::nullopt;
  if (!std::all_of(boundary->begin(), boundary->end(), is_boundary_char)) return std::nullopt;
  return boundary;
}

struct Delimiter {
  std::size_t begin, end;  ///< begin of its CRLF (or of the body), end of its line
  bool last;
};

/// The next delimiter line at or after `from`. A boundary that is followed by other text is data.
std::optional<Delimiter> find_delimiter(std::string_view body, std::string_view dashed, std::size_t from) {
  for (std::size_t at = body.find(dashed, from); at != std::string_view::npos; at = body.find(dashed, at + 1)) {
    const bool at_line = at == 0 || (at >= from + 2 && body.substr(at - 2, 2) == "\r\n");
    if (!at_line) continue;
    std::size_t end = at + dashed.size();
    const bool last = body.substr(end, 2) == "--";
    if (last) end += 2;
    while (end < body.size() && is_blank(body[end])) ++end;
    const bool line_ends = body.substr(end, 2) == "\r\n";
    if (!line_ends && !(last && end == body.size())) continue;
    return Delimiter{at == 0 ? 0 : at - 2, line_ends ? end + 2 : end, last};
  }
  return std::nullopt;
}

/// The last component, whichever system's slashes; browsers write quotes and line ends as %22, %0D, %0A.
std::string plain_filename(std::string name) {
  for (const auto& [escaped, meant] : {std::pair{"%22", '"'}, std::pair{"%0D", ' '}, std::pair{"%0A", ' '}})
    for (std::size_t at = name.find(escaped); at != std::string::npos; at = name.find(escaped, at + 1))
      name.replace(at, 3, 1, meant);
  const std::size_t slash = name.find_last_of("/\\");
  return slash == std::string::npos ? name : name.substr(slash + 1);
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

std::expected<void, MultipartError> read_disposition(std::string_view value, FormPart& into) {
  if (!same_name(trimmed(value.substr(0, value.find(';'))), "form-data"))
    return malformed("A part's Content-Disposition is not form-data.");
  auto name = header_parameter(value, "name");
  if (!name) return malformed("A part has no name.");
  into.name = std::move(*name);
  if (auto filename = header_parameter(value, "filename")) into.filename = plain_filename(std::move(*filename));
  // RFC 7578 §4.2 forbids filename*, some clients send it; it is the better name where there is one (RFC 6266 §4.3).
  if (const auto extended = header_parameter(value, "filename*");
      extended && extended->size() > 7 && same_name(extended->substr(0, 7), "UTF-8''")) {
    auto decoded = percent_decoded(std::string_view(*extended).substr(7), false);
    if (!decoded) return malformed("A file name is not well encoded.");
    into.filename = plain_filename(std::move(*decoded));
  }
  const std::string_view shown = into.filename ? std::string_view(*into.filename) : std::string_view{};
  if (!is_utf8(into.name) || !is_utf8(shown) || has_control(into.name) || has_control(shown))
    return malformed("A part's name is not UTF-8 text.");
  return {};
}

std::expected<void, MultipartError> read_part_headers(std::string_view block, FormPart& into) {
  into.content_type = "text/plain";
  bool named = false;
  while (!block.empty()) {
    const std::size_t end = std::min(block.find("\r\n"), block.size());
    const std::string_view line = block.substr(0, end);
    block.remove_prefix(std::min(end + 2, block.size()));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) return malformed("A part's header is not a header.");
    const std::string_view name = line.substr(0, colon), value = trimmed(line.substr(colon + 1));
    if (same_name(name, "Content-Type")) into.content_type = std::string(value);
    if (!same_name(name, "Content-Disposition")) continue;
    if (named) return malformed("A part has two Content-Disposition headers.");
    named = true;
    if (auto read = read_disposition(value, into); !read) return read;
  }
  if (!named) return malformed("A part has no Content-Disposition.");
  return {};
}

std::expected<FormPart, MultipartError> read_part(std::string_view text, const MultipartLimits& limits) {
  const std::size_t end = text.starts_with("\r\n") ? 0 : text.substr(0, limits.part_header_bytes + 4).find("\r\n\r\n");
  if (end == std::string_view::npos) return malformed("A part's headers do not end or are too large.");
  FormPart part;
  if (auto read = read_part_headers(text.substr(0, end), part); !read) return Failure(read.error());
  part.data = std::string(text.substr(end == 0 ? 2 : end + 4));
  return part;
}

}  // namespace

std::optional<std::string> header_parameter(std::string_view header, std::string_view name) {
  std::optional<std::string> found;
  std::size_t semicolon = header.find(';');
  std::string_view rest = semicolon == std::string_view::npos ? std::string_view{} : header.substr(semicolon);
  while (!rest.empty()) {
    if (rest.front() != ';') return std::nullopt;
    rest = trimmed(rest.substr(1));
    if (rest.empty()) break;
    const std::size_t equals = rest.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    const std::string_view key = trimmed(rest.substr(0, equals));
    rest = trimmed(rest.substr(equals + 1));
    auto value = take_value(rest);
    if (!value) return std::nullopt;
    if (!same_name(key, name)) continue;
    if (found) return std::nullopt;
    found = std::move(value);
  }
  return found;
}

std::expected<std::vector<FormPart>, MultipartError> parse_multipart(std::string_view content_type,
                                                                     std::string_view body,
                                                                     const MultipartLimits& limits) {
  if (!same_name(trimmed(content_type.substr(0, content_type.find(';'))), "multipart/form-data"))
    return Failure({415, "not_multipart", "Expected multipart/form-data."});
  const auto boundary = boundary_of(content_type);
  if (!boundary) return malformed("The Content-Type has no usable boundary.");
  const std::string dashed = "--" + *boundary;
  auto delimiter = find_delimiter(body, dashed, 0);
  if (!delimiter) return malformed("The body has no part.");
  std::vector<FormPart> parts;
  while (!delimiter->last) {
    if (parts.size() == limits.parts) return Failure({413, "too_many_parts", "The form has too many parts."});
    // An empty part's own line end may be that of the next delimiter, so the search begins before it.
    const std::size_t begin = delimiter->end;
    const auto next = find_delimiter(body, dashed, begin - 2);
    if (!next) return malformed("The form is cut off.");
    auto part = read_part(body.substr(begin, std::max(next->begin, begin) - begin), limits);
    if (!part) return Failure(part.error());
    parts.push_back(std::move(*part));
    delimiter = next;
  }
  return parts;
}

}  // namespace bihuan::http
