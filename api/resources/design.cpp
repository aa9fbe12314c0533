// What designers ask while they draw: is this expression right and what may stand here, what does it answer, what does
// this decision answer, what is there to choose from. Nothing here is stored or deployed.
#include <algorithm>
#include <set>

#include "adapters/codec/json.h"
#include "adapters/definitions/dmn_reader.h"
#include "adapters/definitions/form_schema.h"
#include "api/json_writer.h"
#include "api/people.h"
#include "api/resources/deadline_view.h"
#include "api/resources/evaluation_view.h"
#include "api/resources/feel_desk.h"
#include "api/resources/names.h"
#include "api/resources/resources.h"
#include "engine/dmn/decision.h"
#include "engine/dmn/link.h"
#include "engine/feel/text.h"

namespace bihuan::resources {
namespace {

using namespace api;

feel::Environment environment(const Call& call) {
  return {call.services.host.now(), &call.services.zones, local_zone, {}};
}

Problem bad_model(const std::string& zh, const std::string& en) {
  return {Fault::InvalidInput, zh, en, {{"/xml", zh, en}}};
}

std::string pair_json(const std::string& id, const std::string& name) {
  return JsonObject().text("id", id).text("name", name.empty() ? id : name).done();
}

std::string roles_json(const identity::Organisation& people) {
  std::set<std::string> ids;
  for (const auto& [role, name] : people.role_names) ids.insert(role);
  for (const auto& [role, units] : people.roles) ids.insert(role);
  return json_list(ids, [&](const std::string& id) {
    const auto found = people.role_names.find(id);
    return pair_json(id, found == people.role_names.end() ? "" : found->second);
  });
}

/// The different words that units have for something: their kinds, their lines.
std::string words_json(const identity::Organisation& people, std::string identity::Unit::*word) {
  std::set<std::string> words;
  for (const auto& [id, unit] : people.units) {
    if (!(unit.*word).empty()) words.insert(unit.*word);
  }
  return json_list(words, [](const std::string& one) { return pair_json(one, one); });
}

std::string form_json(const host::KnownForm& form) {
  JsonObject out;
  out.text("id", form.row.key).text("title", form.schema->title);
  return out
      .raw("fields", json_list(form.schema->fields,
                               [](const definitions::FormField& field) {
                                 return JsonObject()
                                     .text("key", field.key)
                                     .text("label", field.label)
                                     .flag("required", field.required)
                                     .done();
                               }))
      .done();
}

std::string forms_json(const host::Snapshot& known) {
  std::map<std::string, const host::KnownForm*> newest;
  for (const auto& [deployment, all] : known.forms) {
    for (const host::KnownForm& one : all) {
      const host::KnownForm*& best = newest[one.row.key];
      if (!best || best->row.version < one.row.version) best = &one;
    }
  }
  return json_list(newest, [](const auto& entry) { return form_json(*entry.second); });
}

std::string decisions_json(const host::Snapshot& known) {
  std::map<std::string, std::string> named;
  for (const auto& [deployment, all] : known.decisions) {
    for (const host::KnownDecisions& one : all) named.insert(one.ids.begin(), one.ids.end());
  }
  return json_list(named, [](const auto& one) { return pair_json(one.first, one.second); });
}

/// Names that deployed processes wait for, so that a designer need not remember them.
std::string messages_json(const host::Snapshot& known) {
  std::set<std::string> names;
  for (const auto& [id, process] : known.processes) {
    for (const definition::Element& element : process.definition->elements) {
      const Value& name = element.event().name.constant();
      if (element.event().kind == definition::EventKind::Message && name.string()) names.insert(*name.string());
    }
  }
  return json_list(names, [](const std::string& one) { return pair_json(one, one); });
}

}  // namespace

Answer check_feel(const Call& call) {
  static constexpr Field name[] = {{"name", FieldType::Text, true}, {"type", FieldType::Text}};
  static constexpr Field fields[] = {{"text", FieldType::Text, true},
                                     {"kind", FieldType::Text},
                                     {"names", FieldType::Objects, false, name},
                                     {"offset", FieldType::Integer}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  FeelQuestion question{.text = body->text("text"), .unary = body->text("kind") == "unary"};
  for (const Body& one : body->objects("names")) question.names.push_back({one.text("name"), one.text("type")});
  if (const auto offset = body->integer("offset"))
    question.offset = static_cast<std::size_t>(std::max<std::int64_t>(0, *offset));
  return json_answer(feel_answer_json(question));
}

Answer evaluate_feel(const Call& call) {
  static constexpr Field fields[] = {{"text", FieldType::Text, true}, {"context", FieldType::Variables}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  const state::Variables context = body->variables("context");
  std::vector<std::string> names;
  for (const auto& [name, value] : context) names.push_back(name);
  const auto parsed = feel::parse_expression(body->text("text"), names);
  if (!parsed) {
    return Problem{Fault::InvalidInput,
                   parsed.error().message_zh,
                   parsed.error().message_en,
                   {{"/text", parsed.error().message_zh, parsed.error().message_en}}};
  }
  const auto outcome = parsed->evaluate(feel::variables_of(context), environment(call));
  if (!outcome) {
    return Problem{Fault::InvalidInput, "表达式计算量过大", "Expected an expression that takes less work", {}};
  }
  JsonObject out;
  out.value("value", outcome->value).text("text", feel::to_string(outcome->value, 64u << 10).value_or("…"));
  return json_answer(out.raw("diagnostics", feel_diagnostics_json(outcome->diagnostics)).done());
}

Answer evaluate_drawn_decision(const Call& call) {
  static constexpr Field fields[] = {
      {"xml", FieldType::LongText, true}, {"decision", FieldType::Text, true}, {"inputs", FieldType::Variables}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  const auto model = definitions::read_dmn(body->text("xml"), "decision.dmn");
  if (!model) return bad_model(model.error().front().message_zh, model.error().front().message_en);
  const auto linked = dmn::link(*model, {});
  if (!linked) return bad_model(linked.error().front().message_zh, linked.error().front().message_en);
  const auto compiled = dmn::compile(*linked);
  if (!compiled) return bad_model(compiled.error().front().message_zh, compiled.error().front().message_en);
  const auto evaluated = dmn::evaluate(*compiled, body->text("decision"), body->variables("inputs"), environment(call),
                                       dmn::Explain::Values);
  if (!evaluated) {
    return Problem{Fault::InvalidInput, evaluated.error().message_zh, evaluated.error().message_en, {}};
  }
  JsonObject out;
  out.text("decision", body->text("decision"));
  add_evaluated(out, *evaluated);
  return json_answer(out.done());
}

Answer list_choices(const Call& call) {
  Query query(*call.request);
  if (auto wrong = query.finish()) return *wrong;
  const auto people = call.services.people.now();
  const auto known = call.services.catalogue.now();
  const Names names(people, known);
  JsonObject out;
  out.raw("roles", roles_json(*people)).raw("unitKinds", words_json(*people, &identity::Unit::kind));
  out.raw("lines", words_json(*people, &identity::Unit::line));
  out.raw("units", json_list(people->units, [](const auto& one) { return pair_json(one.first, one.second.name); }));
  out.raw("people", json_list(people->people, [](const auto& one) { return pair_json(one.id, one.name); }));
  out.raw("forms", forms_json(*known)).raw("decisions", decisions_json(*known));
  out.raw("calendars",
          json_list(known->calendars, [](const auto& one) { return pair_json(one.first, one.second.row.name); }));
  out.raw("processes",
          json_list(known->versions, [&](const auto& one) { return pair_json(one.first, names.process(one.first)); }));
  return json_answer(out.raw("messages", messages_json(*known)).done());
}

}  // namespace bihuan::resources
