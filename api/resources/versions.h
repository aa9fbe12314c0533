// Decides how the versions of something deployed are told: who deployed each, when, and what they noted.
#pragma once

#include <map>
#include <string>

#include "api/json_writer.h"
#include "api/resources/names.h"

namespace bihuan::resources {

/// The deployments by id, read once for a whole list of versions.
std::map<std::uint64_t, store::DeploymentRow> deployments_by_id(store::Store& store);

/// Adds by, byName, at, note; nothing when the deployment is not there.
void add_deployed(api::JsonObject& out, std::uint64_t deployment,
                  const std::map<std::uint64_t, store::DeploymentRow>& deployments, const Names& names);

/// {items: [{kind, key, version, name, file, deployment, enabled, by, byName, at, note}]}, the newest first; empty when
/// nothing of this kind and key is deployed.
std::string versions_json(const api::Call& call, std::string_view kind, const std::string& key);

}  // namespace bihuan::resources
