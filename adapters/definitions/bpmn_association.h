// Decides what one data association does (BPMN 2.0.2, 10.4.2): copy, transformation, or assignments; as mappings.
#pragma once

#include <set>
#include <string_view>
#include <vector>

#include "adapters/definitions/bpmn_data.h"

namespace bihuan::definitions {

/// Ids of the data that the input and output sets of an element list as optional: what may be missing (10.4.2).
using OptionalData = std::set<std::string_view>;
OptionalData optional_data(XmlNode owner);

/// The mappings of a dataInputAssociation or dataOutputAssociation of `owner`; none when it moves nothing.
std::vector<definition::MappingText> read_association(const Reading& reading, const DataNames& names,
                                                      const OptionalData& optional, XmlNode owner, XmlNode association);

/// The expression that reads a variable.
definition::ExpressionText reading_of(const std::string& variable, Where where);

}  // namespace bihuan::definitions
