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

/// A text with the rule of docs/extensions.md: after a leading "=" it is FEEL, with `${…}` or `#{…}` in it JUEL, else
/// the constant itself.
definition::ExpressionText text_or_feel(std::string_view text, Where where);

/// The attribute by that rule; empty if it is absent.
definition::ExpressionText text_or_feel(XmlNode node, std::string_view attribute, std::string_view ns = {});

/// A text that is always an expression (conditions, scripts, loop texts). Empty if there is no text. What begins with
/// "=" is FEEL and what begins with `${` or `#{` is JUEL, whatever the language; anything else is in `language`.
definition::ExpressionText formal_expression(std::string_view text, std::string_view language, Where where);

/// The language as model.h names it: empty for FEEL (and for no language), "juel", "javascript"; any other as written.
std::string language_of(std::string_view written);

/// True for what `compile` takes: FEEL, JUEL, JavaScript.
bool is_executed_language(std::string_view language);

/// True for a text with `${…}` or `#{…}` in it.
bool holds_juel(std::string_view text);

/// xsd:boolean; nullopt for anything else.
std::optional<bool> boolean_of(std::string_view text);

/// A whole number of at most nine digits; nullopt for anything else.
std::optional<int> integer_of(std::string_view text);

/// The parts of a comma list, trimmed; empty parts are left out. The Chinese comma （，） parts too.
std::vector<std::string> comma_list(std::string_view text);

}  // namespace bihuan::definitions
