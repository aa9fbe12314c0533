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

std::string process_instance_json(const host::Snapshot& known, const host::Ran& ran, const api::Call* variables_for) {
  api::JsonObject out = object(known, ran.live->row);
  if (variables_for) {
    out.raw("variables", shown_variables_json(*variables_for, *ran.live, process_variables(ran, {})));
  }
  return out.done();
}

state::Variables process_variables(const host::Ran& ran, state::Variables before) {
  constexpr ScopeId process{1};
  if (const state::Scope* scope = ran.live->state.scope(process)) return scope->variables;
  for (const Event& event : ran.events) {
    const auto* set = std::get_if<event::VariablesSet>(&event);
    if (!set || set->token || set->scope != process) continue;
    for (const auto& one : set->variables) {
      std::erase_if(before, [&](const auto& old) { return old.first == one.first; });
      before.push_back(one);
    }
  }
  return before;
}

std::string shown_variables_json(const api::Call& call, const host::Live& live, const state::Variables& variables) {
  const resources::Mask mask = resources::mask_for(call, *live.definition, live.row);
  return typed_variables_json(mask.over(variables), &call.services.zones);
}

}  // namespace bihuan::compat
