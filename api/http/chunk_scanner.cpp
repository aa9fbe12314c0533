// Decides where a chunk's line ends. A last chunk is one whose size is written with zeros only.
#include "api/http/chunk_scanner.h"

#include <algorithm>

namespace bihuan::http {
namespace {
bool is_last_chunk(std::string_view line) {
  const std::size_t end = std::min(line.find_first_not_of('0'), line.size());
  return end > 0 && (end == line.size() || line[end] == ';' || line[end] == ' ' || line[end] == '\t');
}
}  // namespace

HeadScan ChunkScanner::scan(std::string_view input) {
  while (seen_ < input.size()) {
    const char c = input[seen_++];
    if (after_cr_) {
      after_cr_ = false;
      if (c != '\n') return HeadScan::BadLine;
      const HeadScan line = end_of_line(input.substr(line_begin_, seen_ - 2 - line_begin_));
      if (line != HeadScan::NeedMore) return line;
      line_begin_ = seen_;
      continue;
    }
    after_cr_ = c == '\r';
    if (after_cr_) continue;
    if (is_control(c) || data_ends_) return HeadScan::BadLine;
    if (seen_ > limits_->header_bytes) return in_trailers_ ? HeadScan::HeadersTooLarge : HeadScan::BadLine;
  }
  return HeadScan::NeedMore;
}

HeadScan ChunkScanner::end_of_line(std::string_view line) {
  if (data_ends_) {
    data_ends_ = false;
    return HeadScan::NeedMore;
  }
  if (!in_trailers_) {
    if (line.empty()) return HeadScan::BadLine;
    in_trailers_ = is_last_chunk(line);
    return in_trailers_ ? HeadScan::NeedMore : HeadScan::Complete;
  }
  if (line.empty()) return HeadScan::Complete;
  return line.front() == ' ' || line.front() == '\t' ? HeadScan::BadLine : HeadScan::NeedMore;
}

}  // namespace bihuan::http
