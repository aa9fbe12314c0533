// VACUUM INTO reads one snapshot, so writers need not wait, and leaves out what was deleted. It does not flush what it
// writes, so we do: the file, then its name.
#include "adapters/store/sqlite_backup.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "adapters/store/sqlite_connection.h"

namespace bihuan::store {

namespace {

namespace fs = std::filesystem;

constexpr const char* copy_text = "VACUUM INTO $1";

/// What fsync says of a file or folder; empty when it is on the disk.
std::string flushed(const fs::path& path) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool done = descriptor >= 0 && fsync(descriptor) == 0;
  const std::string why = done ? "" : path.string() + ": " + std::strerror(errno);
  if (descriptor >= 0) close(descriptor);
  return why;
}

std::unexpected<OpenFailure> failed(const fs::path& copy, std::string why) {
  std::error_code ignored;
  fs::remove(copy, ignored);
  return std::unexpected(OpenFailure{std::move(why)});
}

}  // namespace

std::expected<void, OpenFailure> copy_sqlite(const std::string& from, const std::string& to) {
  std::error_code no;
  if (!fs::is_regular_file(from, no)) return std::unexpected(OpenFailure{"there is no file " + from});
  if (fs::exists(fs::symlink_status(to, no))) return std::unexpected(OpenFailure{to + " exists already"});
  const fs::path unfinished = to + ".unfinished";
  fs::remove(unfinished, no);
  try {
    const Step step = Step(copy_text).text_value(unfinished.string());
    connect_sqlite(from, SqliteUse::Write)->read({&step, 1});
  } catch (const DatabaseError& error) {
    return failed(unfinished,
                  "cannot copy " + from + " (" + error.what() + "). Is the disk full, or the folder missing?");
  }
  if (std::string why = flushed(unfinished); !why.empty()) return failed(unfinished, std::move(why));
  fs::rename(unfinished, to, no);
  if (no) return failed(unfinished, to + ": " + no.message());
  const fs::path folder = fs::absolute(to, no).parent_path();
  if (std::string why = flushed(folder); !why.empty()) return failed(to, std::move(why));
  return {};
}

}  // namespace bihuan::store
