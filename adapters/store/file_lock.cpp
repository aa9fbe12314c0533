// Decides the lock's form: flock(2) on "<store>.lock", with the holder's process number inside for the message.
#include "adapters/store/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace bihuan::store {

namespace {

std::string holder(int descriptor) {
  std::array<char, 32> text{};
  const ssize_t size = pread(descriptor, text.data(), text.size() - 1, 0);
  return size > 0 ? " (process " + std::string(text.data(), static_cast<std::size_t>(size)) + ")" : "";
}

void write_holder(int descriptor) {
  const std::string me = std::to_string(getpid());
  // The number is a courtesy to the reader of the message; the lock holds without it.
  if (ftruncate(descriptor, 0) != 0 || pwrite(descriptor, me.data(), me.size(), 0) < 0) return;
}

}  // namespace

std::expected<FileLock, std::string> FileLock::take(const std::string& path) {
  const std::string lock_path = path + ".lock";
  const int descriptor = open(lock_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) {
    return std::unexpected("cannot write " + lock_path + ": " + std::strerror(errno) +
                           ". Make the folder and allow this user to write in it.");
  }
  FileLock lock(descriptor);
  if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    return std::unexpected(path + " is held by another process" + holder(descriptor) +
                           ". Stop it, or give this one another file; several nodes need PostgreSQL.");
  }
  write_holder(descriptor);
  return lock;
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) close(descriptor_);
}

}  // namespace bihuan::store
