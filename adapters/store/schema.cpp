// Decides the tables. `part` leads every key and index (storage.md); instants are microseconds since 1970 in UTC; an
// enumeration is stored as its number; `tenant` is constant for now (docs/decisions/0002-one-tenant-per-store.md).
// `rank`, `recent` are the order of the lists: see list_order.h.
#include "adapters/store/schema.h"

namespace bihuan::store {

namespace {

constexpr const char* first = R"sql(
CREATE TABLE id_block (
  part {number} NOT NULL, tenant {number} NOT NULL DEFAULT 0, name {text} NOT NULL, last {number} NOT NULL,
  PRIMARY KEY (part, name)){clustered};

CREATE TABLE deployment (
  part {number} NOT NULL, tenant {number} NOT NULL DEFAULT 0, id {number} NOT NULL, name {text} NOT NULL,
  note {text} NOT NULL, author {text} NOT NULL, at {number} NOT NULL,
  PRIMARY KEY (part, id)){clustered};
CREATE TABLE deployment_file (
  part {number} NOT NULL, tenant {number} NOT NULL DEFAULT 0, deployment {number} NOT NULL, name {text} NOT NULL,
  kind {text} NOT NULL, bytes {bytes} NOT NULL,
  PRIMARY KEY (part, deployment, name));
CREATE TABLE definition (
  part {number} NOT NULL, tenant {number} NOT NULL DEFAULT 0, id {number} NOT NULL, kind {text} NOT NULL,
  key {text} NOT NULL, version {number} NOT NULL, name {text} NOT NULL, version_tag {text} NOT NULL,
  deployment {number} NOT NULL, file {text} NOT NULL, enabled {number} NOT NULL,
  PRIMARY KEY (part, id)){clustered};
CREATE UNIQUE INDEX definition_version ON definition (part, kind, key, version);
CREATE TABLE start_event (
  part {number} NOT NULL, tenant {number} NOT NULL DEFAULT 0, definition {number} NOT NULL, process {text} NOT NULL,
  element {text} NOT NULL, timer {number} NOT NULL, message {text} NOT NULL, due {number}, fired {number} NOT NULL,
  PRIMARY KEY (part, definition, element)){clustered};
CREATE INDEX start_event_process ON start_event (part, process);

CREATE TABLE instance (
  part {number} NOT NULL, tenant {number} NOT NULL DEFAULT 0, id {number} NOT NULL, definition {number} NOT NULL,
  process {text} NOT NULL, version {number} NOT NULL, status {number} NOT NULL, business_key {text} NOT NULL,
  title {text} NOT NULL, initiator {text} NOT NULL, caller {number} NOT NULL, caller_work {number} NOT NULL,
  root {number} NOT NULL, started {number} NOT NULL, ended {number}, revision {number} NOT NULL,
  head_seq {number} NOT NULL, head {bytes} NOT NULL, header {bytes} NOT NULL, recent {number} NOT NULL,
  PRIMARY KEY (part, id));
CREATE INDEX instance_recent ON instance (part, recent, id);
CREATE INDEX instance_process ON instance (part, process, status, recent, id);
CREATE INDEX instance_business_key ON instance (part, business_key) WHERE business_key <> '';
CREATE INDEX instance_initiator ON instance (part, initiator, recent, id) WHERE initiator <> '';
CREATE INDEX instance_root ON instance (part, root) WHERE root <> id;
CREATE INDEX instance_caller ON instance (part, caller) WHERE caller <> 0;

CREATE TABLE scope (
  part {number} NOT NULL, tenant {number} NOT NULL DEFAULT 0, instance {number} NOT NULL, id {number} NOT NULL,
  bytes {bytes} NOT NULL,
  PRIMARY KEY (part, instance, id));

CREATE TABLE journal (
  part {number} NOT NULL, tenant {number} NOT NULL DEFAULT 0, instance {number} NOT NULL, seq {number} NOT NULL,
  at {number} NOT NULL, actor {text} NOT NULL, request_id {text} NOT NULL, reason {text} NOT NULL,
  command {bytes} NOT NULL, events {bytes} NOT NULL, previous {bytes} NOT NULL, hash {bytes} NOT NULL,
  PRIMARY KEY (part, instance, seq));

CREATE TABLE task (
  part {number} NOT NULL, tenant {number} NOT NULL DEFAULT 0, instance {number} NOT NULL, work {number} NOT NULL,
  definition {number} NOT NULL, process {text} NOT NULL, element {text} NOT NULL, name {text} NOT NULL,
  business_key {text} NOT NULL, title {text} NOT NULL, assignee {text} NOT NULL, candidates {text} NOT NULL,
  form {text} NOT NULL, due {number}, priority {number} NOT NULL, created {number} NOT NULL, status {number} NOT NULL,
  ended {number}, ended_by {text} NOT NULL, outcome {text} NOT NULL, opinion {text} NOT NULL, rank {number} NOT NULL,
  PRIMARY KEY (part, instance, work));
CREATE INDEX task_order ON task (part, status, rank, created, instance, work);
CREATE INDEX task_assignee ON task (part, assignee, status, rank, created, instance, work) WHERE assignee <> '';
CREATE INDEX task_ended_by ON task (part, ended_by, status, rank, created, instance, work) WHERE ended_by <> '';
CREATE INDEX task_element ON task (part, process, status, element);
CREATE INDEX task_business_key ON task (part, business_key) WHERE business_key <> '';
CREATE TABLE task_candidate (
  part {number} NOT NULL, tenant {number} NOT NULL DEFAULT 0, instance {number} NOT NULL, work {number} NOT NULL,
  person {text} NOT NULL, unclaimed {number} NOT NULL,
  PRIMARY KEY (part, instance, work, person)){clustered};
CREATE INDEX task_candidate_person ON task_candidate (part, person);

CREATE TABLE job (
  part {number} NOT NULL, tenant {number} NOT NULL DEFAULT 0, instance {number} NOT NULL, work {number} NOT NULL,
  kind {number} NOT NULL, process {text} NOT NULL, element {text} NOT NULL, business_key {text} NOT NULL,
  topic {text} NOT NULL, due {number} NOT NULL, retries {number} NOT NULL, priority {number} NOT NULL,
  suspended {number} NOT NULL, payload {text} NOT NULL, last_error {text} NOT NULL, lock_owner {text} NOT NULL,
  lock_until {number},
  PRIMARY KEY (part, instance, work));
CREATE INDEX job_due ON job (part, kind, due) WHERE suspended = 0;
CREATE INDEX job_topic ON job (part, topic, due) WHERE suspended = 0 AND topic <> '';
CREATE INDEX job_order ON job (part, due, instance, work);

CREATE TABLE subscription (
  part {number} NOT NULL, tenant {number} NOT NULL DEFAULT 0, instance {number} NOT NULL, work {number} NOT NULL,
  kind {number} NOT NULL, name {text} NOT NULL, key {text} NOT NULL, element {text} NOT NULL,
  business_key {text} NOT NULL,
  PRIMARY KEY (part, instance, work)){clustered};
CREATE INDEX subscription_key ON subscription (part, kind, name, key, business_key);

CREATE TABLE message (
  part {number} NOT NULL, tenant {number} NOT NULL DEFAULT 0, id {text} NOT NULL, name {text} NOT NULL,
  key {text} NOT NULL, variables {bytes} NOT NULL, created {number} NOT NULL, expires {number} NOT NULL,
  taken {number} NOT NULL,
  PRIMARY KEY (part, id));
CREATE INDEX message_waiting ON message (part, name, key, created) WHERE taken = 0;
CREATE INDEX message_oldest ON message (part, created, id) WHERE taken = 0;
CREATE INDEX message_expires ON message (part, expires);

CREATE TABLE incident (
  part {number} NOT NULL, tenant {number} NOT NULL DEFAULT 0, instance {number} NOT NULL, incident {number} NOT NULL,
  work {number} NOT NULL, process {text} NOT NULL, element {text} NOT NULL, business_key {text} NOT NULL,
  code {text} NOT NULL, message_zh {text} NOT NULL, message_en {text} NOT NULL, since {number} NOT NULL,
  resolved {number}, resolved_by {text} NOT NULL, recent {number} NOT NULL,
  PRIMARY KEY (part, instance, incident));
CREATE INDEX incident_open ON incident (part, recent, instance, incident) WHERE resolved IS NULL;
CREATE INDEX incident_recent ON incident (part, recent, instance, incident);

CREATE TABLE idempotency (
  part {number} NOT NULL, tenant {number} NOT NULL DEFAULT 0, key {text} NOT NULL, fingerprint {text} NOT NULL,
  status {number} NOT NULL, body {bytes} NOT NULL, created {number} NOT NULL,
  PRIMARY KEY (part, key));
CREATE INDEX idempotency_created ON idempotency (part, created);

CREATE TABLE notification (
  part {number} NOT NULL, tenant {number} NOT NULL DEFAULT 0, id {text} NOT NULL, receiver {text} NOT NULL,
  message {text} NOT NULL, instance {number} NOT NULL, created {number} NOT NULL, seen {number} NOT NULL,
  recent {number} NOT NULL,
  PRIMARY KEY (part, id));
CREATE INDEX notification_receiver ON notification (part, receiver, recent, id);

CREATE TABLE organisation (
  part {number} NOT NULL, tenant {number} NOT NULL DEFAULT 0, id {number} NOT NULL, content {bytes} NOT NULL,
  PRIMARY KEY (part, id));
CREATE TABLE access_token (
  part {number} NOT NULL, tenant {number} NOT NULL DEFAULT 0, hash {text} NOT NULL, person {text} NOT NULL,
  name {text} NOT NULL, scope {text} NOT NULL, created {number} NOT NULL, expires {number},
  PRIMARY KEY (part, hash)){clustered};
CREATE INDEX access_token_person ON access_token (part, person, created);
CREATE TABLE account (
  part {number} NOT NULL, tenant {number} NOT NULL DEFAULT 0, person {text} NOT NULL, password_hash {text} NOT NULL,
  roles {text} NOT NULL,
  PRIMARY KEY (part, person)){clustered};
CREATE TABLE attachment (
  part {number} NOT NULL, tenant {number} NOT NULL DEFAULT 0, id {text} NOT NULL, file_name {text} NOT NULL,
  content_type {text} NOT NULL, sha256 {text} NOT NULL, author {text} NOT NULL, size {number} NOT NULL,
  instance {number} NOT NULL, created {number} NOT NULL, bytes {bytes} NOT NULL,
  PRIMARY KEY (part, id));
)sql";

// The inbox of a person reads one index from the front instead of sorting all tasks that the person may see.
constexpr const char* inbox_in_order = R"sql(
ALTER TABLE task_candidate ADD COLUMN status {number} NOT NULL DEFAULT 0;
ALTER TABLE task_candidate ADD COLUMN rank {number} NOT NULL DEFAULT 0;
ALTER TABLE task_candidate ADD COLUMN created {number} NOT NULL DEFAULT 0;
UPDATE task_candidate SET status = t.status, rank = t.rank, created = t.created FROM task t
  WHERE t.part = task_candidate.part AND t.instance = task_candidate.instance AND t.work = task_candidate.work;
DROP INDEX task_candidate_person;
CREATE INDEX task_candidate_inbox ON task_candidate (part, person, status, rank, created, instance, work);
)sql";

// People at pages. Lists are cut to what somebody may see by the unit and the line of a case and by who took part
// under its root, so a root finds all of its instances, and a person all tasks that they ended. The security journal is
// instance 0 of the journal; its indexes hold those rows alone, so that the journal of cases pays nothing for them.
constexpr const char* people_at_pages = R"sql(
ALTER TABLE instance ADD COLUMN unit {text} NOT NULL DEFAULT '';
ALTER TABLE instance ADD COLUMN line {text} NOT NULL DEFAULT '';
CREATE INDEX instance_unit ON instance (part, unit, recent, id) WHERE unit <> '';
CREATE INDEX instance_line ON instance (part, line, recent, id) WHERE line <> '';
ALTER TABLE task ADD COLUMN claimed {number};

CREATE TABLE journal_head (
  part {number} NOT NULL, tenant {number} NOT NULL DEFAULT 0, instance {number} NOT NULL, seq {number} NOT NULL,
  hash {bytes} NOT NULL,
  PRIMARY KEY (part, instance));
CREATE INDEX journal_record_actor ON journal (part, actor, seq) WHERE instance = 0;
CREATE INDEX journal_record_kind ON journal (part, command, seq) WHERE instance = 0;
CREATE INDEX journal_record_at ON journal (part, at, seq) WHERE instance = 0;

ALTER TABLE organisation ADD COLUMN revision {number} NOT NULL DEFAULT 1;
CREATE TABLE permissions (
  part {number} NOT NULL, tenant {number} NOT NULL DEFAULT 0, id {number} NOT NULL, content {bytes} NOT NULL,
  revision {number} NOT NULL,
  PRIMARY KEY (part, id));

ALTER TABLE access_token ADD COLUMN id {text} NOT NULL DEFAULT '';
ALTER TABLE access_token ADD COLUMN used {number};
ALTER TABLE account ADD COLUMN login {text} NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN subject {text} NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN disabled {number} NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN changed {number};
ALTER TABLE account ADD COLUMN signed_in {number};
ALTER TABLE account ADD COLUMN revision {number} NOT NULL DEFAULT 1;
CREATE UNIQUE INDEX account_login ON account (part, login) WHERE login <> '';
CREATE UNIQUE INDEX account_subject ON account (part, subject) WHERE subject <> '';
CREATE TABLE session (
  part {number} NOT NULL, tenant {number} NOT NULL DEFAULT 0, hash {text} NOT NULL, id {text} NOT NULL,
  person {text} NOT NULL, created {number} NOT NULL, seen {number} NOT NULL, expires {number} NOT NULL,
  agent {text} NOT NULL, address {text} NOT NULL,
  PRIMARY KEY (part, hash)){clustered};
CREATE INDEX session_person ON session (part, person, created);
CREATE TABLE attempt (
  part {number} NOT NULL, tenant {number} NOT NULL DEFAULT 0, name {text} NOT NULL, failures {number} NOT NULL,
  last {number} NOT NULL,
  PRIMARY KEY (part, name)){clustered};
CREATE INDEX attempt_last ON attempt (part, last);

CREATE TABLE document (
  part {number} NOT NULL, tenant {number} NOT NULL DEFAULT 0, person {text} NOT NULL, kind {text} NOT NULL,
  name {text} NOT NULL, body {bytes} NOT NULL, updated {number} NOT NULL,
  PRIMARY KEY (part, person, kind, name));
CREATE INDEX attachment_instance ON attachment (part, instance, created) WHERE instance <> 0;
CREATE INDEX notification_unread ON notification (part, receiver) WHERE seen = 0;
)sql";

// Many nodes. The program's own work falls into 256 shares, which nodes lease; timers are found by share within the
// order of their moments, workers' jobs and lapsed leases each by an index of their own.
constexpr const char* many_nodes = R"sql(
CREATE TABLE node (
  part {number} NOT NULL, tenant {number} NOT NULL DEFAULT 0, name {text} NOT NULL, until {number} NOT NULL,
  PRIMARY KEY (part, name)){clustered};
CREATE TABLE lease (
  part {number} NOT NULL, tenant {number} NOT NULL DEFAULT 0, share {number} NOT NULL, owner {text} NOT NULL,
  PRIMARY KEY (part, share)){clustered};
WITH RECURSIVE shares(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM shares WHERE n < 255)
  INSERT INTO lease (part, share, owner) SELECT 0, n, '' FROM shares;

DROP INDEX job_due;
CREATE INDEX job_turn ON job (part, kind, due, (instance & 255), instance, work) WHERE suspended = 0;
DROP INDEX job_topic;
CREATE INDEX job_offer ON job (part, topic, due, instance, work) WHERE suspended = 0 AND kind = 1;
CREATE INDEX job_lapse ON job (part, lock_until, instance, work) WHERE kind = 1 AND lock_until IS NOT NULL;
)sql";

// Room on each page for a row's next version: then an update that changes no indexed column touches no index. Tables
// whose rows live shortly are cleaned before they have grown, not after a fifth of them has died.
constexpr const char* room_for_updates = R"sql(
ALTER TABLE instance SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE scope SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE task_candidate SET (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE job SET (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
ALTER TABLE subscription SET (autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE node SET (fillfactor = 50);
ALTER TABLE lease SET (fillfactor = 50);
)sql";

}  // namespace

const std::vector<Migration>& migrations() {
  static const std::vector<Migration> all = {
      {1, 1, first}, {2, 2, inbox_in_order}, {3, 3, people_at_pages}, {4, 3, many_nodes, room_for_updates}};
  return all;
}

}  // namespace bihuan::store
