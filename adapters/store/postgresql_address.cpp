// Decides the defaults of a connection.
#include "adapters/store/postgresql_address.h"

#include <libpq-fe.h>

#include <map>

#include "adapters/store/connection.h"

namespace bihuan::store {

std::string connect_string(const std::string& url) {
  PQconninfoOption* options = PQconninfoParse(url.c_str(), nullptr);
  if (!options) throw DatabaseError(Trouble::Final, "this is no address of a PostgreSQL database");
  std::map<std::string, std::string> values = {{"application_name", "bihuan"}, {"connect_timeout", "3"},
                                               {"keepalives_idle", "10"},      {"keepalives_interval", "5"},
                                               {"keepalives_count", "3"},      {"tcp_user_timeout", "15000"}};
  for (const PQconninfoOption* option = options; option->keyword; ++option) {
    if (option->val) values[option->keyword] = option->val;
  }
  PQconninfoFree(options);
  std::string joined;
  for (const auto& [key, value] : values) {
    joined += (joined.empty() ? "" : " ") + key + "='";
    for (char c : value) joined += c == '\'' || c == '\\' ? std::string("\\") + c : std::string(1, c);
    joined += "'";
  }
  return joined;
}

}  // namespace bihuan::store
