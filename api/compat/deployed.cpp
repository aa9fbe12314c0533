#include "api/compat/deployed.h"

#include "adapters/codec/ids.h"
#include "api/compat/shape.h"

namespace bihuan::compat {
namespace {

constexpr const char* owner = "engine-rest";  // no person: ids of people come from the organisation and its tokens
constexpr const char* kind = "deleted-deployment";

}  // namespace

std::set<std::uint64_t> deleted_deployments(store::Store& store) {
  std::set<std::uint64_t> out;
  for (const store::DocumentRow& row : store.documents(owner, kind)) {
    if (const auto id = codec::parse_number(row.name)) out.insert(*id);
  }
  return out;
}

void note_deleted(store::Store& store, std::uint64_t deployment, Instant now) {
  store.save_document({owner, kind, std::to_string(deployment), "{}", now});
}

std::vector<const host::KnownProcess*> shown_processes(const host::Snapshot& known, store::Store& store) {
  const auto gone = deleted_deployments(store);
  std::vector<const host::KnownProcess*> out;
  for (const auto& [key, versions] : known.versions) {
    for (const auto& [version, id] : versions) {
      const host::KnownProcess* process = known.process(id);
      if (process && !gone.contains(process->row.deployment)) out.push_back(process);
    }
  }
  return out;
}

std::string process_definition_json(const host::KnownProcess& process) {
  const store::DefinitionRow& row = process.row;
  api::JsonObject out;
  out.text("id", definition_id(row)).text("key", row.key);
  text_or_null(out, "category", process.definition->category);
  text_or_null(out, "description", process.definition->documentation);
  text_or_null(out, "name", row.name);
  out.number("version", row.version).text("resource", row.file).text("deploymentId", std::to_string(row.deployment));
  nulls(out, {"diagram"});
  out.flag("suspended", !row.enabled);
  nulls(out, {"tenantId"});
  text_or_null(out, "versionTag", row.version_tag);
  nulls(out, {"historyTimeToLive"});
  const bool by_hand = static_cast<bool>(process.definition->process().none_start);
  return out.flag("startableInTasklist", by_hand).done();
}

}  // namespace bihuan::compat
