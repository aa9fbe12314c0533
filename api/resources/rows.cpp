#include "api/resources/rows.h"

#include "adapters/codec/ids.h"
#include "adapters/codec/words.h"
#include "api/json_writer.h"

namespace bihuan::resources {

using api::JsonObject;

std::string_view name_of(state::Status status) {
  return codec::Words<state::Status>::all[static_cast<std::size_t>(status)];
}

std::string_view name_of(store::TaskStatus status) {
  switch (status) {
    case store::TaskStatus::Open:
      return "open";
    case store::TaskStatus::Completed:
      return "completed";
    case store::TaskStatus::Cancelled:
      return "cancelled";
  }
  return "";
}

std::string task_json(const store::TaskRow& row) {
  JsonObject out;
  out.text("id", codec::text(row.instance, row.work)).text("instance", codec::text(row.instance));
  out.text("process", row.process).text("definition", codec::text(row.definition)).text("element", row.element);
  out.text("name", row.name).text("businessKey", row.business_key).text("title", row.title);
  out.text("status", name_of(row.status)).text_if("assignee", row.assignee);
  out.raw("candidates", api::json_texts(row.candidates)).text_if("form", row.form);
  out.moment_if("due", row.due).number("priority", row.priority).moment("created", row.created);
  out.moment_if("ended", row.ended).text_if("endedBy", row.ended_by);
  return out.text_if("outcome", row.outcome).text_if("opinion", row.opinion).done();
}

std::string instance_json(const store::InstanceRow& row) {
  JsonObject out;
  out.text("id", codec::text(row.id)).text("process", row.process).number("version", row.version);
  out.text("definition", codec::text(row.definition)).text("status", name_of(row.status));
  out.text("businessKey", row.business_key).text("title", row.title).text("initiator", row.initiator);
  out.text("root", codec::text(row.root));
  if (row.caller) {
    out.text("callerInstance", codec::text(row.caller->instance));
    out.text("callerWork", codec::text(row.caller->instance, row.caller->work));
  }
  out.moment("started", row.started).moment_if("ended", row.ended);
  return out.number("revision", row.revision).done();
}

std::string job_json(const store::JobRow& row) {
  JsonObject out;
  out.text("id", codec::text(row.instance, row.work)).text("instance", codec::text(row.instance));
  out.text("kind", row.kind == store::JobKind::Timer ? "timer" : "external");
  out.text("process", row.process).text("element", row.element).text("businessKey", row.business_key);
  out.text_if("topic", row.topic).moment("due", row.due).number("retries", row.retries);
  out.number("priority", row.priority).flag("suspended", row.suspended).text_if("lastError", row.last_error);
  return out.text_if("lockOwner", row.lock_owner).moment_if("lockedUntil", row.lock_until).done();
}

std::string incident_json(const store::IncidentRow& row) {
  JsonObject out;
  out.text("id", codec::text(row.instance, row.incident)).text("instance", codec::text(row.instance));
  if (row.work) out.text("job", codec::text(row.instance, row.work));
  out.text("process", row.process).text("element", row.element).text("businessKey", row.business_key);
  out.text("code", row.code).text("message", row.message_zh).text("messageEn", row.message_en);
  out.moment("since", row.since).moment_if("resolved", row.resolved);
  return out.text_if("resolvedBy", row.resolved_by).done();
}

std::string definition_json(const store::DefinitionRow& row) {
  JsonObject out;
  out.text("id", codec::text(row.id)).text("kind", row.kind).text("key", row.key).number("version", row.version);
  out.text("name", row.name).text_if("versionTag", row.version_tag);
  out.text("deployment", std::to_string(row.deployment)).text("file", row.file);
  return out.flag("enabled", row.enabled).done();
}

std::string attachment_json(const store::AttachmentRow& row) {
  JsonObject out;
  out.text("id", row.id).text("fileName", row.file_name).text("contentType", row.content_type);
  out.number("size", row.size).text("sha256", row.sha256).text("by", row.by);
  if (row.instance) out.text("instance", codec::text(row.instance));
  return out.moment("created", row.created).done();
}

}  // namespace bihuan::resources
