// Decides what the store asks of one connection to a database: steps in one snapshot, steps in one transaction. What a
// statement means is not known here; when to try again is the store's business (sql_store.h).
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "adapters/store/sql_value.h"

namespace bihuan::store {

enum class Trouble : std::uint8_t {
  Again,  ///< nothing was done; the same may work in a moment
  Lost,   ///< the connection is gone; a transaction under way may have become durable
  Final,  ///< trying again will not help
};

/// The text holds a code, never data or SQL.
struct DatabaseError : std::runtime_error {
  DatabaseError(Trouble trouble, const std::string& code) : std::runtime_error(code), trouble(trouble) {}
  Trouble trouble;
};

class Connection {
 public:
  virtual ~Connection() = default;
  /// Reads everything from one snapshot. Throws DatabaseError.
  virtual std::vector<Rows> read(std::span<const Step> steps) = 0;
  /// One transaction, durable on return. Nothing when a unique key or `each_must_match` refused it: then nothing is
  /// written. Throws DatabaseError.
  virtual std::optional<std::vector<Rows>> write(std::span<const Step> steps) = 0;
  /// Runs statements of a migration as they stand, inside the transaction that the caller has opened.
  virtual void script(const std::string& text) = 0;
};

}  // namespace bihuan::store
