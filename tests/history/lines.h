// Decides how a history is written down: one JSON object a line (README.md). What it means is history.h's.
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "tests/history/history.h"

namespace bihuan::history {

/// The history in these lines; empty lines and those that begin with # are passed over. Else which line is wrong.
std::expected<History, std::string> read_lines(std::string_view text);

std::string written(const History& history);

}  // namespace bihuan::history
