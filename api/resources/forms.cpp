// The forms that are deployed.
#include "adapters/definitions/form_schema.h"
#include "api/json_writer.h"
#include "api/resources/resources.h"
#include "api/resources/versions.h"

namespace bihuan::resources {
namespace {

using namespace api;

JsonObject form_object(const host::KnownForm& form) {
  JsonObject out;
  out.text("id", form.row.key).number("version", form.row.version).text("title", form.schema->title);
  out.text("deployment", std::to_string(form.row.deployment)).text("file", form.row.file);
  return out;
}

}  // namespace

Answer list_forms(const Call& call) {
  Query query(*call.request);
  if (auto wrong = query.finish()) return *wrong;
  const auto known = call.services.catalogue.now();
  std::map<std::string, const host::KnownForm*> newest;
  for (const auto& [deployment, all] : known->forms) {
    for (const host::KnownForm& one : all) {
      const host::KnownForm*& best = newest[one.row.key];
      if (!best || best->row.version < one.row.version) best = &one;
    }
  }
  return json_answer(
      json_page(json_list(newest, [](const auto& entry) { return form_object(*entry.second).done(); }), ""));
}

Answer read_form(const Call& call) {
  Query query(*call.request);
  const auto version = query.integer("version");
  if (auto wrong = query.finish()) return *wrong;
  const auto known = call.services.catalogue.now();
  const host::KnownForm* form = version ? nullptr : known->form(call.parameter("id"), "latest", 0);
  for (const auto& [deployment, all] : known->forms) {
    for (const host::KnownForm& one : all) {
      if (version && one.row.key == call.parameter("id") && one.row.version == *version) form = &one;
    }
  }
  if (!form) return not_found("该表单", "a deployed form with this id");
  return json_answer(form_object(*form).raw("schema", form->schema->text).done());
}

Answer list_form_versions(const Call& call) {
  Query query(*call.request);
  if (auto wrong = query.finish()) return *wrong;
  const std::string versions = versions_json(call, "form", call.parameter("id"));
  return versions.empty() ? Answer(not_found("该表单", "a deployed form with this id")) : Answer(json_answer(versions));
}

}  // namespace bihuan::resources
