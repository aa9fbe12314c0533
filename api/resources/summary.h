// Decides which fields of a form stand for it in a list, and how a value of a form reads: an option by its label, yes
// and no in words, a list with commas. It does not draw forms (the pages do).
#pragma once

#include <string>
#include <vector>

#include "adapters/definitions/form_schema.h"
#include "engine/definition/model.h"
#include "engine/state/state.h"

namespace bihuan::resources {

struct SummaryField {
  std::string label, text;
};

constexpr std::size_t most_summary_fields = 3;

/// The fields marked as summary that hold something, else the first three that do. Hidden ones never.
std::vector<SummaryField> summary_of(const definitions::FormSchema& schema, const definition::FormModel& access,
                                     const state::Variables& values);

/// At most 80 characters; empty for what reads as nothing (null, an empty text or list) and for rows.
std::string field_text(const definitions::FormField& field, const Value& value);
/// A value that no form describes, in the same way.
std::string value_text(const Value& value);

/// Where a path of names ("person.name") leads; nullptr if there is nothing or null.
const Value* value_at(const state::Variables& values, std::string_view path);

std::string summary_json(const std::vector<SummaryField>& fields);

}  // namespace bihuan::resources
