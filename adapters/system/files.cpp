#include "adapters/system/files.h"

#include <fnmatch.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace bihuan::system {

namespace fs = std::filesystem;

std::expected<std::string, std::string> read_file(const std::string& path, std::size_t limit) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  if (error) return std::unexpected("cannot read " + path + ": " + error.message());
  if (size > limit) return std::unexpected(path + " is larger than " + std::to_string(limit) + " bytes");
  std::ifstream in(path, std::ios::binary);
  std::string bytes(size, '\0');
  if (!in.read(bytes.data(), static_cast<std::streamsize>(size))) return std::unexpected("cannot read " + path);
  return bytes;
}

std::vector<std::string> files_below(const std::string& path) {
  if (!fs::is_directory(path)) return {path};
  std::vector<std::string> out;
  for (const auto& entry : fs::recursive_directory_iterator(path)) {
    if (entry.is_regular_file() && !entry.path().filename().string().starts_with('.')) out.push_back(entry.path());
  }
  std::ranges::sort(out);
  return out;
}

std::vector<std::string> matching(const std::string& pattern) {
  const fs::path path(pattern);
  const std::string name = path.filename();
  if (name.find_first_of("*?") == std::string::npos) return {pattern};
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  std::vector<std::string> out;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const bool fits = fnmatch(name.c_str(), entry.path().filename().c_str(), FNM_PERIOD) == 0;
    if (entry.is_regular_file() && fits) out.push_back(entry.path());
  }
  std::ranges::sort(out);
  return out;
}

}  // namespace bihuan::system
