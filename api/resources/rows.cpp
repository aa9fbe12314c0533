#include "api/resources/rows.h"

#include "adapters/codec/ids.h"
#include "adapters/codec/words.h"

namespace bihuan::resources {

using api::JsonObject;

namespace {

std::string people_json(const std::vector<std::string>& people, const Names& names) {
  std::vector<std::string> out;
  for (const std::string& one : people) out.push_back(names.person(one));
  return api::json_texts(out);
}

}  // namespace

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

void add_task(JsonObject& out, const store::TaskRow& row, const Names& names) {
  out.text("id", codec::text(row.instance, row.work)).text("instance", codec::text(row.instance));
  out.text("process", row.process).text("processName", names.process(row.process));
  out.text("definition", codec::text(row.definition)).text("element", row.element);
  out.text("elementName", names.element(row.definition, row.element));
  out.text("name", row.name).text("businessKey", row.business_key).text("title", row.title);
  out.text("status", name_of(row.status));
  if (!row.assignee.empty()) out.text("assignee", row.assignee).text("assigneeName", names.person(row.assignee));
  out.raw("candidates", api::json_texts(row.candidates)).raw("candidateNames", people_json(row.candidates, names));
  out.text_if("form", row.form).moment_if("due", row.due).number("priority", row.priority);
  out.moment("created", row.created).moment_if("claimed", row.claimed).moment_if("ended", row.ended);
  if (!row.ended_by.empty()) out.text("endedBy", row.ended_by).text("endedByName", names.actor(row.ended_by));
  out.text_if("outcome", row.outcome).text_if("opinion", row.opinion);
}

std::string task_json(const store::TaskRow& row, const Names& names) {
  JsonObject out;
  add_task(out, row, names);
  return out.done();
}

void add_instance(JsonObject& out, const store::InstanceRow& row, const Names& names) {
  out.text("id", codec::text(row.id)).text("process", row.process).text("processName", names.process(row.process));
  out.number("version", row.version);
  out.text("definition", codec::text(row.definition)).text("status", name_of(row.status));
  out.text("businessKey", row.business_key).text("title", row.title);
  out.text("initiator", row.initiator).text("initiatorName", row.initiator.empty() ? "" : names.person(row.initiator));
  if (!row.unit.empty()) out.text("unit", row.unit).text("unitName", names.unit(row.unit));
  out.text("root", codec::text(row.root));
  if (row.caller) {
    out.text("callerInstance", codec::text(row.caller->instance));
    out.text("callerWork", codec::text(row.caller->instance, row.caller->work));
  }
  out.moment("started", row.started).moment_if("ended", row.ended).number("revision", row.revision);
}

std::string instance_json(const store::InstanceRow& row, const Names& names) {
  JsonObject out;
  add_instance(out, row, names);
  return out.done();
}

std::string job_json(const store::JobRow& row, const Names& names) {
  JsonObject out;
  out.text("id", codec::text(row.instance, row.work)).text("instance", codec::text(row.instance));
  out.text("kind", row.kind == store::JobKind::Timer ? "timer" : "external");
  out.text("process", row.process).text("processName", names.process(row.process));
  out.text("element", row.element).text("elementName", names.newest_element(row.process, row.element));
  out.text("businessKey", row.business_key);
  out.text_if("topic", row.topic).moment("due", row.due).number("retries", row.retries);
  out.number("priority", row.priority).flag("suspended", row.suspended).text_if("lastError", row.last_error);
  return out.text_if("lockOwner", row.lock_owner).moment_if("lockedUntil", row.lock_until).done();
}

std::string incident_json(const store::IncidentRow& row, const Names& names) {
  JsonObject out;
  out.text("id", codec::text(row.instance, row.incident)).text("instance", codec::text(row.instance));
  if (row.work) out.text("job", codec::text(row.instance, row.work));
  out.text("process", row.process).text("processName", names.process(row.process));
  out.text("element", row.element).text("elementName", names.newest_element(row.process, row.element));
  out.text("businessKey", row.business_key);
  out.text("code", row.code).text("message", row.message_zh).text("messageEn", row.message_en);
  out.moment("since", row.since).moment_if("resolved", row.resolved);
  if (!row.resolved_by.empty()) {
    out.text("resolvedBy", row.resolved_by).text("resolvedByName", names.actor(row.resolved_by));
  }
  return out.done();
}

void add_definition(JsonObject& out, const store::DefinitionRow& row) {
  out.text("id", codec::text(row.id)).text("kind", row.kind).text("key", row.key).number("version", row.version);
  out.text("name", row.name).text_if("versionTag", row.version_tag);
  out.text("deployment", std::to_string(row.deployment)).text("file", row.file);
  out.flag("enabled", row.enabled);
}

std::string definition_json(const store::DefinitionRow& row) {
  JsonObject out;
  add_definition(out, row);
  return out.done();
}

std::string attachment_json(const store::AttachmentRow& row) {
  JsonObject out;
  out.text("id", row.id).text("fileName", row.file_name).text("contentType", row.content_type);
  out.number("size", row.size).text("sha256", row.sha256).text("by", row.by);
  if (row.instance) out.text("instance", codec::text(row.instance));
  return out.moment("created", row.created).done();
}

}  // namespace bihuan::resources
