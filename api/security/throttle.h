// Decides how long who guesses has to wait: nothing after the first failures, then twice as long with each, up to a
// quarter of an hour; after a day without a failure all is forgotten. Counted in the store, so that nodes tell one
// another and a restart forgives nothing. It does not know what is guessed.
#pragma once

#include <cstdint>
#include <string>

#include "adapters/store/store.h"
#include "engine/base/instant.h"

namespace bihuan::security {

/// Microseconds to wait after so many failures of which `free` cost nothing.
std::int64_t delay_us(std::int64_t failures, std::int64_t free);

/// Who tries: a name to sign in with, from an address. Behind one address there may be many people.
struct Attempt {
  std::string name, address;
};

class Throttle {
 public:
  explicit Throttle(store::Store& store) : store_(store) {}
  /// Microseconds still to wait; 0 = try.
  std::int64_t wait_us(const Attempt& attempt, Instant now) const;
  /// true: from now on this name has to wait, which it had not before this failure.
  bool failed(const Attempt& attempt, Instant now);
  /// The name is free again; the address is not, or who knows one password could guess all others.
  void succeeded(const Attempt& attempt);
  /// Until when this name has to wait, if it has to.
  std::optional<Instant> locked_until(const std::string& name, Instant now) const;
  void forget_old(Instant now);

 private:
  store::Store& store_;
};

}  // namespace bihuan::security
