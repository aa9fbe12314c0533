// Decides how long who guesses has to wait: nothing after the first failures, then twice as long with each, up to a
// quarter of an hour. It does not know what is guessed. In memory, by node: a restart forgives.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>

#include "engine/base/instant.h"

namespace bihuan::security {

class Throttle {
 public:
  /// Microseconds still to wait; 0 = try.
  std::int64_t wait_us(const std::string& who, Instant now) const;
  void failed(const std::string& who, Instant now);
  void succeeded(const std::string& who);

 private:
  static constexpr int free_failures = 3;
  static constexpr std::int64_t longest_us = 15 * 60 * us_per_second;
  static constexpr std::size_t most_names = 10'000;  ///< beyond it those who need not wait any more are forgotten

  struct Record {
    int failures = 0;
    Instant open_again;
  };
  void forget_old(Instant now);

  mutable std::mutex mutex_;
  std::map<std::string, Record> records_;
};

}  // namespace bihuan::security
