#include "api/compat/process_instance_view.h"

#include "adapters/codec/ids.h"
#include "api/compat/lives.h"
#include "api/compat/shape.h"
#include "api/compat/typed_value.h"
#include "api/resources/mask.h"

namespace bihuan::compat {
namespace {

api::JsonObject object(const host::Snapshot& known, const store::InstanceRow& row) {
  api::JsonObject out;
  out.raw("links", "[]").text("id", codec::text(row.id)).text("definitionId", definition_id(known, row.definition));
  out.text("definitionKey", row.process);
  text_or_null(out, "businessKey", row.business_key);
  nulls(out, {"caseInstanceId"});
  out.flag("ended", !is_running(row.status)).flag("suspended", row.status == state::Status::Suspended);
  nulls(out, {"tenantId"});
  return out;
}

}  // namespace

std::string process_instance_json(const host::Snapshot& known, const store::InstanceRow& row) {
  return object(known, row).done();
}

std::string process_instance_json(const host::Snapshot& known, const host::Live& live, const api::Call* variables_for) {
  api::JsonObject out = object(known, live.row);
  const state::Scope* process = live.state.scope(ScopeId{1});
  if (variables_for) {
    out.raw("variables", shown_variables_json(*variables_for, live, process ? process->variables : state::Variables()));
  }
  return out.done();
}

std::string shown_variables_json(const api::Call& call, const host::Live& live, const state::Variables& variables) {
  const resources::Mask mask = resources::mask_for(call, *live.definition, live.row);
  return typed_variables_json(mask.over(variables), &call.services.zones);
}

}  // namespace bihuan::compat
