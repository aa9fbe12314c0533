// Decides where a chunk's line, or the last chunk with its trailers, ends and whether its lines may be lines at all
// (RFC 9112 §7.1). Boost.Beast gets them whole: it lets a bare LF through inside a quoted extension, and asserts when a
// last chunk comes byte by byte. It does not read sizes; Beast does.
#pragma once

#include <cstddef>
#include <string_view>

#include "api/http/head_scanner.h"

namespace bihuan::http {

class ChunkScanner {
 public:
  /// `after_data`: the line end of the chunk before stands first.
  ChunkScanner(const RequestLimits& limits, bool after_data) : limits_(&limits), data_ends_(after_data) {}

  /// As HeadScanner::scan; never LineTooLong.
  HeadScan scan(std::string_view input);
  /// Requires: Complete.
  std::size_t end() const { return seen_; }

 private:
  HeadScan end_of_line(std::string_view line);

  const RequestLimits* limits_;
  bool data_ends_, in_trailers_ = false, after_cr_ = false;
  std::size_t seen_ = 0, line_begin_ = 0;
};

}  // namespace bihuan::http
