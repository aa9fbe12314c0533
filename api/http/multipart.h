// Decides what an uploaded form holds (multipart/form-data, RFC 7578, RFC 2046 §5.1). It does not store files and does
// not believe file names: they are names for people, never paths.
#pragma once

#include <cstddef>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/http/message.h"

namespace bihuan::http {

struct FormPart {
  std::string name;                     ///< UTF-8
  std::optional<std::string> filename;  ///< UTF-8, last component only; none for plain fields
  std::string content_type;             ///< as sent; "text/plain" when not sent (RFC 7578 §4.4)
  std::string data;                     ///< bytes, as sent
};

struct MultipartLimits {
  std::size_t parts = 1000;
  std::size_t part_header_bytes = 4096;
};

struct MultipartError {
  int status;  ///< 400, 413 or 415
  std::string_view code, detail;
};

/// The parts in order. `content_type` is the request's header, `body` the whole body.
/// Rejects: another type 415, too many parts 413, anything malformed or cut off 400.
std::expected<std::vector<FormPart>, MultipartError> parse_multipart(std::string_view content_type,
                                                                     std::string_view body,
                                                                     const MultipartLimits& limits = {});

/// A parameter of a header like `form-data; name="a"`, unquoted; nothing when it is absent or the header is malformed
/// or names it twice. Parameter names compare without regard to case.
std::optional<std::string> header_parameter(std::string_view header, std::string_view name);

}  // namespace bihuan::http
