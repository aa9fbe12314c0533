// Decides how the texts of a BPMN file become values: expressions, words, lists, yes and no, numbers.
// It does not parse FEEL.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/definitions/xml.h"
#include "engine/definition/model.h"

namespace bihuan::definitions {

/// A text with the rule of docs/extensions.md: after a leading "=" it is FEEL, else the constant itself.
definition::ExpressionText text_or_feel(std::string_view text, Where where);

/// The attribute by that rule; empty if it is absent.
definition::ExpressionText text_or_feel(XmlNode node, std::string_view attribute, std::string_view ns = {});

/// A text that is always FEEL (conditions, scripts, loop texts); a leading "=" is left out. Empty if there is no text.
/// `language` as written; the names of FEEL itself become empty.
definition::ExpressionText always_feel(std::string_view text, std::string_view language, Where where);

/// xsd:boolean; nullopt for anything else.
std::optional<bool> boolean_of(std::string_view text);

/// A whole number of at most nine digits; nullopt for anything else.
std::optional<int> integer_of(std::string_view text);

/// The parts of a comma list, trimmed; empty parts are left out. The Chinese comma （，） parts too.
std::vector<std::string> comma_list(std::string_view text);

}  // namespace bihuan::definitions
