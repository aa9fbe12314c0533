#include "api/resources/form_view.h"

#include <algorithm>

#include "adapters/codec/events_json.h"
#include "adapters/definitions/form_schema.h"

namespace bihuan::resources {
namespace {

using api::JsonObject;

bool hidden(const definition::FormModel& form, std::string_view key) {
  return std::ranges::any_of(form.fields,
                             [&](const auto& field) { return field.key == key && field.access == "hidden"; });
}

/// The variables that the form shows: those that its fields begin with ("person" of "person.name").
state::Variables shown(const definitions::FormSchema& schema, const definition::FormModel& form,
                       const state::Variables& visible) {
  state::Variables out;
  for (const definitions::FormField& field : schema.fields) {
    const std::string name = field.key.substr(0, field.key.find('.'));
    const Value* value = state::find(visible, name);
    if (!value || hidden(form, field.key) || state::find(out, name)) continue;
    out.emplace_back(name, *value);
  }
  return out;
}

std::string access_json(const definition::FormModel& form) {
  return api::json_list(form.fields, [](const definition::FieldAccess& field) {
    return JsonObject().text("key", field.key).text("access", field.access).flag("required", field.required).done();
  });
}

}  // namespace

void add_form(JsonObject& out, const host::Snapshot& known, const definition::Element& element,
              std::uint64_t deployment, const state::Variables& visible) {
  static const definition::UserTaskRule nothing;
  const definition::UserTaskRule& rule = element.user_task ? *element.user_task : nothing;
  const host::KnownForm* form = known.form(rule.form.ref, rule.form.binding, deployment);
  if (form) {
    out.raw("form", JsonObject()
                        .text("id", form->row.key)
                        .number("version", form->row.version)
                        .text("title", form->schema->title)
                        .raw("schema", form->schema->text)
                        .done());
  }
  const state::Variables values = form ? shown(*form->schema, rule.form, visible) : state::Variables();
  out.raw("fields", access_json(rule.form)).raw("values", codec::variables_json(values));
  out.raw("outcomes", api::json_texts(rule.outcomes)).text("opinion", rule.opinion.empty() ? "optional" : rule.opinion);
  out.number("attachmentsMin", rule.attachments_min);
}

}  // namespace bihuan::resources
