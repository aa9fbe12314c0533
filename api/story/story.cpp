#include "api/story/story.h"

#include "adapters/definitions/form_schema.h"
#include "api/resources/summary.h"
#include "api/story/phrases.h"

namespace bihuan::story {
namespace {

constexpr std::string_view masked = "***";

}  // namespace

Teller::Teller(const host::KnownProcess& process, const resources::Names& names,
               std::function<bool(std::string_view)> hides)
    : process_(process), names_(names), hides_(std::move(hides)) {
  for (const definition::Element& element : process.definition->elements) {
    if (!element.user_task || element.user_task->form.ref.empty()) continue;
    const definition::FormModel& form = element.user_task->form;
    const host::KnownForm* known = names.known().form(form.ref, form.binding, process.row.deployment);
    if (!known) continue;
    for (const definitions::FormField& field : known->schema->fields) {
      if (!field.label.empty()) labels_.emplace(field.key, field.label);
    }
  }
}

std::vector<Entry> Teller::tell(const Record& record) {
  std::vector<Entry> out;
  const Phrases phrases{*this, record};
  for (const Event& event : record.events) {
    if (auto entry = std::visit(phrases, event)) out.push_back(std::move(*entry));
  }
  return out;
}

std::string Teller::value(std::string_view name, const Value& value) const {
  return hides_ && hides_(name) ? std::string(masked) : resources::value_text(value);
}

/// What was handed in, by the labels of the step's form; what no form describes is left out.
std::vector<Detail> Teller::submitted(const definition::Element& element, const state::Variables& variables) const {
  std::vector<Detail> out;
  if (!element.user_task) return out;
  const definition::FormModel& form = element.user_task->form;
  const host::KnownForm* known = names_.known().form(form.ref, form.binding, process_.row.deployment);
  if (!known) return out;
  for (const definitions::FormField& field : known->schema->fields) {
    const Value* given = resources::value_at(variables, field.key);
    if (!given) continue;
    const bool hidden = hides_ && hides_(std::string_view(field.key).substr(0, field.key.find('.')));
    std::string text = hidden ? std::string(masked) : resources::field_text(field, *given);
    if (!text.empty()) out.push_back({field.label.empty() ? field.key : field.label, std::move(text)});
  }
  return out;
}

std::vector<Detail> Teller::shown(const state::Variables& variables) const {
  std::vector<Detail> out;
  for (const auto& [name, given] : variables) {
    std::string text = value(name, given);
    if (text.empty()) continue;
    const auto label = labels_.find(name);
    out.push_back({label == labels_.end() ? name : label->second, std::move(text)});
  }
  return out;
}

}  // namespace bihuan::story
