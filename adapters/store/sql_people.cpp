// Decides how accounts, sessions, tokens and failed attempts are kept. An account is written as a whole, so its writer
// says which one it read; what happens to it all the time (signing in) is a statement of its own.
#include "adapters/store/sql_store.h"

namespace bihuan::store {

namespace {

const std::string insert_account = insert_text<AccountRow>("account");
const std::string update_account =
    "UPDATE account SET " + assignments<AccountRow>("n", {"part", "person", "signed_in", "revision"}) +
    ", revision = n.revision + 1{from(part i, " + row_names<AccountRow>().typed +
    ")} WHERE account.part = n.part AND account.person = n.person AND account.revision = n.revision";
const std::string select_account = "SELECT " + names_of<AccountRow>() + " FROM account WHERE part = $1";
constexpr const char* first_account = R"sql(SELECT person FROM account WHERE part = $1 LIMIT 1)sql";
constexpr const char* sign_in_text = R"sql(UPDATE account SET signed_in = $3 WHERE part = $1 AND person = $2)sql";

const std::string upsert_session = upsert_text<SessionRow>("session", {"part", "hash"});
const std::string select_session = "SELECT " + names_of<SessionRow>() + " FROM session WHERE part = $1";
constexpr const char* touch_session_text = R"sql(UPDATE session SET seen = $3 WHERE part = $1 AND hash = $2)sql";
constexpr const char* delete_session = R"sql(DELETE FROM session WHERE part = $1 AND hash = $2 RETURNING person)sql";
constexpr const char* delete_sessions = R"sql(DELETE FROM session WHERE part = $1 AND person = $2 AND hash <> $3)sql";
constexpr const char* delete_old_sessions = R"sql(
DELETE FROM session WHERE part = $1 AND (expires < $2 OR seen < $3))sql";

const std::string upsert_token = upsert_text<TokenRow>("access_token", {"part", "hash"});
const std::string select_token = "SELECT " + names_of<TokenRow>() + " FROM access_token WHERE part = $1";
constexpr const char* touch_token_text = R"sql(UPDATE access_token SET used = $3 WHERE part = $1 AND hash = $2)sql";
constexpr const char* delete_token = R"sql(
DELETE FROM access_token WHERE part = $1 AND hash = $2 RETURNING person)sql";

const std::string select_attempt = "SELECT " + names_of<AttemptRow>() + " FROM attempt WHERE part = $1 AND name = $2";
constexpr const char* count_attempt = R"sql(
INSERT INTO attempt (part, name, failures, last) VALUES ($1, $2, 1, $3)
ON CONFLICT (part, name) DO UPDATE
  SET failures = CASE WHEN attempt.last < $4 THEN 1 ELSE attempt.failures + 1 END, last = excluded.last
RETURNING name, failures, last)sql";
constexpr const char* delete_attempt = R"sql(DELETE FROM attempt WHERE part = $1 AND name = $2)sql";
constexpr const char* delete_old_attempts = R"sql(DELETE FROM attempt WHERE part = $1 AND last < $2)sql";

template <class Row>
std::optional<Row> first_in(const Rows& rows) {
  if (rows.empty()) return std::nullopt;
  return row_in<Row>(rows[0]);
}

template <class Row>
Step one_row(const std::string& text, std::int64_t part, const Row& row) {
  Step step(text);
  add_row(step, part, row);
  return step;
}

}  // namespace

bool SqlStore::save_account(const AccountRow& account) {
  AccountRow row = account;
  if (row.revision == 0) {
    row.revision = 1;
    return write_and_ring(Topic::People, {one_row(insert_account, own_part, row)}).has_value();
  }
  Step step = one_row(update_account, own_part, row);
  step.each_must_match = true;
  return write_and_ring(Topic::People, {step}).has_value();
}

std::optional<AccountRow> SqlStore::account_where(const std::string& column, const std::string& value) {
  Step step(select_account + " AND " + column + " = $2");
  return first_in<AccountRow>(read(step.number(own_part).text_value(value)));
}

std::optional<AccountRow> SqlStore::account(const std::string& person) {
  return account_where("person", person);
}

std::optional<AccountRow> SqlStore::account_with_login(const std::string& login) {
  return account_where("login <> '' AND login", login);
}

std::optional<AccountRow> SqlStore::account_with_subject(const std::string& subject) {
  return account_where("subject <> '' AND subject", subject);
}

std::vector<AccountRow> SqlStore::accounts() {
  return rows_in<AccountRow>(read(Step(select_account + " ORDER BY person").number(own_part)));
}

bool SqlStore::any_account() {
  return !read(Step(first_account).number(own_part)).empty();
}

void SqlStore::note_sign_in(const std::string& person, Instant at) {
  write({Step(sign_in_text).number(own_part).text_value(person).number(at.us)});
}

void SqlStore::save_session(const SessionRow& session) {
  write_and_ring(Topic::People, {one_row(upsert_session, own_part, session)});
}

std::optional<SessionRow> SqlStore::session(const std::string& hash) {
  return first_in<SessionRow>(read(Step(select_session + " AND hash = $2").number(own_part).text_value(hash)));
}

std::vector<SessionRow> SqlStore::sessions(const std::string& person) {
  Step step(select_session);
  step.number(own_part);
  if (!person.empty()) {
    step.text += " AND person = $2";
    step.text_value(person);
  }
  step.text += " ORDER BY created, hash";
  return rows_in<SessionRow>(read(step));
}

void SqlStore::touch_session(const std::string& hash, Instant seen) {
  write({Step(touch_session_text).number(own_part).text_value(hash).number(seen.us)});
}

bool SqlStore::end_session(const std::string& hash) {
  return !write_and_ring(Topic::People, {Step(delete_session).number(own_part).text_value(hash)})
              .value()
              .front()
              .empty();
}

void SqlStore::end_sessions(const std::string& person, const std::string& except_hash) {
  write_and_ring(Topic::People, {Step(delete_sessions).number(own_part).text_value(person).text_value(except_hash)});
}

void SqlStore::forget_sessions(Instant expired_before, Instant seen_before) {
  write({Step(delete_old_sessions).number(own_part).number(expired_before.us).number(seen_before.us)});
}

void SqlStore::save_token(const TokenRow& token) {
  write_and_ring(Topic::People, {one_row(upsert_token, own_part, token)});
}

std::optional<TokenRow> SqlStore::token(const std::string& hash) {
  return first_in<TokenRow>(read(Step(select_token + " AND hash = $2").number(own_part).text_value(hash)));
}

std::vector<TokenRow> SqlStore::tokens(const std::string& person) {
  Step step(select_token);
  step.number(own_part);
  if (!person.empty()) {
    step.text += " AND person = $2";
    step.text_value(person);
  }
  step.text += " ORDER BY created, hash";
  return rows_in<TokenRow>(read(step));
}

void SqlStore::touch_token(const std::string& hash, Instant used) {
  write({Step(touch_token_text).number(own_part).text_value(hash).number(used.us)});
}

bool SqlStore::revoke_token(const std::string& hash) {
  return !write_and_ring(Topic::People, {Step(delete_token).number(own_part).text_value(hash)}).value().front().empty();
}

AttemptRow SqlStore::count_failure(const std::string& name, Instant now, Instant forget_before) {
  Step step(count_attempt);
  step.number(own_part).text_value(name).number(now.us).number(forget_before.us);
  return row_in<AttemptRow>(write_and_ring(Topic::People, {step}).value().at(0).at(0));
}

std::optional<AttemptRow> SqlStore::failures(const std::string& name) {
  return first_in<AttemptRow>(read(Step(select_attempt).number(own_part).text_value(name)));
}

void SqlStore::forget_failures(const std::string& name) {
  write_and_ring(Topic::People, {Step(delete_attempt).number(own_part).text_value(name)});
}

void SqlStore::forget_failures_before(Instant before) {
  write({Step(delete_old_attempts).number(own_part).number(before.us)});
}

}  // namespace bihuan::store
