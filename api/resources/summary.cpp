#include "api/resources/summary.h"

#include <algorithm>

#include "api/json_writer.h"
#include "engine/feel/text.h"

namespace bihuan::resources {
namespace {

using definitions::FieldType;
using definitions::FormField;

constexpr std::size_t most_characters = 80, most_list_items = 5;

/// Cut between characters, with an ellipsis that says so.
std::string cut(std::string text) {
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool begins = (static_cast<unsigned char>(text[i]) & 0xc0) != 0x80;
    if (begins && ++characters > most_characters) return text.substr(0, i) + "…";
  }
  return text;
}

std::string list_text(const List& list, const auto& item_text) {
  std::string out;
  for (std::size_t i = 0; i < std::min(list.size(), most_list_items); ++i) {
    const std::string text = item_text(list[i]);
    if (!text.empty()) out += (out.empty() ? "" : "、") + text;
  }
  return list.size() > most_list_items ? out + "…" : out;
}

std::string option_text(const FormField& field, const Value& value) {
  const auto found = std::ranges::find(field.options, value, &definitions::FormOption::value);
  return found == field.options.end() || found->label.empty() ? value_text(value) : found->label;
}

bool is_hidden(const definition::FormModel& access, std::string_view key) {
  return std::ranges::any_of(access.fields, [&](const auto& one) { return one.key == key && one.access == "hidden"; });
}

}  // namespace

std::string value_text(const Value& value) {
  if (value.is_null()) return {};
  if (const bool* flag = value.get<bool>()) return *flag ? "是" : "否";
  if (const std::string* text = value.string()) return cut(*text);
  if (const List* list = value.list()) return cut(list_text(*list, value_text));
  if (value.context()) {
    const Value* name = value.entry("name");
    return name && name->string() ? cut(*name->string()) : std::string();
  }
  return cut(feel::to_string(value, 1000).value_or(""));
}

std::string field_text(const FormField& field, const Value& value) {
  switch (field.type) {
    case FieldType::Select:
    case FieldType::Radio:
      return cut(option_text(field, value));
    case FieldType::Checklist:
    case FieldType::TagList:
      if (!value.list()) return {};
      return cut(list_text(*value.list(), [&](const Value& one) { return option_text(field, one); }));
    case FieldType::Rows:
    case FieldType::FilePicker:
      return {};
    case FieldType::TextField:
    case FieldType::TextArea:
    case FieldType::Number:
    case FieldType::Checkbox:
    case FieldType::Date:
    case FieldType::Time:
    case FieldType::DateTime:
    case FieldType::Computed:
      return value_text(value);
  }
  return {};
}

const Value* value_at(const state::Variables& values, std::string_view path) {
  const std::size_t dot = path.find('.');
  const Value* at = state::find(values, path.substr(0, dot));
  while (at && path.find('.') != std::string_view::npos) {
    path.remove_prefix(path.find('.') + 1);
    at = at->entry(path.substr(0, path.find('.')));
  }
  return at && !at->is_null() ? at : nullptr;
}

std::vector<SummaryField> summary_of(const definitions::FormSchema& schema, const definition::FormModel& access,
                                     const state::Variables& values) {
  const bool marked = std::ranges::any_of(schema.fields, &FormField::summary);
  std::vector<SummaryField> out;
  for (const FormField& field : schema.fields) {
    if (out.size() == most_summary_fields) break;
    if ((marked && !field.summary) || is_hidden(access, field.key)) continue;
    const Value* value = value_at(values, field.key);
    std::string text = value ? field_text(field, *value) : std::string();
    if (!text.empty()) out.push_back({field.label.empty() ? field.key : field.label, std::move(text)});
  }
  return out;
}

std::string summary_json(const std::vector<SummaryField>& fields) {
  return api::json_list(fields, [](const SummaryField& one) {
    return api::JsonObject().text("label", one.label).text("text", one.text).done();
  });
}

}  // namespace bihuan::resources
