// How the program reads files that an operator names. It does not know what is in them.
#pragma once

#include <expected>
#include <string>
#include <vector>

namespace bihuan::system {

/// The whole file; else a sentence that says why not. At most `limit` bytes.
std::expected<std::string, std::string> read_file(const std::string& path, std::size_t limit = 64u << 20);

/// Paths of all files below a folder, sorted, without hidden ones; a path that is a file answers itself.
std::vector<std::string> files_below(const std::string& path);

/// Expands "*" and "?" in the last part of a path, sorted; a path without them answers itself.
std::vector<std::string> matching(const std::string& pattern);

}  // namespace bihuan::system
