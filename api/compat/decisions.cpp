// Decision definitions: listed, and evaluated with typed variables.
#include <fmt/format.h>

#include <algorithm>

#include "api/compat/ask.h"
#include "api/compat/compat.h"
#include "api/compat/deployed.h"
#include "api/compat/listing.h"
#include "api/compat/shape.h"
#include "api/resources/deadline_view.h"
#include "engine/dmn/decision.h"

namespace bihuan::compat {
namespace {

using namespace api;

struct Decision {
  const host::KnownDecisions* model = nullptr;
  std::string id, name;
};

std::string own_id(const Decision& one) {
  return fmt::format("{}:{}:{}", one.id, one.model->row.version, one.model->row.id.n);
}

std::vector<Decision> shown(const Call& call, const host::Snapshot& known) {
  const auto gone = deleted_deployments(call.services.store);
  std::vector<Decision> out;
  for (const auto& [deployment, models] : known.decisions) {
    if (gone.contains(deployment)) continue;
    for (const host::KnownDecisions& model : models) {
      for (const auto& [id, name] : model.ids) out.push_back({&model, id, name});
    }
  }
  std::ranges::sort(out, {}, [](const Decision& one) { return std::pair(one.id, one.model->row.version); });
  return out;
}

std::string decision_json(const Decision& one) {
  const store::DefinitionRow& row = one.model->row;
  JsonObject out;
  out.text("id", own_id(one)).text("key", one.id);
  text_or_null(out, "name", one.name);
  out.number("version", row.version).text("resource", row.file).text("deploymentId", std::to_string(row.deployment));
  out.text("decisionRequirementsDefinitionKey", row.key).text("decisionRequirementsDefinitionId", definition_id(row));
  nulls(out, {"category", "tenantId", "historyTimeToLive"});
  text_or_null(out, "versionTag", row.version_tag);
  return out.done();
}

std::expected<Decision, Problem> find(const Call& call, const std::vector<Decision>& all) {
  const bool by_id = call.path.contains("id");
  const std::string wanted = call.parameter(by_id ? "id" : "key");
  const Decision* found = nullptr;
  for (const Decision& one : all) {
    if ((by_id ? own_id(one) : one.id) == wanted) found = &one;  // in order of versions: the last is the newest
  }
  if (found) return *found;
  return std::unexpected(nothing_with("决策定义", "decision definition", wanted));
}

/// A result that is a context has its outputs by name; a single value has the decision's.
std::string rule_json(const Value& result, const std::string& decision, const ZoneOffset* zones) {
  if (const ContextEntries* entries = result.context()) return typed_variables_json(*entries, zones);
  return typed_variables_json({{decision, result}}, zones);
}

std::string result_json(const Value& result, const std::string& decision, const ZoneOffset* zones) {
  if (result.is_null()) return "[]";
  if (!result.list()) return "[" + rule_json(result, decision, zones) + "]";
  return json_list(*result.list(), [&](const Value& one) { return rule_json(one, decision, zones); });
}

}  // namespace

Answer list_decision_definitions(const Call& call) {
  Filter filter(call);
  const std::string id = filter.text("decisionDefinitionId"), key = filter.text("key"), name = filter.text("name");
  const std::string key_like = filter.text("keyLike"), name_like = filter.text("nameLike");
  const std::string deployment = filter.text("deploymentId"), tag = filter.text("versionTag");
  const std::string resource = filter.text("resourceName");
  const auto ids = filter.words("decisionDefinitionIdIn");
  const auto version = filter.integer("version");
  const bool latest = filter.flag("latestVersion"), tenant = filter.asks_for_a_tenant();
  Selection<Decision> selection;
  selection.order = filter.sorting({"key", "id", "name", "version", "deploymentId"});
  selection.slice = filter.slice();
  if (auto wrong = filter.finish()) return *wrong;
  const auto known = call.services.catalogue.now();
  std::map<std::string, int> newest;
  auto all = shown(call, *known);
  for (const Decision& one : all) newest[one.id] = one.model->row.version;
  selection.read = [&](const store::Page&) { return store::Listed<Decision>{all, {}}; };
  selection.keep = [&](const Decision& one) {
    const store::DefinitionRow& row = one.model->row;
    return !tenant && (id.empty() || own_id(one) == id) && (key.empty() || one.id == key) &&
           (name.empty() || one.name == name) && (key_like.empty() || like(one.id, key_like)) &&
           (name_like.empty() || like(one.name, name_like)) && (resource.empty() || row.file == resource) &&
           (deployment.empty() || std::to_string(row.deployment) == deployment) &&
           (tag.empty() || row.version_tag == tag) && (!ids || ids->contains(own_id(one))) &&
           (!version || row.version == *version) && (!latest || newest.at(one.id) == row.version);
  };
  static const SortKeys<Decision> keys{
      {"key", [](const Decision& one) { return SortKey(one.id); }},
      {"id", [](const Decision& one) { return SortKey(own_id(one)); }},
      {"name", [](const Decision& one) { return SortKey(one.name); }},
      {"version", [](const Decision& one) { return SortKey(std::int64_t{one.model->row.version}); }},
      {"deploymentId",
       [](const Decision& one) { return SortKey(static_cast<std::int64_t>(one.model->row.deployment)); }}};
  const auto rows = gather(selection, keys);
  if (!rows) return rows.error();
  return list_answer(*rows, decision_json);
}

Answer read_decision_definition(const Call& call) {
  const auto known = call.services.catalogue.now();
  const auto all = shown(call, *known);
  const auto found = find(call, all);
  if (!found) return found.error();
  return json_answer(decision_json(*found));
}

Answer read_decision_definition_xml(const Call& call) {
  const auto known = call.services.catalogue.now();
  const auto all = shown(call, *known);
  const auto found = find(call, all);
  if (!found) return found.error();
  const auto file = call.services.store.file(found->model->row.deployment, found->model->row.file);
  if (!file) return nothing_with("决策文件", "decision definition", found->model->row.file);
  return json_answer(JsonObject().text("id", own_id(*found)).text("dmnXml", file->bytes).done());
}

Answer evaluate_decision_definition(const Call& call) {
  static constexpr Field fields[] = {{"variables", FieldType::Any}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  const auto variables = variables_of(*body, "variables");
  if (!variables) return variables.error();
  const auto known = call.services.catalogue.now();
  const auto all = shown(call, *known);
  const auto found = find(call, all);
  if (!found) return found.error();
  const feel::Environment env{call.services.host.now(), &call.services.zones, resources::local_zone, {}};
  const auto evaluated = dmn::evaluate(*found->model->decisions, found->id, *variables, env);
  if (!evaluated) return cannot(evaluated.error().message_zh, evaluated.error().message_en);
  return json_answer(result_json(evaluated->value, found->id, &call.services.zones));
}

}  // namespace bihuan::compat
