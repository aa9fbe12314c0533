// Decides how the chain of what concerns security grows, and how documents that are replaced as a whole are kept: both
// by one writer at a time, the slower one being told.
#include "adapters/store/list_text.h"
#include "adapters/store/sql_store.h"
#include "engine/base/check.h"

namespace bihuan::store {

namespace {

const std::string insert_entry = insert_text<JournalRow>("journal");
constexpr const char* first_head = R"sql(
INSERT INTO journal_head (part, instance, seq, hash)
SELECT n.part, n.instance, n.seq, n.hash{from(part i, instance i, seq i, hash b, before i)} WHERE true)sql";
constexpr const char* next_head = R"sql(
UPDATE journal_head SET seq = n.seq, hash = n.hash{from(part i, instance i, seq i, hash b, before i)}
WHERE journal_head.part = n.part AND journal_head.instance = n.instance AND journal_head.seq = n.before)sql";
constexpr const char* select_head = R"sql(SELECT seq, hash FROM journal_head WHERE part = $1 AND instance = 0)sql";
const std::string records_from = "SELECT " + names_of<JournalRow>() + " FROM journal WHERE instance = 0 AND part = ";

constexpr const char* revisions_text = R"sql(
SELECT (SELECT coalesce(max(revision), 0) FROM organisation WHERE part = $1 AND id = 1),
       (SELECT coalesce(max(revision), 0) FROM permissions WHERE part = $1 AND id = 1))sql";

std::string insert_revised(const std::string& table) {
  return "INSERT INTO " + table +
         " (part, id, content, revision) SELECT n.part, n.id, n.content, 1{from(part i, id i, content b)} WHERE true";
}

std::string replace_revised(const std::string& table) {
  return insert_revised(table) +
         " ON CONFLICT (part, id) DO UPDATE SET content = excluded.content, revision = " + table + ".revision + 1";
}

std::string update_revised(const std::string& table) {
  return "UPDATE " + table +
         " SET content = n.content, revision = revision + 1{from(part i, id i, content b, expected i)} WHERE " + table +
         ".part = n.part AND " + table + ".id = n.id AND " + table + ".revision = n.expected";
}

Step head_step(const JournalRow& last, std::uint64_t before, std::int64_t part) {
  Step step(before == 0 ? first_head : next_head);
  step.each_must_match = before != 0;
  RowBuilder builder(step);
  builder("part", part);
  builder("instance", last.instance);
  builder("seq", last.seq);
  builder("hash", last.hash);
  builder("before", before);
  return step;
}

}  // namespace

ChainHead SqlStore::record_head() {
  ChainHead head;
  for (const auto& cells : read(Step(select_head).number(own_part))) {
    take(head.seq, cells[0]);
    take(head.hash, cells[1]);
  }
  return head;
}

bool SqlStore::append_record(const std::vector<JournalRow>& entries) {
  CHECK(!entries.empty() && entries.front().instance == security_journal && entries.front().seq > 0);
  Step rows(insert_entry);
  for (const JournalRow& row : entries) add_row(rows, own_part, row);
  if (write({head_step(entries.back(), entries.front().seq - 1, own_part), rows})) return true;
  // Refused; or written by an attempt whose acknowledgement was lost.
  const std::vector<JournalRow> stored = journal(security_journal, entries.back().seq, 1);
  return !stored.empty() && stored.front().seq == entries.back().seq && stored.front().hash == entries.back().hash;
}

Listed<JournalRow> SqlStore::records(const RecordQuery& query, const Page& page) {
  ListText text(records_from, own_part);
  text.where_if("actor = ?", query.actor).where_bytes_if("command = ?", query.kind);
  if (query.from) text.where("at >= ?", query.from->us);
  if (query.to) text.where("at < ?", query.to->us);
  const auto step = text.latest("seq", page);
  return step ? listed<JournalRow>(*step, page) : Listed<JournalRow>{};
}

std::optional<Revised> SqlStore::revised(const std::string& table) {
  const Rows rows =
      read(Step("SELECT content, revision FROM " + table + " WHERE part = $1 AND id = 1").number(own_part));
  if (rows.empty()) return std::nullopt;
  return Revised{characters_in(rows[0][0]), number_in(rows[0][1])};
}

bool SqlStore::save_revised(const std::string& table, const std::string& json, std::optional<std::int64_t> expected) {
  Step step(!expected ? replace_revised(table) : *expected == 0 ? insert_revised(table) : update_revised(table));
  RowBuilder builder(step);
  builder("part", own_part);
  builder("id", std::int64_t{1});
  builder("content", AsBytes{json});
  if (expected && *expected != 0) {
    builder("expected", *expected);
    step.each_must_match = true;
  }
  if (write_and_ring(Topic::People, {step})) return true;
  // Refused; or written by an attempt whose acknowledgement was lost.
  return revised(table) == Revised{json, expected.value_or(0) + 1};
}

bool SqlStore::save_organisation(const std::string& json, std::optional<std::int64_t> expected) {
  return save_revised("organisation", json, expected);
}

std::optional<Revised> SqlStore::organisation() {
  return revised("organisation");
}

bool SqlStore::save_permissions(const std::string& json, std::optional<std::int64_t> expected) {
  return save_revised("permissions", json, expected);
}

std::optional<Revised> SqlStore::permissions() {
  return revised("permissions");
}

Revisions SqlStore::revisions() {
  const Rows rows = read(Step(revisions_text).number(own_part));
  return {number_in(rows.at(0).at(0)), number_in(rows.at(0).at(1))};
}

}  // namespace bihuan::store
