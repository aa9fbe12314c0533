// Decides how documents, attachments and notifications of people are kept.
#include "adapters/store/list_text.h"
#include "adapters/store/sql_store.h"

namespace bihuan::store {

namespace {

const std::string upsert_document = upsert_text<DocumentRow>("document", {"part", "person", "kind", "name"});
const std::string select_documents =
    "SELECT " + names_of<DocumentRow>() + " FROM document WHERE part = $1 AND person = $2 AND kind = $3";
constexpr const char* delete_document = R"sql(
DELETE FROM document WHERE part = $1 AND person = $2 AND kind = $3 AND name = $4 RETURNING name)sql";

const std::string upsert_attachment =
    "INSERT INTO attachment (part, " + names_of<AttachmentRow>() + ", bytes) SELECT part, " +
    names_of<AttachmentRow>() + ", bytes FROM {rows(part i, " + row_names<AttachmentRow>().typed +
    ", bytes b)} WHERE true ON CONFLICT (part, id) DO UPDATE SET " +
    assignments<AttachmentRow>("excluded", {"part", "id"}) + ", bytes = excluded.bytes";
const std::string select_attachment = "SELECT " + names_of<AttachmentRow>() + " FROM attachment WHERE part = $1 AND ";
constexpr const char* select_attachment_bytes = R"sql(SELECT bytes FROM attachment WHERE part = $1 AND id = $2)sql";

const std::string notifications_from = "SELECT " + names_of<NotificationRow>() + " FROM notification WHERE part = ";
constexpr const char* mark_text = R"sql(
UPDATE notification SET seen = 1 WHERE part = $1 AND receiver = $2 AND id = $3 RETURNING id)sql";
constexpr const char* mark_all_text = R"sql(
UPDATE notification SET seen = 1 WHERE part = $1 AND receiver = $2 AND seen = 0)sql";

Step document_step(const std::string& text, std::int64_t part, const std::string& person, const std::string& kind) {
  return Step(text).number(part).text_value(person).text_value(kind);
}

}  // namespace

void SqlStore::save_document(const DocumentRow& document) {
  Step step(upsert_document);
  add_row(step, own_part, document);
  write({step});
}

std::optional<DocumentRow> SqlStore::document(const std::string& person, const std::string& kind,
                                              const std::string& name) {
  Step step = document_step(select_documents + " AND name = $4", own_part, person, kind);
  const Rows rows = read(step.text_value(name));
  if (rows.empty()) return std::nullopt;
  return row_in<DocumentRow>(rows[0]);
}

std::vector<DocumentRow> SqlStore::documents(const std::string& person, const std::string& kind) {
  return rows_in<DocumentRow>(read(document_step(select_documents + " ORDER BY name", own_part, person, kind)));
}

bool SqlStore::remove_document(const std::string& person, const std::string& kind, const std::string& name) {
  Step step = document_step(delete_document, own_part, person, kind);
  return !write({step.text_value(name)}).value().front().empty();
}

void SqlStore::save_attachment(const AttachmentRow& attachment, const std::string& bytes) {
  Step step(upsert_attachment);
  RowBuilder builder(step);
  builder("part", own_part);
  columns(attachment, builder);
  builder("bytes", AsBytes{bytes});
  write({step});
}

std::optional<AttachmentRow> SqlStore::attachment(const std::string& id) {
  const Rows rows = read(Step(select_attachment + "id = $2").number(own_part).text_value(id));
  if (rows.empty()) return std::nullopt;
  return row_in<AttachmentRow>(rows[0]);
}

std::optional<std::string> SqlStore::attachment_bytes(const std::string& id) {
  const Rows rows = read(Step(select_attachment_bytes).number(own_part).text_value(id));
  if (rows.empty()) return std::nullopt;
  return characters_in(rows[0][0]);
}

std::vector<AttachmentRow> SqlStore::attachments(InstanceId instance) {
  return rows_in<AttachmentRow>(
      read(step_for(select_attachment + "instance <> 0 AND instance = $2 ORDER BY created, id", instance)));
}

Listed<NotificationRow> SqlStore::notifications(const std::string& to, const Page& page) {
  ListText text(notifications_from, own_part);
  text.where("receiver = ?", to);
  const auto step = text.page({"recent", "id"}, "it", page);
  return step ? listed<NotificationRow>(*step, page) : Listed<NotificationRow>{};
}

bool SqlStore::mark_read(const std::string& to, const std::string& id) {
  return !write_and_ring(Topic::Tasks, {Step(mark_text).number(own_part).text_value(to).text_value(id)})
              .value()
              .front()
              .empty();
}

void SqlStore::mark_all_read(const std::string& to) {
  write_and_ring(Topic::Tasks, {Step(mark_all_text).number(own_part).text_value(to)});
}

}  // namespace bihuan::store
