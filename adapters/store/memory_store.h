// Decides how the store's contract looks without a database: maps under one mutex. For tests and dry runs; nothing
// survives the process. It is small and obvious on purpose, since the two databases are compared with it.
#pragma once

#include <map>
#include <mutex>
#include <set>
#include <tuple>

#include "adapters/store/batch_order.h"
#include "adapters/store/id_block.h"
#include "adapters/store/store.h"

namespace bihuan::store {

/// Holds the lock for one change, and rings once it has let go.
class Ringing {
 public:
  Ringing(std::mutex& mutex, Bell& bell, Topic topic) : lock_(mutex), bell_(bell), topics_(bit(topic)) {}
  ~Ringing() {
    lock_.unlock();
    bell_.ring(topics_);
  }
  Ringing(const Ringing&) = delete;
  Ringing& operator=(const Ringing&) = delete;

 private:
  std::unique_lock<std::mutex> lock_;
  Bell& bell_;
  Topics topics_;
};

class MemoryStore : public Store {
 public:
  explicit MemoryStore(ClockFunction clock) : clock_(std::move(clock)) {}

  std::string kind() const override { return "memory"; }
  Instant now() override { return clock_(); }
  Bell& bell() override { return bell_; }
  std::uint64_t lease_ids(std::uint64_t count) override;
  std::int64_t next_serial(const std::string& name) override;

  Conflicts commit(const Batch& batch) override;
  std::vector<LoadedInstance> load(const std::vector<InstanceId>& ids) override;
  std::optional<IdempotencyRow> answer(const std::string& key) override;
  void forget_answers(Instant before) override;

  std::vector<SubscriptionRow> message_subscriptions(const std::string& name, const std::string& key) override;
  std::vector<SubscriptionRow> signal_subscriptions(const std::string& name) override;
  std::vector<SubscriptionRow> subscriptions_of(InstanceId instance) override;
  std::vector<MessageRow> messages_waiting(const std::string& name, const std::string& key) override;
  void forget_messages(Instant now) override;

  std::vector<JobRow> lease_jobs(const LeaseRequest& request) override;
  bool extend_lease(InstanceId instance, WorkId work, const std::string& owner, std::int64_t lease_us) override;
  void release_lease(InstanceId instance, WorkId work, const std::string& owner) override;
  std::optional<JobRow> job(InstanceId instance, WorkId work) override;

  HeldShares hold_shares(const std::string& node, std::int64_t lease_us) override;
  void leave_shares(const std::string& node) override;
  DueJobs due_jobs(const DueRequest& request) override;
  void defer_job(InstanceId instance, WorkId work, std::int64_t by_us) override;
  MessageSweep wanted_messages(const MessagePlace& from, int limit) override;

  Deployment deploy(const Deployment& deployment) override;
  std::vector<DeploymentRow> deployments() override;
  std::vector<DefinitionRow> definitions() override;
  std::optional<FileRow> file(std::uint64_t deployment, const std::string& name) override;
  std::vector<FileRow> files(std::uint64_t deployment) override;
  void set_enabled(DefinitionId id, bool enabled) override;
  std::vector<StartRow> starts() override;
  bool advance_start(const StartRow& was, std::optional<Instant> next) override;

  Listed<TaskRow> tasks(const TaskQuery& query, const Page& page) override;
  std::optional<TaskRow> task(InstanceId instance, WorkId work) override;
  Listed<InstanceRow> instances(const InstanceQuery& query, const Page& page) override;
  Listed<JobRow> jobs(const JobQuery& query, const Page& page) override;
  Listed<IncidentRow> incidents(const IncidentQuery& query, const Page& page) override;
  std::vector<Statistic> open_tasks_by_element(const std::string& process) override;
  std::vector<TaskRow> open_tasks(const std::vector<InstanceId>& instances) override;
  Listed<ActRow> acts(const ActQuery& query, const Page& page) override;
  std::vector<HoldingRow> holding(const HoldingQuery& query) override;
  std::vector<ElementCount> element_counts(const std::string& process, int version, Instant now) override;
  InstanceCounts instance_counts(const std::string& process, int version) override;
  TaskCounts task_counts(const std::string& person, Instant now, Instant end_of_day) override;

  std::vector<JournalRow> journal(InstanceId instance, std::uint64_t from_seq, int limit) override;
  std::vector<InstanceId> instance_ids(InstanceId after, int limit) override;

  ChainHead record_head() override;
  bool append_record(const std::vector<JournalRow>& entries) override;
  Listed<JournalRow> records(const RecordQuery& query, const Page& page) override;
  bool save_organisation(const std::string& json, std::optional<std::int64_t> expected) override;
  std::optional<Revised> organisation() override;
  bool save_permissions(const std::string& json, std::optional<std::int64_t> expected) override;
  std::optional<Revised> permissions() override;
  Revisions revisions() override;
  bool save_account(const AccountRow& account) override;
  std::optional<AccountRow> account(const std::string& person) override;
  std::optional<AccountRow> account_with_login(const std::string& login) override;
  std::optional<AccountRow> account_with_subject(const std::string& subject) override;
  std::vector<AccountRow> accounts() override;
  bool any_account() override;
  void note_sign_in(const std::string& person, Instant at) override;
  void save_session(const SessionRow& session) override;
  std::optional<SessionRow> session(const std::string& hash) override;
  std::vector<SessionRow> sessions(const std::string& person) override;
  void touch_session(const std::string& hash, Instant seen) override;
  bool end_session(const std::string& hash) override;
  void end_sessions(const std::string& person, const std::string& except_hash) override;
  void forget_sessions(Instant expired_before, Instant seen_before) override;
  void save_token(const TokenRow& token) override;
  std::optional<TokenRow> token(const std::string& hash) override;
  std::vector<TokenRow> tokens(const std::string& person) override;
  void touch_token(const std::string& hash, Instant used) override;
  bool revoke_token(const std::string& hash) override;
  AttemptRow count_failure(const std::string& name, Instant now, Instant forget_before) override;
  std::optional<AttemptRow> failures(const std::string& name) override;
  void forget_failures(const std::string& name) override;
  void forget_failures_before(Instant before) override;
  void save_document(const DocumentRow& document) override;
  std::optional<DocumentRow> document(const std::string& person, const std::string& kind,
                                      const std::string& name) override;
  std::vector<DocumentRow> documents(const std::string& person, const std::string& kind) override;
  bool remove_document(const std::string& person, const std::string& kind, const std::string& name) override;
  void save_attachment(const AttachmentRow& attachment, const std::string& bytes) override;
  std::optional<AttachmentRow> attachment(const std::string& id) override;
  std::optional<std::string> attachment_bytes(const std::string& id) override;
  std::vector<AttachmentRow> attachments(InstanceId instance) override;
  Listed<NotificationRow> notifications(const std::string& to, const Page& page) override;
  bool mark_read(const std::string& to, const std::string& id) override;
  void mark_all_read(const std::string& to) override;

  bool healthy() override { return true; }
  void keep_statistics() override {}

 private:
  bool overtaken(const InstanceRow& row) const;
  Conflicts conflicts(const Batch& batch) const;
  void write_instances(const Batch& batch);
  void write_work(const Batch& batch);
  bool leased(const JobRow& job, Instant now) const;
  bool takes_leases(const JobRow& job) const;
  bool is_wanted(const MessageRow& message) const;
  bool matches(const TaskRow& row, const TaskQuery& query) const;
  bool matches(const InstanceRow& row, const InstanceQuery& query) const;
  bool has_open_incident(InstanceId id) const;
  std::set<InstanceId> roots_of(const std::string& person) const;
  bool sees(const Sight& sight, const std::set<InstanceId>& roots, InstanceId instance) const;
  bool of_unit(InstanceId instance, const std::string& unit) const;
  int latest_version(const std::string& kind, const std::string& key) const;
  void replace_starts(const Deployment& stored);

  Bell bell_;
  std::mutex mutex_;
  ClockFunction clock_;
  std::uint64_t next_block_ = 1;
  std::map<std::string, std::int64_t> serials_;
  std::map<InstanceId, InstanceRow> instances_;
  std::map<std::pair<InstanceId, ScopeId>, std::string> scopes_;
  std::map<std::pair<InstanceId, std::uint64_t>, JournalRow> journal_;
  std::map<WorkKey, TaskRow> tasks_;
  std::map<WorkKey, JobRow> jobs_;
  std::map<std::string, Instant> nodes_;  ///< until when each lives
  ShareOwners share_owners_;
  std::map<WorkKey, SubscriptionRow> subscriptions_;
  std::map<std::pair<InstanceId, IncidentId>, IncidentRow> incidents_;
  std::map<std::string, MessageRow> messages_;
  std::map<std::string, IdempotencyRow> answers_;
  std::map<std::string, NotificationRow> notifications_;
  std::map<std::uint64_t, DeploymentRow> deployments_;
  std::map<std::pair<std::uint64_t, std::string>, FileRow> files_;
  std::map<DefinitionId, DefinitionRow> definitions_;
  std::map<std::pair<DefinitionId, std::string>, StartRow> starts_;
  ChainHead record_head_;
  Revised organisation_, permissions_;
  std::map<std::string, SessionRow> sessions_;
  std::map<std::string, AttemptRow> attempts_;
  std::map<std::tuple<std::string, std::string, std::string>, DocumentRow> documents_;
  std::map<std::string, TokenRow> tokens_;
  std::map<std::string, AccountRow> accounts_;
  std::map<std::string, std::pair<AttachmentRow, std::string>> attachments_;
};

}  // namespace bihuan::store
