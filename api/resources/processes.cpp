// The processes that are deployed: versions, drawing, start form, figures, switched on and off.
#include <algorithm>

#include "adapters/codec/ids.h"
#include "api/json_writer.h"
#include "api/resources/definition_files.h"
#include "api/resources/form_view.h"
#include "api/resources/resources.h"
#include "api/resources/rows.h"
#include "api/resources/versions.h"

namespace bihuan::resources {
namespace {

using namespace api;

Problem no_process() {
  return not_found("该流程或版本", "a deployed process of this key and version");
}

/// The version that `?version=` or the body names, else the newest, enabled or not.
const host::KnownProcess* find(const host::Snapshot& known, const std::string& key,
                               std::optional<std::int64_t> version) {
  const auto versions = known.versions.find(key);
  if (versions == known.versions.end() || versions->second.empty()) return nullptr;
  if (!version) return known.process(versions->second.rbegin()->second);
  const auto found = versions->second.find(static_cast<int>(*version));
  return found == versions->second.end() ? nullptr : known.process(found->second);
}

void add_process(JsonObject& out, const host::KnownProcess& process) {
  const store::DefinitionRow& row = process.row;
  out.text("id", codec::text(row.id)).text("key", row.key).number("version", row.version).text("name", row.name);
  out.text_if("versionTag", row.version_tag).text_if("category", process.definition->category);
  out.text("deployment", std::to_string(row.deployment)).text("file", row.file).flag("enabled", row.enabled);
  out.text_if("description", process.definition->documentation);
}

std::string process_json(const host::KnownProcess& process) {
  JsonObject out;
  add_process(out, process);
  return out.done();
}

struct Chosen {
  std::shared_ptr<const host::Snapshot> known;
  const host::KnownProcess* process = nullptr;
};

std::expected<Chosen, Problem> choose(const Call& call) {
  Query query(*call.request);
  const auto version = query.integer("version");
  if (auto wrong = query.finish()) return std::unexpected(*wrong);
  Chosen chosen{call.services.catalogue.now()};
  chosen.process = find(*chosen.known, call.parameter("key"), version);
  if (!chosen.process) return std::unexpected(no_process());
  return chosen;
}

/// Without a version: the newest. From then on new instances take, or do not take, this version.
Answer set_enabled(const Call& call, bool enabled) {
  static constexpr Field fields[] = {{"version", FieldType::Integer}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  const auto known = call.services.catalogue.now();
  const host::KnownProcess* process = find(*known, call.parameter("key"), body->integer("version"));
  if (!process) return no_process();
  call.services.store.set_enabled(process->row.id, enabled);
  call.services.catalogue.refresh();
  const auto after = call.services.catalogue.now();
  return json_answer(process_json(*after->process(process->row.id)));
}

}  // namespace

Answer list_processes(const Call& call) {
  Query query(*call.request);
  if (auto wrong = query.finish()) return *wrong;
  const auto known = call.services.catalogue.now();
  std::vector<const host::KnownProcess*> newest;
  for (const auto& [key, versions] : known->versions) {
    if (const host::KnownProcess* process = find(*known, key, std::nullopt)) newest.push_back(process);
  }
  return json_answer(json_page(json_list(newest, [](const auto* process) { return process_json(*process); }), ""));
}

Answer read_process(const Call& call) {
  const auto chosen = choose(call);
  if (!chosen) return chosen.error();
  return json_answer(process_json(*chosen->process));
}

Answer list_versions(const Call& call) {
  Query query(*call.request);
  if (auto wrong = query.finish()) return *wrong;
  const auto known = call.services.catalogue.now();
  const auto versions = known->versions.find(call.parameter("key"));
  if (versions == known->versions.end()) return no_process();
  std::vector<const host::KnownProcess*> all;
  for (const auto& [version, id] : versions->second) all.push_back(known->process(id));
  std::ranges::reverse(all);
  const auto deployments = deployments_by_id(call.services.store);
  const Names names(call.services);
  const std::string items = json_list(all, [&](const host::KnownProcess* process) {
    JsonObject out;
    add_process(out, *process);
    add_deployed(out, process->row.deployment, deployments, names);
    return out.done();
  });
  return json_answer(json_page(items, ""));
}

Answer read_process_xml(const Call& call) {
  const auto chosen = choose(call);
  if (!chosen) return chosen.error();
  return definition_file(call, chosen->process->row);
}

Answer read_start_form(const Call& call) {
  const auto chosen = choose(call);
  if (!chosen) return chosen.error();
  const definition::Definition& definition = *chosen->process->definition;
  const ElementIndex start = definition.process().none_start;
  if (!start) return not_found("启动表单：该流程不能手工启动", "a none start event in this process");
  JsonObject out;
  out.text("process", definition.process_id).text("element", definition.at(start).id);
  add_form(out, *chosen->known, definition.at(start), chosen->process->row.deployment, {});
  return json_answer(out.done());
}

Answer enable_process(const Call& call) {
  return set_enabled(call, true);
}

Answer disable_process(const Call& call) {
  return set_enabled(call, false);
}

}  // namespace bihuan::resources
