// Decides how mappings that meet at one target become one: the later takes the earlier's place, and a value that goes
// into a part of a target ("order.total") is put into what the target would be without it.
#pragma once

#include <string_view>
#include <vector>

#include "engine/definition/model.h"

namespace bihuan::definitions {

/// In place of an earlier one with the same target.
void set_mapping(std::vector<definition::MappingText>& mappings, definition::MappingText mapping);

/// In place of all earlier ones with a target that one of the others has.
void replace_mappings(std::vector<definition::MappingText>& mappings, std::vector<definition::MappingText> others);

/// `path` is "order.total.net": the target, and the keys in it. A constant counts as its text. False when the languages
/// do not fit together: only FEEL can be put into FEEL.
bool put_mapping(std::vector<definition::MappingText>& mappings, std::string_view path,
                 const definition::ExpressionText& value, definition::Where where);

}  // namespace bihuan::definitions
