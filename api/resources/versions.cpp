#include "api/resources/versions.h"

#include <algorithm>

#include "api/resources/rows.h"

namespace bihuan::resources {

using api::JsonObject;

std::map<std::uint64_t, store::DeploymentRow> deployments_by_id(store::Store& store) {
  std::map<std::uint64_t, store::DeploymentRow> out;
  for (store::DeploymentRow& row : store.deployments()) {
    const std::uint64_t id = row.id;
    out.emplace(id, std::move(row));
  }
  return out;
}

void add_deployed(JsonObject& out, std::uint64_t deployment,
                  const std::map<std::uint64_t, store::DeploymentRow>& deployments, const Names& names) {
  const auto found = deployments.find(deployment);
  if (found == deployments.end()) return;
  out.text("by", found->second.by).text("byName", names.actor(found->second.by));
  out.moment("at", found->second.at).text("note", found->second.note);
}

std::string versions_json(const api::Call& call, std::string_view kind, const std::string& key) {
  std::vector<store::DefinitionRow> rows;
  for (store::DefinitionRow& row : call.services.store.definitions()) {
    if (row.kind == kind && row.key == key) rows.push_back(std::move(row));
  }
  std::ranges::sort(rows, std::greater(), &store::DefinitionRow::version);
  if (rows.empty()) return {};
  const auto deployments = deployments_by_id(call.services.store);
  const Names names(call.services);
  return api::json_page(api::json_list(rows,
                                       [&](const store::DefinitionRow& row) {
                                         JsonObject out;
                                         add_definition(out, row);
                                         add_deployed(out, row.deployment, deployments, names);
                                         return out.done();
                                       }),
                        "");
}

}  // namespace bihuan::resources
