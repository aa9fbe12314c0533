// Decides how files of one folder are served: which name means which file, ranges, validators, gzip made beforehand.
// It does not make gzip files, list folders or follow links.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "api/http/message.h"

namespace bihuan::http {

class StaticFiles {
 public:
  /// Throws std::system_error when the folder cannot be opened. `cache_control` goes out as it stands, none if empty.
  explicit StaticFiles(const std::string& folder, std::string cache_control = "no-cache");

  /// Answers GET and HEAD for the file at `segments` below the folder ("" as the last: index.html there).
  /// 404 also for ".", "..", hidden names, links and whatever is no regular file; 405 for other methods; 304, 206
  /// and 416 as RFC 9110 §13–14 say. A file's newer-or-equal "name.gz" is sent to who accepts gzip.
  Response answer(const RequestHead& request, std::span<const std::string> segments) const;

 private:
  std::string cache_control_;
  std::shared_ptr<const OpenFile> folder_;
};

/// The Content-Type for a file name's ending; "application/octet-stream" for unknown ones.
std::string_view content_type_of(std::string_view filename);

/// True when an Accept-Encoding header lets gzip through (RFC 9110 §12.5.3).
bool accepts_gzip(const RequestHead& request);

}  // namespace bihuan::http
