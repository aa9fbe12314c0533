#include "api/compat/external_task_view.h"

#include <algorithm>

#include "adapters/codec/ids.h"
#include "api/compat/ask.h"
#include "api/compat/shape.h"
#include "api/compat/typed_value.h"

namespace bihuan::compat {
namespace {

using api::JsonObject;
using store::JobRow;

JsonObject object(const JobRow& row, Lives& lives) {
  const host::Live* live = lives.of(row.instance);
  const state::Work* work = live ? live->state.work(row.work) : nullptr;
  const TokenId token = work ? work->token : TokenId{};
  const host::KnownProcess* process = live ? lives.known().process(live->row.definition) : nullptr;
  JsonObject out;
  out.text("activityId", row.element);
  text_or_null(out, "activityInstanceId", token ? activity_instance_id(row.element, row.instance, token.n) : "");
  text_or_null(out, "errorMessage", row.last_error.substr(0, row.last_error.find('\n')));
  text_or_null(out, "executionId", token ? execution_id(row.instance, token) : "");
  out.text("id", codec::text(row.instance, row.work));
  moment_or_null(out, "lockExpirationTime", row.lock_until);
  text_or_null(out, "processDefinitionId", process ? definition_id(process->row) : "");
  out.text("processDefinitionKey", row.process);
  text_or_null(out, "processDefinitionVersionTag", process ? process->row.version_tag : "");
  out.text("processInstanceId", codec::text(row.instance)).number("retries", row.retries);
  out.flag("suspended", row.suspended);
  text_or_null(out, "workerId", row.lock_owner);
  out.text("topicName", row.topic);
  nulls(out, {"tenantId"});
  out.number("priority", row.priority);
  text_or_null(out, "businessKey", row.business_key);
  return out;
}

/// The headers that the model gives the job.
std::string properties_json(const JobRow& row) {
  return row.payload.empty() ? "{}" : row.payload;
}

}  // namespace

bool is_internal(const JobRow& row) {
  return row.topic.starts_with("bihuan:");
}

std::expected<store::JobRow, api::Problem> external_task(const api::Call& call) {
  const std::string id = call.parameter("id");
  const auto reference = codec::parse_reference(id);
  auto job = reference ? call.services.store.job(reference->instance, WorkId{reference->n}) : std::nullopt;
  if (!job || job->kind != store::JobKind::External || is_internal(*job)) {
    return std::unexpected(nothing_with("外部任务", "external task", id));
  }
  return std::move(*job);
}

std::string external_task_json(const JobRow& row, Lives& lives) {
  JsonObject out = object(row, lives);
  nulls(out, {"createTime"});
  return out.done();
}

std::string locked_task_json(const JobRow& row, Lives& lives, const WantedVariables& wanted, const ZoneOffset* zones) {
  const host::Live* live = lives.of(row.instance);
  const state::Work* work = live ? live->state.work(row.work) : nullptr;
  state::Variables seen;
  Instant since;
  if (work) {
    const state::Scope& scope = *live->state.scope(live->state.scope_of(row.work));
    const state::Token* token = state::find_token(scope, work->token);
    if (token) since = token->since;
    if (wanted.local && token) seen = token->locals;
    if (!wanted.local) seen = variables_from(live->state, scope, work->token);
  }
  if (wanted.names) {
    std::erase_if(seen,
                  [&](const auto& one) { return std::ranges::find(*wanted.names, one.first) == wanted.names->end(); });
  }
  JsonObject out = object(row, lives);
  text_or_null(out, "errorDetails", row.last_error);
  moment_or_null(out, "createTime", since.us == 0 ? std::nullopt : std::optional(since));
  out.raw("variables", typed_variables_json(seen, zones));
  return out.raw("extensionProperties", properties_json(row)).done();
}

}  // namespace bihuan::compat
