// Decides which lines of the log the system administrator can read in a browser: the last ones, in memory. It does not
// decide what is logged; what is secret must not be logged in the first place.
#pragma once

#include <string>
#include <vector>

#include "engine/base/instant.h"

namespace bihuan::api {

struct LogLine {
  Instant at;
  int level = 0;  ///< as spdlog counts: 1 debug, 2 info, 3 warn, 4 error, 5 critical
  std::string text;
};

/// From now on the program's log is kept, the newest two thousand lines. Called again it does nothing.
void keep_log_lines();

/// The newest `limit` lines of at least this level that hold `text`, the newest first.
std::vector<LogLine> log_lines(int least_level, const std::string& text, std::size_t limit);

}  // namespace bihuan::api
