// Decides how the pages of the browser program are served: which path is a file, which is a place inside the program
// (index.html answers it), and what a browser may do with them. How one file leaves is http/static_files.h.
#pragma once

#include <string>

#include "api/http/static_files.h"

namespace bihuan::api {

class Pages {
 public:
  /// `folder` as the pages' build left it. Throws std::system_error when it cannot be opened.
  explicit Pages(const std::string& folder);

  /// Whether a path that no route has belongs to the pages: everything but the API's own paths.
  static bool takes(const http::RequestHead& request);
  /// GET and HEAD. A path with a file's ending that is not there is a 404; any other path is index.html, so that a
  /// bookmark of a place inside the program works. Files below /assets carry their content's hash in their names and
  /// may be kept for ever.
  http::Response answer(const http::RequestHead& request) const;

 private:
  http::StaticFiles files_, assets_;
};

}  // namespace bihuan::api
