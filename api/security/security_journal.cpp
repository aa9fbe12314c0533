#include "api/security/security_journal.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "adapters/codec/json.h"
#include "adapters/host/chain.h"
#include "api/security/secret.h"
#include "engine/base/check.h"

namespace bihuan::security {
namespace {

constexpr std::size_t most_waiting = 10'000, most_at_once = 200, longest_text = 2000;
constexpr std::chrono::seconds pause_when_unavailable{1};

using enum Noted;
constexpr std::array words = std::to_array<NotedWords>({
    {SignedIn, "signed-in", "登录", "signed in"},
    {SignInRefused, "sign-in-refused", "登录被拒", "sign-in refused"},
    {SignInLocked, "sign-in-locked", "登录被暂时锁定", "sign-in locked for a while"},
    {SignedOut, "signed-out", "退出登录", "signed out"},
    {PasswordChanged, "password-changed", "修改密码", "password changed"},
    {PasswordReset, "password-reset", "发放一次性密码", "one-time password given"},
    {AccountChanged, "account-changed", "修改登录账号", "account changed"},
    {AccountDisabled, "account-disabled", "停用账号", "account disabled"},
    {AccountEnabled, "account-enabled", "启用账号", "account enabled"},
    {SessionEnded, "session-ended", "结束会话", "session ended"},
    {TokenMade, "token-made", "创建令牌", "token made"},
    {TokenRevoked, "token-revoked", "吊销令牌", "token revoked"},
    {RolesGranted, "roles-granted", "授予角色", "roles granted"},
    {PermissionsChanged, "permissions-changed", "修改权限", "permissions changed"},
    {OrganisationChanged, "organisation-changed", "修改组织", "organisation changed"},
    {ProtectedRead, "protected-read", "查看受保护信息", "protected field read"},
    {Exported, "exported", "导出", "exported"},
    {JournalRead, "journal-read", "查看安全审计日志", "security journal read"},
    {ActedAs, "acted-as", "代他人操作", "acted for somebody"},
});

/// A text of the record, cut at a length that no reader misses; whole characters of UTF-8.
std::string cut(std::string text) {
  if (text.size() <= longest_text) return text;
  std::size_t end = longest_text;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  text.resize(end);
  return text + "…";
}

std::string text_in(const Value& value, const char* name) {
  if (!value.context()) return {};
  const auto found = std::ranges::find(*value.context(), name, [](const auto& entry) { return entry.first; });
  return found != value.context()->end() && found->second.string() ? *found->second.string() : std::string();
}

store::JournalRow row_of(NotedEntry entry, Instant now) {
  store::JournalRow row{.instance = store::security_journal, .at = now, .actor = cut(std::move(entry.actor))};
  // Unlike any other entry, also when two nodes note the same at the same moment.
  row.request_id = cut(std::move(entry.request_id)) + "/" + new_id();
  row.command = words_of(entry.kind).name;
  row.events = codec::to_json(Value(ContextEntries{{"subject", cut(std::move(entry.subject))},
                                                   {"detail", cut(std::move(entry.detail))},
                                                   {"address", cut(std::move(entry.address))}}));
  return row;
}

}  // namespace

std::span<const NotedWords> noted_words() {
  return words;
}

const NotedWords& words_of(Noted kind) {
  const auto found = std::ranges::find(words, kind, &NotedWords::kind);
  CHECK(found != words.end());
  return *found;
}

std::optional<NotedWords> words_named(std::string_view name) {
  const auto found = std::ranges::find(words, name, &NotedWords::name);
  return found == words.end() ? std::nullopt : std::optional(*found);
}

RecordedEntry recorded_entry(const store::JournalRow& row) {
  RecordedEntry entry{.seq = row.seq, .at = row.at, .actor = row.actor, .kind = row.command};
  const auto read = codec::parse_json(row.events);
  if (!read) return entry;
  entry.subject = text_in(*read, "subject");
  entry.detail = text_in(*read, "detail");
  entry.address = text_in(*read, "address");
  return entry;
}

SecurityJournal::SecurityJournal(store::Store& store, std::function<Instant()> clock)
    : store_(store), clock_(std::move(clock)), thread_([this] { run(); }) {}

SecurityJournal::~SecurityJournal() {
  stop();
}

std::future<void> SecurityJournal::push(NotedEntry entry, bool wanted) {
  Waiting waiting{row_of(std::move(entry), clock_()), nullptr};
  std::future<void> written;
  if (wanted) {
    waiting.written = std::make_shared<std::promise<void>>();
    written = waiting.written->get_future();
  }
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return stopping_ || queue_.size() < most_waiting; });
    if (stopping_) throw store::Unavailable("the security journal is closed");
    queue_.push_back(std::move(waiting));
  }
  changed_.notify_all();
  return written;
}

void SecurityJournal::note(NotedEntry entry) {
  push(std::move(entry), false);
}

void SecurityJournal::note_durably(NotedEntry entry) {
  push(std::move(entry), true).get();
}

void SecurityJournal::stop() {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return;
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void SecurityJournal::run() {
  for (;;) {
    std::vector<Waiting> batch;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
      while (!queue_.empty() && batch.size() < most_at_once) {
        batch.push_back(std::move(queue_.front()));
        queue_.pop_front();
      }
      if (batch.empty()) return;
    }
    changed_.notify_all();
    write(batch);
  }
}

/// Until it is durable. Whoever waits is told of the first failure; the entries stay.
void SecurityJournal::write(std::vector<Waiting>& batch) {
  for (;;) {
    try {
      while (!append(batch)) head_.reset();  // another node was faster
      for (const Waiting& waiting : batch) {
        if (waiting.written) waiting.written->set_value();
      }
      return;
    } catch (const store::Unavailable& unavailable) {
      head_.reset();
      for (Waiting& waiting : batch) {
        if (waiting.written) waiting.written->set_exception(std::current_exception());
        waiting.written.reset();
      }
    }
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, pause_when_unavailable, [&] { return stopping_; });
    if (!stopping_) continue;
    spdlog::error("security journal: {} entries could not be written before the end", batch.size());
    return;
  }
}

bool SecurityJournal::append(std::vector<Waiting>& batch) {
  if (!head_) head_ = store_.record_head();
  store::ChainHead head = *head_;
  std::vector<store::JournalRow> rows;
  for (Waiting& waiting : batch) {
    waiting.row.seq = ++head.seq;
    waiting.row.previous = head.hash;
    head.hash = waiting.row.hash = host::chain_hash(waiting.row);
    rows.push_back(waiting.row);
  }
  if (!store_.append_record(rows)) return false;
  head_ = head;
  return true;
}

}  // namespace bihuan::security
