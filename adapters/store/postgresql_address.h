// Decides how the address of a PostgreSQL database is handed to the driver, with defaults for what an operator would
// want and seldom writes. It opens no connection.
#pragma once

#include <string>

namespace bihuan::store {

/// The address (URL or "key=value …") as "key='value' …", which is all that SOCI 4.0.3 passes on whole. What the
/// operator wrote stays; added where nothing is said: a name, and bounds on how long a dead network is waited for.
/// Throws DatabaseError when it is no address.
std::string connect_string(const std::string& url);

}  // namespace bihuan::store
