// Decides how nodes on one PostgreSQL wake each other: a connection and a thread of its own, LISTEN there, and a
// notification after what it is about is durable. Never inside a commit: notifying transactions commit one after the
// other. The thread begins with the first listener, so a program that only reads makes no connection for it.
#pragma once

#include <memory>
#include <string>

#include "adapters/store/bell.h"

namespace bihuan::store {

/// Rings for those who use the same schema of the same database. A connection that cannot be made or is lost is tried
/// again with back-off; once there is one again, everything is rung, since rings may have been missed meanwhile.
std::unique_ptr<Bell> postgresql_bell(const std::string& url);

}  // namespace bihuan::store
