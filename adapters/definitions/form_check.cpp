// Decides the rules of form values: presence, type, range, length, pattern, options, and what may not be sent.
#include "adapters/definitions/form_check.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>

#include "adapters/definitions/bpmn_text.h"
#include "adapters/definitions/utf8.h"
#include "engine/feel/text.h"

namespace bihuan::definitions {
namespace {

using definition::FieldAccess;

constexpr std::size_t most_errors = 200;

std::string escaped(std::string_view name) {
  std::string text;
  for (const char c : name) {
    if (c == '~') {
      text += "~0";
    } else if (c == '/') {
      text += "~1";
    } else {
      text += c;
    }
  }
  return text;
}

/// "person.name" → "/person/name".
std::string pointer_of(std::string_view key) {
  std::string text = "/" + escaped(key);
  std::replace(text.begin(), text.end(), '.', '/');
  return text;
}

/// What the path leads to; nullptr if that is absent or null.
const Value* at_path(const ContextEntries& entries, std::string_view path) {
  const ContextEntries* at = &entries;
  for (;;) {
    const auto dot = std::min(path.find('.'), path.size());
    const std::string_view name = path.substr(0, dot);
    const auto found = std::find_if(at->begin(), at->end(), [&](const auto& entry) { return entry.first == name; });
    if (found == at->end() || found->second.is_null()) return nullptr;
    if (dot == path.size()) return &found->second;
    at = found->second.context();
    if (!at) return nullptr;
    path.remove_prefix(dot + 1);
  }
}

class Checker {
 public:
  Checker(std::span<const FieldAccess> access, const feel::Environment& env) : access_(access), env_(env) {}

  std::vector<FieldError> check(const std::vector<FormField>& fields, const ContextEntries& values) {
    data_ = &values;
    check_fields(fields, values, "");
    check_known(fields, values, "", "");
    return std::move(errors_);
  }

 private:
  struct Place {
    const FormField& field;
    std::string pointer;
    bool in_row = false;
  };

  void report(const Place& place, std::string_view code, const std::string& zh, const std::string& en) {
    const std::string& label = place.field.label.empty() ? place.field.key : place.field.label;
    add({place.field.key, place.pointer, std::string(code), fmt::format("“{}”{}。", label, zh),
         fmt::format("\"{}\" {}.", label, en)});
  }

  void add(FieldError error) {
    if (errors_.size() < most_errors) errors_.push_back(std::move(error));
  }

  void check_fields(const std::vector<FormField>& fields, const ContextEntries& values, const std::string& pointer) {
    for (const FormField& field : fields) {
      check_field({field, pointer + pointer_of(field.key), !pointer.empty()}, at_path(values, field.key));
    }
  }

  const FieldAccess* access_of(const FormField& field) const {
    const auto found =
        std::find_if(access_.begin(), access_.end(), [&](const FieldAccess& a) { return a.key == field.key; });
    return found == access_.end() ? nullptr : &*found;
  }

  bool is_hidden(const FormField& field) const {
    if (!field.hide) return false;
    const auto outcome = field.hide->evaluate(feel::variables_of(*data_), env_);
    return outcome && outcome->value.is_true();
  }

  void check_field(const Place& place, const Value* value) {
    const FormField& field = place.field;
    const FieldAccess* access = place.in_row ? nullptr : access_of(field);
    const bool listed = access && !access->access.empty();
    const bool editable = listed ? access->access == "editable" : !field.readonly;
    if (!editable || field.type == FieldType::Computed) {
      if (value && field.type != FieldType::Computed)
        report(place, "not-editable", "在这一步不能修改", "cannot be changed in this step");
      return;
    }
    if (is_hidden(field)) {
      if (value)
        report(place, "not-editable", "现在不在表单上，不能填写", "is not on the form now and cannot be filled in");
      return;
    }
    const bool required = field.required || (access && access->required);
    if (is_missing(field, value)) {
      if (required) report(place, "required", "必须填写", "is required");
      return;
    }
    check_value(place, *value);
  }

  /// Empty texts and lists count as missing, and so does an unchecked box.
  static bool is_missing(const FormField& field, const Value* value) {
    if (!value) return true;
    if (const std::string* text = value->string()) return trimmed(*text).empty();
    if (const List* list = value->list()) return list->empty();
    return field.type == FieldType::Checkbox && value->get<bool>() && !value->is_true();
  }

  void wrong_type(const Place& place, const std::string& zh, const std::string& en) {
    report(place, "wrong-type", fmt::format("应填{}", zh), fmt::format("must be {}", en));
  }

  void check_value(const Place& place, const Value& value) {
    switch (place.field.type) {
      case FieldType::TextField:
      case FieldType::TextArea:
        return check_text(place, value);
      case FieldType::Number:
        return check_number(place, value);
      case FieldType::Checkbox:
        if (!value.get<bool>()) wrong_type(place, "是或否", "true or false");
        return;
      case FieldType::Select:
      case FieldType::Radio:
        return check_option(place, value);
      case FieldType::Checklist:
      case FieldType::TagList:
        return check_options(place, value);
      case FieldType::Date:
        if (!is_temporal<Date>(value, feel::parse_date))
          wrong_type(place, "日期，例如 2026-10-01", "a date such as 2026-10-01");
        return;
      case FieldType::Time:
        if (!is_temporal<Time>(value, feel::parse_time) && !is_short_time(value))
          wrong_type(place, "时间，例如 09:30", "a time such as 09:30");
        return;
      case FieldType::DateTime:
        if (!is_moment(value))
          wrong_type(place, "日期和时间，例如 2026-10-01T09:30:00", "a date and time such as 2026-10-01T09:30:00");
        return;
      case FieldType::FilePicker:
        return check_files(place, value);
      case FieldType::Rows:
        return check_rows(place, value);
      case FieldType::Computed:
        return;
    }
  }

  void check_text(const Place& place, const Value& value) {
    const std::string* text = value.string();
    if (!text) return wrong_type(place, "文字", "a text");
    const auto length = static_cast<std::int64_t>(count_code_points(*text));
    const FormField& field = place.field;
    if (field.min_length && length < *field.min_length) {
      report(place, "wrong-length", fmt::format("至少要 {} 个字，现在是 {} 个", *field.min_length, length),
             fmt::format("must have at least {} characters and has {}", *field.min_length, length));
    }
    if (field.max_length && length > *field.max_length) {
      report(place, "wrong-length", fmt::format("最多 {} 个字，现在是 {} 个", *field.max_length, length),
             fmt::format("must have at most {} characters and has {}", *field.max_length, length));
    }
    if (!field.pattern.empty() && !RE2::PartialMatch(*text, RE2(field.pattern, RE2::Quiet))) {
      report(place, "wrong-pattern", "的格式不对", "has the wrong format");
    }
  }

  void check_number(const Place& place, const Value& value) {
    const FormField& field = place.field;
    std::optional<Decimal> number;
    if (value.number()) number = *value.number();
    if (field.number_as_text && value.string()) number = Decimal::parse(*value.string());
    if (!number) return wrong_type(place, "数字", "a number");
    if (field.min && *number < *field.min) {
      report(place, "out-of-range", fmt::format("不能小于 {}", field.min->text()),
             fmt::format("must not be less than {}", field.min->text()));
    }
    if (field.max && *number > *field.max) {
      report(place, "out-of-range", fmt::format("不能大于 {}", field.max->text()),
             fmt::format("must not be greater than {}", field.max->text()));
    }
    const std::string text = number->text();
    const auto point = text.find('.');
    const auto digits = point == std::string::npos ? 0 : static_cast<std::int64_t>(text.size() - point - 1);
    if (field.decimal_digits && digits > *field.decimal_digits) {
      report(place, "out-of-range", fmt::format("最多 {} 位小数", *field.decimal_digits),
             fmt::format("must have at most {} decimal places", *field.decimal_digits));
    }
  }

  bool is_option(const FormField& field, const Value& value) const {
    if (field.options_from_data) return true;
    return std::any_of(field.options.begin(), field.options.end(),
                       [&](const FormOption& o) { return o.value == value; });
  }

  void check_option(const Place& place, const Value& value) {
    if (!is_option(place.field, value)) report(place, "no-option", "不在可选的范围内", "is none of the options");
  }

  void check_options(const Place& place, const Value& value) {
    const List* list = value.list();
    if (!list) return wrong_type(place, "选项的列表", "a list of options");
    const bool known =
        std::all_of(list->begin(), list->end(), [&](const Value& v) { return is_option(place.field, v); });
    if (!known) report(place, "no-option", "有不在可选范围内的选项", "holds something that is none of the options");
  }

  template <class T, class Parse>
  static bool is_temporal(const Value& value, Parse parse) {
    return value.get<T>() || (value.string() && parse(*value.string()));
  }

  /// "09:30", as the browser sends it.
  static bool is_short_time(const Value& value) {
    const std::string* text = value.string();
    return text && text->size() >= 5 && feel::parse_time(text->substr(0, 5) + ":00" + text->substr(5));
  }

  static bool is_moment(const Value& value) {
    if (is_temporal<DateTime>(value, feel::parse_date_time)) return true;
    const std::string* text = value.string();
    if (!text || text->size() < 16) return false;
    return feel::parse_date_time(text->substr(0, 16) + ":00" + text->substr(16)).has_value();
  }

  void check_files(const Place& place, const Value& value) {
    const auto is_file = [](const Value& v) { return v.string() && !v.string()->empty(); };
    const List* list = value.list();
    if (!list && is_file(value)) return;
    if (!list || !std::all_of(list->begin(), list->end(), is_file)) return wrong_type(place, "附件", "an attachment");
    if (list->size() > 1 && !place.field.multiple)
      report(place, "wrong-length", "只能有一个附件", "takes one attachment");
  }

  /// Recursion over lists in lists, bounded by the depth of the schema.
  void check_rows(const Place& place, const Value& value) {
    const List* rows = value.list();
    if (!rows) return wrong_type(place, "列表", "a list");
    for (std::size_t i = 0; i < rows->size(); ++i) {
      const ContextEntries* row = (*rows)[i].context();
      if (!row) return wrong_type(place, "列表，每行是一组字段", "a list of rows with fields");
      const std::string pointer = fmt::format("{}/{}", place.pointer, i);
      check_fields(place.field.fields, *row, pointer);
      check_known(place.field.fields, *row, "", pointer);
    }
  }

  /// Reports what no field of the form stands for. Recursion over the parts of keys.
  void check_known(const std::vector<FormField>& fields, const ContextEntries& values, const std::string& path,
                   const std::string& pointer) {
    for (const auto& [name, value] : values) {
      if (errors_.size() >= most_errors) return;
      const std::string key = path.empty() ? name : path + "." + name;
      const auto is_field = [&](const FormField& f) { return f.key == key; };
      const auto is_inside = [&](const FormField& f) { return f.key.starts_with(key + "."); };
      const bool is_one_name = name.find('.') == std::string::npos;  // a dotted name would pass for a path unchecked
      if (is_one_name && std::any_of(fields.begin(), fields.end(), is_field)) continue;
      const std::string at = pointer + "/" + escaped(name);
      if (is_one_name && value.context() && std::any_of(fields.begin(), fields.end(), is_inside)) {
        check_known(fields, *value.context(), key, at);
      } else {
        const std::string shown(first_code_points(key, 80));
        add({shown, at, "unknown-field", fmt::format("表单里没有“{}”这个字段。", shown),
             fmt::format("The form has no field \"{}\".", shown)});
      }
    }
  }

  std::span<const FieldAccess> access_;
  const feel::Environment& env_;
  const ContextEntries* data_ = nullptr;
  std::vector<FieldError> errors_;
};

}  // namespace

std::vector<FieldError> check_values(const FormSchema& schema, std::span<const FieldAccess> access,
                                     const ContextEntries& values, const feel::Environment& env) {
  return Checker(access, env).check(schema.fields, values);
}

}  // namespace bihuan::definitions
