// Decides how accounts, sessions, tokens, documents and attachments are kept in memory.
#include <algorithm>

#include "adapters/store/memory_store.h"

namespace bihuan::store {

using Guard = std::lock_guard<std::mutex>;

namespace {

template <class Map>
auto value_of(const Map& map, const typename Map::key_type& key) -> std::optional<typename Map::mapped_type> {
  const auto found = map.find(key);
  if (found == map.end()) return std::nullopt;
  return found->second;
}

/// By creation; of everybody when nobody is named.
template <class Map>
auto rows_of(const Map& map, const std::string& person) {
  std::vector<typename Map::mapped_type> rows;
  for (const auto& [key, row] : map) {
    if (person.empty() || row.person == person) rows.push_back(row);
  }
  std::ranges::stable_sort(rows, {}, [](const auto& row) { return row.created; });
  return rows;
}

template <class Map>
auto with_field(const Map& map, auto field, const std::string& value) -> std::optional<typename Map::mapped_type> {
  for (const auto& [key, row] : map) {
    if (!value.empty() && row.*field == value) return row;
  }
  return std::nullopt;
}

}  // namespace

bool MemoryStore::save_account(const AccountRow& account) {
  const Ringing guard(mutex_, bell_, Topic::People);
  const auto found = accounts_.find(account.person);
  const std::int64_t stored = found == accounts_.end() ? 0 : found->second.revision;
  if (stored != account.revision) return false;
  for (const auto& [person, row] : accounts_) {
    if (person == account.person) continue;
    if (!account.login.empty() && row.login == account.login) return false;
    if (!account.subject.empty() && row.subject == account.subject) return false;
  }
  AccountRow row = account;
  if (stored != 0) row.signed_in = found->second.signed_in;
  row.revision = stored + 1;
  accounts_[account.person] = row;
  return true;
}

std::optional<AccountRow> MemoryStore::account(const std::string& person) {
  const Guard guard(mutex_);
  return value_of(accounts_, person);
}

std::optional<AccountRow> MemoryStore::account_with_login(const std::string& login) {
  const Guard guard(mutex_);
  return with_field(accounts_, &AccountRow::login, login);
}

std::optional<AccountRow> MemoryStore::account_with_subject(const std::string& subject) {
  const Guard guard(mutex_);
  return with_field(accounts_, &AccountRow::subject, subject);
}

std::vector<AccountRow> MemoryStore::accounts() {
  const Guard guard(mutex_);
  std::vector<AccountRow> rows;
  for (const auto& [person, row] : accounts_) rows.push_back(row);
  return rows;
}

bool MemoryStore::any_account() {
  const Guard guard(mutex_);
  return !accounts_.empty();
}

void MemoryStore::note_sign_in(const std::string& person, Instant at) {
  const Guard guard(mutex_);
  if (const auto found = accounts_.find(person); found != accounts_.end()) found->second.signed_in = at;
}

void MemoryStore::save_session(const SessionRow& session) {
  const Ringing guard(mutex_, bell_, Topic::People);
  sessions_[session.hash] = session;
}

std::optional<SessionRow> MemoryStore::session(const std::string& hash) {
  const Guard guard(mutex_);
  return value_of(sessions_, hash);
}

std::vector<SessionRow> MemoryStore::sessions(const std::string& person) {
  const Guard guard(mutex_);
  return rows_of(sessions_, person);
}

void MemoryStore::touch_session(const std::string& hash, Instant seen) {
  const Guard guard(mutex_);
  if (const auto found = sessions_.find(hash); found != sessions_.end()) found->second.seen = seen;
}

bool MemoryStore::end_session(const std::string& hash) {
  const Ringing guard(mutex_, bell_, Topic::People);
  return sessions_.erase(hash) > 0;
}

void MemoryStore::end_sessions(const std::string& person, const std::string& except_hash) {
  const Ringing guard(mutex_, bell_, Topic::People);
  std::erase_if(sessions_,
                [&](const auto& entry) { return entry.second.person == person && entry.first != except_hash; });
}

void MemoryStore::forget_sessions(Instant expired_before, Instant seen_before) {
  const Guard guard(mutex_);
  std::erase_if(sessions_, [&](const auto& entry) {
    return entry.second.expires < expired_before || entry.second.seen < seen_before;
  });
}

void MemoryStore::save_token(const TokenRow& token) {
  const Ringing guard(mutex_, bell_, Topic::People);
  tokens_[token.hash] = token;
}

std::optional<TokenRow> MemoryStore::token(const std::string& hash) {
  const Guard guard(mutex_);
  return value_of(tokens_, hash);
}

std::vector<TokenRow> MemoryStore::tokens(const std::string& person) {
  const Guard guard(mutex_);
  return rows_of(tokens_, person);
}

void MemoryStore::touch_token(const std::string& hash, Instant used) {
  const Guard guard(mutex_);
  if (const auto found = tokens_.find(hash); found != tokens_.end()) found->second.used = used;
}

bool MemoryStore::revoke_token(const std::string& hash) {
  const Ringing guard(mutex_, bell_, Topic::People);
  return tokens_.erase(hash) > 0;
}

AttemptRow MemoryStore::count_failure(const std::string& name, Instant now, Instant forget_before) {
  const Ringing guard(mutex_, bell_, Topic::People);
  AttemptRow& row = attempts_[name];
  row.name = name;
  row.failures = row.last < forget_before ? 1 : row.failures + 1;
  row.last = now;
  return row;
}

std::optional<AttemptRow> MemoryStore::failures(const std::string& name) {
  const Guard guard(mutex_);
  return value_of(attempts_, name);
}

void MemoryStore::forget_failures(const std::string& name) {
  const Ringing guard(mutex_, bell_, Topic::People);
  attempts_.erase(name);
}

void MemoryStore::forget_failures_before(Instant before) {
  const Guard guard(mutex_);
  std::erase_if(attempts_, [&](const auto& entry) { return entry.second.last < before; });
}

void MemoryStore::save_document(const DocumentRow& document) {
  const Guard guard(mutex_);
  documents_[{document.person, document.kind, document.name}] = document;
}

std::optional<DocumentRow> MemoryStore::document(const std::string& person, const std::string& kind,
                                                 const std::string& name) {
  const Guard guard(mutex_);
  return value_of(documents_, {person, kind, name});
}

std::vector<DocumentRow> MemoryStore::documents(const std::string& person, const std::string& kind) {
  const Guard guard(mutex_);
  std::vector<DocumentRow> rows;
  for (const auto& [key, row] : documents_) {
    if (row.person == person && row.kind == kind) rows.push_back(row);
  }
  return rows;
}

bool MemoryStore::remove_document(const std::string& person, const std::string& kind, const std::string& name) {
  const Guard guard(mutex_);
  return documents_.erase({person, kind, name}) > 0;
}

void MemoryStore::save_attachment(const AttachmentRow& attachment, const std::string& bytes) {
  const Guard guard(mutex_);
  attachments_[attachment.id] = {attachment, bytes};
}

std::optional<AttachmentRow> MemoryStore::attachment(const std::string& id) {
  const Guard guard(mutex_);
  const auto found = value_of(attachments_, id);
  if (!found) return std::nullopt;
  return found->first;
}

std::optional<std::string> MemoryStore::attachment_bytes(const std::string& id) {
  const Guard guard(mutex_);
  const auto found = value_of(attachments_, id);
  if (!found) return std::nullopt;
  return found->second;
}

std::vector<AttachmentRow> MemoryStore::attachments(InstanceId instance) {
  const Guard guard(mutex_);
  std::vector<AttachmentRow> rows;
  for (const auto& [id, kept] : attachments_) {
    if (instance && kept.first.instance == instance) rows.push_back(kept.first);
  }
  std::ranges::stable_sort(rows, {}, [](const AttachmentRow& row) { return row.created; });
  return rows;
}

bool MemoryStore::mark_read(const std::string& to, const std::string& id) {
  const Ringing guard(mutex_, bell_, Topic::Tasks);
  const auto found = notifications_.find(id);
  if (found == notifications_.end() || found->second.to != to) return false;
  found->second.read = true;
  return true;
}

void MemoryStore::mark_all_read(const std::string& to) {
  const Ringing guard(mutex_, bell_, Topic::Tasks);
  for (auto& [id, row] : notifications_) {
    if (row.to == to) row.read = true;
  }
}

}  // namespace bihuan::store
