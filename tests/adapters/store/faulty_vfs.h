// Decides how a disk fails under SQLite: a layer between SQLite and its files that lets the n-th change of any file go
// wrong, once or for good, and knows what a power cut would have left. It is the default of the whole process while it
// lives; nothing is ever forced to a real disk.
#pragma once

#include <string>

namespace bihuan::store {

/// What the change that is chosen meets. A change: a write, a truncation, a sync, a deletion, the making of a file.
enum class DiskFault {
  None,
  Error,        ///< nothing is done; the disk says so, and works again
  Full,         ///< a write finds no room; the next finds some
  Short,        ///< half of a write is done, then the disk says no, and works again
  ProcessDies,  ///< half of it is done, and nothing after it; what was written before stays
  PowerCut,     ///< the same, but only what was synced stays, and the half
  Scrambled,    ///< the same, but every second change that was not synced stays too
  LyingSync,    ///< this and all later syncs do nothing and say nothing; `crash` ends it
};

class FaultyDisk {
 public:
  FaultyDisk();
  ~FaultyDisk();
  FaultyDisk(const FaultyDisk&) = delete;
  FaultyDisk& operator=(const FaultyDisk&) = delete;

  /// The `nth` change from now on, from 1.
  void fail_at(int nth, DiskFault fault);
  /// Whether that change has come.
  bool failed() const;
  /// Whether nothing can be changed any more.
  bool dead() const;
  /// Nothing can be changed from now on, as after a power cut.
  void crash();
  /// What the next owner of the files finds: makes the files of a dead disk what the fault left of them, and the disk a
  /// sound one. Requires that nobody has them open.
  void restart();
};

}  // namespace bihuan::store
