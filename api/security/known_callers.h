// Decides for how long a node believes what it has read about who calls: a token, a session, an account's standing are
// asked of the store once a second at most, and anew at once when this node or the bell says that something of the kind
// was changed (docs/decisions/0007). It does not decide what they are worth (gate.h, sessions.h).
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "adapters/store/store.h"

namespace bihuan::security {

/// What of an account matters to every request.
struct Standing {
  bool administrator = false, one_time_password = false, disabled = false;
};

class KnownCallers {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr std::chrono::milliseconds longest_unseen{1000};
  static constexpr std::size_t most_entries = 5000;  ///< of each kind; beyond it all are read again

  explicit KnownCallers(store::Store& store, std::function<Clock::time_point()> clock = Clock::now)
      : store_(store), clock_(std::move(clock)) {}

  /// As store::Store. What is not there is asked for each time, so that nobody can fill the memory with guesses.
  std::optional<store::TokenRow> token(const std::string& hash);
  std::optional<store::SessionRow> session(const std::string& hash);
  /// Somebody without an account has nothing against them.
  Standing standing(const std::string& person);

  /// Notes in the store that it was used now.
  void touch_token(const std::string& hash, Instant now);
  void touch_session(const std::string& hash, Instant now);

  /// A token, a session, an account was changed or ended: whatever is asked from now on is read anew.
  void forget();

 private:
  template <class Row>
  struct Entry {
    Row row;
    Clock::time_point read_at;
  };
  template <class Row>
  using Entries = std::unordered_map<std::string, Entry<Row>>;

  template <class Row, class Read>
  std::optional<Row> known(Entries<Row>& entries, const std::string& key, Read read);

  store::Store& store_;
  std::function<Clock::time_point()> clock_;
  std::mutex mutex_;
  std::uint64_t forgotten_ = 0;  ///< what was read before it was last raised is not kept
  Entries<store::TokenRow> tokens_;
  Entries<store::SessionRow> sessions_;
  Entries<Standing> standings_;
};

}  // namespace bihuan::security
