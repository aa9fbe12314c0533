// Decides that one process alone holds an SQLite store: a lock on a file beside it, which the system lets go when the
// process ends, however it ends. (A lock on the store's own file would be lost with the first descriptor closed.)
#pragma once

#include <expected>
#include <string>

namespace bihuan::store {

class FileLock {
 public:
  /// The path that is locked, or in words what is in the way.
  static std::expected<FileLock, std::string> take(const std::string& path);
  ~FileLock();
  FileLock(FileLock&& other) noexcept : descriptor_(other.descriptor_) { other.descriptor_ = -1; }
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  FileLock& operator=(FileLock&&) = delete;

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace bihuan::store
