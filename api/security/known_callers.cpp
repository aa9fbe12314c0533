#include "api/security/known_callers.h"

#include "api/security/sign_in.h"

namespace bihuan::security {

template <class Row, class Read>
std::optional<Row> KnownCallers::known(Entries<Row>& entries, const std::string& key, Read read) {
  const Clock::time_point now = clock_();
  std::uint64_t forgotten = 0;
  {
    const std::lock_guard lock(mutex_);
    const auto found = entries.find(key);
    if (found != entries.end() && now - found->second.read_at < longest_unseen) return found->second.row;
    forgotten = forgotten_;
  }
  std::optional<Row> row = read();
  const std::lock_guard lock(mutex_);
  if (!row) entries.erase(key);
  // A change between our reading and here has made the row an old one: this request may still have it, no later one.
  if (!row || forgotten != forgotten_) return row;
  if (entries.size() >= most_entries) entries.clear();
  entries.insert_or_assign(key, Entry<Row>{*row, now});
  return row;
}

std::optional<store::TokenRow> KnownCallers::token(const std::string& hash) {
  return known(tokens_, hash, [&] { return store_.token(hash); });
}

std::optional<store::SessionRow> KnownCallers::session(const std::string& hash) {
  return known(sessions_, hash, [&] { return store_.session(hash); });
}

Standing KnownCallers::standing(const std::string& person) {
  const auto found = known(standings_, person, [&]() -> std::optional<Standing> {
    const auto account = store_.account(person);
    if (!account) return Standing{};
    return Standing{has_role(*account, role_administrator), has_role(*account, role_one_time), account->disabled};
  });
  return *found;
}

void KnownCallers::touch_token(const std::string& hash, Instant now) {
  store_.touch_token(hash, now);
  const std::lock_guard lock(mutex_);
  if (const auto found = tokens_.find(hash); found != tokens_.end()) found->second.row.used = now;
}

void KnownCallers::touch_session(const std::string& hash, Instant now) {
  store_.touch_session(hash, now);
  const std::lock_guard lock(mutex_);
  if (const auto found = sessions_.find(hash); found != sessions_.end()) found->second.row.seen = now;
}

void KnownCallers::forget() {
  const std::lock_guard lock(mutex_);
  ++forgotten_;
  tokens_.clear();
  sessions_.clear();
  standings_.clear();
}

}  // namespace bihuan::security
