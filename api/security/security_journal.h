// Decides how what concerns security is recorded: signing in, what was refused, what was shown, exported, granted. The
// entries are one chain of hashes in the journal (adapters/host/chain.h), written by one thread in the order in which
// they were noted. It does not decide who may read them (action.h), nor what is worth noting; whoever does it notes it.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "adapters/store/store.h"

namespace bihuan::security {

enum class Noted : std::uint8_t {
  SignedIn,
  SignInRefused,
  SignInLocked,
  SignedOut,
  PasswordChanged,
  PasswordReset,
  AccountChanged,
  AccountDisabled,
  AccountEnabled,
  SessionEnded,
  TokenMade,
  TokenRevoked,
  RolesGranted,
  PermissionsChanged,
  OrganisationChanged,
  ProtectedRead,
  Exported,
  JournalRead,
  ActedAs,
};

struct NotedWords {
  Noted kind;
  std::string_view name;  ///< Stored. Never change or reuse.
  std::string_view zh, en;
};
/// Every kind, in the order of the enumeration.
std::span<const NotedWords> noted_words();
const NotedWords& words_of(Noted kind);
std::optional<NotedWords> words_named(std::string_view name);

/// One entry as it is noted.
struct NotedEntry {
  Noted kind = Noted::SignedIn;
  std::string actor;    ///< as the journal names them; empty = nobody who is known
  std::string subject;  ///< what it is about: a person, a role, an instance, a session
  std::string detail;   ///< words for the reader; never a secret
  std::string address;  ///< where the request came from
  std::string request_id;
};

/// The same as it was stored.
struct RecordedEntry {
  std::uint64_t seq = 0;
  Instant at;
  std::string actor, kind, subject, detail, address;
};
RecordedEntry recorded_entry(const store::JournalRow& row);

class SecurityJournal {
 public:
  SecurityJournal(store::Store& store, std::function<Instant()> clock);
  ~SecurityJournal();
  SecurityJournal(const SecurityJournal&) = delete;
  SecurityJournal& operator=(const SecurityJournal&) = delete;

  /// Queues an entry; it is durable soon after. With too many waiting it waits for its turn, so nothing is lost.
  void note(NotedEntry entry);
  /// Returns when the entry is durable. Throws store::Unavailable; the entry is then written when the store is back.
  void note_durably(NotedEntry entry);
  /// Writes what waits and ends the thread. What the store does not take is told to the log.
  void stop();

 private:
  struct Waiting {
    store::JournalRow row;
    std::shared_ptr<std::promise<void>> written;  ///< none: nobody waits
  };

  std::future<void> push(NotedEntry entry, bool wanted);
  void run();
  void write(std::vector<Waiting>& batch);
  bool append(std::vector<Waiting>& batch);

  store::Store& store_;
  std::function<Instant()> clock_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Waiting> queue_;
  bool stopping_ = false;
  std::optional<store::ChainHead> head_;
  std::thread thread_;
};

}  // namespace bihuan::security
