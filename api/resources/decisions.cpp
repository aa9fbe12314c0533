// Decision models, and trying a decision out: the answer with every rule that fired.
#include "api/json_writer.h"
#include "api/resources/deadline_view.h"
#include "api/resources/definition_files.h"
#include "api/resources/evaluation_view.h"
#include "api/resources/resources.h"
#include "api/resources/versions.h"
#include "engine/dmn/decision.h"

namespace bihuan::resources {
namespace {

using namespace api;

/// The newest model of each key: the highest version, since ids of deployments have no order.
std::map<std::string, const host::KnownDecisions*> newest(const host::Snapshot& known) {
  std::map<std::string, const host::KnownDecisions*> out;
  for (const auto& [deployment, all] : known.decisions) {
    for (const host::KnownDecisions& one : all) {
      const host::KnownDecisions*& best = out[one.row.key];
      if (!best || best->row.version < one.row.version) best = &one;
    }
  }
  return out;
}

std::string model_json(const host::KnownDecisions& model) {
  JsonObject out;
  out.text("key", model.row.key).number("version", model.row.version).text("name", model.row.name);
  out.text("deployment", std::to_string(model.row.deployment)).text("file", model.row.file);
  out.raw("decisions", json_list(model.ids, [](const auto& named) {
            return JsonObject().text("id", named.first).text("name", named.second).done();
          }));
  return out.done();
}

Problem no_decision() {
  return not_found("该决策", "a deployed decision with this id");
}

}  // namespace

Answer list_decisions(const Call& call) {
  Query query(*call.request);
  if (auto wrong = query.finish()) return *wrong;
  const auto known = call.services.catalogue.now();
  const auto models = newest(*known);
  return json_answer(json_page(json_list(models, [](const auto& entry) { return model_json(*entry.second); }), ""));
}

Answer list_decision_versions(const Call& call) {
  Query query(*call.request);
  if (auto wrong = query.finish()) return *wrong;
  const host::KnownDecisions* model = call.services.catalogue.now()->decision(call.parameter("id"), "latest", 0);
  const std::string versions = versions_json(call, "decision", model ? model->row.key : call.parameter("id"));
  return versions.empty() ? Answer(no_decision()) : Answer(json_answer(versions));
}

Answer read_decision_xml(const Call& call) {
  Query query(*call.request);
  const auto version = query.integer("version");
  if (auto wrong = query.finish()) return *wrong;
  const auto known = call.services.catalogue.now();
  const host::KnownDecisions* model = known->decision(call.parameter("id"), "latest", 0);
  const std::string key = model ? model->row.key : call.parameter("id");
  for (const auto& [deployment, all] : known->decisions) {
    for (const host::KnownDecisions& one : all) {
      if (version && one.row.key == key && one.row.version == *version) return definition_file(call, one.row);
    }
  }
  return model && !version ? definition_file(call, model->row) : no_decision();
}

Answer evaluate_decision(const Call& call) {
  static constexpr Field fields[] = {{"variables", FieldType::Variables}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  const auto known = call.services.catalogue.now();
  const host::KnownDecisions* model = known->decision(call.parameter("id"), "latest", 0);
  if (!model) return no_decision();
  const feel::Environment env{call.services.host.now(), &call.services.zones, local_zone, {}};
  const auto evaluated = dmn::evaluate(*model->decisions, call.parameter("id"), body->variables("variables"), env);
  if (!evaluated) {
    return Problem{Fault::InvalidInput, evaluated.error().message_zh, evaluated.error().message_en, {}};
  }
  JsonObject out;
  out.text("decision", call.parameter("id")).number("version", model->row.version);
  add_evaluated(out, *evaluated);
  return json_answer(out.done());
}

}  // namespace bihuan::resources
