// Decides how to reach PostgreSQL: one connection, opened by SOCI.
#pragma once

#include <memory>
#include <string>

#include "adapters/store/connection.h"

namespace bihuan::store {

/// `url`: "postgresql://user@host:port/db" or "host=… dbname=…". Throws DatabaseError.
std::unique_ptr<Connection> connect_postgresql(const std::string& url);

}  // namespace bihuan::store
