// Decides, byte by byte, whether a head is still acceptable. One pass; each byte is looked at once.
#include "api/http/head_scanner.h"

namespace bihuan::http {

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && byte != '\t') || byte == 0x7F;
}

HeadScan HeadScanner::scan(std::string_view input) {
  while (seen_ < input.size()) {
    const char c = input[seen_++];
    if (after_cr_) {
      after_cr_ = false;
      if (c != '\n') return HeadScan::BadLine;
      if (const HeadScan result = end_of_line(); result != HeadScan::NeedMore) return result;
      continue;
    }
    if (c == '\r') {
      after_cr_ = true;
      continue;
    }
    const bool first_of_line = seen_ - 1 == line_begin_;
    if (is_control(c) || (first_of_line && (c == ' ' || c == '\t'))) return HeadScan::BadLine;
    if (const HeadScan size = check_size(); size != HeadScan::NeedMore) return size;
  }
  return HeadScan::NeedMore;
}

HeadScan HeadScanner::check_size() const {
  if (lines_ == 0) return seen_ - leading_ > limits_->request_line_bytes ? HeadScan::LineTooLong : HeadScan::NeedMore;
  const bool too_many = lines_ - 1 >= limits_->header_count;
  return too_many || seen_ - headers_begin_ > limits_->header_bytes ? HeadScan::HeadersTooLarge : HeadScan::NeedMore;
}

HeadScan HeadScanner::end_of_line() {
  const bool empty = seen_ - line_begin_ == 2;
  line_begin_ = seen_;
  if (empty && lines_ > 0) return HeadScan::Complete;
  if (empty) {
    if (leading_ > 0) return HeadScan::BadLine;
    leading_ = seen_;
    return HeadScan::NeedMore;
  }
  if (lines_ == 0) headers_begin_ = seen_;
  ++lines_;
  return HeadScan::NeedMore;
}

}  // namespace bihuan::http
