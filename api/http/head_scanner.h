// Decides where a request head ends and whether its lines may be lines at all: CRLF only, no control characters, no
// folded lines, within the limits. It sees bytes as they come, so that a hostile head is refused before it is whole.
// It does not read the grammar inside a line (request_parser, by Boost.Beast).
#pragma once

#include <cstddef>
#include <string_view>

#include "api/http/settings.h"

namespace bihuan::http {

enum class HeadScan {
  NeedMore,
  Complete,
  BadLine,         ///< bare CR or LF, control character, folded line, more than one empty line before the request
  LineTooLong,     ///< 414
  HeadersTooLarge  ///< 431
};

/// A byte that may stand in no line: all control characters but the tab.
bool is_control(char c);

class HeadScanner {
 public:
  explicit HeadScanner(const RequestLimits& limits) : limits_(&limits) {}

  /// Looks at the bytes after those seen before; `input` begins at the same byte each time.
  HeadScan scan(std::string_view input);
  /// Bytes of an empty line before the request line, to be skipped (RFC 9112 §2.2): 0 or 2.
  std::size_t leading() const { return leading_; }
  /// Past the empty line that ends the head. Requires: Complete.
  std::size_t end() const { return seen_; }
  bool seen_anything() const { return seen_ > leading_; }

 private:
  HeadScan end_of_line();
  HeadScan check_size() const;

  const RequestLimits* limits_;
  std::size_t seen_ = 0, leading_ = 0, line_begin_ = 0, headers_begin_ = 0, lines_ = 0;
  bool after_cr_ = false;
};

}  // namespace bihuan::http
