// Decides what is known of a form (form-js schema): its fields and their rules, and the schema as text for the browser.
// It does not draw.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/value.h"
#include "engine/feel/expression.h"

namespace bihuan::definitions {

enum class FieldType {
  TextField,  ///< string
  TextArea,   ///< string
  Number,     ///< number; with `number_as_text` a string of one
  Checkbox,   ///< boolean; required means true
  Select,     ///< one of the options
  Radio,      ///< one of the options
  Checklist,  ///< list of options
  TagList,    ///< list of options
  Date,       ///< date, or its ISO 8601 text; so the next two
  Time,
  DateTime,
  FilePicker,  ///< id of a stored attachment, or a list of ids
  Computed,    ///< form-js "expression": any value
  Rows,        ///< form-js "dynamiclist": list of contexts with `fields`
};

struct FormOption {
  Value value;
  std::string label;
};

struct FormField {
  std::string key;  ///< path from the form's data, or from the row of a Rows field: "place", "person.name"
  FieldType type = FieldType::TextField;
  std::string label;
  bool required = false;
  bool readonly = false;            ///< readonly or disabled in the schema
  bool summary = false;             ///< custom property "summary": lists show it beside the task
  std::optional<Decimal> min, max;  ///< of a number
  std::optional<std::int64_t> decimal_digits;
  std::optional<std::int64_t> min_length, max_length;  ///< in characters (code points)
  std::string pattern;                                 ///< RE2, matches anywhere, as in the browser; empty = none
  bool number_as_text = false;                         ///< serializeToString
  bool multiple = false;                               ///< a file picker that takes several
  std::vector<FormOption> options;
  bool options_from_data = false;        ///< valuesKey or valuesExpression: the options are known only in the browser
  std::optional<feel::Expression> hide;  ///< conditional.hide: true takes the field off the form
  std::vector<FormField> fields;         ///< of a Rows field
};

struct FormSchema {
  std::string id, title;
  std::vector<FormField> fields;
  std::string text;  ///< the file as it was
};

}  // namespace bihuan::definitions
