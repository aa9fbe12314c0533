// The layer between SQLite and its files (faulty_vfs.h): every call goes on to the real one, changes are counted, and
// what is not synced yet is remembered.
#include "tests/adapters/store/faulty_vfs.h"

#include <sqlite3.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <new>
#include <vector>

#include "engine/base/check.h"

namespace bihuan::store {

namespace {

/// A change of a file that a power cut may still undo. `size` ≥ 0: cut to it.
struct Pending {
  std::int64_t offset = 0;
  std::string bytes;
  std::int64_t size = -1;
};

struct Content {
  std::string synced;
  std::vector<Pending> pending;
};

struct Disk {
  sqlite3_vfs* real = nullptr;
  std::map<std::string, Content> files;
  int until = 0;  ///< changes to come before the fault
  DiskFault fault = DiskFault::None;
  bool failed = false, dead = false, lies = false;
  sqlite3_vfs vfs{};
};
Disk disk;

/// SQLite allots it together with the real file, which follows it.
struct File {
  sqlite3_file base;
  std::string* path;
};
sqlite3_file* real_of(sqlite3_file* file) {
  return reinterpret_cast<sqlite3_file*>(reinterpret_cast<File*>(file) + 1);
}
Content& content_of(sqlite3_file* file) {
  return disk.files[*reinterpret_cast<File*>(file)->path];
}

void put(std::string& content, const Pending& change) {
  if (change.size >= 0) return content.resize(static_cast<std::size_t>(change.size));
  const auto end = static_cast<std::size_t>(change.offset) + change.bytes.size();
  if (content.size() < end) content.resize(end);
  content.replace(static_cast<std::size_t>(change.offset), change.bytes.size(), change.bytes);
}

/// The fault of this change.
DiskFault meet() {
  if (disk.until <= 0 || --disk.until > 0) return DiskFault::None;
  disk.failed = true;
  if (disk.fault == DiskFault::LyingSync) disk.lies = true;
  if (disk.fault == DiskFault::ProcessDies || disk.fault == DiskFault::PowerCut || disk.fault == DiskFault::Scrambled)
    disk.dead = true;
  return disk.fault;
}

int write_real(sqlite3_file* file, const void* data, int size, sqlite3_int64 offset) {
  const int code = real_of(file)->pMethods->xWrite(real_of(file), data, size, offset);
  if (code == SQLITE_OK)
    content_of(file).pending.push_back({offset, std::string(static_cast<const char*>(data), size), -1});
  return code;
}

int write(sqlite3_file* file, const void* data, int size, sqlite3_int64 offset) {
  if (disk.dead) return SQLITE_IOERR_WRITE;
  switch (meet()) {
    case DiskFault::None:
    case DiskFault::LyingSync:
      return write_real(file, data, size, offset);
    case DiskFault::Error:
      return SQLITE_IOERR_WRITE;
    case DiskFault::Full:
      return SQLITE_FULL;
    case DiskFault::Short:
    case DiskFault::ProcessDies:
    case DiskFault::PowerCut:
    case DiskFault::Scrambled:
      write_real(file, data, size / 2, offset);
      return SQLITE_IOERR_WRITE;
  }
  return SQLITE_IOERR;
}

bool goes_wrong() {
  if (disk.dead) return true;
  const DiskFault fault = meet();
  return fault != DiskFault::None && fault != DiskFault::LyingSync;
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
  if (goes_wrong()) return SQLITE_IOERR_TRUNCATE;
  content_of(file).pending.push_back({0, "", size});
  return real_of(file)->pMethods->xTruncate(real_of(file), size);
}

int sync(sqlite3_file* file, int) {
  if (goes_wrong()) return SQLITE_IOERR_FSYNC;
  if (disk.lies) return SQLITE_OK;
  Content& content = content_of(file);
  for (const Pending& change : content.pending) put(content.synced, change);
  content.pending.clear();
  return SQLITE_OK;
}

int close(sqlite3_file* file) {
  const int code = real_of(file)->pMethods ? real_of(file)->pMethods->xClose(real_of(file)) : SQLITE_OK;
  delete reinterpret_cast<File*>(file)->path;
  return code;
}

// The rest goes on as it is.
int read(sqlite3_file* f, void* to, int size, sqlite3_int64 at) {
  return real_of(f)->pMethods->xRead(real_of(f), to, size, at);
}
int file_size(sqlite3_file* f, sqlite3_int64* size) {
  return real_of(f)->pMethods->xFileSize(real_of(f), size);
}
int lock(sqlite3_file* f, int level) {
  return real_of(f)->pMethods->xLock(real_of(f), level);
}
int unlock(sqlite3_file* f, int level) {
  return real_of(f)->pMethods->xUnlock(real_of(f), level);
}
int reserved(sqlite3_file* f, int* out) {
  return real_of(f)->pMethods->xCheckReservedLock(real_of(f), out);
}
int control(sqlite3_file* f, int what, void* argument) {
  return real_of(f)->pMethods->xFileControl(real_of(f), what, argument);
}
int sector(sqlite3_file* f) {
  return real_of(f)->pMethods->xSectorSize(real_of(f));
}
/// Nothing is promised: a write may be torn, and a power cut may lose any of those that were not synced.
int characteristics(sqlite3_file*) {
  return 0;
}
int shm_map(sqlite3_file* f, int page, int size, int extend, void volatile** out) {
  return real_of(f)->pMethods->xShmMap(real_of(f), page, size, extend, out);
}
int shm_lock(sqlite3_file* f, int offset, int n, int flags) {
  return real_of(f)->pMethods->xShmLock(real_of(f), offset, n, flags);
}
void shm_barrier(sqlite3_file* f) {
  real_of(f)->pMethods->xShmBarrier(real_of(f));
}
int shm_unmap(sqlite3_file* f, int remove) {
  return real_of(f)->pMethods->xShmUnmap(real_of(f), remove);
}

const sqlite3_io_methods methods{2,         close,    read,    write,  truncate,        sync,    file_size, lock,
                                 unlock,    reserved, control, sector, characteristics, shm_map, shm_lock,  shm_barrier,
                                 shm_unmap, nullptr,  nullptr};

std::string content_on_disk(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  const std::string path = name ? name : "";
  const bool makes = !path.empty() && !std::filesystem::exists(path);
  std::memset(static_cast<void*>(file), 0, sizeof(File));
  if (makes && goes_wrong()) return SQLITE_CANTOPEN;
  std::memset(static_cast<void*>(real_of(file)), 0, static_cast<std::size_t>(disk.real->szOsFile));
  if (const int code = disk.real->xOpen(disk.real, name, real_of(file), flags, out_flags); code != SQLITE_OK)
    return code;
  if (!disk.files.contains(path)) disk.files[path].synced = content_on_disk(path);
  reinterpret_cast<File*>(file)->path = new std::string(path);
  file->pMethods = &methods;
  return SQLITE_OK;
}

int remove(sqlite3_vfs*, const char* name, int sync_directory) {
  if (goes_wrong()) return SQLITE_IOERR_DELETE;
  disk.files.erase(name);
  return disk.real->xDelete(disk.real, name, sync_directory);
}

}  // namespace

FaultyDisk::FaultyDisk() {
  CHECK(disk.real == nullptr);
  sqlite3_config(SQLITE_CONFIG_MULTITHREAD);  // as the store does, which comes too late then
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  disk = {};
  disk.real = sqlite3_vfs_find(nullptr);
  disk.vfs = *disk.real;
  disk.vfs.szOsFile = static_cast<int>(sizeof(File)) + disk.real->szOsFile;
  disk.vfs.zName = "faulty";
  disk.vfs.xOpen = open;
  disk.vfs.xDelete = remove;
  CHECK(sqlite3_vfs_register(&disk.vfs, 1) == SQLITE_OK);
}

FaultyDisk::~FaultyDisk() {
  sqlite3_vfs_unregister(&disk.vfs);
  sqlite3_vfs_register(disk.real, 1);
  disk = {};
}

void FaultyDisk::fail_at(int nth, DiskFault fault) {
  disk.until = nth;
  disk.fault = fault;
  disk.failed = false;
}

bool FaultyDisk::failed() const {
  return disk.failed;
}

bool FaultyDisk::dead() const {
  return disk.dead;
}

void FaultyDisk::crash() {
  disk.dead = true;
}

void FaultyDisk::restart() {
  for (auto& [path, content] : disk.files) {
    std::string left = content.synced;
    const bool torn_stays = disk.fault != DiskFault::LyingSync && !content.pending.empty();
    if (disk.fault == DiskFault::ProcessDies) {
      for (const Pending& change : content.pending) put(left, change);
    } else if (disk.fault == DiskFault::Scrambled) {
      for (std::size_t i = 0; i < content.pending.size(); i += 2) put(left, content.pending[i]);
    } else if (torn_stays) {
      put(left, content.pending.back());
    }
    if (path.empty()) continue;
    std::ofstream(path, std::ios::binary | std::ios::trunc) << left;
    std::filesystem::remove(path + "-shm");
  }
  disk.files.clear();
  disk.dead = disk.lies = disk.failed = false;
  disk.until = 0;
  disk.fault = DiskFault::None;
}

}  // namespace bihuan::store
