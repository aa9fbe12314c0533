// Decides the component types of form-js and where their rules stand in the schema. Recursion follows groups and lists,
// bounded by the depth of the JSON (json.h).
#include "adapters/definitions/form_reader.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "adapters/definitions/bpmn_text.h"
#include "adapters/definitions/json.h"

namespace bihuan::definitions {
namespace {

constexpr auto input_types = std::to_array<std::pair<std::string_view, FieldType>>({
    {"textfield", FieldType::TextField},
    {"textarea", FieldType::TextArea},
    {"number", FieldType::Number},
    {"checkbox", FieldType::Checkbox},
    {"select", FieldType::Select},
    {"radio", FieldType::Radio},
    {"checklist", FieldType::Checklist},
    {"taglist", FieldType::TagList},
    {"filepicker", FieldType::FilePicker},
    {"expression", FieldType::Computed},
    {"dynamiclist", FieldType::Rows},
});

constexpr auto shown_types = std::to_array<std::string_view>(
    {"text", "html", "image", "button", "spacer", "separator", "iframe", "table", "documentPreview"});

constexpr std::size_t most_fields = 2000, longest_key = 255;

/// form-js' own rules for validationType.
constexpr std::string_view email_pattern = R"(^[^\s@]+@[^\s@]+\.[^\s@]+$)";
constexpr std::string_view phone_pattern = R"(^\+?[0-9() \-]{5,20}$)";

std::string joined(const std::string& path, std::string_view key) {
  if (path.empty() || key.empty()) return path + std::string(key);
  return fmt::format("{}.{}", path, key);
}

std::optional<std::int64_t> whole_number(const Value& object, std::string_view name) {
  const Value* value = object.entry(name);
  return value && value->number() ? value->number()->to_int64() : std::nullopt;
}

std::optional<Decimal> decimal(const Value& object, std::string_view name) {
  const Value* value = object.entry(name);
  if (!value) return std::nullopt;
  if (value->number()) return *value->number();
  return value->string() ? Decimal::parse(trimmed(*value->string())) : std::nullopt;
}

/// A custom property of the component; the form editor writes them all as texts.
bool has_property(const Value& component, std::string_view name) {
  const Value* properties = component.entry("properties");
  const Value* value = properties ? properties->entry(name) : nullptr;
  return value && (value->is_true() || (value->string() && *value->string() == "true"));
}

class FormReader {
 public:
  FormReader(const Value& root, Findings& findings) : root_(root), findings_(findings) {}

  FormSchema read() {
    FormSchema result;
    result.id = id_ = trimmed(json_text(root_, "id"));
    if (result.id.empty()) error("/id", "表单没有编号（id）", "the form has no id");
    const std::string_view title = json_text(root_, "title");
    result.title = title.empty() ? json_text(root_, "name") : title;
    read_components(root_, "", "", result.fields);
    return result;
  }

 private:
  void error(const std::string& pointer, const std::string& zh, const std::string& en) {
    findings_.error({}, id_, "bad-form", fmt::format("表单“{}”的 {}：{}。", id_, pointer, zh),
                    fmt::format("{} of form \"{}\": {}.", pointer, id_, en));
  }

  void read_components(const Value& holder, const std::string& pointer, const std::string& path,
                       std::vector<FormField>& fields) {
    const Value* components = holder.entry("components");
    if (!components || !components->list())
      return error(pointer + "/components", "应是组件的列表", "must be a list of components");
    for (std::size_t i = 0; i < components->list()->size(); ++i) {
      read_component((*components->list())[i], fmt::format("{}/components/{}", pointer, i), path, fields);
    }
  }

  void read_component(const Value& component, const std::string& pointer, const std::string& path,
                      std::vector<FormField>& fields) {
    const std::string_view type = json_text(component, "type");
    if (std::find(shown_types.begin(), shown_types.end(), type) != shown_types.end()) return;
    if (type == "group" || type == "default") {
      const std::string inner = joined(path, trimmed(json_text(component, "path")));
      if (inner.size() > longest_key) return error(pointer + "/path", "路径太长", "the path is too long");
      return read_components(component, pointer, inner, fields);
    }
    const auto field_type = type_of(component, type);
    if (!field_type)
      return error(pointer + "/type", fmt::format("没有“{}”这种组件", type),
                   fmt::format("there is no component \"{}\"", type));
    FormField field;
    field.type = *field_type;
    field.label = json_text(component,
                            field.type == FieldType::Date || field.type == FieldType::DateTime ? "dateLabel" : "label");
    if (field.label.empty()) field.label = json_text(component, field.type == FieldType::Time ? "timeLabel" : "label");
    field.key = joined(path, trimmed(json_text(component, field.type == FieldType::Rows ? "path" : "key")));
    if (field.key.empty() || field.key == path) return error(pointer, "字段没有键（key）", "the field has no key");
    if (field.key.size() > longest_key) return error(pointer, "字段的键（key）太长", "the key is too long");
    read_rules(component, pointer, field);
    add(std::move(field), pointer, fields);
  }

  static std::optional<FieldType> type_of(const Value& component, std::string_view name) {
    if (name == "datetime") {
      const std::string_view subtype = json_text(component, "subtype");
      return subtype == "time" ? FieldType::Time : subtype == "datetime" ? FieldType::DateTime : FieldType::Date;
    }
    for (const auto& [known, type] : input_types) {
      if (known == name) return type;
    }
    return std::nullopt;
  }

  void add(FormField field, const std::string& pointer, std::vector<FormField>& fields) {
    if (++count_ > most_fields) {
      if (count_ == most_fields + 1)
        error(pointer, fmt::format("字段超过 {} 个", most_fields),
              fmt::format("there are more than {} fields", most_fields));
      return;
    }
    const bool is_new =
        std::none_of(fields.begin(), fields.end(), [&](const FormField& f) { return f.key == field.key; });
    if (!is_new)
      error(pointer, fmt::format("键“{}”用了两次", field.key), fmt::format("the key \"{}\" is used twice", field.key));
    fields.push_back(std::move(field));
  }

  void read_rules(const Value& component, const std::string& pointer, FormField& field) {
    field.readonly = json_flag(component, "readonly", false) || json_flag(component, "disabled", false);
    field.summary = has_property(component, "summary");
    field.number_as_text = json_flag(component, "serializeToString", false);
    field.multiple = json_flag(component, "multiple", false);
    field.decimal_digits = whole_number(component, "decimalDigits");
    if (const Value* validate = component.entry("validate")) read_validation(*validate, pointer + "/validate", field);
    read_options(component, pointer, field);
    read_condition(component, pointer, field);
    if (field.type == FieldType::Rows) read_components(component, pointer, "", field.fields);
  }

  void read_validation(const Value& validate, const std::string& pointer, FormField& field) {
    field.required = json_flag(validate, "required", false);
    field.min = decimal(validate, "min");
    field.max = decimal(validate, "max");
    field.min_length = whole_number(validate, "minLength");
    field.max_length = whole_number(validate, "maxLength");
    field.pattern = json_text(validate, "pattern");
    const std::string_view type = json_text(validate, "validationType");
    if (type == "email") field.pattern = email_pattern;
    if (type == "phone") field.pattern = phone_pattern;
    if (field.pattern.empty()) return;
    const RE2 pattern(field.pattern, RE2::Quiet);
    if (pattern.ok()) return;
    error(pointer + "/pattern", fmt::format("格式规则“{}”不能用", field.pattern),
          fmt::format("the pattern is not valid for RE2 ({})", pattern.error()));
  }

  void read_options(const Value& component, const std::string& pointer, FormField& field) {
    field.options_from_data = component.entry("valuesKey") || component.entry("valuesExpression");
    const Value* values = component.entry("values");
    if (!values || !values->list()) return;
    for (const Value& option : *values->list()) {
      const Value* value = option.entry("value");
      if (!value) {
        error(pointer + "/values", "选项没有值（value）", "an option has no value");
        continue;
      }
      field.options.push_back({*value, std::string(json_text(option, "label"))});
    }
  }

  void read_condition(const Value& component, const std::string& pointer, FormField& field) {
    const Value* conditional = component.entry("conditional");
    std::string_view text = conditional ? trimmed(json_text(*conditional, "hide")) : std::string_view();
    if (text.empty()) return;
    if (text.starts_with('=')) text.remove_prefix(1);
    auto expression = feel::parse_expression(text);
    if (expression) {
      field.hide = std::move(*expression);
    } else {
      error(pointer + "/conditional/hide", fmt::format("条件写得不对：{}", expression.error().message_zh),
            expression.error().message_en);
    }
  }

  const Value& root_;
  Findings& findings_;
  std::string id_;
  std::size_t count_ = 0;
};

}  // namespace

std::expected<FormSchema, std::vector<Diagnostic>> read_form(std::string_view bytes, std::string_view file_name) {
  const auto root = read_json(bytes, file_name);
  if (!root) return std::unexpected(std::vector{root.error()});
  Findings findings(file_name);
  FormSchema result;
  if (root->context()) {
    result = FormReader(*root, findings).read();
  } else {
    findings.error({}, "", "bad-form", "这不是表单文件。", "This is no form file.");
  }
  if (findings.has_errors()) return std::unexpected(findings.take());
  result.text = std::string(bytes);
  return result;
}

}  // namespace bihuan::definitions
