// Decides how to reach an SQLite file: opened by SOCI, one process at a time.
#pragma once

#include <memory>
#include <string>

#include "adapters/store/connection.h"

namespace bihuan::store {

enum class SqliteUse { Write, Read };

/// Durable: WAL, synchronous=FULL. Throws DatabaseError.
std::unique_ptr<Connection> connect_sqlite(const std::string& path, SqliteUse use);

}  // namespace bihuan::store
