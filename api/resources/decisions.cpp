// Decision models, trying a decision out (the answer with every rule that fired and the values on the way), and what
// can be said of its tables without running them.
#include "api/json_writer.h"
#include "api/resources/deadline_view.h"
#include "api/resources/definition_files.h"
#include "api/resources/evaluation_view.h"
#include "api/resources/resources.h"
#include "api/resources/versions.h"
#include "engine/dmn/analysis.h"
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

/// The model that an id leads to: of a decision, a service, or the model itself (its key); the newest unless a version
/// of the model is asked for. nullptr if there is none.
const host::KnownDecisions* find_model(const host::Snapshot& known, const std::string& id,
                                       std::optional<std::int64_t> version = {}) {
  const host::KnownDecisions* best = nullptr;
  for (const auto& [deployment, all] : known.decisions) {
    for (const host::KnownDecisions& one : all) {
      if (version && one.row.version != *version) continue;
      if (one.row.key != id && one.decisions->find(id).empty()) continue;
      if (best == nullptr || best->row.version < one.row.version) best = &one;
    }
  }
  return best;
}

/// What is evaluated: the id itself, or the decision of the model by that key that no other requires.
std::string decision_of(const host::KnownDecisions& model, const std::string& id) {
  const std::string found = model.decisions->find(id);
  return found.empty() ? model.decisions->root() : found;
}

std::string_view word_of(dmn::TableFindingKind kind) {
  switch (kind) {
    case dmn::TableFindingKind::Gap:
      return "gap";
    case dmn::TableFindingKind::Overlap:
      return "overlap";
    case dmn::TableFindingKind::NeverMatches:
      return "never-matches";
  }
  return "";
}

std::string finding_json(const dmn::TableFinding& finding) {
  JsonObject out;
  out.text("kind", word_of(finding.kind));
  out.raw("rules", json_list(finding.rules, [](std::size_t rule) { return std::to_string(rule); }));
  return out.text("message", finding.message_zh).text("messageEn", finding.message_en).done();
}

std::string analysis_json(const dmn::TableAnalysis& table) {
  JsonObject out;
  out.text("element", table.element_id).text("name", table.name);
  out.number("rules", static_cast<std::int64_t>(table.rules));
  out.number("computedRules", static_cast<std::int64_t>(table.computed_rules)).flag("cutOff", table.cut_off);
  return out.raw("findings", json_list(table.findings, finding_json)).done();
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
  const host::KnownDecisions* model = find_model(*known, call.parameter("id"), version);
  return model ? definition_file(call, model->row) : no_decision();
}

Answer evaluate_decision(const Call& call) {
  static constexpr Field fields[] = {{"variables", FieldType::Variables}, {"version", FieldType::Integer}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  const auto known = call.services.catalogue.now();
  const host::KnownDecisions* model = find_model(*known, call.parameter("id"), body->integer("version"));
  const std::string decision = model ? decision_of(*model, call.parameter("id")) : "";
  if (decision.empty()) return no_decision();
  const feel::Environment env{call.services.host.now(), &call.services.zones, local_zone, {}};
  const auto evaluated =
      dmn::evaluate(*model->decisions, decision, body->variables("variables"), env, dmn::Explain::Values);
  if (!evaluated) {
    return Problem{Fault::InvalidInput, evaluated.error().message_zh, evaluated.error().message_en, {}};
  }
  JsonObject out;
  out.text("decision", decision).number("version", model->row.version);
  add_evaluated(out, *evaluated);
  return json_answer(out.done());
}

Answer read_decision_analysis(const Call& call) {
  Query query(*call.request);
  if (auto wrong = query.finish()) return *wrong;
  const auto known = call.services.catalogue.now();
  const host::KnownDecisions* model = find_model(*known, call.parameter("id"));
  if (!model) return no_decision();
  std::vector<dmn::TableAnalysis> tables = dmn::analyse(*model->decisions);
  const std::string decision = model->decisions->find(call.parameter("id"));
  if (!decision.empty() && model->row.key != call.parameter("id"))
    std::erase_if(tables, [&](const dmn::TableAnalysis& table) { return table.element_id != decision; });
  JsonObject out;
  out.text("key", model->row.key).number("version", model->row.version);
  return json_answer(out.raw("tables", json_list(tables, analysis_json)).done());
}

}  // namespace bihuan::resources
