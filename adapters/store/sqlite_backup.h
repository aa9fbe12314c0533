// Decides how an SQLite store is copied while a server works on it. It does not decide whether the copy is sound
// (host/audit.h), nor where copies are kept.
#pragma once

#include <expected>
#include <string>

#include "adapters/store/store.h"

namespace bihuan::store {

/// One moment of the store at `from` as a new file `to`, durable on return; a server may write meanwhile. Rejects: `to`
/// exists, or either cannot be read or written; then nothing is left at `to`.
std::expected<void, OpenFailure> copy_sqlite(const std::string& from, const std::string& to);

}  // namespace bihuan::store
